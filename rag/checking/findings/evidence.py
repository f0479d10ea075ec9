"""The evidence for a claim, and a finding against it."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rag.checking.findings.weights import FOCUS_GAIN, FOCUS_SENTENCES
from rag.english.names import names
from rag.english.text import Text

NOTHING = Text("", ())


@dataclass(frozen=True)
class Finding:
    """Words of the claim, characters ``start`` to ``end``, that the source does not support.

    ``name``: the sort of finding, which ``weights.SORTS`` weighs. ``sentence`` and ``source``: the index and
    the words of the source sentence that says otherwise; ``None`` where none speaks of it.
    """

    name: str
    start: int
    end: int
    sentence: int | None = None
    source: str | None = None


@dataclass(frozen=True)
class Evidence:
    """The sentences of one source in reading order.

    ``focus``: indices of the sentences that the claim retells, best first; ``covered``: the share, 0 to 1, of
    the claim's content words that these have, rare words weighing more; ``held``: the share, 0 to 1, of its
    content words other than names and figures that any sentence has; ``published``: the day of the source,
    from which its "yesterday" is counted; ``about``: its title and outlet, whose names a claim may use though
    no sentence does.
    """

    sentences: tuple[Text, ...]
    focus: tuple[int, ...] = ()
    covered: float = 0.0
    held: float = 0.0
    published: date | None = None
    about: Text = NOTHING

    def stems(self) -> set[str]:
        """The stems of all words of its sentences."""
        return {stem for sentence in self.sentences for stem in sentence.stems}

    def near(self) -> Iterator[tuple[int, Text]]:
        """The sentences of the focus, with their indices, best first."""
        return ((number, self.sentences[number]) for number in self.focus)


def focused(claim: Text, source: Evidence) -> Evidence:
    """The source with its focus: the fewest sentences that have most of the claim's content words.

    They are chosen greedily; words that few sentences have weigh more.
    """
    sentences = source.sentences
    counts = Counter(stem for sentence in sentences for stem in claim.content & sentence.stems)
    weights = {stem: 1 / (1 + math.log1p(counts[stem])) for stem in claim.content}
    total = sum(weights.values()) or 1.0
    missing = set(weights)
    focus: list[int] = []
    while missing and sentences and len(focus) < FOCUS_SENTENCES:
        gains = [sum(weights[stem] for stem in missing & sentence.stems) for sentence in sentences]
        best = max(range(len(sentences)), key=gains.__getitem__)
        if gains[best] <= (FOCUS_GAIN * total if focus else 0):
            break
        focus.append(best)
        missing -= sentences[best].stems
    covered = 1 - sum(weights[stem] for stem in missing) / total
    return replace(source, focus=tuple(focus), held=_held(claim, source), covered=covered)


def _held(claim: Text, source: Evidence) -> float:
    """The share, 0 to 1, of the claim's content words, without names and figures, that any sentence has."""
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
    """The stems of the content words at most ``reach`` words from characters ``start`` to ``end``."""
    first = bisect_right(text.words, start, key=lambda word: word.end)
    last = bisect_left(text.words, end, key=lambda word: word.start)
    around = (*text.words[max(0, first - reach) : first], *text.words[last : last + reach])
    return frozenset(word.stem for word in around if word.is_content)
