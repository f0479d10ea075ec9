"""The sides of a disagreement: the sources that say the same, and how the sides stand to each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from rag.answering.disagreements.source_values import SourceValue
from rag.answering.disagreements.subject_identity import one_thing
from rag.answering.disagreements.value_agreement import agreement, are_akin, fits, is_measure
from rag.answering.disagreements.values import CandidateValue
from rag.answering.question import QuestionType
from rag.answering.weights import DISPUTED_TIMES, NAMED, SHOWN_DISPUTE, SHOWN_IN_WORDS
from rag.english.agreement import Agreement

ON_THE_MATTER = 0.5  # share of the question's words that the passage of a source on the matter holds
_ALTERNATIVES = 3  # values of a source, likeliest first, one of which may be what another source says


@dataclass
class Side:
    """One value and the sources that give it, the likeliest first."""

    told: list[SourceValue] = field(default_factory=list)

    @property
    def chance(self) -> float:
        """The probability that it was asked for, 0 to 1."""
        return max(one.chance for one in self.told)


@dataclass(frozen=True)
class Difference:
    """Two sides that cannot both be right of one thing: how likely it is a conflict, or a namesake.

    ``is_measured``: their values are quantities or dates, not words.
    """

    one: int
    other: int
    conflict: float
    namesake: float
    is_measured: bool

    @property
    def least(self) -> float:
        """The probability from which it is shown."""
        return SHOWN_DISPUTE if self.is_measured else SHOWN_IN_WORDS


def sides(everything: Sequence[Sequence[SourceValue]], sure: float) -> list[Side]:
    """The sources' likeliest values, where likely enough, by what they say; the likeliest side first."""
    found: list[Side] = []
    tops = sorted((held[0] for held in everything if held), key=lambda one: -one.chance)
    for one in tops:
        joined = next((side for side in found if is_one(side.told[0].value, one.value)), None)
        if joined:
            joined.told.append(one)
        elif one.chance >= sure:
            found.append(Side([one]))
    return found


def is_one(one: CandidateValue, other: CandidateValue) -> bool:
    """Return whether two agree; a quantity or a time in other words ("over an hour") is another value."""
    if one.text.casefold() == other.text.casefold():
        return True
    how, in_words = agreement(one, other), not (one.fact or other.fact)
    return how is Agreement.AGREES or (how is Agreement.LOOSELY and in_words)


def differences(
    asked: QuestionType, found: Sequence[Side], everything: Sequence[Sequence[SourceValue]]
) -> Iterator[Difference]:
    """Yield every pair of sides that differ, with its probabilities (0 to 1)."""
    held = {told[0].source.document: told[:_ALTERNATIVES] for told in everything if told}
    for (i, one), (j, other) in combinations(enumerate(found), 2):
        pairs = [(a, b) for a in one.told for b in other.told if _differ(a, b, held)]
        if pairs:
            weighed = [_weighed(asked, a, b) for a, b in pairs]
            conflict, namesake = (max(chances) for chances in zip(*weighed, strict=True))
            yield Difference(i, j, conflict, namesake, is_measured=pairs[0][0].value.fact is not None)


def in_other_words(found: Sequence[Side]) -> Iterator[tuple[int, int]]:
    """Yield the indices of two sides that may both be right: "over an hour and a half", "95 minutes"."""
    for (i, one), (j, other) in combinations(enumerate(found), 2):
        if agreement(one.told[0].value, other.told[0].value) is Agreement.LOOSELY:
            yield i, j


def fitting(found: Sequence[Side]) -> Iterator[tuple[int, int]]:
    """Yield the indices of two sides of which the first gives what the second allows."""
    for i, one in enumerate(found):
        for j, other in enumerate(found):
            if fits(one.told[0].value, other.told[0].value):
                yield i, j


def _weighed(asked: QuestionType, one: SourceValue, other: SourceValue) -> tuple[float, float]:
    """The probabilities that two differing values are of one thing, and of two things of one name."""
    both, same = _both(one, other), one_thing(asked, one.source, other.source)
    of_a_name = bool(asked.names) and min(one.signals.named, other.signals.named) >= NAMED
    return both * same, both * (1 - same) * of_a_name


def _both(one: SourceValue, other: SourceValue) -> float:
    """The chance that both values were asked for. Two measures of one size are seldom so by chance."""
    if are_akin(one.value, other.value):
        return min(one.chance, other.chance) / 2
    on_the_matter = min(1.0, one.matter / ON_THE_MATTER, other.matter / ON_THE_MATTER)
    return one.chance * other.chance * on_the_matter


def _differ(one: SourceValue, other: SourceValue, held: dict[str, Sequence[SourceValue]]) -> bool:
    """Return whether two sources differ: not where one also gives the other's value."""
    if agreement(one.value, other.value) is not Agreement.DIFFERS:
        return False
    measured = is_measure(one.value) and is_measure(other.value)
    if measured and not are_akin(one.value, other.value, DISPUTED_TIMES):
        return False
    mine, theirs = held[one.source.document], held[other.source.document]
    return not any(is_one(other.value, also.value) for also in mine) and not any(
        is_one(one.value, also.value) for also in theirs
    )
