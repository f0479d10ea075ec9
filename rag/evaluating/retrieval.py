"""Readback measured on question sets whose answers are known; the formats are in the contract."""

import json
import math
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.document import Hit
from index.errors import UsageError
from rag.evaluating.weights import INTERVAL, SLOW
from rag.readback import Readback
from rag.settings import load_settings

_PASSAGES = 5  # of which recall and IoU are taken
_DOCUMENTS = 10  # of which nDCG and MRR are taken
_DEPTH = 60  # passages fetched to have that many documents
_RESAMPLES = 1_000

ReportProgress = Callable[[str, int, int], None]
"""Hears what is being done, how far it is, and of how much."""


@dataclass(frozen=True)
class Metric:
    """A mean over the questions with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Evaluation:
    """``n`` questions, and each metric over them."""

    n: int
    metrics: dict[str, Metric]


@dataclass(frozen=True)
class GoldSpan:
    """Where the answer stands: offsets into the document's text, end exclusive."""

    document: str
    start: int
    end: int


@dataclass(frozen=True)
class RetrievalQuestion:
    """A line of ``questions.jsonl``; ``scope`` names the files to search, none meaning all."""

    question: str
    scope: tuple[str, ...]
    evidence: tuple[GoldSpan, ...]


def retrieval(directory: Path, report: ReportProgress = lambda *_: None) -> Evaluation:
    """Search and citations over ``directory``'s questions, in a throw-away library of its documents.

    Raises ``UsageError`` where the directory is not of the form described.
    """
    questions = _questions(directory / "questions.jsonl")
    with tempfile.TemporaryDirectory(prefix="readback-eval-") as folder, _open(Path(folder)) as readback:
        added = readback.add([directory / "documents"], lambda p: report("adding documents", p.file, p.files))
        if added.failed:
            raise UsageError(f"{added.failed[0].path!r} was not added: {added.failed[0].error}")
        rows = []
        for number, question in enumerate(questions, 1):
            rows.append(_measure(readback, question))
            report("asking questions", number, len(questions))
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    times = columns.pop("query_ms")
    metrics = {name: summarise(values) for name, values in columns.items()}
    metrics["query_ms_p50"] = summarise(times, lambda values: np.quantile(values, 0.5, axis=-1))
    metrics["query_ms_p95"] = summarise(times, lambda values: np.quantile(values, SLOW, axis=-1))
    return Evaluation(len(rows), metrics)


def summarise(
    values: Sequence[float], statistic: Callable[..., object] = lambda values: values.mean(axis=-1)
) -> Metric:
    """A statistic of ``values`` with its 95 % interval by the percentile bootstrap."""
    array = np.array(values, np.float64)
    drawn = np.random.default_rng(0).integers(0, len(array), (_RESAMPLES, len(array)))
    low, high = np.quantile(np.asarray(statistic(array[drawn])), INTERVAL)
    return Metric(float(np.asarray(statistic(array))), float(low), float(high))


def _open(folder: Path) -> Readback:
    return Readback(settings=load_settings(folder))


def _questions(file: Path) -> list[RetrievalQuestion]:
    try:
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise UsageError(f"{str(file)!r} cannot be read: {error.strerror}") from error
    questions = []
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            evidence = tuple(GoldSpan(e["document"], e["start"], e["end"]) for e in row["evidence"])
            if not any(e.start < e.end for e in evidence):
                raise ValueError("no evidence")
            questions.append(RetrievalQuestion(row["question"], tuple(row.get("scope", ())), evidence))
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{str(file)!r}, line {number}: not a question with evidence ({error!r})"
            ) from error
    if not questions:
        raise UsageError(f"{str(file)!r} holds no question")
    return questions


def _measure(readback: Readback, question: RetrievalQuestion) -> dict[str, float]:
    names = {document.id: Path(document.path).name for document in readback.documents()}
    started = time.perf_counter()
    hits = readback.library.search(question.question, question.scope, _DOCUMENTS)
    elapsed = time.perf_counter() - started
    answer = readback.ask(question.question, question.scope)
    gold = _characters((e.document, e.start, e.end) for e in question.evidence)
    found = _characters((names[h.document], h.start, h.end) for h in hits[:_PASSAGES])
    cited = _characters((names[c.document], c.start, c.end) for c in answer.citations)
    row = {
        "recall_at_5": len(gold & found) / len(gold),
        "iou_at_5": len(gold & found) / len(gold | found),
        "cited_recall": len(gold & cited) / len(gold),
        "cited_iou": len(gold & cited) / len(gold | cited),
        "query_ms": elapsed * 1000,
    }
    ranking = _documents(readback, question, hits, names)
    return row | rank_metrics(ranking, {e.document for e in question.evidence})


def _documents(
    readback: Readback, question: RetrievalQuestion, hits: Sequence[Hit], names: dict[str, str]
) -> list[str]:
    """The names of the documents found, each at its best passage."""
    if len({hit.document for hit in hits}) < min(_DOCUMENTS, len(names)):
        hits = readback.library.search(question.question, question.scope, _DEPTH)
    return list(dict.fromkeys(names[hit.document] for hit in hits))[:_DOCUMENTS]


def rank_metrics(ranking: Sequence[str], relevant: set[str]) -> dict[str, float]:
    """NDCG (binary relevance; Järvelin & Kekäläinen 2002), precision at 1 and reciprocal rank."""
    gains = [1 / math.log2(place + 2) for place, name in enumerate(ranking) if name in relevant]
    ideal = [1 / math.log2(place + 2) for place in range(min(len(relevant), _DOCUMENTS))]
    first = next((place for place, name in enumerate(ranking, 1) if name in relevant), None)
    return {
        "ndcg_at_10": sum(gains) / sum(ideal),
        "p_at_1": float(bool(ranking) and ranking[0] in relevant),
        "mrr_at_10": 1 / first if first else 0.0,
    }


def _characters(spans: Iterable[tuple[str, int, int]]) -> set[tuple[str, int]]:
    return {(document, offset) for document, start, end in spans for offset in range(start, end)}


def bootstrap(kinds: NDArray[np.bool_], statistic: Callable[[NDArray[np.int64]], float]) -> Metric:
    """A statistic of all items, with its 95 % interval by the percentile bootstrap within either kind."""
    draw = np.random.default_rng(0)
    groups = [np.flatnonzero(kinds), np.flatnonzero(~kinds)]
    drawn = [
        statistic(np.concatenate([draw.choice(group, len(group)) for group in groups]))
        for _ in range(_RESAMPLES)
    ]
    low, high = np.quantile(drawn, INTERVAL)
    return Metric(statistic(np.arange(len(kinds))), float(low), float(high))


def auroc(kind: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    """The chance that an item of the first kind scores above one of the other, ties counting half."""
    yes, no = scores[kind][:, None], scores[~kind]
    return float(((yes > no).mean() + (yes >= no).mean()) / 2)
