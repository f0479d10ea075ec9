"""What a claim is held against, and what is found wrong with it."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rag.english.names import names
from rag.english.text import Text

_MOST = 4  # sentences that one claim sums up
_LEAST = 0.12  # of the claim, that a further sentence must add


NOTHING = Text("", ())


@dataclass(frozen=True)
class Finding:
    """Words of the claim (``start`` to ``end``) that part from the source.

    ``name``: which way, and how surely; ``rag.checking.verify`` holds what each name weighs. ``sentence`` and
    ``source``: the index of the source sentence that says otherwise, and its words; ``None`` where no
    source speaks of it.
    """

    name: str
    start: int
    end: int
    sentence: int | None = None
    source: str | None = None


@dataclass(frozen=True)
class Evidence:
    """The sentences of one source in reading order.

    ``focus``: indices of those that the claim retells, best first; ``covered``: the share of the
    claim's content words, rare ones weighing more, that these hold, 0 to 1; ``held``: that of its words other
    than names and figures that any sentence holds; ``published``: the source's date, by
    which its "yesterday" is told;
    ``about``: its title and outlet, whose names a claim may use though no sentence does.
    """

    sentences: tuple[Text, ...]
    focus: tuple[int, ...] = ()
    covered: float = 0.0
    held: float = 0.0
    published: date | None = None
    about: Text = NOTHING

    def stems(self) -> set[str]:
        """The stems of all its sentences."""
        return {stem for sentence in self.sentences for stem in sentence.stems}

    def near(self) -> Iterator[tuple[int, Text]]:
        """The sentences the claim retells, with their indices."""
        return ((number, self.sentences[number]) for number in self.focus)


def focused(claim: Text, source: Evidence) -> Evidence:
    """The source with its focus: the fewest sentences that hold most of the claim's content words.

    They are chosen greedily; words that few sentences hold tell more.
    """
    sentences = source.sentences
    counts = Counter(stem for sentence in sentences for stem in claim.content & sentence.stems)
    weights = {stem: 1 / (1 + math.log1p(counts[stem])) for stem in claim.content}
    total = sum(weights.values()) or 1.0
    missing = set(weights)
    focus: list[int] = []
    while missing and sentences and len(focus) < _MOST:
        gains = [sum(weights[stem] for stem in missing & sentence.stems) for sentence in sentences]
        best = max(range(len(sentences)), key=gains.__getitem__)
        if gains[best] <= (_LEAST * total if focus else 0):
            break
        focus.append(best)
        missing -= sentences[best].stems
    covered = 1 - sum(weights[stem] for stem in missing) / total
    return replace(source, focus=tuple(focus), held=_held(claim, source), covered=covered)


def _held(claim: Text, source: Evidence) -> float:
    """The share of the claim's content words, names and figures apart, that any sentence holds."""
    known = {word for sentence in source.sentences for name in names(sentence) for word in name.words}
    named = {
        at
        for name in names(claim)
        if not name.opens or name.words[0] in known
        for at in range(name.at, name.end)
    }
    telling = {
        word.stem
        for at, word in enumerate(claim.words)
        if word.is_content and at not in named and not word.form[0].isdigit()
    }
    stems = source.stems()
    return sum(stem in stems for stem in telling) / len(telling) if telling else 1.0


def near(text: Text, start: int, end: int, reach: int = 6) -> frozenset[str]:
    """The stems of the content words around characters ``start`` to ``end`` of a sentence."""
    first = bisect_right(text.words, start, key=lambda word: word.end)
    last = bisect_left(text.words, end, key=lambda word: word.start)
    around = (*text.words[max(0, first - reach) : first], *text.words[last : last + reach])
    return frozenset(word.stem for word in around if word.is_content)
