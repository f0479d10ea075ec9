"""Parts of a document as the product shows them to the reader: whole sentences, often after the title."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from training.documents import Range, ReadingDocument
from training.weights import LENGTHS, TITLE_SHARE
from training.words import content_words, sentences


@dataclass(frozen=True)
class Crop:
    """A passage, where it answers (in its characters), what made it, if its spans are whole sentences."""

    text: str
    spans: tuple[Range, ...]
    kind: str
    whole: bool = False


def a_length(draw: random.Random) -> int:
    """Return how many characters a passage may have, short and long ones mixed."""
    (low, high) = draw.choices([pair for pair, _ in LENGTHS], [share for _, share in LENGTHS])[0]
    return draw.randint(low, high)


def put_together(
    document: ReadingDocument, chosen: list[Range], spans: tuple[Range, ...], titled: bool
) -> tuple[str, tuple[Range, ...]]:
    """The text of the chosen ranges, in order, and the spans that are wholly in it.

    The document's lead stands before it always, its title if ``titled``.
    """
    begins = document.text.startswith(document.title) and any(start == 0 for start, _ in chosen)
    text = f"{document.title}\n" if titled and document.title and not begins else ""
    pieces = [(0, document.lead), *chosen] if document.lead else chosen
    moved: list[Range] = []
    for index, (start, end) in enumerate(pieces):
        if index and pieces[index - 1][1] != start and text and not text[-1].isspace():
            text += " "
        shift = len(text) - start
        moved += [(a + shift, b + shift) for a, b in spans if start <= a and b <= end]
        text += document.text[start:end]
    return text.rstrip(), tuple(moved)


def _joined(pieces: list[Range]) -> list[Range]:
    out: list[Range] = []
    for start, end in pieces:
        if out and out[-1][1] == start:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def pieces_of(document: ReadingDocument) -> list[Range]:
    """The sentences after the lead."""
    return [(max(a, document.lead), b) for a, b in sentences(document.text) if b > document.lead]


def around(
    document: ReadingDocument, keep: tuple[Range, ...], limit: int, draw: random.Random
) -> list[Range] | None:
    """Neighbouring sentences that hold the range ``keep``, grown to both sides up to ``limit`` characters.

    None if the sentences that hold it are too long together.
    """
    pieces = pieces_of(document)
    held = [i for i, (a, b) in enumerate(pieces) if any(a < y and x < b for x, y in keep)]
    if not pieces or (keep and not held):
        return None
    first = held[0] if held else draw.randrange(len(pieces))
    last = held[-1] if held else first
    room = limit - (pieces[last][1] - pieces[first][0]) - document.lead
    if room < 0 and pieces[last][1] - pieces[first][0] > LENGTHS[-1][0][1]:
        return None
    sides = [True, False]
    while sides:
        left = draw.choice(sides)
        at = first - 1 if left else last + 1
        size = pieces[at][1] - pieces[at][0] if 0 <= at < len(pieces) else room + 1
        if size > room:
            sides.remove(left)
            continue
        room -= size
        first, last = min(first, at), max(last, at)
    return _joined(pieces[first : last + 1])


def crop(
    document: ReadingDocument,
    spans: tuple[Range, ...],
    near: tuple[Range, ...],
    draw: random.Random,
    *,
    whole: bool = False,
) -> Crop | None:
    """A passage of the document that holds its first span and as many more as stand near, or none of it.

    With no spans it holds a place of ``near``, if there is one.
    """
    limit = a_length(draw)
    wanted = spans or near
    keep: tuple[Range, ...] = ()
    if wanted:
        centre = draw.choice(wanted)
        keep = tuple(span for span in wanted if abs(span[0] - centre[0]) + span[1] - span[0] < limit)
        keep = keep if centre in keep else (centre,)
    chosen = around(document, keep, limit, draw)
    if chosen is None:
        return None
    titled = draw.random() < TITLE_SHARE
    text, moved = put_together(document, chosen, spans, titled)
    if spans and not moved:
        return None
    return Crop(text, moved, "answered" if spans else "written", whole)


def _pieces(document: ReadingDocument, chosen: Sequence[Range], avoid: Sequence[Range]) -> list[Range]:
    """The pieces within the chosen ranges that touch none of those to avoid."""
    return [
        (a, b)
        for a, b in pieces_of(document)
        if any(x <= a and b <= y for x, y in chosen) and not any(a < y and x < b for x, y in avoid)
    ]


def without(document: ReadingDocument, spans: tuple[Range, ...], draw: random.Random) -> Crop | None:
    """The passage without the sentences that answer; None if the answer still stands in it."""
    chosen = around(document, spans[:1], a_length(draw), draw)
    if chosen is None:
        return None
    left = _pieces(document, chosen, spans)
    text, _ = put_together(document, _joined(left), (), draw.random() < TITLE_SHARE)
    answers = {document.text[a:b].strip().lower() for a, b in spans}
    if not left or any(answer and answer in text.lower() for answer in answers):
        return None
    return Crop(text, (), "without")


def likest(
    document: ReadingDocument, question: str, avoid: tuple[Range, ...], draw: random.Random
) -> Crop | None:
    """The part of the document that shares most with the question, without the ranges to avoid."""
    asked = set(content_words(question))
    best, most = None, 0.0
    for a, b in pieces_of(document):
        shared = len(asked & set(content_words(document.text[a:b]))) + draw.random()
        if shared > most and not any(a < y and x < b for x, y in avoid):
            best, most = (a, b), shared
    chosen = around(document, (best,), a_length(draw), draw) if best else None
    if chosen is None:
        return None
    left = _pieces(document, chosen, avoid)
    text, _ = put_together(document, _joined(left), (), draw.random() < TITLE_SHARE)
    return Crop(text, (), "elsewhere") if left else None
