"""Average-linkage clustering: the two most similar groups join first, down to a least similarity."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.briefing.stories.weights import CLOSE, LOOSE

Group = list[int]


def clusters(
    groups: Sequence[Group],
    likeness: NDArray[np.floating[Any]],
    least: float,
    may_join: NDArray[np.bool_],
    chain: bool = False,
) -> list[Group]:
    """Join ``groups`` of the rows of ``likeness`` by the mean likeness of their members (average linkage),
    from the most alike down to ``least``; two that are each far more alike within stay apart.

    ``may_join``, of the same shape: two groups may join if all of their members may, or any two in a
    ``chain``, as of reports that follow one another. Cost: groups cubed, in numpy.
    """
    joined = [list(group) for group in groups]
    members = np.zeros((len(joined), len(likeness)), np.float32)
    for number, group in enumerate(joined):
        members[number, group] = 1 / len(group)
    means = members @ likeness @ members.T
    may = members @ (may_join if chain else ~may_join).astype(np.float32) @ members.T > 0
    may = may if chain else ~may
    np.fill_diagonal(may, False)
    while joined:
        open_means = np.where(may, means, -1.0)
        one, other = sorted(divmod(int(open_means.argmax()), len(joined)))
        if open_means[one, other] < least:
            break
        if open_means[one, other] < LOOSE * min(CLOSE, *(_within(joined[n], likeness) for n in (one, other))):
            may[one, other] = may[other, one] = False
            continue
        sizes = len(joined[one]), len(joined[other])
        means[one] = means[:, one] = (means[one] * sizes[0] + means[other] * sizes[1]) / sum(sizes)
        may[one] = may[:, one] = may[one] | may[other] if chain else may[one] & may[other]
        may[one, one] = False
        means = np.delete(np.delete(means, other, 0), other, 1)
        may = np.delete(np.delete(may, other, 0), other, 1)
        joined[one] += joined.pop(other)
    return joined


def _within(group: Group, likeness: NDArray[np.floating[Any]]) -> float:
    """The mean similarity of the pairs of a group; 0 for a group of one."""
    size = len(group)
    inner = likeness[np.ix_(group, group)]
    return float(inner.sum() - inner.trace()) / (size * (size - 1)) if size > 1 else 0.0
