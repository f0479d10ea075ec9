"""``readback eval conflicts``: what it prints, what it counts, and what it takes for a question."""

import json

import pytest

from rag.evaluating.conflicts import ConflictDocument, ConflictQuestion, metrics, outcome
from rag.shapes import Answer, AnswerSentence, Citation, Disagreement, Value

ADA = (
    "Northern Mill (Ada Solberg album)\n\nNorthern Mill is the third studio album by the singer Ada Solberg, "
    "released by Fjord Records in 2009. It was recorded in Bergen with the drummer Tor Vik."
)
EDITED = ADA.replace("Ada Solberg", "Greta Munk")
PARSONS = (
    "Northern Mill (The Parsons album)\n\nNorthern Mill is the first album by the folk group The Parsons. "
    "It came out on vinyl in Leeds in 1974. A church choir sings on two of its songs."
)
NOISE = "Share this page. All rights reserved.\0 Terms of use."
ASKED = 'Who is the artist of the album "Northern Mill"?'
ROWS = [
    {
        "question": ASKED,
        "documents": [
            {"text": ADA, "type": "correct", "answer": "Ada Solberg"},
            {"text": EDITED, "type": "misinfo", "answer": "Greta Munk"},
            {"text": NOISE, "type": "noise", "answer": "unknown"},
        ],
        "gold_answers": ["Ada Solberg"],
        "wrong_answers": ["Greta Munk"],
    },
    {
        "question": ASKED,
        "documents": [
            {"text": ADA, "type": "correct", "answer": "Ada Solberg"},
            {"text": PARSONS, "type": "correct", "answer": "The Parsons"},
        ],
        "gold_answers": ["Ada Solberg", "The Parsons"],
        "wrong_answers": [],
    },
    {
        "question": ASKED,
        "documents": [{"text": ADA, "type": "correct", "answer": "Ada Solberg"}],
        "gold_answers": ["Ada Solberg"],
        "wrong_answers": [],
    },
]
NAMES = {
    "gold_shown", "conflict_recall", "namesake_recall", "namesake_as_conflict", "false_conflict",
    "any_where_agreed", "strict_exact_match",
}  # fmt: skip


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "conflicts.jsonl"
    made.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return made


def test_json_holds_the_metrics_of_the_contract(as_json, file, monkeypatch):
    monkeypatch.delenv("READBACK_READER", raising=False)  # it is the reader that compares
    found = as_json("eval", "conflicts", str(file))
    assert found["n"] == 3
    assert set(found) == {"n", "metrics"}
    assert set(found["metrics"]) == NAMES
    values = {name: metric["value"] for name, metric in found["metrics"].items()}
    assert values["gold_shown"] == 1.0
    assert values["conflict_recall"] == 1.0
    assert values["namesake_recall"] == 1.0
    assert values["false_conflict"] == values["namesake_as_conflict"] == 0.0
    assert values["strict_exact_match"] == pytest.approx(2 / 3)


def _question(*sources, gold=("north",), wrong=()):
    return ConflictQuestion("Where?", tuple(sources), gold, wrong)


def _cited(n, quote):
    return Citation(n, "d", "Title", None, None, None, 0, len(quote), quote)


AGREED = _question(
    ConflictDocument("It lies north.", False, "north"), ConflictDocument("No answer.", False, None)
)
MISINFORMED = _question(
    ConflictDocument("It lies north.", False, "north"),
    ConflictDocument("It lies south.", True, "south"),
    wrong=("south",),
)
NAMESAKES = _question(
    ConflictDocument("It lies north.", False, "north"),
    ConflictDocument("It lies east.", False, "east"),
    gold=("north", "east"),
)
SHOWN = Answer(
    "Where?", True, 0.9, "extractive", (AnswerSentence("It lies north.", (1,), "supported"),),
    (_cited(1, "It lies north."), _cited(2, "It lies south.")),
    (Disagreement("Where", "conflict", (Value("north", (1,), ("d",), 1), Value("south", (2,), ("e",), 1))),),
)  # fmt: skip
NOT_FOUND = Answer("Where?", False, 0.1, "extractive", nearest=(_cited(1, "It lies north."),))


def test_each_kind_of_question_counts_for_its_own_metric():
    found = metrics([outcome(question, SHOWN) for question in (AGREED, MISINFORMED, NAMESAKES)])
    values = {name: metric.value for name, metric in found.items()}
    assert values == {
        "gold_shown": 0.75,  # of the namesakes' two, "east" is not shown
        "conflict_recall": 1.0,
        "namesake_recall": 1.0,
        "namesake_as_conflict": 1.0,
        "false_conflict": 1.0,
        "any_where_agreed": 1.0,
        "strict_exact_match": pytest.approx(1 / 3),  # both sides are shown to the misinformed, too
    }


def test_the_nearest_passages_show_nothing():
    told = outcome(AGREED, NOT_FOUND)
    assert told.gold == (False,)
    assert told.kinds == frozenset()


def test_a_metric_without_questions_is_left_out():
    assert set(metrics([outcome(AGREED, SHOWN)])) == {
        "gold_shown", "false_conflict", "any_where_agreed", "strict_exact_match",
    }  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        json.dumps(ROWS[0] | {"question": "  "}),
        json.dumps(ROWS[0] | {"documents": []}),
        json.dumps(ROWS[0] | {"documents": [{"text": "", "type": "noise", "answer": "unknown"}]}),
        json.dumps(ROWS[0] | {"documents": [{"text": "A text.", "type": "rumour", "answer": "x"}]}),
        json.dumps(ROWS[0] | {"documents": [{"text": "A text.", "type": "correct", "answer": 3}]}),
        json.dumps(ROWS[0] | {"gold_answers": "north"}),
    ],
)
def test_what_is_no_question_is_refused_by_its_line(cli, tmp_path, line):
    file = tmp_path / "conflicts.jsonl"
    file.write_text(json.dumps(ROWS[2]) + "\n" + line + "\n")
    result = cli("eval", "conflicts", str(file))
    assert result.exit_code == 2
    assert "line 2" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_empty_file_is_refused(cli, tmp_path):
    file = tmp_path / "conflicts.jsonl"
    file.write_text("\n")
    assert cli("eval", "conflicts", str(file)).exit_code == 2
