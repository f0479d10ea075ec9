"""A question in other words, by a model: one to three queries, and none where it gives none."""

import json
import threading

import pytest
from support.scripted import ScriptedServer, error, reply

from prompts import load
from rag.answering.search_queries import SCHEMA, search_queries
from rag.model.client import Model, Usage
from rag.model.writer import Writer
from rag.request_errors import Stopped

QUAY = "How long is the quay of $Velm?"


@pytest.fixture
def server():
    with ScriptedServer() as server:
        yield server


def asked(server, answer, question=QUAY, stop=None):
    server.enqueue(answer)
    writer = Writer(Model("gull", server.url, "sk-x", context_window=8_000, pause=0.001))
    return search_queries(question, writer, stop)


def queries(server, given):
    found, _ = asked(server, reply(json.dumps({"queries": given})))
    return found


def test_the_question_is_sent_with_the_schema(server):
    found, usage = asked(server, reply('{"queries": ["length of the quay", "quay metres"]}'))
    assert found == ("length of the quay", "quay metres")
    assert usage == Usage(11, 7)
    (request,) = server.requests
    system, user = (message["content"] for message in request.body["messages"])
    assert system == load("queries").system
    assert user.startswith(f"Question: {QUAY}")
    assert load("queries").placeholders == {"question"}
    assert SCHEMA.required == ("queries",)
    assert '"queries"' in json.dumps(request.body).replace('\\"', '"')


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (["a", "b", "c", "d", "e"], ("a", "b", "c")),
        (["  the\n quay ", "the quay", "", " "], ("the quay",)),
        ([QUAY, "quay"], ("quay",)),
        (["x" * 301, "y" * 300], ("y" * 300,)),
        ([1, None, ["quay"], {"query": "quay"}, "quay"], ("quay",)),
        (["a\ud800 quay"], ("a\ufffd quay",)),
        ([], ()),
        (None, ()),
        ("the quay", ("the quay",)),
        ({"the quay": 1}, ()),
        (3, ()),
        (True, ()),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_can_be_searched_for_is_taken_once_and_three_at_most(server, given, found):
    assert queries(server, given) == found


@pytest.mark.parametrize(
    "answer",
    [
        reply("I would search for the quay."),
        reply('{"query": "quay"}'),
        error(401, "no key"),
        error(404, "no such model"),
    ],
)
def test_a_model_that_gives_none_leaves_the_question_itself(server, answer):
    assert asked(server, answer) == ((), Usage())


def test_stop_ends_it(server):
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        asked(server, reply('{"queries": []}'), stop=stop)
    assert not server.requests
