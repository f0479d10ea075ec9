"""A model's endpoint: what is asked of it, what comes back, and all the ways in which that goes wrong."""

import json
import logging
import math
import re
import socket
import threading
import traceback
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.client import HTTPConnection

import pytest
from support.helpers import python
from support.scripted import (
    ScriptedServer,
    data,
    delta,
    dropped,
    error,
    plain,
    reply,
    stream,
    too_long,
    vector,
)

from rag.model.client import Message, Model, Usage
from rag.request_errors import (
    ContextTooLong,
    KeyRefused,
    ModelBroken,
    ModelBrokeOff,
    ModelBusy,
    ModelError,
    ModelUnknown,
    ModelUnreachable,
    Stopped,
)

KEY = "sk-proj-Qm7Zx41LsT90"
ASKED = [Message("system", "Answer from the sources."), Message("user", "What of the gulls?")]
TEXT = "Es regnet – 下雨 🌧 [ref-k7q]. Mehr nicht [ref-w2m]."
TOLD = Usage(11, 7)
MASKED = f"Incorrect API key provided: {KEY[:8]}********{KEY[-4:]}."


@pytest.fixture
def server():
    with ScriptedServer() as server:
        yield server


def model(server, name="gull-7b", **others):
    return Model(name, server.url, KEY, **{"pause": 0.001, **others})


def fails(server, *answers, **others):
    """The error of asking once, and of how many requests."""
    before = len(server.requests)
    server.enqueue(*answers)
    with closing(model(server, **others)) as asked, pytest.raises(ModelError) as caught:
        asked.complete(ASKED, 50)
    return caught.value, len(server.requests) - before


def test_the_text_comes_in_pieces_and_then_the_usage(server):
    server.enqueue(reply("Gulls ", "cry."))
    asked = model(server)
    assert list(asked.stream(ASKED, 50)) == ["Gulls ", "cry.", TOLD]
    request = server.requests[0]
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.body == {
        "model": "gull-7b",
        "messages": [{"role": m.role, "content": m.content} for m in ASKED],
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": 50,
        "temperature": 0,
    }


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 10_000])
def test_bytes_may_be_cut_anywhere(server, size):
    server.enqueue(reply(TEXT, sizes=(1, 5, 2)).cut(size))
    assert model(server).complete(ASKED, 50) == (TEXT, TOLD)


NOISE = [
    delta(role="assistant"),
    delta(reasoning_content="Let me think."),
    delta(reasoning="Hmm."),
    delta("", tool_calls=[{"index": 0, "function": {"name": "search", "arguments": "{}"}}]),
    {"choices": []},
    {"choices": None},
    {"choices": [None]},
    {"choices": [{"index": 0, "delta": None}]},
    {"choices": [{"index": 0, "delta": {"content": None}}]},
    {"id": "x"},
    b": keep-alive\n\n",
    b"event: ping\nid: 7\nretry: 10\n\n",
]
WELL_ENDED = {
    "noise": (stream(*NOISE, delta("Rain."), *NOISE, delta(finish="stop")), "Rain.", "stop"),
    "two lines of data": (
        stream(b'data: {"choices": [\ndata: {"delta": {"content": "Rain."}}]}\n\n'), "Rain.", "stop",
    ),
    "CRLF": (stream(b'data:{"choices":[{"delta":{"content":"Rain."}}]}\r\n\r\n'), "Rain.", "stop"),
    "line separators": (stream(delta("a\u2028b\x85c\x0bd")), "a\u2028b\x85c\x0bd", "stop"),
    "half a character": (stream(delta("a\ud83d")), "a\ufffd", "stop"),
    "cut short": (reply("Rain", finish="length"), "Rain", "length"),
    "filtered": (reply("Rain", finish="content_filter"), "Rain", "content_filter"),
    "another finish": (reply("Rain.", finish="eos_token"), "Rain.", "stop"),
    "no finish": (reply("Rain.", finish=None), "Rain.", "stop"),
    "no [DONE]": (reply("Rain.", done=False), "Rain.", "stop"),
    "no empty line at the end": (stream(delta("Rain."), b"data: [DONE]", done=False), "Rain.", "stop"),
    "dropped after the finish": (
        stream(delta("Rain."), delta(finish="stop"), done=False, ending="dropped"), "Rain.", "stop",
    ),
    "no stream": (plain("Rain."), "Rain.", "stop"),
    "no stream, indented": (
        data(b'{\n "choices": [\n {"message": {"content": "Rain."}}\n]}'), "Rain.", "stop",
    ),
    "nothing to say": (reply(""), "", "stop"),
}  # fmt: skip


@pytest.mark.parametrize("kind", WELL_ENDED)
def test_what_counts_as_an_answer(server, kind):
    answer, text, finish = WELL_ENDED[kind]
    server.enqueue(answer)
    said, usage = model(server).complete(ASKED, 50)
    assert (said, usage.finish) == (text, finish)


def test_usage_is_counted_where_it_is_not_told(server):
    server.enqueue(
        reply("Gulls cry.", usage=None), reply("x", usage={"prompt_tokens": 5, "completion_tokens": "?"})
    )
    assert model(server).complete(ASKED, 50)[1] == Usage(5 + 6, 4)
    assert model(server).complete(ASKED, 50)[1] == Usage(5, 1)


def test_costs_add_up_where_they_are_told(server):
    server.enqueue(reply("x", usage={"prompt_tokens": 5, "completion_tokens": 1, "cost": 0.25}))
    usage = model(server).complete(ASKED, 50)[1]
    assert usage == Usage(5, 1, 0.25)
    assert Usage() + usage + Usage(1, 1, None, "length") == Usage(6, 2, 0.25, "length")
    assert (Usage() + Usage()).cost is None


IN_TWO_HOURS = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
REFUSED = {
    "wrong key": (error(401, MASKED, code="invalid_api_key"), KeyRefused),
    "no right": (error(403, f"The key {KEY} may not use this."), KeyRefused),
    "no such model": (error(404, "The model `gull-7b` does not exist"), ModelUnknown),
    "no such model, by its code": (error(400, "no", code="model_not_found"), ModelUnknown),
    "no such page": (data(b"<html>404</html>", 404, "text/html"), ModelUnknown),
    "bad request": (error(400, f"Unknown role\x1b[31m\n in {KEY}"), ModelBroken),
    "no credit": (error(429, "You exceeded your quota", code="insufficient_quota"), ModelBusy),
    "nothing paid": (error(402, "Insufficient credits"), ModelBusy),
    "busy for long": (error(429, "slow down", retry_after=31), ModelBusy),
    "busy until": (error(503, retry_after=IN_TWO_HOURS), ModelBusy),
    "busy for ever": (error(429, retry_after="inf"), ModelBusy),
    "dropped at once": (dropped(), ModelUnreachable),
    "dropped in the middle": (reply("Rain and wind.").first(3), ModelUnreachable),
    "ended too early": (reply("Rain and wind.").first(3, "silent"), ModelBrokeOff),
    "ended with nothing": (stream(done=False), ModelBrokeOff),
    "no JSON": (stream(b"data: {oops\n\n"), ModelBroken),
    "no JSON, too deep": (stream(b"data: " + b"[" * 100_000 + b"\n\n"), ModelBroken),
    "no UTF-8": (stream(b'data: {"choices": "\xff"}\n\n'), ModelBroken),
    "no object": (stream([1]), ModelBroken),
    "no choices": (stream({"id": "x"}), ModelBroken),
    "another JSON": (data({"models": []}), ModelBroken),
    "a web page": (data(b"<!doctype html><p>Hello", kind="text/html"), ModelBroken),
    "a redirect": (data(b"", 307, Location="http://127.0.0.1:9/"), ModelBroken),
    "an error in the stream": (stream(delta("Rain"), {"error": {"message": f"CUDA {KEY}"}}), ModelBroken),
    "an error in the stream, bare": (
        stream({"object": "error", "message": "no such role", "code": 400}), ModelBroken,
    ),
    "an error in the stream, as llama.cpp once put it": (
        stream(b'error: {"code": 400, "message": "no such role", "type": "invalid_request_error"}\n\n'),
        ModelBroken,
    ),
    "a key refused in the stream": (stream({"error": {"message": MASKED, "code": 401}}), KeyRefused),
    "an error for a finish": (stream(delta("Rain"), delta(finish="error")), ModelBroken),
    "an error with success": (data({"error": {"message": "no", "code": 400}}), ModelBroken),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_failures_are_told_at_once(server, kind):
    answer, expected = REFUSED[kind]
    failure, requests = fails(server, answer)
    assert type(failure) is expected
    assert requests == 1


def test_a_message_is_one_line_with_name_and_place(server):
    failure, _ = fails(server, error(400, "Unknown\n\trole \x1b[31mred " + "x" * 500))
    told = str(failure)
    assert told.startswith(
        f"'gull-7b' at {server.address} refused the question (400): Unknown role [31mred xxx"
    )
    assert told.isprintable()
    assert len(told) < 330


def test_messages_say_what_to_do(server):
    busy, _ = fails(server, error(429, "slow down", retry_after=31))
    assert str(busy) == f"'gull-7b' at {server.address} is busy: slow down; try again in 31 s"
    until, _ = fails(server, REFUSED["busy until"][0])
    assert re.search(r"try again in \d+ s", str(until))
    refused, _ = fails(server, error(401, MASKED))
    assert (
        str(refused)
        == f"'gull-7b' at {server.address} does not take the key; set OPENAI_API_KEY to one that it knows"
    )
    page, _ = fails(server, REFUSED["no such page"][0])
    assert "/v1" in str(page)
    assert "html" not in str(page)


@pytest.mark.parametrize("style", ["openai", "vllm", "llama.cpp"])
@pytest.mark.parametrize("within", [False, True])
def test_too_long_a_context_tells_the_figures(server, style, within):
    answer = too_long(style, 4096, 5000)
    if within and style != "openai":  # which has no number to tell a status by
        answer = data(answer.parts[0])
    failure, requests = fails(server, answer)
    assert isinstance(failure, ContextTooLong)
    assert (failure.limit, failure.asked, requests) == (4096, 5000, 1)


OTHER_LENGTHS = {
    "newer vLLM, which names a parameter": (
        error(400, "'max_tokens' is too large: 5000. This model's maximum context length is 4096 tokens "
              "and your request has 100 input tokens"), 4096, None,
    ),
    "older vLLM": (
        error(400, "The decoder prompt (length 5000) is longer than the maximum model length of 4096."),
        4096, 5000,
    ),
    "OpenRouter": (
        error(400, "This endpoint's maximum context length is 4096 tokens. You requested about 5000 tokens"),
        4096, 5000,
    ),
    "too many bytes": (data(b"Payload Too Large", 413, "text/plain"), None, None),
    "figures that are none": (
        error(400, "", type="exceed_context_size_error", n_ctx="many", n_prompt_tokens=True), None, None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHER_LENGTHS)
def test_too_long_a_context_in_other_words(server, kind):
    answer, limit, asked = OTHER_LENGTHS[kind]
    failure, requests = fails(server, answer)
    assert isinstance(failure, ContextTooLong)
    assert (failure.limit, failure.asked, requests) == (limit, asked, 1)


@pytest.mark.parametrize(
    "passing",
    [
        error(429, "slow down"),
        error(429, "slow down", retry_after=0),
        error(429, "slow down", retry_after="Wed, 21 Oct 2015 07:28:00 GMT"),
        error(503, "Loading model", retry_after="0.001"),
        error(500, "oops"),
        data(b"<html>Bad Gateway</html>", 502, "text/html"),
        error(408, "too slow"),
        stream({"error": {"message": "try later", "code": "rate_limit_exceeded"}}),
    ],
)
def test_what_may_pass_is_asked_again(server, passing):
    server.enqueue(passing, passing, reply("Rain."))
    assert model(server).complete(ASKED, 50) == ("Rain.", TOLD)
    assert len(server.requests) == 3


@pytest.mark.parametrize(("status", "expected"), [(429, ModelBusy), (503, ModelBusy), (500, ModelBroken)])
def test_three_attempts_are_enough(server, status, expected):
    failure, requests = fails(server, *[error(status, "oops")] * 3)
    assert type(failure) is expected
    assert requests == 3


def test_silence_is_asked_again_and_then_given_up(server):
    never = threading.Event()
    failure, requests = fails(server, *[reply(never, "Rain.")] * 3, timeout=0.05)
    assert isinstance(failure, ModelUnreachable)
    assert requests == 3


def test_nothing_is_asked_again_once_a_piece_has_come(server):
    server.enqueue(
        stream(delta("Rain"), {"error": {"message": "busy", "code": 429}}), reply("never asked for")
    )
    answer = model(server).stream(ASKED, 50)
    assert next(answer) == "Rain"
    with pytest.raises(ModelBusy):
        next(answer)
    assert len(server.requests) == 1


def test_a_name_that_is_none_and_a_port_where_nobody_listens():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for address, why in (
        (f"http://127.0.0.1:{port}/v1", "no server listens there"),
        ("http://endpoint.invalid/v1", "nothing is known by this name"),
    ):
        # A pause this long would run into the tests' time limit.
        with pytest.raises(ModelUnreachable, match=why):
            Model("gull-7b", address, KEY, pause=10_000).complete(ASKED, 50)


def test_plain_http_where_https_is_asked(server):
    address = server.url.replace("http:", "https:")
    with pytest.raises(ModelUnreachable, match="encryption"):
        Model("gull-7b", address, KEY).complete(ASKED, 50)


def refuses(*names, structured):
    """A server that takes none of these parameters."""

    def answer(request):
        sent = next((name for name in names if name in request.body), None)
        if sent is None:
            return reply("Rain.")
        fields = {"param": sent, "code": "unsupported_parameter"} if structured else {}
        advice = " Use 'max_completion_tokens' instead." if sent == "max_tokens" else ""
        return error(
            400, f"Unsupported parameter: '{sent}' is not supported with this model.{advice}", **fields
        )

    return answer


@pytest.mark.parametrize("structured", [True, False])
@pytest.mark.parametrize(
    "names",
    [
        ("max_tokens",),
        ("temperature",),
        ("stream_options",),
        ("max_tokens", "max_completion_tokens"),
        ("stream_options", "temperature", "max_tokens"),
    ],
)
def test_refused_parameters_are_left_out_and_remembered(names, structured):
    with ScriptedServer(refuses(*names, structured=structured)) as server:
        asked = model(server)
        assert asked.complete(ASKED, 50)[0] == "Rain."
        before = len(server.requests)
        assert before == len(names) + 1
        assert asked.complete(ASKED, 50)[0] == "Rain."
        assert len(server.requests) == before + 1
        body = server.requests[-1].body
        assert not set(names) & set(body)
        kept = {
            "temperature",
            "stream_options",
            "max_completion_tokens" if "max_tokens" in names else "max_tokens",
        }
        assert kept - set(names) <= set(body)


@pytest.mark.parametrize(
    ("answer", "times"),
    [
        (error(400, "temperature must be left out", param="messages"), 1),
        (error(400, "max_tokens_per_day is used up"), 1),
        (error(500, "temperature: no", param="temperature"), 3),
    ],
)
def test_other_refusals_leave_the_parameters_alone(server, answer, times):
    server.enqueue(*[answer] * times, reply("Rain."))
    asked = model(server)
    with pytest.raises(ModelBroken):
        asked.complete(ASKED, 50)
    assert asked.complete(ASKED, 50)[0] == "Rain."
    assert {"temperature", "max_tokens", "stream_options"} <= set(server.requests[-1].body)


def test_closing_the_answer_hangs_up(server):
    gate = threading.Event()
    server.enqueue(reply("Rain.", gate, "Wind."))
    answer = model(server).stream(ASKED, 50)
    assert next(answer) == "Rain."
    answer.close()
    assert server.left.wait(20)


def test_stop_before_anything_asks_nothing(server):
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        model(server).complete(ASKED, 50, stop)
    assert server.requests == []


def test_stop_between_pieces_hangs_up(server):
    stop, gate = threading.Event(), threading.Event()
    server.enqueue(reply("one ", "two ", "three ", gate, "four", sizes=(6,)))
    answer = model(server).stream(ASKED, 50, stop)
    assert next(answer) == "one "
    stop.set()
    with pytest.raises(Stopped):
        next(answer)
    assert server.left.wait(20)


def test_stop_ends_the_waiting_between_attempts(server):
    stop = threading.Event()

    def busy(_request):
        stop.set()
        return error(429, "slow down", retry_after=29)

    server.enqueue(busy)
    with pytest.raises(Stopped):
        model(server, pause=10_000).complete(ASKED, 50, stop)
    assert len(server.requests) == 1


def test_several_threads_share_a_model(server):
    server.otherwise = lambda request: reply(f"Heard {request.body['messages'][0]['content']}.")
    asked = model(server)
    said: dict[int, str] = {}

    def ask(number):
        said[number] = asked.complete([Message("user", str(number))], 50)[0]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == {number: f"Heard {number}." for number in range(8)}
    asked.close()
    assert asked.complete(ASKED, 50)[0].startswith("Heard")


def test_nothing_of_the_client_s_variables_gets_in(server, monkeypatch):
    for name in ("API_KEY", "ADMIN_KEY", "ORG_ID", "PROJECT_ID", "WEBHOOK_SECRET"):
        monkeypatch.setenv(f"OPENAI_{name}", "from-the-environment")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/from-the-environment")
    monkeypatch.setenv(
        "OPENAI_CUSTOM_HEADERS", "X-Mine: from-the-environment\nAuthorization: from-the-environment"
    )
    server.enqueue(reply("Rain."))
    Model("gull-7b", server.url).complete(ASKED, 50)
    headers = server.requests[0].headers
    assert "from-the-environment" not in str(headers)
    assert headers["authorization"] == "Bearer none"
    assert headers["user-agent"] == "readback"
    assert not [name for name in headers if name.startswith("openai")]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_no_proxy_stands_before_this_machine(server, monkeypatch, host):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    server.enqueue(reply("Rain."))
    assert Model("gull-7b", server.url.replace("127.0.0.1", host)).complete(ASKED, 50)[0] == "Rain."


def test_a_proxy_that_is_none_is_told(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "no-proxy-at-all://user:word@x")
    with pytest.raises(ModelUnreachable, match="HTTPS_PROXY") as caught:
        Model("gull-7b", "https://endpoint.invalid/v1", KEY).complete(ASKED, 50)
    assert "word" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("", "OpenAI's service (api.openai.com)"),
        ("https://api.openai.com/v1", "OpenAI's service (api.openai.com)"),
        ("http://127.0.0.1:8080/v1", "127.0.0.1:8080"),
        ("http://[::1]:8080/v1/", "[::1]:8080"),
        ("https://openrouter.ai/api/v1", "openrouter.ai"),
        ("https://someone:secret@example.org/v1", "example.org"),
    ],
)
def test_the_place_is_the_host(address, place):
    assert Model("gull-7b", address, KEY).place == place


@pytest.mark.parametrize("key", [KEY + "\n", "sk-ü" + KEY, f"{KEY} {KEY}", KEY + "\x00"])
def test_a_key_that_cannot_be_sent_is_told(server, key):
    with pytest.raises(KeyRefused) as caught:
        Model("gull-7b", server.url, key).complete(ASKED, 50)
    assert KEY not in "".join(traceback.format_exception(caught.value))
    assert server.requests == []


@pytest.mark.parametrize("kind", [*REFUSED, "busy", "too long"])
def test_the_key_is_nowhere(server, kind, caplog, monkeypatch):
    monkeypatch.setenv("OPENAI_LOG", "debug")
    caplog.set_level(logging.DEBUG)
    logging.getLogger("openai").setLevel(logging.DEBUG)  # as its own set-up does
    echo = f"Authorization: Bearer {KEY}, key '{KEY[:6]}...{KEY[-4:]}' ending in {KEY[-4:]}"
    others = {"busy": error(429, echo), "too long": error(400, echo, code="context_length_exceeded")}
    answer = others.get(kind) or REFUSED[kind][0]
    server.enqueue(*[answer] * 3)
    asked = model(server)
    with pytest.raises(ModelError) as caught:
        asked.complete(ASKED, 50)
    failure = caught.value
    shown = [str(failure), repr(failure), repr(asked), str(vars(failure)), caplog.text]
    shown += ["".join(traceback.format_exception(failure))]
    assert failure.__cause__ is failure.__context__ is None
    for text in shown:
        for secret in (KEY, KEY[:8], KEY[-4:], "gulls?"):
            assert secret not in text


LOUD = """
import io, logging, traceback
sys.stderr = io.StringIO()
logging.basicConfig(level=logging.DEBUG)
from rag.model.client import Message, Model
try:
    Model("gull-7b", arguments[0], arguments[1]).complete([Message("user", "What of the gulls?")], 50)
except Exception:
    traceback.print_exc()
print(json.dumps(sys.stderr.getvalue()))
"""


def test_the_client_s_own_log_stays_shut(server):
    server.enqueue(error(400, f"no {KEY}"))
    told = python(LOUD, server.url, KEY, OPENAI_LOG="debug")
    assert "ModelBroken" in told
    assert "DEBUG" not in told
    assert KEY not in told
    assert "gulls?" not in told


def test_vectors_come_in_the_order_of_the_texts(server):
    texts = ["rain", "wind", "", "a\ud83d"]
    with closing(model(server, name="minnow")) as asked:
        assert asked.embed(texts) == [vector(text) for text in ["rain", "wind", "", "a\ufffd"]]
        assert asked.embed([]) == []
    (request,) = server.requests
    assert request.path == "/v1/embeddings"
    assert request.body["model"] == "minnow"
    assert request.body["encoding_format"] == "float"


def entries(*vectors, numbers=None):
    numbers = range(len(vectors)) if numbers is None else numbers
    return data({"data": [{"index": n, "embedding": v} for n, v in zip(numbers, vectors, strict=True)]})


def test_vectors_without_numbers_are_in_order(server):
    server.enqueue(data({"data": [{"embedding": [1, 2]}, {"embedding": [3, 4]}]}), path="/embeddings")
    assert model(server).embed(["a", "b"]) == [[1.0, 2.0], [3.0, 4.0]]


@pytest.mark.parametrize(
    "answer",
    [
        entries([1.0]),
        entries([1.0], [2.0], [3.0]),
        entries([1.0], [2.0, 3.0]),
        entries([], []),
        entries([1.0], [math.nan]),
        entries([1.0], [math.inf]),
        entries([1.0], [10**400]),
        entries([1.0], [True]),
        entries([1.0], ["1.0"]),
        entries([1.0], [None]),
        entries([1.0], "AACAPw=="),
        entries([1.0], [2.0], numbers=[0, 0]),
        entries([1.0], [2.0], numbers=[1, 2]),
        entries([1.0], [2.0], numbers=[0, "1"]),
        entries([1.0], [2.0], numbers=[[], {}]),
        data({"data": None}),
        data({"data": [1, 2]}),
        data([1, 2]),
        data(b""),
        data(b"{oops"),
        data(b"<html>", kind="text/html"),
        data({"error": {"message": "no", "code": 400}}),
    ],
)
def test_vectors_that_are_none_are_refused(server, answer):
    server.enqueue(answer, path="/embeddings")
    with pytest.raises(ModelBroken):
        model(server).embed(["a", "b"])
    assert len(server.requests) == 1


def test_vectors_are_asked_for_again_and_without_what_is_refused(server):
    server.enqueue(error(503), error(400, "no", param="encoding_format"), path="/embeddings")
    asked = model(server)
    assert asked.embed(["a"]) == [vector("a")]
    assert "encoding_format" not in server.requests[-1].body
    server.enqueue(error(404, "model 'gull-7b' not found"), path="/embeddings")
    with pytest.raises(ModelUnknown):
        asked.embed(["a"])


def test_an_answer_nobody_wrote_fails_the_test():
    server = ScriptedServer()
    server.__enter__()
    failure, requests = fails(server)
    assert isinstance(failure, ModelBroken)
    assert len(server.unscripted) == requests == 3
    with pytest.raises(AssertionError, match="no answer was written"):
        server.__exit__(None)


def test_the_scripted_server_also_answers_without_a_stream(server):
    server.enqueue(reply("Rain."), reply("Rain."))
    for streamed in (True, False):
        connection = HTTPConnection(server.address)
        connection.request("POST", "/v1/chat/completions", json.dumps({"stream": streamed}))
        body = connection.getresponse().read()
        connection.close()
        assert body.startswith(b"data: " if streamed else b"{")
