"""The checker measured on pairs of a claim and its source; the format is in the contract."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.document import Sentence
from index.embedding.embedder import Embedder, Vectors, open_embedder
from index.errors import UsageError
from index.sentences import sentence_spans
from rag.checking.code_check import check_by_code
from rag.checking.source_text import SourceText
from rag.checking.verify import VERDICTS, verify
from rag.evaluating.retrieval import Evaluation, ReportProgress, auroc, bootstrap
from rag.settings import load_settings
from rag.shapes import Problem, Verdict


@dataclass(frozen=True)
class Pair:
    """A line of the file."""

    id: str
    claim: str
    source: str
    supported: bool


@dataclass(frozen=True)
class Row:
    """The checker's verdict on a pair; ``score``, 0 to 1, that the source supports the claim."""

    id: str
    verdict: Verdict
    score: float
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class ClaimsEvaluation(Evaluation):
    """With how often each verdict was given to the pairs that are supported, and to those that are not."""

    confusion: dict[str, dict[str, int]]


def claims(file: Path, report: ReportProgress = lambda *_: None) -> tuple[ClaimsEvaluation, list[Row]]:
    """The checker over ``file``'s pairs: of the verdicts, "supported" against all others.

    Raises ``UsageError`` where the file is not of the form described.
    """
    pairs = _pairs(file)
    settings = load_settings(None)
    similarity = Similarity(open_embedder(settings.embedding, settings.cache))
    rows = []
    for number, pair in enumerate(pairs, 1):
        rows.append(_check(pair, similarity))
        report("checking claims", number, len(pairs))
    right = np.array([pair.supported for pair in pairs])
    said = np.array([row.verdict in (Verdict.EXACT, Verdict.SUPPORTED) for row in rows])
    scores = np.array([row.score for row in rows])
    metrics = {
        "balanced_accuracy": bootstrap(right, lambda at: balanced_accuracy(right[at], said[at])),
        "auroc": bootstrap(right, lambda at: auroc(right[at], scores[at])),
    }
    given = Counter((pair.supported, row.verdict) for pair, row in zip(pairs, rows, strict=True))
    confusion: dict[str, dict[str, int]] = {
        name: {verdict: given[supported, verdict] for verdict in VERDICTS if given[supported, verdict]}
        for name, supported in (("supported", True), ("not supported", False))
    }
    return ClaimsEvaluation(len(pairs), metrics, confusion), rows


def balanced_accuracy(right: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    """The mean of the shares of supported and of other claims that are told as such."""
    return float((said[right].mean() + (~said[~right]).mean()) / 2)


class Similarity:
    """The cosine of claims to their sources, remembering what was embedded; none without an embedder."""

    def __init__(self, embedder: Embedder | None) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    def of(self, claim: str, sources: Sequence[str]) -> float | None:
        """Each sentence of the claim to the source sentence nearest to it; the mean of these."""
        if self._embedder is None or not sources:
            return None
        source = np.array([self._vector(text) for text in sources])
        told = np.array([self._vector(claim[start:end]) for start, end in sentence_spans(claim)])
        return float((told @ source.T).max(axis=1).mean()) if len(told) else None

    def _vector(self, text: str) -> Vectors:
        if text not in self._known:
            self._known[text] = self._embedder.question(text) if self._embedder else np.zeros(0, np.float32)
        return self._known[text]


def split(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in sentence_spans(text)]


def _check(pair: Pair, similarity: Similarity) -> Row:
    spans = sentence_spans(pair.source)
    sentences = [pair.source[start:end] for start, end in spans]
    source = SourceText("source", tuple(Sentence(start, end, pair.source[start:end]) for start, end in spans))
    checked = check_by_code(pair.claim, [source])
    score = verify(pair.claim, sentences, similarity=similarity.of(pair.claim, sentences)).confidence
    return Row(pair.id, checked.verdict, score, checked.problems)


def _pairs(file: Path) -> list[Pair]:
    try:
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{str(file)!r} cannot be read: {error}") from error
    pairs = [_pair(file, number, line) for number, line in enumerate(lines, 1)]
    if len({pair.supported for pair in pairs}) < 2:
        raise UsageError(f"{str(file)!r} needs claims that are supported and claims that are not")
    return pairs


def _pair(file: Path, number: int, line: str) -> Pair:
    try:
        row = json.loads(line)
        pair = Pair(row["id"], row["claim"], row["source"], row["supported"])
        if not (
            isinstance(pair.claim, str) and isinstance(pair.source, str) and isinstance(pair.supported, bool)
        ):
            raise TypeError("claim and source are texts, supported is true or false")
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{str(file)!r}, line {number}: not a claim with its source ({error!r})") from error
    return pair
