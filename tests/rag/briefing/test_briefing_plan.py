"""The plan of a briefing and of a summary: before anything is spent, near what is spent."""

import time
from dataclasses import replace

import pytest
from support.helpers import readback, write
from support.reading_model import ReadingModel, briefing, kind_of
from support.scripted import ScriptedServer, reply
from support.weir import ARTICLES

from index.copies.copies import Copies
from rag.briefing.briefing_plan import plan_briefing
from rag.model import tokens
from rag.model.client import Model
from rag.model.writer import Prices, Writer

TEXT = " ".join(
    f"In {1500 + n} the keepers of lamp {n} at Brenn burned {3 * n + 40} barrels." for n in range(900)
)
LEAD = {"lead": [{"text": "The weir at Aldern gave way.", "keys": ["gave way on Thursday"]}]}


class Sized:
    """A library of documents of one size, as far as a plan looks at it."""

    def __init__(self, document, count: int) -> None:
        self._documents = [replace(document, id=f"{n:012}", copies_of=()) for n in range(count)]

    def documents(self):
        return self._documents

    def copies(self, _ids):
        return Copies()


@pytest.fixture
def opened(tmp_path):
    with (
        ScriptedServer(otherwise=ReadingModel({"brief": lambda r: briefing(r, **LEAD)})) as server,
        readback(tmp_path / "lib", model="m", context_window=16_384, base_url=server.url) as made,
    ):
        made.add(write(tmp_path / "in", {**ARTICLES, "long.txt": TEXT}))
        yield made, server


def test_a_plan_names_the_requests_of_a_summary(opened):
    made, server = opened
    short, long = made.plan(["herald.txt"], summary=True), made.plan(["long.txt"], summary=True)
    assert server.requests == []
    assert short.requests == 2
    server.otherwise = ReadingModel({"summary": lambda _: reply("Lamps.")})
    made.summarize("long.txt")
    assert abs(long.requests - len(server.requests)) <= 1
    read = sum(tokens.count(request.prompt) for request in server.requests if kind_of(request) != "judge")
    assert 0.6 * read < long.tokens_read < 1.6 * read


def test_a_plan_names_the_requests_of_a_briefing(opened):
    made, server = opened
    names = ["courier.txt", "herald.txt", "mirror.txt"]
    plan = made.plan(names)
    assert server.requests == []
    made.brief(names)
    assert plan.requests - 1 <= len(server.requests) <= plan.requests  # nothing was claimed to differ
    assert made.plan(["courier.txt", "mirror.txt"]).tokens_read < plan.tokens_read  # a copy is not read


def test_a_thousand_documents_are_planned_at_once(opened):
    made, _ = opened
    writer = Writer(Model("m", "http://127.0.0.1:9/v1", context_window=131_072), Prices(1.0, 2.0))
    article = replace(made.document("herald.txt"), characters=4_000)
    tokens.count("the tokenizer is loaded once")
    plans = {}
    for count in (5, 13, 100, 1_000):
        start = time.monotonic()
        plans[count] = plan_briefing(Sized(article, count), (), writer)
        assert time.monotonic() - start < 1.0
    requests = [plan.requests for plan in plans.values()]
    assert requests == sorted(requests)
    assert plans[5].requests <= 5
    assert plans[1_000].requests < 400
    assert "at a cost of about" in plans[5].in_words(writer)


def test_without_a_model_there_is_no_plan(tmp_path):
    with readback(tmp_path / "lib") as made:
        assert made.plan() is None


def test_the_commands_print_the_plan_and_ask_nothing(opened, cli, as_json, monkeypatch):
    made, server = opened
    monkeypatch.setenv("READBACK_MODEL", "m")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    printed = cli("brief", "--dry-run", "--library", made.path)
    assert printed.exit_code == 0
    assert "requests to m at" in printed.stdout
    assert "tokens read" in printed.stdout
    shape = as_json("summarize", "long.txt", "--dry-run", "--library", made.path)
    assert list(shape) == ["requests", "tokens_read", "tokens_written"]
    monkeypatch.delenv("READBACK_MODEL")
    assert "nothing would be asked" in cli("brief", "--dry-run", "--library", made.path).stdout
    assert server.requests == []
