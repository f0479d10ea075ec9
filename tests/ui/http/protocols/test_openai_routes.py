"""The library as a chat model: OpenAI's own client against the served application."""

import threading

import openai
import pytest
from support.helpers import BAKERY, HARBOUR, readback, write
from support.judged import judged, key_of
from support.scripted import ScriptedServer, reply
from support.served import serving

from ui.server import create_app

QUAY = "How long is the quay of Velm?"
TRUE = "The quay is 412 metres long"
WHALES = "Why do whales sing?"
HOSTILE = """The noticeboard of Velm

The noticeboard of Velm says ![see](http://pictures.example/a.png) <img src=x> and \\[more](http://x.example).
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chat")
    texts = {"harbour.txt": HARBOUR, "bakery.txt": BAKERY, "board.txt": HOSTILE}
    with readback(folder / "lib", owner=False) as rb:
        rb.add(write(folder / "in", texts))
    return folder / "lib"


def client_of(url):
    return openai.OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0, timeout=60)


@pytest.fixture(scope="module")
def quoting(folder):
    """A client of a library without a model."""
    with readback(folder, owner=False) as rb, serving(create_app(rb)) as url, client_of(url) as client:
        yield client


@pytest.fixture(scope="module")
def ids(folder):
    with readback(folder, owner=False) as rb:
        return {
            document.path.rsplit("/", 1)[1].removesuffix(".txt"): document.id for document in rb.documents()
        }


@pytest.fixture
def server():
    with ScriptedServer() as server:
        yield server


@pytest.fixture
def writing(folder, server):
    """A client of a library with the model ``server``."""
    with (
        readback(folder, owner=False, model="gull", base_url=server.url) as rb,
        serving(create_app(rb)) as url,
        client_of(url) as client,
    ):
        yield client


def asked(client, question=QUAY, before=(), **more):
    messages = [*before, {"role": "user", "content": question}]
    return client.chat.completions.create(model="readback", messages=messages, **more)


def key(request):
    return key_of(request, TRUE)


def said(chunks):
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)


def test_the_one_model(quoting):
    assert [model.id for model in quoting.models.list()] == ["readback"]
    assert quoting.models.retrieve("readback").object == "model"
    with pytest.raises(openai.NotFoundError) as refused:
        quoting.models.retrieve("gull")
    assert refused.value.code == "model_not_found"


def test_an_answer_with_its_sources(quoting):
    done = asked(quoting, temperature=0.2, seed=3, user="a reader")
    message = done.choices[0].message
    lines = message.content.splitlines()
    assert lines[0].startswith(f"{TRUE} and was cut from grey granite. [1]")
    cited = message.readback["citations"][0]
    assert cited["quote"] == HARBOUR[cited["start"] : cited["end"]]
    assert (
        f"- [1] The harbour of Velm, characters {cited['start']}–{cited['end']}: “{cited['quote']}”" in lines
    )
    assert message.readback["found"]
    assert (done.object, done.model, done.choices[0].finish_reason) == ("chat.completion", "readback", "stop")
    assert done.usage.total_tokens == done.usage.prompt_tokens + done.usage.completion_tokens
    assert done.usage.completion_tokens > 10


def test_a_stream_says_the_same(quoting):
    whole = asked(quoting)
    with asked(quoting, stream=True, stream_options={"include_usage": True}) as stream:
        chunks = list(stream)
    assert chunks[0].choices[0].delta.role == "assistant"
    assert said(chunks) == whole.choices[0].message.content
    last, usage = chunks[-2:]
    assert (last.choices[0].finish_reason, usage.choices) == ("stop", [])
    assert usage.usage == whole.usage
    assert last.readback == whole.choices[0].message.readback
    assert len({chunk.id for chunk in chunks}) == 1
    assert all(chunk.choices for chunk in asked(quoting, stream=True))  # no usage where none is wanted


def test_what_the_documents_do_not_say(quoting):
    for content in (
        asked(quoting, WHALES).choices[0].message.content,
        said(asked(quoting, WHALES, stream=True)),
    ):
        assert content.startswith(
            "Your documents do not say.\n\nThe nearest passages, which are not evidence:\n"
        )
        assert "- [1] " in content


def test_documents_narrow_the_answer(quoting, ids):
    only = asked(quoting, extra_body={"documents": [ids["bakery"]]}).choices[0].message
    named = [*only.readback["citations"], *only.readback["nearest"]]
    assert named
    assert {citation["document"] for citation in named} == {ids["bakery"]}


def test_what_was_said_before_is_understood(quoting):
    first = asked(quoting, "Who opened the harbour of Velm?").choices[0].message.content
    before = [
        {"role": "system", "content": "Answer in verse."},
        {"role": "user", "content": "Who opened the harbour of Velm?"},
        {"role": "assistant", "content": first},
    ]
    answer = asked(quoting, [{"type": "text", "text": "How long is its quay?"}], before).choices[0].message
    assert "412 metres" in answer.content
    assert answer.readback["question"] == "How long is its quay?"


def writes(*texts, sizes=(8,)):
    """An answer whose sentences all cite the quay's."""
    return lambda request: reply(
        "".join(text.replace("[*]", f"[{key(request)}]") for text in texts), sizes=sizes
    )


def test_history_reaches_the_model_without_the_lists_of_sources(writing, server):
    server.enqueue(writes(f"{TRUE} [*]."), judged("supported"))
    first = asked(writing).choices[0].message.content
    assert "\n\nSources:\n" in first
    server.enqueue(reply("Who opened the harbour of Velm?"))
    server.enqueue(writes("Ines Karr opened the harbour of Velm [*]."), judged("supported"))
    before = [{"role": "user", "content": QUAY}, {"role": "assistant", "content": first}]
    second = asked(writing, "Who opened it?", before).choices[0].message
    assert second.content.startswith("Ines Karr opened the harbour of Velm. [1]")
    condensing = server.requests[2].prompt
    assert f"{TRUE}. [1]" in condensing
    assert "characters" not in condensing


def test_sentences_are_sent_as_they_are_written_and_what_the_check_found_at_the_end(writing, server):
    wrong = "The quay is 950 metres long"
    other = {"sentence_words": "950 metres", "document_words": "412 metres"}
    server.enqueue(
        writes(f"{TRUE} [*].\n\n- {wrong} [*].\n- So it is.\n", sizes=(3,)),
        judged("supported", {"verdict": "contradicted", "otherwise": [other]}, "no_claim",
               short="412 metres", short_words=TRUE),
    )  # fmt: skip
    chunks = list(asked(writing, stream=True))
    pieces = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices[0].delta.content]
    assert pieces[:2] == [f"{TRUE}. [1]", f"\n\n- {wrong}. [1]"]
    short, found, row, sources, first, *_ = pieces[-1].strip().split("\n\n")
    assert short == "In short: **412 metres** [1]"
    assert (found, sources) == ("Found when the answer was read back:", "Sources:")
    assert row.startswith(f"- {wrong}. [1] (your documents say otherwise")
    assert "“412" in row
    assert first.startswith("- [1] The harbour of Velm")
    assert "Read back by gull" in pieces[-1]
    assert chunks[-1].readback["engine"] == "gull"


def test_what_turns_out_to_be_no_answer_is_withdrawn(writing, server):
    lie = "Whales sing in the harbour [*]. The quay is made of cheese [*]."
    for stream in (True, False):
        server.enqueue(writes(lie), judged("unsupported", "unsupported", answered="no"))
        if stream:
            told, withdrawn, rest = said(asked(writing, stream=True)).partition(
                "Withdrawn: what stands above is not borne out by your documents."
            )
            assert withdrawn
            assert told.startswith("Whales sing in the harbour. [1]")
        else:
            rest = asked(writing).choices[0].message.content
        assert rest.strip().startswith("Your documents do not say.")
        assert "Withdrawn" not in rest


def test_nothing_in_a_document_is_fetched_or_run_by_who_shows_the_answer(quoting, ids):
    board = {"documents": [ids["board"]]}
    message = asked(quoting, "What does the noticeboard of Velm say?", extra_body=board).choices[0].message
    assert "pictures.example" in message.content
    assert "![see]" not in message.content
    assert " <img" not in message.content
    assert "\\\\\\[more]" in message.content
    assert message.readback["citations"][0]["quote"] in HOSTILE


IMAGE = [{"type": "image_url", "image_url": {"url": "data:,"}}]
USER = {"role": "user", "content": QUAY}


@pytest.mark.parametrize(
    ("body", "status", "code", "named"),
    [
        ({"model": "gull"}, 404, "model_not_found", "gull"),
        ({"messages": [{"role": "user", "content": IMAGE}]}, 400, "usage_error", "image_url"),
        ({"messages": [USER, {"role": "tool", "content": "x"}]}, 400, "usage_error", "tool"),
        ({"messages": [{"role": "system", "content": "x"}]}, 400, "usage_error", "user"),
        ({"messages": [{"role": "user", "content": "?!"}]}, 400, "empty_question", "empty"),
        ({"messages": [{"role": "user"}]}, 400, "empty_question", "empty"),
        ({"messages": []}, 400, "bad_request", "messages"),
        ({"n": 2}, 400, "usage_error", "n: "),
        ({"documents": ["none-such"]}, 404, "document_not_found", "none-such"),
        ({"stream": True, "documents": ["none-such"]}, 404, "document_not_found", "none-such"),
    ],
)
def test_refusals_have_openais_fields_and_ours(quoting, body, status, code, named):
    with pytest.raises(openai.APIStatusError) as refused:
        quoting.post(
            "/chat/completions", body={"model": "readback", "messages": [USER], **body}, cast_to=object
        )
    error = refused.value
    assert (error.status_code, error.code, error.type) == (status, code, "invalid_request_error")
    assert set(error.body) == {"message", "type", "param", "code"}
    assert named in error.body["message"]


def test_other_libraries_and_routes(quoting):
    for path in ("/chat/completions?library=none", "/completions"):
        with pytest.raises(openai.NotFoundError) as refused:
            quoting.post(path, body={"model": "readback", "messages": [USER]}, cast_to=object)
        assert refused.value.code in ("library_not_found", "not_found")


@pytest.mark.parametrize("stream", [False, True])
def test_a_crash_tells_no_secret(writing, monkeypatch, stream):
    def crash(*_):
        raise RuntimeError("s3cret")

    monkeypatch.setattr("rag.model.writer.Writer.reply", crash)
    with pytest.raises(openai.APIError) as failed:
        list(asked(writing, stream=stream))
    assert failed.value.code == "internal"
    assert "s3cret" not in str(failed.value.body)


def test_the_model_is_hung_up_on_when_the_reader_leaves(writing, server):
    """The reader has one sentence, and goes while the next is being written."""
    gates = [threading.Event() for _ in range(50)]
    words = [part for gate in gates for part in (gate, "and long ")]
    server.enqueue(lambda request: reply(f"{TRUE} [{key(request)}]. The quay is long ", *words))
    with asked(writing, stream=True) as stream:
        assert next(chunk for chunk in stream if chunk.choices[0].delta.content)
    for gate in gates:
        gate.set()
        if server.left.wait(0.2):
            break
    assert server.left.is_set()
