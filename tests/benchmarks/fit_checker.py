"""Fits the weights of ``rag/checking/findings/weights.py``; prints them, and each domain left out.

    python tests/benchmarks/fit_checker.py ../shared/eval/claims

Every ``.jsonl`` file of the folder is a domain: pairs of a claim and its source, and whether the source
supports the claim. The figure that counts for a domain is that of the weights fitted on the others. Our own
table of pairs, tests/samples/claims/kinds.jsonl, is always among those: it holds every kind of problem.
"""

import json
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from index.embedding.embedder import open_embedder
from rag.checking.findings.weights import SORTS
from rag.checking.verify import is_retold, signs
from rag.evaluating.claims import Similarity, split

NAMES = [name for name, sort in SORTS.items() if sort.weight]
# Found alone these tell against a claim, whatever noise a domain may hold: a figure that no source has, a
# hedge that is gone, something affirmed that the source denies.
SURE = (
    "number missing", "number loose", "number differs 0", "number differs 1", "date missing", "hedge dropped",
    "affirmed 2", "affirmed 3",
)  # fmt: skip
_TABLE = Path(__file__).resolve().parents[1] / "samples/claims/kinds.jsonl"
_MOST = 3  # times that one kind of finding is counted


@dataclass(frozen=True)
class Domain:
    """How often each finding occurs, a row a pair; which pairs are not supported (1), and which are (0).

    ``retold``: whether the source is about the claim at all, which no weight decides.
    """

    counts: np.ndarray
    wrong: np.ndarray
    retold: np.ndarray

    def shares(self) -> np.ndarray:
        """Weights of the rows by which both answers, and every domain, count the same."""
        right = self.wrong == 0
        return np.where(right, 0.5 / right.sum(), 0.5 / (~right).sum())


def read_domain(file: Path, similarity: Similarity) -> Domain:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    seen = [look(row, similarity) for row in rows]
    counts = np.array([[min(found[name], _MOST) for name in NAMES] for found, _ in seen], float)
    right = [row.get("supported", row.get("verdict") == "supported") for row in rows]
    return Domain(counts, 1.0 - np.array(right, float), np.array([retold for _, retold in seen]))


def look(row: dict, similarity: Similarity) -> tuple[Counter[str], bool]:
    """How often each finding occurs in a pair, and whether its claim is retold from its source."""
    source, published = row["source"], row.get("published")
    sentences = split(source) if isinstance(source, str) else source
    found, held = signs(row["claim"], sentences, date.fromisoformat(published) if published else None)
    return Counter(found), is_retold(held, similarity.of(row["claim"], sentences))


def fit(domains: list[Domain], penalty: float = 3e-3, prior: float = 1.0) -> tuple[np.ndarray, float]:
    """Weights and bias of a logistic regression by projected gradient.

    No finding speaks for a claim; one that hardly occurs weighs ``prior``, enough to tell against it, and
    those of ``SURE`` always do.
    """
    sure = np.array([name in SURE for name in NAMES])
    counts = np.concatenate([domain.counts for domain in domains])
    wrong = np.concatenate([domain.wrong for domain in domains])
    shares = np.concatenate([domain.shares() for domain in domains]) / len(domains)
    weights, bias = np.full(counts.shape[1], prior), 0.5
    for _ in range(6_000):
        error = shares * (1 / (1 + np.exp(-(counts @ weights - bias))) - wrong)
        weights = weights - 1.0 * (counts.T @ error + penalty * (weights - prior))
        weights = np.maximum(weights, np.where(sure, bias + 0.05, 0.0))
        bias += 1.0 * error.sum()
    return weights, bias


def balanced_accuracy(domain: Domain, weights: np.ndarray, bias: float) -> float:
    said = (domain.counts @ weights > bias) | ~domain.retold
    return float((said[domain.wrong == 1].mean() + (~said[domain.wrong == 0]).mean()) / 2)


def auroc(domain: Domain, weights: np.ndarray) -> float:
    doubt = domain.counts @ weights
    wrong, right = doubt[domain.wrong == 1], doubt[domain.wrong == 0]
    return float(((wrong[:, None] > right).mean() + (wrong[:, None] >= right).mean()) / 2)


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as cache:
        similarity = Similarity(open_embedder("int8", Path(cache)))
    domains = {file.stem: read_domain(file, similarity) for file in sorted(folder.glob("*.jsonl"))}
    own = read_domain(_TABLE, similarity)
    reached = []
    for name, domain in domains.items():
        weights, bias = fit([own, *(other for other_name, other in domains.items() if other_name != name)])
        reached.append((balanced_accuracy(domain, weights, bias), auroc(domain, weights)))
        print(f"{name}, left out: balanced accuracy {reached[-1][0]:.3f}, AUROC {reached[-1][1]:.3f}"
              f" (n = {len(domain.wrong)})")  # fmt: skip
    accuracy, area = np.mean(reached, axis=0)
    print(f"mean of the domains: balanced accuracy {accuracy:.3f}, AUROC {area:.3f}")
    weights, bias = fit([own, *domains.values()])
    print(f"BIAS = {bias:.2f}")
    for name, weight in zip(NAMES, weights, strict=True):
        print(f'    "{name}": {weight:.2f}')


if __name__ == "__main__":
    main(Path(sys.argv[1]))
