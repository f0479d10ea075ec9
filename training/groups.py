"""What a step learns from: a question with a passage that answers it and others that do not."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from training.crops import Crop, crop, likest, without
from training.documents import AskedQuestion, ReadingDocument
from training.negatives import change, names, swapped, unanswered
from training.weights import CHANGED_SHARE, ELSEWHERE_SHARE, RANDOM_SHARE, SWAPPED_SHARE, WITHOUT_SHARE
from training.words import content_words


@dataclass(frozen=True)
class QuestionGroup:
    """A question and its passages; the ones without spans do not answer."""

    source: str
    question: str
    crops: tuple[Crop, ...]


class Neighbours:
    """Finds other documents of a family that share a question's words."""

    def __init__(self, documents: Iterable[ReadingDocument]) -> None:
        self._families: dict[tuple[str, str], list[ReadingDocument]] = defaultdict(list)
        self._sources: dict[str, list[ReadingDocument]] = defaultdict(list)
        for document in documents:
            self._families[document.source, document.family].append(document)
            self._sources[document.source].append(document)
        self._names = {
            key: [name for name, _ in Counter(n for d in found for n in names(d.text)).most_common(60)]
            for key, found in self._families.items()
        }
        self._all_names = {
            source: [
                name for name, _ in Counter(n for d in found[:3000] for n in names(d.text)).most_common(300)
            ]
            for source, found in self._sources.items()
        }

    def names(self, document: ReadingDocument) -> list[str]:
        """Names to put in another's place: of the family, or where it has few, of the whole set."""
        near = self._names[document.source, document.family]
        return near if len(near) > 5 else near + self._all_names[document.source]

    def other(self, document: ReadingDocument, question: str, draw: random.Random) -> ReadingDocument | None:
        """The document that shares most words with the question: of the family, or else of the set."""
        family = [d for d in self._families[document.source, document.family] if d is not document]
        if len(family) > 30:
            family = draw.sample(family, 30)
        if not family:
            pool = self._sources[document.source]
            family = [d for d in draw.sample(pool, min(12, len(pool))) if d.family != document.family]
        asked = set(content_words(question))
        scored = [(len(asked & set(content_words(d.text))) + draw.random(), i) for i, d in enumerate(family)]
        return family[max(scored)[1]] if scored else None


def _elsewhere(
    document: ReadingDocument, asked: AskedQuestion, neighbours: Neighbours, draw: random.Random
) -> Crop | None:
    if len(document.text) > 1200 and draw.random() < 0.5:
        made = likest(document, asked.question, asked.spans, draw)
    else:
        other = neighbours.other(document, asked.question, draw)
        made = likest(other, asked.question, (), draw) if other else None
    if made is None:
        return None
    answers = [document.text[a:b].strip().lower() for a, b in asked.spans]
    return None if any(answer in made.text.lower() for answer in answers) else made


def _of_answered(
    document: ReadingDocument, asked: AskedQuestion, neighbours: Neighbours, draw: random.Random
) -> Iterator[QuestionGroup]:
    answered = crop(document, asked.spans, (), draw, whole=asked.whole)
    if answered is None:
        return
    crops = [answered]
    if draw.random() < WITHOUT_SHARE and (made := without(document, asked.spans, draw)):
        crops.append(made)
    if draw.random() < ELSEWHERE_SHARE and (made := _elsewhere(document, asked, neighbours, draw)):
        crops.append(made)
    yield QuestionGroup(document.source, asked.question, tuple(crops))
    chance = draw.random()
    if chance > CHANGED_SHARE + SWAPPED_SHARE:
        return
    changed = change(asked.question, neighbours.names(document), draw)
    answers = [document.text[a:b] for a, b in asked.spans]
    if changed is None:
        return
    if chance < CHANGED_SHARE:
        if unanswered(changed, answered.text, answers):
            yield QuestionGroup(document.source, changed.question, (Crop(answered.text, (), "changed"),))
    elif changed.old[:1].isupper() and (both := swapped(answered.text, list(answered.spans), changed)):
        question, text, spans = both
        yield QuestionGroup(document.source, question, (Crop(text, spans, "swapped", asked.whole),))


def _of_unanswered(document: ReadingDocument, asked: AskedQuestion, draw: random.Random) -> Crop | None:
    """The part that seems to answer: what is marked so, or what shares most words."""
    if asked.near or draw.random() < RANDOM_SHARE:
        return crop(document, (), asked.near, draw)
    return likest(document, asked.question, (), draw)


def groups(
    documents: list[ReadingDocument], neighbours: Neighbours, draw: random.Random
) -> Iterator[QuestionGroup]:
    """One group or two a question, with passages cut anew at every call."""
    for document in documents:
        for asked in document.questions:
            if asked.spans:
                yield from _of_answered(document, asked, neighbours, draw)
            elif made := _of_unanswered(document, asked, draw):
                yield QuestionGroup(document.source, asked.question, (made,))
