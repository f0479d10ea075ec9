"""A model that writes: its window found and learnt, the room for documents, what it costs."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.scripted import ScriptedServer, data, delta, error, reply, stream, too_long

from index.document import Document, Sentence
from rag.model.client import Message, Model, Usage
from rag.model.prompt import PromptDocument, block_size, show
from rag.model.weights import SPARE
from rag.model.writer import Prices, Room, Writer
from rag.request_errors import ContextTooLong, KeyRefused, ModelBrokeOff


def document(n):
    text = f"The {n}th warehouse keeps {n} barrels of herring and {2 * n} of salt."
    known = Document(
        id=f"d{n}", sha256="", title=f"Store {n}", outlet=None, published=None, published_evidence=None,
        path="store.txt", media_type="text/plain", characters=len(text), passages=1, state="ready",
    )  # fmt: skip
    return PromptDocument(known, text, (Sentence(0, len(text), text),))


DOCUMENTS = [document(n) for n in range(1, 400)]


def as_many_as_fit(room):
    left, taken = room.parts, []
    for one in DOCUMENTS:
        left -= block_size(one)
        if left < 0:
            break
        taken.append(one)
    return taken


@pytest.fixture
def server():
    with ScriptedServer() as server:
        yield server


def made(server, name="gull", window=0, **others):
    return Writer(Model(name, server.url, "sk-x", context_window=window, pause=0.001), **others)


def written(writer, choose=as_many_as_fit, **more):
    """The prompt that was sent in the end, and the text that came."""
    shown, pieces = writer.reply("How many barrels?", choose, **more)
    return shown, "".join(piece for piece in pieces if isinstance(piece, str))


# The window


@pytest.mark.parametrize(
    ("row", "name", "window"),
    [({"max_model_len": 4_096}, "gull", 4_096), ({}, "smollm2-135m", 8_192), ({}, "gull", 32_768)],
)
def test_the_window_is_found_in_the_servers_list_or_by_the_name(server, row, name, window):
    server.enqueue(lambda _: listing({"id": name, **row}), path="/models")
    writer = made(server, name)
    assert writer.answer_tokens() == window // 4
    assert writer.room().parts == int((window - window // 4) * SPARE)
    assert len(server.listings) == 1  # asked for once


def listing(row):
    return data({"object": "list", "data": [row]})


def test_a_window_that_is_set_counts(server):
    assert made(server, window=2_000).answer_tokens() == 500
    assert not server.listings


def test_a_prompt_too_long_is_sent_again_with_less_and_the_window_is_learnt(server):
    writer = made(server, window=60_000)
    server.enqueue(too_long("openai", 2_000, 9_000), reply("Many."))
    shown, text = written(writer)
    assert text == "Many."
    first, second = (len(request.prompt) for request in server.requests)
    assert second < first
    assert shown.size <= 2_000
    assert writer.answer_tokens() == 500
    assert writer.room().parts <= 1_500


def test_a_server_that_names_no_limit_is_sent_half(server):
    writer = made(server, window=16_000)
    server.enqueue(error(413, "too large"), reply("Many."))
    written(writer)
    assert writer.answer_tokens() == 2_000


def test_tokens_that_weigh_more_are_learnt_where_the_limit_is_known_already(server):
    writer = made(server, window=8_000)
    before = writer.room().parts
    server.enqueue(too_long("openai", 8_000, 9_000), reply("Many."))
    written(writer)
    assert writer.answer_tokens() == 2_000
    assert before / 2 < writer.room().parts < before


def test_what_did_not_work_is_not_learnt(server):
    writer = made(server, window=16_000)
    server.enqueue(*[too_long("openai", limit, 20_000) for limit in (8_000, 4_000, 2_000, 1_500)])
    with pytest.raises(ContextTooLong):
        written(writer)
    assert len(server.requests) == 4
    assert writer.answer_tokens() == 4_000


def test_a_server_that_breaks_off_is_sent_less_and_nothing_is_learnt(server):
    writer = made(server, window=16_000)
    server.enqueue(stream(delta(role="assistant"), done=False), reply("Many."))
    shown, text = written(writer)
    assert text == "Many."
    assert len(shown.sentences) < len(as_many_as_fit(writer.room(show("", ()).size)))
    assert writer.answer_tokens() == 4_000


def test_only_as_often_as_is_allowed(server):
    writer = made(server, window=16_000)
    server.enqueue(stream(delta(role="assistant"), done=False))
    with pytest.raises(ModelBrokeOff):
        written(writer, tries=1)
    assert len(server.requests) == 1


def test_other_failures_are_not_tried_again_with_less(server):
    server.enqueue(error(401, "You didn't provide an API key."))
    with pytest.raises(KeyRefused):
        written(made(server, window=16_000))
    assert len(server.requests) == 1


def test_nothing_is_sent_where_nothing_fits(server):
    with pytest.raises(ContextTooLong, match="READBACK_CONTEXT_WINDOW"):
        written(made(server, window=600))
    with pytest.raises(ContextTooLong):
        written(made(server, window=16_000), lambda _: [])
    assert not server.requests


# The room


@given(st.integers(256, 2_000_000), st.integers(1, 20_000), st.integers(1, 100_000), st.integers(0, 5_000))
@settings(max_examples=200, deadline=None)
def test_the_room_is_never_negative_and_all_together_fits(window, answer, shown, around):
    model = Model("gull", "http://127.0.0.1:9/v1", "sk-x", context_window=window)
    writer = Writer(model, answer_tokens=answer, shown_tokens=shown)
    room = writer.room(around)
    assert 0 <= room.whole <= room.parts <= shown
    if room.parts:
        assert room.parts + around + writer.answer_tokens() <= window
    assert 0 < writer.answer_tokens() <= answer


@pytest.mark.parametrize("window", [256, 400, 700, 1_000, 2_000, 100_000])
def test_whoever_chooses_is_given_room_beside_the_rules(server, window):
    rooms: list[Room] = []
    server.enqueue(reply("Many."))

    def choose(room):
        rooms.append(room)
        return DOCUMENTS[:1]

    shown, _ = written(made(server, window=window), choose)
    (room,) = rooms
    assert room.whole >= 0
    assert room.parts >= 0
    if room.parts:
        assert room.parts + show("How many barrels?", ()).size <= window
    assert len(shown.sentences) == 1


# What it costs


@pytest.mark.parametrize(
    ("prices", "usage", "cost"),
    [
        (Prices(), Usage(1_000_000, 1_000), None),
        (Prices(2.0, 8.0), Usage(1_000_000, 500_000), 6.0),
        (Prices(2.0), Usage(1_000, 500_000), 0.002),
        (Prices(2.0, 8.0), Usage(1_000, 10, cost=0.5), 0.5),
        (Prices(), Usage(1_000, 10, cost=0.0), 0.0),
    ],
)
def test_the_cost_is_what_the_endpoint_says_or_by_the_prices(prices, usage, cost):
    found = prices.cost(usage)
    assert found is None if cost is None else math.isclose(found, cost)


@pytest.mark.parametrize(
    ("prices", "usage", "ends"),
    [
        (Prices(), Usage(12_345, 67), "12,345 tokens read, 67 written."),
        (Prices(2.0, 8.0), Usage(1_000, 500), "1,000 tokens read, 500 written, at a cost of 0.006."),
        (Prices(), Usage(1_000, 5, cost=2.0), "5 written, at a cost of 2."),
        (Prices(), Usage(1_000, 5, cost=0.0), "5 written, at a cost of 0."),
        (Prices(0.1), Usage(3), "at a cost of 0."),
    ],
)
def test_the_bill_names_model_place_tokens_and_cost(server, prices, usage, ends):
    bill = made(server, prices=prices).bill(usage)
    assert bill.startswith(f"Asked gull at {server.address}: ")
    assert bill.endswith(ends)


def test_a_short_reply_is_asked_for_with_the_tokens_of_an_answer(server):
    server.enqueue(reply("How long is the quay?"))
    said, usage = made(server, window=2_000).line([Message("user", "How long is it?")])
    assert (said, usage.completion_tokens) == ("How long is the quay?", 7)
    assert 500 in server.requests[0].body.values()
