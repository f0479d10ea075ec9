"""``readback eval claims``: what it prints, and what it takes for a pair."""

import json

import numpy as np
import pytest
from support.helpers import embedder

from rag.evaluating.claims import Similarity, balanced_accuracy
from rag.evaluating.retrieval import auroc

SOURCE = "The ferry to Anholm was closed on Monday. Ninety people had to wait for two days."
PAIRS = [
    {"id": "a", "claim": "The ferry to Anholm was closed on Monday.", "source": SOURCE, "supported": True},
    {"id": "b", "claim": "Ninety people had to wait for two days.", "source": SOURCE, "supported": True},
    {"id": "c", "claim": "Ninety people had to wait for five days.", "source": SOURCE, "supported": False},
    {
        "id": "d",
        "claim": "The ferry to Anholm was not closed on Monday.",
        "source": SOURCE,
        "supported": False,
    },
]


@pytest.fixture
def pairs(tmp_path):
    file = tmp_path / "pairs.jsonl"
    file.write_text("".join(json.dumps(pair) + "\n" for pair in PAIRS))
    return file


def test_json_holds_the_metrics_of_the_contract(as_json, pairs):
    found = as_json("eval", "claims", str(pairs))
    assert found["n"] == 4
    assert set(found) == {"n", "metrics"}
    assert set(found["metrics"]) == {"balanced_accuracy", "auroc"}
    assert found["metrics"]["balanced_accuracy"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert found["metrics"]["auroc"]["value"] == 1.0


def test_rows_tell_of_every_pair(cli, pairs, tmp_path):
    assert cli("eval", "claims", str(pairs), "--rows", str(tmp_path / "rows.jsonl")).exit_code == 0
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text().splitlines()]
    assert [row["id"] for row in rows] == ["a", "b", "c", "d"]
    assert [row["verdict"] for row in rows] == ["exact", "exact", "contradicted", "contradicted"]
    assert all(set(row) == {"id", "verdict", "score", "problems"} for row in rows)
    assert min(row["score"] for row in rows[:2]) > max(row["score"] for row in rows[2:])
    assert rows[2]["problems"][0]["claim"] == "five days"


def test_the_terminal_shows_how_often_each_verdict_was_given(cli, pairs):
    said = cli("eval", "claims", str(pairs)).stdout
    assert "balanced_accuracy" in said
    assert "n = 4" in said
    table = [line.split() for line in said.splitlines() if line.startswith(("supported", "not supported"))]
    assert table == [["supported", "2", "0"], ["not", "supported", "0", "2"]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs claims that are supported"),
        ("{}\n", "line 1: not a claim with its source"),
        ("nothing\n", "line 1: not a claim with its source"),
        ("[1, 2]\n", "line 1: not a claim with its source"),
        ('{"id": "a", "claim": 7, "source": "x", "supported": true}\n', "line 1"),
        (json.dumps(PAIRS[0]) + "\n", "needs claims that are supported and claims that are not"),
    ],
)
def test_a_file_of_another_form_is_refused_in_one_line(cli, tmp_path, text, said):
    (tmp_path / "pairs.jsonl").write_text(text)
    done = cli("eval", "claims", str(tmp_path / "pairs.jsonl"))
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr


def test_rows_that_cannot_be_written_are_named(cli, pairs, tmp_path):
    done = cli("eval", "claims", str(pairs), "--rows", str(tmp_path / "no" / "rows.jsonl"))
    assert done.exit_code == 2
    assert "rows.jsonl" in done.stderr


def test_balanced_accuracy_counts_both_answers_alike():
    right = np.array([True, True, True, False])
    assert balanced_accuracy(right, np.array([True, True, True, True])) == 0.5
    assert balanced_accuracy(right, np.array([True, False, True, False])) == pytest.approx((2 / 3 + 1) / 2)


def test_auroc_counts_ties_half():
    right = np.array([True, True, False, False])
    assert auroc(right, np.array([0.9, 0.8, 0.2, 0.1])) == 1.0
    assert auroc(right, np.array([0.5, 0.5, 0.5, 0.5])) == 0.5
    assert auroc(right, np.array([0.1, 0.2, 0.8, 0.9])) == 0.0


def test_similarity_is_that_of_the_nearest_sentences():
    sources = ["The ferry to Anholm was closed on Monday.", "Tulips are sold by the dozen."]
    similarity = Similarity(embedder())
    assert similarity.of(sources[1], sources) == pytest.approx(1.0, abs=1e-3)
    assert similarity.of(f"{sources[0]} {sources[1]}", sources) == pytest.approx(1.0, abs=1e-3)
    assert similarity.of("Nobody can say why.", sources) < 0.5
    assert Similarity(None).of(sources[0], sources) is None
