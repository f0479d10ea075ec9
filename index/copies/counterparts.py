"""The places of other documents in which most of a place stands, too."""

from collections.abc import Callable, Collection, Sequence
from functools import cache

from index.copies.copies import Copies, Place
from index.copies.stretches import Stretch, common
from index.copies.weights import MOST_OF_PLACE


def counterparts(
    places: Sequence[Place],
    copies: Copies,
    sentences: Callable[[str], list[Stretch]],
    documents: Collection[str] = (),
) -> list[list[Place]]:
    """For each place, the whole sentences of other documents that repeat most of it, or of ``documents``.

    ``documents`` are ids; ``sentences`` gives the sentences of a document by its id.
    """
    sentences = cache(sentences)
    return [
        [
            (other, *whole)
            for other in copies.partners(place[0])
            if (not documents or other in documents)
            and (found := copies.aligned(place, other))
            and copies.repeated(place, [(other, a, b) for a, b in found]) >= MOST_OF_PLACE
            and (whole := _whole(found, sentences(other)))
        ]
        for place in places
    ]


def _whole(found: Sequence[Stretch], sentences: Sequence[Stretch]) -> Stretch | None:
    """The stretch from the first to the last sentence that is mostly in ``found``."""
    inside = [s for s in sentences if 2 * common(found, s) >= s[1] - s[0]]
    return (inside[0][0], inside[-1][1]) if inside else None
