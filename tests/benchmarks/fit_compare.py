"""Fits the weights of ``rag.answering.disagreements`` and prints them, with what they reach on others.

    python tests/benchmarks/fit_compare.py ../shared/eval [--reader FOLDER]

What a source says is fitted on questions of which it is known what each document answers
(conflicts/ramdocs.jsonl and our own tests/samples), with questions put to documents that mostly do not answer
them (answers/squad2 and answers/clapnq, not narrowed); whether two documents speak of one thing, on pairs of
the first set that answer alike or not. Either half of the questions is left out in its turn.
"""

import argparse
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from itertools import combinations
from pathlib import Path

import numpy as np

from index.library import Library
from rag.answering.disagreements import subject_identity
from rag.answering.disagreements.question_sources import QuestionSource, sources
from rag.answering.disagreements.source_values import Signals, SourceValue, source_values
from rag.answering.disagreements.subject_identity import Shared, shared
from rag.answering.question import QuestionType, question_type
from rag.answering.ranker import rank
from rag.answering.readings import Readings
from rag.answering.reread import reread
from rag.evaluating.answer_metrics import contains
from rag.model.reading.open_reader import open_reader
from rag.model.reading.reader import Reader
from rag.settings import load_settings

_ROOT = Path(__file__).resolve().parents[2]
_SAMPLES = _ROOT / "tests" / "samples"
_LIBRARIES = {name: _SAMPLES / name for name in ("summit", "local", "business", "mixed")} | {
    "sample": _ROOT / "ui" / "sample"
}
_MOST = 120  # questions of a set that mostly has no answer
_VALUES = 25  # of one source, the likeliest
_SHARES = {"ramdocs": 1.0, "samples": 1.0, "squad2": 0.5, "clapnq": 0.5}  # how much each set counts

Row = dict[str, object]


@dataclass(frozen=True)
class Asked:
    """A question, its sources and the values each may give."""

    row: Row
    question: QuestionType
    found: list[QuestionSource]
    everything: list[list[SourceValue]]
    names: dict[str, str]  # the file of each document


class Set:
    """Questions put to a library."""

    def __init__(self, documents: Sequence[Path], folder: Path, reader: Reader) -> None:
        self.reader = reader
        settings = load_settings(folder)
        self.library = Library(
            folder, quantisation=settings.embedding, cache=settings.cache, max_bytes=50_000_000
        )
        self.library.add(documents)
        self.names = {d.id: Path(d.path).name for d in self.library.documents()}
        self.ids = {name: id for id, name in self.names.items()}

    def ask(self, row: Row, scope: Sequence[str] = ()) -> Asked:
        question = str(row["question"])
        hits = self.library.search(question, [self.ids[name] for name in scope], 30, reprints=True)
        readings = Readings(question, self.reader)
        found = sources(reread(rank(question, hits, self.library.searcher.word_weights(question)), readings))
        asked = question_type(question)
        everything = source_values(asked, found, readings) if asked.is_value else []
        return Asked(row, asked, found, everything, self.names)


def ramdocs(file: Path, folder: Path, reader: Reader) -> list[Asked]:
    rows = _rows(file)
    texts = folder / "texts"
    texts.mkdir(parents=True)
    for n, row in enumerate(rows):
        for m, document in enumerate(row["documents"]):
            text = "".join(c if c.isprintable() or c in "\n\t" else " " for c in document["text"])
            (texts / f"{n}-{m}.txt").write_text(text, encoding="utf-8")
    made = Set([texts], folder / "library", reader)
    return [
        made.ask(row, [f"{n}-{m}.txt" for m in range(len(row["documents"]))]) for n, row in enumerate(rows)
    ]


def samples(folder: Path, reader: Reader) -> list[Asked]:
    asked = []
    for name, documents in _LIBRARIES.items():
        made = Set([p for p in documents.iterdir() if p.name != "questions.jsonl"], folder / name, reader)
        home = documents if documents.parent == _SAMPLES else _SAMPLES
        asked += [made.ask(row) for row in _rows(home / "questions.jsonl")]
    return asked


def unanswered(directory: Path, folder: Path, reader: Reader) -> list[Asked]:
    made = Set([directory / "documents"], folder, reader)
    rows = _rows(directory / "questions.jsonl")
    return [made.ask(row) for row in random.Random(0).sample(rows, min(_MOST, len(rows)))]


def is_right(asked: Asked, one: SourceValue) -> bool | None:
    """Whether a value is what its document answers; ``None`` where that cannot be told."""
    row, name = asked.row, asked.names[one.source.document]
    if "documents" in row:
        document = row["documents"][int(name.split("-")[1].split(".")[0])]
        return document["type"] != "noise" and _matches(one.value.text, document["answer"])
    if "must_quote" in row:
        sentence = one.candidate.sentence.text.lower()
        quotes = [quote.lower() for quote in row["must_quote"] if quote.lower() in sentence]
        return name in row["document"] and any(
            one.value.text.lower() in quote or contains(one.value.text, quote) for quote in quotes
        )
    if name in row.get("scope", ()) and row.get("gold_sentences"):
        return None
    return bool(row["answerable"]) and any(_matches(one.value.text, answer) for answer in row["answers"])


def _matches(value: str, answer: str) -> bool:
    """Whether a value holds an answer, or is half of it."""
    return contains(value, answer) or (
        contains(answer, value) and 2 * len(value.split()) >= len(answer.split())
    )


@dataclass(frozen=True)
class Cases:
    """Rows of signals, whether each is right, what it counts, and the halves and documents they are of."""

    signals: np.ndarray
    right: np.ndarray
    count: np.ndarray
    half: np.ndarray
    group: np.ndarray


def cases(sets: dict[str, list[Asked]]) -> Cases:
    columns: list[tuple[object, ...]] = []
    for name, questions in sets.items():
        rows = [
            (n, one.source.document, astuple(one.signals), right)
            for n, asked in enumerate(questions)
            for told in asked.everything
            for one in told[:_VALUES]
            if (right := is_right(asked, one)) is not None
        ]
        share = _SHARES[name] / max(1, len(rows))
        columns += [(signals, right, share, n % 2, f"{name} {n} {id}") for n, id, signals, right in rows]
    signals, right, count, half, group = zip(*columns, strict=True)
    return Cases(np.array(signals), np.array(right, float), np.array(count), np.array(half), np.array(group))


def fit(
    signals: np.ndarray, right: np.ndarray, count: np.ndarray, signs: np.ndarray, penalty: float = 3e-3
) -> tuple[np.ndarray, float]:
    """Weights and bias of a logistic regression; ``signs``: 1, -1, 0 for either, 9 for none at all.

    A signal whose weight has the wrong sign is left out, and the others are fitted again.
    """
    weights = np.zeros(signals.shape[1])
    kept = np.flatnonzero(signs != 9)
    while True:
        found, bias = _newton(signals[:, kept], right, count / count.sum(), penalty)
        wrong = found * signs[kept] < 0
        if not wrong.any():
            weights[kept] = found
            return weights, bias
        kept = kept[~wrong]


def _newton(
    signals: np.ndarray, right: np.ndarray, share: np.ndarray, penalty: float
) -> tuple[np.ndarray, float]:
    mean, deviation = signals.mean(0), signals.std(0) + 1e-9
    design = np.c_[(signals - mean) / deviation, np.ones(len(signals))]
    shrink = np.diag([penalty] * signals.shape[1] + [1e-9])
    solution = np.zeros(design.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(design @ solution, -30, 30)))
        slope = design.T @ (share * (chance - right)) + shrink @ solution
        solution -= np.linalg.solve((design.T * (share * chance * (1 - chance))) @ design + shrink, slope)
    weights = solution[:-1] / deviation
    return weights, float(solution[-1] - weights @ mean)


def first_is_right(part: Cases, keep: np.ndarray, weights: np.ndarray) -> float:
    """Of the documents that give a right value, those whose likeliest value is right."""
    best: dict[str, tuple[float, float]] = {}
    known: defaultdict[str, bool] = defaultdict(bool)
    for at in np.flatnonzero(keep):
        score, group = float(part.signals[at] @ weights), str(part.group[at])
        best[group] = max(best.get(group, (-1e9, 0.0)), (score, part.right[at]))
        known[group] |= bool(part.right[at])
    return float(np.mean([right for group, (_, right) in best.items() if known[group]]))


def fit_values(sets: dict[str, list[Asked]]) -> None:
    names = [f.name for f in fields(Signals)]
    signs, part = np.ones(len(names)), cases(sets)
    for left in ["none", *names]:
        kept = np.array([9 if name == left else sign for name, sign in zip(names, signs, strict=True)])
        reached = {name: _reached(part, kept, name) for name in ("ramdocs", "samples")}
        told = ", ".join(f"{name} {share:.3f}" for name, share in reached.items())
        print(f"without {left}: likeliest value right, half left out: {told}")
    weights, bias = fit(part.signals, part.right, part.count, signs)
    told = ", ".join(f'"{name}": {weight:.2f}' for name, weight in zip(names, weights, strict=True))
    print(f"GIVEN = {{{told}}}\nGIVEN_BIAS = {bias:.2f}")


def _reached(part: Cases, signs: np.ndarray, name: str) -> float:
    """What weights reach on the questions of a set, fitted on the other half of all of them."""
    shares, ours = [], np.char.startswith(part.group, name)
    for half in (0, 1):
        seen = part.half == half
        weights, _ = fit(part.signals[seen], part.right[seen], part.count[seen], signs)
        shares.append(first_is_right(part, ~seen & ours, weights))
    return float(np.mean(shares))


def fit_things(questions: Sequence[Asked]) -> None:
    rows = []
    for n, asked in enumerate(questions):
        for one, other in combinations(asked.found, 2):
            documents = [
                asked.row["documents"][int(asked.names[s.document].split("-")[1].split(".")[0])]
                for s in (one, other)
            ]
            kinds = {document["type"] for document in documents}
            signals = shared(asked.question, one, other)
            if kinds == {"correct"}:
                rows.append((astuple(signals), documents[0]["answer"] == documents[1]["answer"], n % 2))
    signals, right, half = (np.array(column) for column in zip(*rows, strict=True))
    right = right.astype(float)
    signs = np.ones(len(fields(Shared)))
    ones = np.ones(len(right))
    for left in (0, 1):
        seen = half != left
        weights, bias = fit(signals[seen], right[seen], ones[seen], signs)
        says = signals[~seen] @ weights + bias > 0
        agree = (says == right[~seen]).mean()
        print(f"one thing or two, half {left} left out: {agree:.3f} of {len(says)} right")
    weights, bias = fit(signals, right, ones, signs)
    told = ", ".join(f"{f.name}={w:.2f}" for f, w in zip(fields(Shared), weights, strict=True))
    print(f"{subject_identity.__name__}: WEIGHTS = Shared({told}), BIAS = {bias:.2f}")


def _rows(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(directory: Path, reader: Reader) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        conflicts = ramdocs(directory / "conflicts" / "ramdocs.jsonl", folder / "ramdocs", reader)
        fit_things(conflicts)
        sets = {"ramdocs": conflicts, "samples": samples(folder / "samples", reader)}
        for part in ("squad2", "clapnq"):
            sets[part] = unanswered(directory / "answers" / part, folder / part, reader)
        fit_values(sets)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("directory", type=Path)
    options.add_argument("--reader", default="", help="a folder; the one that ships if none is named")
    given = options.parse_args()
    if opened := open_reader(given.reader):
        main(given.directory, opened)
