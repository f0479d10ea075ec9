"""The copies among some documents, as spans, and the independent sources that some places are."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

from index.copies.origin import Overlap
from index.copies.stretches import Stretch, common, length, merged
from index.copies.weights import AS_GOOD, MORE, MOSTLY, NOTICE, SEVERAL, SMALL, WHOLE

Place = tuple[str, int, int]
"""A document's id, start and end."""


@dataclass(frozen=True)
class SharedSpan:
    """The same text twice: ``document[start:end]`` repeats ``original[original_start:original_end]``."""

    document: str
    start: int
    end: int
    original: str
    original_start: int
    original_end: int


@dataclass(frozen=True)
class Copies:
    """The pairs of documents that share text, at one moment."""

    overlaps: tuple[Overlap, ...] = ()

    @cached_property
    def spans(self) -> tuple[SharedSpan, ...]:
        """Every stretch that stands in two documents."""
        return tuple(
            SharedSpan(o.copy.id, *mine, o.original.id, *theirs)
            for o in self.overlaps
            for mine, theirs in zip(o.copy.spans, o.original.spans, strict=True)
        )

    def of(self, ids: Sequence[str]) -> "Copies":
        """The pairs in which one of these documents is; all pairs if ``ids`` is empty."""
        if not ids:
            return self
        wanted = set(ids)
        return Copies(tuple(one for one in self.overlaps if wanted & {one.one.id, one.other.id}))

    def originals(self, document: str) -> tuple[str, ...]:
        """The documents whose text it repeats: that with most of it first, the origin first among equals.

        One that adds little to those before it, being their own origin, is left out.
        """
        if document not in self._originals:
            self._originals[document] = self._find_originals(document)
        return self._originals[document]

    def _find_originals(self, document: str) -> tuple[str, ...]:
        left = {o.original.id: o for o in self._of.get(document, ()) if o.copy.id == document}
        enough = MORE * length(merged(span for o in left.values() for span in o.copy.spans))
        chosen: list[str] = []
        covered: list[Stretch] = []
        while left:
            reach = {id: length(merged([*covered, *o.copy.spans])) for id, o in left.items()}
            added = {id: characters - length(covered) for id, characters in reach.items()}
            if chosen and max(added.values()) < enough:
                break
            good = [id for id in left if added[id] >= AS_GOOD * max(added.values())]
            best = min(good, key=lambda one: (self._repeated_of(one, good), left[one].original.number))
            chosen.append(best)
            covered = merged([*covered, *left.pop(best).copy.spans])
        return tuple(chosen)

    def has(self, document: str) -> bool:
        """Return whether a document shares text with another."""
        return document in self._of

    def wholly(self, document: str) -> bool:
        """Return whether most of a document repeats one other document."""
        return any(o.copy.id == document and o.copy.share >= WHOLE for o in self._of.get(document, ()))

    def partners(self, document: str) -> tuple[str, ...]:
        """The documents that share text with this one, in the order added."""
        others = (o.of(document)[1] for o in self._of.get(document, ()))
        return tuple(party.id for party in sorted(others, key=lambda party: party.number))

    def same_source(self, one: Place, other: Place) -> bool:
        """Return whether two places have what they say from one source.

        They do in one document, in documents that are whole copies of one another or of a third, and where
        both stand in text that their documents share.
        """
        return not self._sources(one).isdisjoint(self._sources(other))

    def groups(self, places: Sequence[Place]) -> list[list[Place]]:
        """The places by independent source, in the order in which these first appear."""
        joined = _Joined()
        for place in places:
            joined.join(self._sources(place))
        found: dict[Hashable, list[Place]] = {}
        for place in places:
            found.setdefault(joined.root(self._whole.root(place[0])), []).append(place)
        return list(found.values())

    def independent(self, places: Sequence[Place]) -> int:
        """Number of independent sources that these places are."""
        return len(self.groups(places))

    def aligned(self, place: Place, document: str) -> list[Stretch]:
        """Where in another document the same text stands; within a reworded stretch to some words."""
        id, start, end = place
        found = []
        for mine, theirs in (o.of(id) for o in self._of.get(id, ()) if o.of(id)[1].id == document):
            for (a, b), (c, d) in zip(mine.spans, theirs.spans, strict=True):
                low, high = max(a, start), min(b, end)
                if low < high:
                    scale = (d - c) / (b - a)
                    found.append((c + round((low - a) * scale), d - round((b - high) * scale)))
        return merged(found)

    def repeated(self, place: Place, others: Iterable[Place]) -> float:
        """The share of a place, 0 to 1, that stands in those of ``others`` that are in one other document."""
        there: defaultdict[str, list[Stretch]] = defaultdict(list)
        for other in others:
            if other[0] != place[0]:
                there[other[0]] += self.aligned(other, place[0])
        most = max((common(merged(spans), place[1:]) for spans in there.values()), default=0)
        return most / max(1, place[2] - place[1])

    @cached_property
    def _originals(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _of(self) -> dict[str, list[Overlap]]:
        found: defaultdict[str, list[Overlap]] = defaultdict(list)
        for one in self.overlaps:
            found[one.one.id].append(one)
            found[one.other.id].append(one)
        return dict(found)

    @cached_property
    def _whole(self) -> "_Joined":
        return _joined(self.overlaps)

    def _repeated_of(self, id: str, others: Sequence[str]) -> int:
        return sum(o.copy.id == id and o.original.id in others for o in self._of[id])

    def _sources(self, place: Place) -> set[Hashable]:
        """Keys of a place's sources: its group of whole copies, and each pair of documents sharing it."""
        id, start, end = place
        found: set[Hashable] = {self._whole.root(id)}
        for one in self._of.get(id, ()):
            if common(one.of(id)[0].spans, (start, end)) >= MOSTLY * max(1, end - start):
                found.add((one.one.id, one.other.id))
        return found


class _Joined:
    """Things that belong together because something joins them, be it over others."""

    def __init__(self) -> None:
        self._above: dict[Hashable, Hashable] = {}

    def root(self, thing: Hashable) -> Hashable:
        while (above := self._above.get(thing, thing)) != thing:
            self._above[thing] = self._above.get(above, above)
            thing = above
        return thing

    def join(self, things: Iterable[Hashable]) -> None:
        first, *others = map(self.root, things)
        for other in others:
            self._above[other] = first


def without_notices(overlaps: Sequence[Overlap]) -> Iterator[Overlap]:
    """All but those that are a short notice in several documents, counting one of each group of copies."""
    whole = _joined(overlaps)
    found_in: defaultdict[str, set[Hashable]] = defaultdict(set)
    small = [_is_small(overlap) for overlap in overlaps]
    for overlap in compress(overlaps, small):
        found_in[overlap.one.id].add(whole.root(overlap.other.id))
        found_in[overlap.other.id].add(whole.root(overlap.one.id))
    for overlap, is_small in zip(overlaps, small, strict=True):
        others = max(len(found_in[overlap.one.id]), len(found_in[overlap.other.id]))
        if not is_small or others < SEVERAL - 1:
            yield overlap


def _is_small(one: Overlap) -> bool:
    return length(one.one.spans) < NOTICE and max(one.one.share, one.other.share) < SMALL


def _joined(overlaps: Iterable[Overlap]) -> _Joined:
    """Documents joined with those of which they are whole copies."""
    joined = _Joined()
    for one in overlaps:
        if one.is_whole:
            joined.join([one.one.id, one.other.id])
    return joined
