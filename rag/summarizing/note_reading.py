"""Read the notes that a model writes as JSON; code verifies what can be verified of each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rag.checking.cite import Place
from rag.checking.missing_facts import numbers
from rag.english.sentence_facts import dates_of
from rag.model.citation_keys import CitationKeys
from rag.model.structured import TEXT, Schema, json_list, json_object
from rag.summarizing.document_notes import DocumentNote
from rag.summarizing.weights import LONGEST_FIELD, LONGEST_POINT, MOST_PLACES

_NOTE = json_object(point=TEXT, keys=json_list(TEXT), quote=TEXT, speaker=TEXT, date=TEXT, figure=TEXT)
SCHEMA = Schema("notes", json_object(notes=json_list(_NOTE)))
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_FOLD = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True)
class NoteTexts:
    """The texts that notes are verified against, by the id of their document, and the days of publication."""

    texts: Mapping[str, str]
    published: Mapping[str, str | None]

    def words(self, place: Place) -> str:
        """The words at a place."""
        id, start, end = place
        return self.texts[id][start:end]

    def day(self, place: Place) -> date | None:
        """The day on which the document of a place was published."""
        published = self.published.get(place[0])
        return date.fromisoformat(published) if published else None


def read_notes(
    value: Mapping[str, Any], keys: CitationKeys, places: Sequence[Sequence[Place]], known: NoteTexts
) -> tuple[list[DocumentNote], int]:
    """The notes in a model's JSON, and how many were dropped because they name no sentence.

    ``places``: those that each key stands for, from the first on.
    """
    rows = value.get("notes")
    found, dropped = [], 0
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, dict) or not (point := one_line(row.get("point"), keys, LONGEST_POINT)):
            continue
        named = dict.fromkeys(place for n in key_numbers(row.get("keys"), keys) for place in places[n - 1])
        if named:
            found.append(_verified(point, row, keys, tuple(named)[:MOST_PLACES], known))
        else:
            dropped += 1
    return found, dropped


def key_numbers(value: object, keys: CitationKeys) -> tuple[int, ...]:
    """The numbers of the sentences that a list of keys names."""
    items = value if isinstance(value, list) else [value]
    named = dict.fromkeys(key for item in items for key in keys.take(f"[{_text(item)}]")[1])
    return keys.numbers(named)


def one_line(value: object, keys: CitationKeys, longest: int) -> str:
    """A model's text as one line without keys, of at most ``longest`` characters."""
    line = " ".join(keys.take(_text(value))[0].split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]} …"


def quoted_in(words: str, text: str) -> str:
    """The stretch of ``text`` that is ``words``, but for blanks and the form of quotation marks; or ""."""
    parts = words.translate(_FOLD).strip(" \"'").split()
    if not parts:
        return ""
    match = re.search(r"\s+".join(map(re.escape, parts)), text.translate(_FOLD))
    return text[match.start() : match.end()] if match else ""


def _verified(
    point: str, row: Mapping[str, Any], keys: CitationKeys, places: tuple[Place, ...], known: NoteTexts
) -> DocumentNote:
    """The note, without a quotation, speaker, date or figure that does not stand in its document."""
    fields = {
        name: one_line(row.get(name), keys, LONGEST_FIELD) for name in ("quote", "speaker", "date", "figure")
    }
    texts = [known.words(place) for place in places]
    quote = next(filter(None, (quoted_in(_text(row.get("quote")), text) for text in texts)), "")
    whole = [known.texts[id] for id in dict.fromkeys(id for id, _, _ in places)]
    speaker = fields["speaker"] if _stands(fields["speaker"], whole) else ""
    figure = fields["figure"] if _stands(fields["figure"], texts) else ""
    day = fields["date"] if _is_date_of(fields["date"], places, known) else ""
    return DocumentNote(point, places, " ".join(quote.split()), speaker, day, figure)


def _stands(words: str, texts: Sequence[str]) -> bool:
    """Return whether words stand in one of ``texts``, or at least their numbers do."""
    mine = numbers(words)
    return any(
        words.lower() in " ".join(text.lower().split()) or (mine and mine <= numbers(text)) for text in texts
    )


def _is_date_of(written: str, places: Sequence[Place], known: NoteTexts) -> bool:
    """Return whether a date is one of those that code finds at ``places``; true where it finds none."""
    days = date_span(written)
    if days is None:
        return False
    found = list(_spans(places, known))
    return not found or any(first <= days[1] and days[0] <= last for first, last in found)


def date_span(written: str) -> tuple[date, date] | None:
    """The first and the last day of YYYY, YYYY-MM or YYYY-MM-DD; ``None`` for anything else."""
    match = _DAY.fullmatch(written)
    if not match:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        if day:
            return first, first
        after = date(year + (month in (0, 12)), (month or 12) % 12 + 1, 1)
    except ValueError:
        return None
    return first, date.fromordinal(after.toordinal() - 1)


def _spans(places: Sequence[Place], known: NoteTexts) -> Iterator[tuple[date, date]]:
    for place in places:
        for when in dates_of(known.words(place), known.day(place)):
            if when.span:
                yield when.span


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
