"""Put the sentences of a composition where they belong, by what they rest on, and each of them once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rag.briefing.composition import PARTS, CitedText, Composition
from rag.briefing.material import BriefingMaterial
from rag.english.same_statement import same_statement


def placed(evidence: BriefingMaterial, composed: Composition) -> Composition:
    """The composition with every sentence in the part that its sources allow, and none of them twice.

    What rests on other events alone is background; what independent sources say alike is "agree", what a
    single one says "only_in_one". The key points that most independent sources say come first.
    """
    parts = {part: list(composed.parts[part]) for part in PARTS}
    for part in PARTS[:-1]:
        parts[part], others = _of_the_event(evidence, parts[part])
        parts["background"] += others
    timeline, others = _of_the_event(evidence, composed.timeline)
    parts["background"] += [replace(one, date="") for one in others]
    alone = [one for one in parts["agree"] if _sources(evidence, one) == 1]
    shared = [one for one in parts["only_in_one"] if _sources(evidence, one) > 1]
    parts["agree"] = [one for one in parts["agree"] if one not in alone] + shared
    parts["only_in_one"] = alone + [one for one in parts["only_in_one"] if one not in shared]
    parts["key_points"].sort(key=lambda one: -_sources(evidence, one))
    known: list[str] = []
    once = {part: tuple(_once(parts[part], known)) for part in PARTS}
    return replace(composed, parts=once, timeline=tuple(_once(_by_date(timeline), known)))


def _of_the_event(
    evidence: BriefingMaterial, sentences: Sequence[CitedText]
) -> tuple[list[CitedText], list[CitedText]]:
    """The sentences, resting on the documents of the event alone; and those that rest on none of them."""
    event, others = [], []
    for one in sentences:
        places = tuple(place for place in one.places if place[0] in evidence.evident)
        if one.places and not places:
            others.append(one)
        else:
            event.append(replace(one, places=places))
    return event, others


def _sources(evidence: BriefingMaterial, one: CitedText) -> int:
    return evidence.copies.independent(one.places)


def _by_date(timeline: Iterable[CitedText]) -> list[CitedText]:
    return sorted(timeline, key=lambda one: one.date)


def _once(sentences: Iterable[CitedText], known: list[str]) -> Iterator[CitedText]:
    """The sentences that repeat none of ``known``, to which they are added."""
    for one in sentences:
        if not any(same_statement(one.text, other) for other in known):
            known.append(one.text)
            yield one
