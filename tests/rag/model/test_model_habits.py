"""Models that think, take other parameters, or write JSON: each is asked until it answers, and remembered."""

import pytest
from support.frames import deepest
from support.scripted import ScriptedServer, data, delta, error, reply, stream, too_long

from rag.model.client import Message, Model, Schema, Usage
from rag.request_errors import ContextTooLong, JsonMissing, ModelBroken, ThoughtTooLong

ASKED = [Message("user", "What of the gulls?")]
SCHEMA = Schema(
    "verdict",
    {
        "type": "object",
        "properties": {"verdict": {"type": "string"}},
        "required": ["verdict"],
        "additionalProperties": False,
    },
)
THOUGHT = stream(delta(reasoning_content="Let me think…"), delta(finish="length"))


@pytest.fixture
def server():
    with ScriptedServer() as server:
        yield server


def model(server, name="gull-7b", **others):
    return Model(name, server.url, **{"pause": 0.001, **others})


def sent(server, name):
    """The values of a parameter in all requests."""
    return [request.body.get(name) for request in server.requests]


def test_a_model_that_thinks_too_long_is_asked_once_more_with_more_room(server):
    server.enqueue(THOUGHT, reply("Rain."), reply("Wind."))
    asked = model(server, context_window=100_000, answer_tokens=2_000)
    assert asked.complete(ASKED, 2_000)[0] == "Rain."
    assert asked.complete(ASKED, 2_000)[0] == "Wind."
    assert sent(server, "max_tokens") == [2_000, 4_000, 4_000]


def test_a_short_reply_gets_the_room_of_an_answer(server):
    server.enqueue(THOUGHT, reply("Rain."))
    assert model(server, context_window=100_000, answer_tokens=2_000).complete(ASKED, 16)[0] == "Rain."
    assert sent(server, "max_tokens") == [16, 2_000]


def test_the_window_bounds_the_room(server):
    server.enqueue(THOUGHT, reply("Rain."), THOUGHT)
    asked = model(server, context_window=3_000)
    assert asked.complete(ASKED, 2_000)[0] == "Rain."
    assert 2_900 < sent(server, "max_tokens")[1] < 3_000
    with pytest.raises(ThoughtTooLong):
        asked.complete(ASKED, 2_995)
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    "answer",
    [
        THOUGHT,
        reply("", finish="length"),
        error(400, "Could not finish the message because max_tokens or model output limit was reached."),
    ],
)
def test_a_model_that_only_thinks_is_given_up_and_says_what_to_set(server, answer):
    server.enqueue(answer, answer)
    with pytest.raises(ThoughtTooLong, match="READBACK_ANSWER_TOKENS"):
        model(server, context_window=100_000).complete(ASKED, 16_000)
    assert sent(server, "max_tokens") == [16_000, 32_000]


def test_an_answer_that_is_cut_short_is_no_thought(server):
    server.enqueue(reply("Ra", finish="length"))
    assert model(server).complete(ASKED, 16)[0] == "Ra"


def thinks(request):
    """OpenAI's models that think."""
    body = request.body
    if "max_tokens" in body:
        advice = "Use 'max_completion_tokens' instead."
        return error(
            400, f"Unsupported parameter: 'max_tokens' is not supported. {advice}", param="max_tokens"
        )
    if "temperature" in body:
        why = "Unsupported value: 'temperature' does not support 0 with this model."
        return error(400, why, param="temperature", code="unsupported_value")
    return stream(delta(reasoning_content="Hm."), delta("Rain."), delta(finish="stop"))


def test_a_model_that_thinks_gets_its_own_parameters():
    with ScriptedServer(thinks) as server:
        asked = model(server, reasoning_effort="low")
        assert asked.complete(ASKED, 900)[0] == "Rain."
        assert asked.complete(ASKED, 900)[0] == "Rain."
        assert len(server.requests) == 4
        body = server.requests[-1].body
        assert (body["max_completion_tokens"], body["reasoning_effort"]) == (900, "low")
        assert not {"max_tokens", "temperature"} & set(body)


def test_the_effort_is_left_out_where_it_is_not_set_or_not_taken(server):
    server.enqueue(reply("Rain."), error(400, "Unrecognized request argument: reasoning_effort"), reply("x"))
    model(server).complete(ASKED, 50)
    model(server, reasoning_effort="high").complete(ASKED, 50)
    assert sent(server, "reasoning_effort") == [None, "high", None]


@pytest.mark.parametrize(
    "message",
    [
        "max_tokens is too large: 32768. This model supports at most 16384 completion tokens, "
        "whereas you provided 32768.",
        "Invalid max_tokens value, the valid range of max_tokens is [1, 16384]",
        "max_tokens: 32768 > 16384, which is the maximum allowed number of output tokens for gull-2024-08",
        "`max_tokens` must be less than or equal to `16384`, the maximum value for `max_tokens`",
    ],
)
def test_a_longest_answer_is_learnt(server, message):
    server.enqueue(error(400, message), reply("Rain."), reply("Rain."))
    asked = model(server)
    asked.complete(ASKED, 32_768)
    asked.complete(ASKED, 32_768)
    assert sent(server, "max_tokens") == [32_768, 16_384, 16_384]


def test_json_is_asked_for_by_its_schema(server):
    server.enqueue(reply('{"verdict": "yes"}'))
    found, usage = model(server).structured(ASKED, SCHEMA, 50)
    assert (found, usage) == ({"verdict": "yes"}, Usage(11, 7))
    body = server.requests[0].body
    assert body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "verdict", "schema": dict(SCHEMA.json_schema), "strict": True},
    }
    assert body["messages"] == [{"role": "user", "content": "What of the gulls?"}]


def takes(kind):
    """A server that takes JSON in one way only, and an answer that is fenced."""

    def answer(request):
        asked = (request.body.get("response_format") or {"type": ""})["type"]
        refusal = "This response_format type is unavailable" if asked == "json_schema" else "'messages' no"
        fields = {} if asked == "json_schema" else {"param": "messages"}
        return reply('```json\n{"verdict": "yes",}\n```') if asked == kind else error(400, refusal, **fields)

    return answer


@pytest.mark.parametrize(("kind", "requests"), [("json_schema", 1), ("json_object", 2), ("", 3)])
def test_json_is_asked_for_in_the_strictest_way_that_is_taken(kind, requests):
    with ScriptedServer(takes(kind)) as server:
        asked = model(server)
        assert asked.structured(ASKED, SCHEMA, 50)[0] == {"verdict": "yes"}
        assert asked.structured(ASKED, SCHEMA, 50)[0] == {"verdict": "yes"}
        assert len(server.requests) == requests + 1
        assert ('"additionalProperties"' in server.requests[-1].prompt) is (kind != "json_schema")
        assert ("response_format" in server.requests[-1].body) is bool(kind)


def test_where_json_was_not_the_reason_nothing_is_learnt(server):
    server.enqueue(*[error(400, "no such role")] * 3, reply('{"verdict": "yes"}'))
    asked = model(server)
    with pytest.raises(ModelBroken, match="no such role"):
        asked.structured(ASKED, SCHEMA, 50)
    asked.structured(ASKED, SCHEMA, 50)
    assert sent(server, "response_format")[3]["type"] == "json_schema"


def test_words_where_json_was_asked_for_are_an_error(server):
    server.enqueue(reply("It is so."))
    with pytest.raises(JsonMissing, match="sent no JSON"):
        model(server).structured(ASKED, SCHEMA, 50)


def test_the_window_is_asked_for_once(server):
    rows = [{"id": "gull-7b", "max_model_len": 4096}, {"id": "tern"}]
    server.enqueue(data({"data": rows}), path="/models")
    asked = model(server)
    assert str(asked.window()) == "4,096 tokens, told by the server"
    assert asked.window().tokens == 4096
    assert len(server.listings) == 1
    assert model(server, context_window=999).window().source == "as it is set"
    assert len(server.listings) == 1


@pytest.mark.parametrize(
    "listed", [error(500, "no"), data(b"<html>", kind="text/html"), data(b"{"), data([1])]
)
def test_a_list_that_is_none_leaves_the_family(server, listed):
    server.enqueue(listed, path="/models")
    assert model(server, "llama3:8b").window().tokens == 8192


def test_an_error_teaches_the_window(server):
    server.enqueue(too_long("vllm", 4096, 5000))
    asked = model(server, context_window=8192)
    with pytest.raises(ContextTooLong):
        asked.complete(ASKED, 50)
    assert asked.window().tokens == 4096
    assert asked.window().source.startswith("told by the server")


@pytest.mark.parametrize(
    ("address", "parallel", "wanted"),
    [("http://127.0.0.1:9/v1", 0, 1), ("https://api.example/v1", 0, 4), ("http://127.0.0.1:9/v1", 3, 3)],
)
def test_requests_at_once_go_by_the_address(address, parallel, wanted):
    assert Model("gull-7b", address, parallel=parallel).parallel == wanted


def test_three_frames_lead_to_the_clients_call(server):
    server.enqueue(reply("Rain."), reply('{"verdict": "yes"}'))
    asked = model(server)
    assert deepest(lambda: next(asked.stream(ASKED, 50))) == [
        "stream",
        "_answer",
        "_stream",
    ]
    assert len(deepest(lambda: asked.structured(ASKED, SCHEMA, 50))) == 5
