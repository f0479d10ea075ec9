"""Sets of stretches of one text: pairs of start and end."""

from collections.abc import Iterable, Sequence

Stretch = tuple[int, int]


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same characters as stretches that are in order and apart."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def length(stretches: Iterable[Stretch]) -> int:
    """The total length of ``stretches`` in characters; they must be apart."""
    return sum(end - start for start, end in stretches)


def common(stretches: Sequence[Stretch], stretch: Stretch) -> int:
    """Number of characters of ``stretch`` that are in ``stretches``, which must be apart."""
    return sum(max(0, min(end, stretch[1]) - max(start, stretch[0])) for start, end in stretches)
