"""``readback eval answers``: what it prints, what it takes for a question, and its measures."""

import json

import numpy as np
import pytest
from support.helpers import BAKERY, COMET, HARBOUR, write

from rag.evaluating.answer_metrics import (
    cites,
    contains,
    exact_match,
    normalise,
    selective_risks,
    sentence_scores,
    token_f1,
)
from rag.evaluating.answers import AnswerOutcome, AnswerQuestion, metrics, outcome
from rag.evaluating.retrieval import bootstrap
from rag.shapes import Answer, AnswerSentence, Citation

OPENED = "Ines Karr opened the harbour of Velm on 4 May 1907."
QUESTIONS = [
    {
        "id": "a", "question": "Who opened the harbour of Velm?", "answerable": True,
        "answers": ["Ines Karr", "Karr"], "gold_sentences": [OPENED], "scope": ["harbour.txt"],
    },
    {
        "id": "b", "question": "When was the oven of the bakery built?", "answerable": True,
        "answers": ["1931"], "gold_sentences": ["Its oven was built in 1931 by a stove maker from Brenn."],
    },
    {
        "id": "c", "question": "Which enzymes break down penicillin?", "answerable": False,
        "answers": [], "scope": ["comet.txt"],
    },
    {"id": "d", "question": "How are mortgage rates negotiated?", "answerable": False, "answers": []},
]  # fmt: skip
NAMES = {
    "exact_match", "f1", "contained", "confidence_auroc", "aurc", "risk_at_80",
    "sentence_precision", "sentence_recall", "sentence_f1",
    "answered_of_answerable", "declined_of_unanswerable", "gate_let_through", "gate_stopped",
}  # fmt: skip


@pytest.fixture
def asked(tmp_path):
    """Makes a folder with these questions to three documents."""

    def make(lines):
        write(
            tmp_path / "set" / "documents", {"harbour.txt": HARBOUR, "bakery.txt": BAKERY, "comet.txt": COMET}
        )
        text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
        (tmp_path / "set" / "questions.jsonl").write_text(text)
        return tmp_path / "set"

    return make


def test_json_holds_the_metrics_of_the_contract(as_json, asked):
    found = as_json("eval", "answers", asked(QUESTIONS))
    assert set(found) == {"n", "metrics"}
    assert found["n"] == 4
    assert set(found["metrics"]) == NAMES
    assert all(set(metric) == {"value", "low", "high"} for metric in found["metrics"].values())
    value = {name: metric["value"] for name, metric in found["metrics"].items()}
    assert value["contained"] == value["sentence_recall"] == value["confidence_auroc"] == 1.0
    assert value["answered_of_answerable"] == value["declined_of_unanswerable"] == 1.0
    assert value["exact_match"] == 0.5, "whole sentences are no exact match, two are rightly declined"
    assert 0.5 < value["f1"] < 1
    assert value["aurc"] == value["risk_at_80"] == 0.0


def test_the_terminal_shows_a_table_and_what_answered(cli, asked):
    done = cli("eval", "answers", asked(QUESTIONS))
    assert {line.split()[0] for line in done.stdout.splitlines() if line[:1].islower()} >= NAMES
    assert "n = 4" in done.stdout
    assert done.stderr == "note: engine extractive: 4 of 4\n"


def test_the_first_questions_only_and_metrics_without_questions_are_left_out(as_json, asked):
    found = as_json("eval", "answers", asked(QUESTIONS), "--limit", "2")
    assert found["n"] == 2
    assert NAMES - set(found["metrics"]) == {"confidence_auroc", "declined_of_unanswerable", "gate_stopped"}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "holds no question"),
        (["nothing"], "line 1: not a question with its answers"),
        (["", QUESTIONS[0], "", "[1]"], "line 4: not a question with its answers"),
        ([QUESTIONS[0] | {"question": " "}], "line 1"),
        ([QUESTIONS[0] | {"answerable": "yes"}], "answerable is true or false"),
        ([QUESTIONS[0] | {"answers": []}], "answerable, and no answers"),
        ([QUESTIONS[0] | {"answers": "Ines Karr"}], "answers is a list of texts"),
        ([QUESTIONS[0] | {"scope": ["quay.txt"]}], "documents/ has no 'quay.txt'"),
    ],
)
def test_a_file_of_another_form_is_refused_in_one_line(cli, asked, lines, said):
    done = cli("eval", "answers", asked(lines))
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr


def test_a_folder_without_questions_is_refused(cli, tmp_path):
    done = cli("eval", "answers", tmp_path)
    assert done.exit_code == 2
    assert "questions.jsonl" in done.stderr


def reply(*quotes, found=True, confidence=0.9):
    citations = tuple(Citation(n, "d", "", None, None, None, 0, 1, q) for n, q in enumerate(quotes, 1))
    sentences = tuple(AnswerSentence(c.quote, (c.n,), "supported") for c in citations)
    return Answer("", found, confidence, "extractive", sentences, citations)


ANSWERABLE = AnswerQuestion("Who?", (), True, ("Ines Karr",), ())
UNANSWERABLE = AnswerQuestion("Who?", (), False, (), ())


@pytest.mark.parametrize(
    ("question", "answer", "scores"),
    [
        (ANSWERABLE, reply("Ines Karr"), (1, 1, True)),
        (ANSWERABLE, reply("The Ines Karr."), (1, 1, True)),
        (ANSWERABLE, reply("Ines Karr came"), (0, 0.8, True)),
        (ANSWERABLE, reply("Ines", "Karr"), (1, 1, False)),  # no one quote holds it
        (ANSWERABLE, reply(found=False), (0, 0, False)),
        (UNANSWERABLE, reply("Ines Karr"), (0, 0, False)),
        (UNANSWERABLE, reply(found=False), (1, 1, False)),
    ],
)
def test_an_answer_is_scored_as_in_squad(question, answer, scores):
    one = outcome(question, answer)
    assert (one.exact_match, pytest.approx(one.f1), one.contained) == scores


def test_the_nearest_wanted_answer_counts():
    assert normalise("  The  U.S. and an Apple-tree, a day!") == "us and appletree day"
    assert exact_match("in 1907", ["1907", "In 1907."]) == 1
    assert token_f1("in May 1907", ["1907", "4 May 1907"]) == pytest.approx(2 / 3)
    assert token_f1("x x y", ["x x x"]) == pytest.approx(2 / 3), (
        "a repeated word counts as often as it is there"
    )
    assert exact_match("", ["the"]) == 1, "as SQuAD's scorer has it"


@pytest.mark.parametrize(
    ("quote", "answer", "held"),
    [
        ("It began in the 10th-century town.", "10th", True),
        ("It cost $2,300 in a year.", "2,300", True),
        ("It began in 1066.", "10", False),
        ("He met the Duke of Velm.", "Duke of a Velm", True),
        ("He met the Duke.", "the", False),
    ],
)
def test_an_answer_is_contained_in_whole_words(quote, answer, held):
    assert contains(quote, answer) is held


def test_sentences_match_where_the_texts_were_split_elsewhere():
    gold = "Ines Karr opened the harbour of Velm on 4 May 1907 ."
    assert cites(OPENED, gold)
    assert cites(f"# The harbour {OPENED}", gold)
    assert cites("Ines Karr opened the harbour", gold)
    assert not cites("The harbour of Velm was cut from grey granite.", gold)
    assert not cites("", gold)
    assert sentence_scores([OPENED, "Nobody knows."], [gold]) == (0.5, 1.0, pytest.approx(2 / 3))
    assert sentence_scores([OPENED], [gold, "Building it took years."]) == (1.0, 0.5, pytest.approx(2 / 3))
    assert sentence_scores([], [gold]) == (0.0, 0.0, 0.0)


def test_the_risk_is_that_of_the_most_confident():
    confidence, wrong = np.array([0.2, 0.9, 0.5, 0.7]), np.array([1.0, 0.0, 1.0, 0.0])
    assert selective_risks(confidence, wrong).tolist() == pytest.approx([0, 0, 1 / 3, 0.5])
    assert selective_risks(confidence, 1 - wrong).tolist() == pytest.approx([1, 1, 2 / 3, 0.5])
    assert selective_risks(np.ones(4), wrong).tolist() == [0.5] * 4, "ties come in any order"


def test_metrics_take_the_questions_they_are_about():
    right = AnswerOutcome(True, True, 0.9, 0.0, 0.5, True, True, (1.0, 0.5, 2 / 3))
    missed = AnswerOutcome(True, False, 0.3, 0.0, 0.0, False, False, (0.0, 0.0, 0.0))
    misled = AnswerOutcome(False, True, 0.6, 0.0, 0.0, False, False, None)
    declined = AnswerOutcome(False, False, 0.0, 1.0, 1.0, False, False, None)
    value = {name: metric.value for name, metric in metrics([right, missed, misled, declined]).items()}
    assert value == pytest.approx({
        "exact_match": 0.25, "f1": 0.375, "contained": 0.5,
        "sentence_precision": 0.5, "sentence_recall": 0.25, "sentence_f1": 1 / 3,
        "answered_of_answerable": 0.5, "declined_of_unanswerable": 0.5,
        "gate_let_through": 1.0, "gate_stopped": 0.5,
        "confidence_auroc": 0.75, "aurc": 0.25, "risk_at_80": 0.5,
    })  # fmt: skip


def test_the_bootstrap_keeps_both_kinds():
    kinds = np.array([True, False, False])
    metric = bootstrap(kinds, lambda at: float(kinds[at].mean()))
    assert (metric.value, metric.low, metric.high) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
