"""Fits the weights of ``rag/answering/ranker.py`` and prints them, with what they reach on each set left out.

    python tests/benchmarks/fit_ranker.py ../shared/eval [--reader FOLDER] [--without samples]

With a reader the weights are those of the signals with it, ``SENTENCE_READ`` and ``ANSWER_READ``; the last
four documents of each file of training/questions, which it was not trained on, are a set then. ``--without
samples`` leaves our own questions out of the fit and only measures on them.

The sentence weights are fitted on sets that mark where the answer stands (retrieval/chunking,
retrieval/squad2 and our own tests/samples), the answer weights on sets that say which questions cannot be
answered (answers/clapnq, answers/squad2, tests/samples) and on questions put to another set's documents.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np

from rag import Readback
from rag.answering.ranker import (
    AnswerSignals,
    Candidate,
    SentenceSignals,
    answer_signals,
    by_chance,
    rank,
    without_names,
)
from rag.answering.readings import Readings
from rag.answering.reread import reread
from rag.model.reading.open_reader import open_reader
from rag.model.reading.reader import Reader

_QUESTIONS = "questions.jsonl"  # beside the documents, and none of them
_MOST = 400  # questions of one set
_ROOT = Path(__file__).resolve().parents[2]
_HELD_OUT = 4  # documents at the end of each file of training/questions
_random = random.Random(0)

Row = dict[str, object]


@dataclass(frozen=True)
class Choice:
    """The signals of every sentence found for one question, a row each, and which are right."""

    signals: np.ndarray
    right: np.ndarray


@dataclass(frozen=True)
class Cases:
    """The answer signals of questions, a row each, and which are answered."""

    signals: np.ndarray
    right: np.ndarray


class Set:
    """Questions, and a library of their documents; ``reader`` reads the passages found, if there is one."""

    def __init__(self, documents: Path, rows: list[Row], folder: Path, reader: Reader | None) -> None:
        self.readback = Readback(library=folder)
        self.readback.add([file for file in sorted(documents.iterdir()) if file.name != _QUESTIONS])
        self.reader = reader
        self.ids = {Path(d.path).name: d.id for d in self.readback.documents()}
        self.questions: list[Row] = _random.sample(rows, min(len(rows), _MOST))
        self._ranked: dict[tuple[str, bool], list[Candidate]] = {}

    def rank(self, row: Row, scoped: bool = True) -> list[Candidate]:
        question = row["question"]
        if (question, scoped) not in self._ranked:
            scope = [self.ids[name] for name in row.get("scope", ())] if scoped else []
            library = self.readback.library
            found = library.search(question, scope, 10)
            ranked = rank(question, found, library.searcher.word_weights(question))
            if self.reader and ranked:
                ranked = reread(ranked, Readings(question, self.reader))
            self._ranked[question, scoped] = ranked
        return self._ranked[question, scoped]

    def again(self, weights: SentenceSignals) -> None:
        """Rank all that was found by new weights."""
        self._ranked = {asked: by_chance(ranked, weights) for asked, ranked in self._ranked.items()}

    def is_right(self, row: Row, candidate: Candidate) -> bool:
        """Whether a sentence is the answer: it holds a wanted text, or overlaps the evidence by half."""
        sentence, document = candidate.sentence, candidate.hit.document
        if "must_quote" in row:
            allowed = {self.ids[name] for name in row["document"]}
            return document in allowed and any(text in sentence.text for text in row["must_quote"])
        return any(
            self.ids[e["document"]] == document
            and min(sentence.end, e["end"]) - max(sentence.start, e["start"])
            > min(sentence.end - sentence.start, e["end"] - e["start"]) / 2
            for e in row["evidence"]
        )

    def choices(self) -> list[Choice]:
        made = []
        for row in self.questions:
            ranked = self.rank(row)
            right = np.array([self.is_right(row, candidate) for candidate in ranked], float)
            if right.any():
                made.append(Choice(np.array([astuple(c.signals) for c in ranked]), right))
        return made

    def cases(self, asked: Iterable[tuple[Row, bool, bool]]) -> Cases:
        """Of questions, whether each is put to its own documents only, and whether they answer it."""
        signals, right = [], []
        library = self.readback.library
        for row, scoped, answered in asked:
            if ranked := self.rank(row, scoped):
                weights = library.searcher.word_weights(row["question"])
                hits = list(dict.fromkeys(candidate.hit for candidate in ranked))
                nameless = library.searcher.best_similarity(without_names(row["question"]), hits)
                signals.append(astuple(answer_signals(row["question"], ranked, weights, nameless)))
                right.append(answered)
        return Cases(np.array(signals), np.array(right, float))


def fit_choices(sets: Sequence[Sequence[Choice]], penalty: float = 0.02, steps: int = 300) -> np.ndarray:
    """The weights under which a softmax over a question's sentences gives the right ones most, by Adam."""
    deviation = np.concatenate([choice.signals for part in sets for choice in part]).std(0) + 1e-9
    scaled = [(choice.signals / deviation, choice.right, 1 / len(part)) for part in sets for choice in part]
    weights = np.zeros(len(deviation))
    momentum, variance = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        slope = penalty * len(sets) * weights
        for signals, right, share in scaled:
            chance = np.exp(signals @ weights - (signals @ weights).max())
            chance /= chance.sum()
            slope -= share * signals.T @ (chance * right / (chance @ right + 1e-12) - chance)
        momentum, variance = 0.9 * momentum + 0.1 * slope, 0.99 * variance + 0.01 * slope**2
        weights -= 0.1 * momentum / (1 - 0.9**step) / (np.sqrt(variance / (1 - 0.99**step)) + 1e-8)
    return weights / deviation


# Sets whose questions keep clear of the documents' words on purpose count less: few people ask so.
_COUNT = {"samples/summit": 0.3, "samples/local": 0.3, "samples/business": 0.3, "squad2": 0.5}


def fit_cases(sets: dict[str, Cases], penalty: float = 1e-2) -> tuple[np.ndarray, float]:
    """Weights and bias of a logistic regression, by Newton's method."""
    signals = np.concatenate([part.signals for part in sets.values()])
    right = np.concatenate([part.right for part in sets.values()])
    counts = {name: _COUNT.get(name, 1.0) for name in sets}
    share = np.concatenate(
        [
            np.full(len(p.right), counts[name] / len(p.right) / sum(counts.values()))
            for name, p in sets.items()
        ]
    )
    mean, deviation = signals.mean(0), signals.std(0) + 1e-9
    design = np.c_[(signals - mean) / deviation, np.ones(len(signals))]
    shrink = np.diag([penalty] * signals.shape[1] + [1e-9])
    solution = np.zeros(design.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-design @ solution))
        slope = design.T @ (share * (chance - right)) + shrink @ solution
        solution -= np.linalg.solve((design.T * (share * chance * (1 - chance))) @ design + shrink, slope)
    weights = solution[:-1] / deviation
    return weights, float(solution[-1] - weights @ mean)


def top_is_right(choices: Sequence[Choice], weights: np.ndarray) -> float:
    return float(np.mean([choice.right[np.argmax(choice.signals @ weights)] for choice in choices]))


def auroc(score: np.ndarray, right: np.ndarray) -> float:
    ranks = np.empty(len(score))
    ranks[np.argsort(score)] = np.arange(1, len(score) + 1)
    yes = right.sum()
    return float((ranks[right == 1].sum() - yes * (yes + 1) / 2) / (yes * (len(right) - yes)))


def left_out(sets: dict[str, object], name: str, without: str) -> dict:
    return {
        other: part
        for other, part in sets.items()
        if other != name and not (without and other.startswith(without))
    }


def show(name: str, kind: type, weights: np.ndarray) -> None:
    values = ", ".join(f"{f.name}={w:.2f}" for f, w in zip(fields(kind), weights, strict=True))
    print(f"{name} = {kind.__name__}({values})")


def fit_sentences(sets: dict[str, Set], without: str) -> None:
    choices = {name: part.choices() for name, part in sets.items() if not name.startswith("answers/")}
    for name, part in choices.items():
        weights = fit_choices(list(left_out(choices, name, without).values()))
        print(
            f"sentences: best right in {name}, left out: {top_is_right(part, weights):.3f} (n = {len(part)})"
        )
    weights = fit_choices(list(left_out(choices, "", without).values()))
    show("SENTENCE", SentenceSignals, weights)
    for part in sets.values():
        part.again(SentenceSignals(*weights))


def fit_answers(sets: dict[str, Set], without: str) -> None:
    cases = answer_cases(sets)
    for name, part in cases.items():
        weights, bias = fit_cases(left_out(cases, name, without))
        print(f"answers: AUROC on {name}, left out: {auroc(part.signals @ weights, part.right):.3f}"
              f" (n = {len(part.right)})")  # fmt: skip
    weights, bias = fit_cases(left_out(cases, "", without))
    show("ANSWER", AnswerSignals, weights)
    print(f"ANSWER_BIAS = {bias:.2f}")
    for name, part in cases.items():
        chance = 1 / (1 + np.exp(-part.signals @ weights - bias))
        shares = [(cut, (chance[part.right == 1] >= cut).mean(), (chance[part.right == 0] >= cut).mean())
                  for cut in (0.3, 0.4, 0.5, 0.6)]  # fmt: skip
        print(
            f"  {name}: " + "; ".join(f"at {c} {a:.2f} answered, {u:.2f} of the others" for c, a, u in shares)
        )


def answer_cases(sets: dict[str, Set]) -> dict[str, Cases]:
    clapnq, squad, chunking = (sets[n] for n in ("answers/clapnq", "answers/squad2", "retrieval/chunking"))
    strange = [(row, False, False) for row in squad.questions[:150]]
    stranger = [(row, False, False) for row in clapnq.questions[:150]]
    made = {
        "clapnq": clapnq.cases((q, True, q["answerable"]) for q in clapnq.questions),
        "squad2": squad.cases((q, True, q["answerable"]) for q in squad.questions),
        "clapnq, all": clapnq.cases(
            [(q, False, True) for q in clapnq.questions if q["answerable"]] + strange
        ),
        "chunking, all": chunking.cases([(q, False, True) for q in chunking.questions] + strange + stranger),
    }
    ours = {name: part for name, part in sets.items() if name.startswith(("samples/", "training/"))}
    return made | {n: part.cases((q, True, q["found"]) for q in part.questions) for n, part in ours.items()}


def open_sets(root: Path, folder: Path, reader: Reader | None) -> dict[str, Set]:
    def opened(name: str, documents: Path, rows: list[Row]) -> None:
        sets[name] = Set(documents, rows, folder / name.replace("/", "-"), reader)

    sets: dict[str, Set] = {}
    for name in ("retrieval/chunking", "retrieval/squad2", "answers/clapnq", "answers/squad2"):
        opened(name, root / name / "documents", read_rows(root / name / "questions.jsonl"))
    samples = _ROOT / "tests/samples"
    opened("samples/sample", _ROOT / "ui/sample", read_rows(samples / "questions.jsonl"))
    for questions in sorted(samples.glob("*/questions.jsonl")):
        opened(f"samples/{questions.parent.name}", questions.parent, read_rows(questions))
    if reader:
        for file in sorted((_ROOT / "training/questions").glob("*.jsonl")):
            documents = folder / f"documents-{file.stem}"
            opened(f"training/{file.stem}", documents, held_out(read_rows(file), documents))
    return sets


def read_rows(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def held_out(rows: list[Row], documents: Path) -> list[Row]:
    """The questions on the last documents of a file, all of which are written into ``documents``."""
    documents.mkdir()
    for row in rows:
        (documents / f"{row['id']}.md").write_text(row["text"], encoding="utf-8")
    return [
        {"question": asked["q"], "found": asked["ok"], "evidence": list(evidence(row, asked))}
        for row in rows[-_HELD_OUT:]
        for asked in row["questions"]
    ]


def evidence(row: Row, asked: Row) -> Iterable[Row]:
    for span in asked["a"]:
        start = asked.get("at", row["text"].index(span))
        yield {"document": f"{row['id']}.md", "start": start, "end": start + len(span)}


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("root", type=Path)
    options.add_argument("--reader", default="off")
    options.add_argument("--without", default="", help="the beginning of the names of sets only measured on")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        every = open_sets(given.root, Path(made), open_reader(given.reader))
        fit_sentences(every, given.without)
        fit_answers(every, given.without)
