"""A briefing as a model composes it from notes: JSON, read into sentences with the places they rest on."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from rag.briefing.note_sheet import NoteSheet
from rag.briefing.weights import LONGEST_SENTENCE, LONGEST_TITLE, LONGEST_VALUE, MOST_ASKED, PLACES_NAMED
from rag.checking.cite import Place
from rag.model.citation_keys import CitationKeys
from rag.model.client import Usage
from rag.model.prompt import Task, show
from rag.model.structured import TEXT, Schema, json_list, json_object
from rag.model.writer import Writer
from rag.summarizing.note_reading import date_span, key_numbers, one_line

_KEYS = json_list(TEXT)
_SENTENCES = json_list(json_object(text=TEXT, keys=_KEYS))
SCHEMA = Schema(
    "briefing",
    json_object(
        title=TEXT,
        lead=_SENTENCES,
        key_points=_SENTENCES,
        agree=_SENTENCES,
        differ=json_list(json_object(topic=TEXT, values=json_list(json_object(value=TEXT, keys=_KEYS)))),
        timeline=json_list(json_object(date=TEXT, text=TEXT, keys=_KEYS)),
        who_said_what=_SENTENCES,
        only_in_one=_SENTENCES,
        background=_SENTENCES,
        questions=json_list(TEXT),
    ),
)
PARTS = ("lead", "key_points", "agree", "who_said_what", "only_in_one", "background")
"""The parts of a composition that are sentences, in their order."""


@dataclass(frozen=True)
class CitedText:
    """A sentence, or a value, and the places that it rests on; ``date``: of a line of the timeline."""

    text: str
    places: tuple[Place, ...]
    date: str = ""


@dataclass(frozen=True)
class ClaimedDispute:
    """A disagreement as a model claims it."""

    topic: str
    values: tuple[CitedText, ...]


@dataclass(frozen=True)
class Composition:
    """A briefing as a model composed it; ``parts`` by the names of ``PARTS``."""

    title: str
    parts: Mapping[str, tuple[CitedText, ...]]
    differ: tuple[ClaimedDispute, ...] = ()
    timeline: tuple[CitedText, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True if it has no sentence at all."""
        return not (self.timeline or any(self.parts.values()))


def compose(
    writer: Writer, sheet: NoteSheet, task: Task, stop: threading.Event | None = None
) -> tuple[Composition, Usage]:
    """Have a model compose a briefing from notes. Raises ``ModelError`` and ``Stopped``."""
    prompt = show(task, sheet.shown, "brief")
    value, usage = writer.model.structured(prompt.messages, SCHEMA, writer.answer_tokens(stop), stop)
    return read_composition(value, prompt.keys, sheet.places), usage


def read_composition(
    value: Mapping[str, Any], keys: CitationKeys, places: Sequence[Sequence[Place]]
) -> Composition:
    """Read a model's JSON; what cannot be read is left out. ``places`` are those of each key."""
    reader = _Reader(keys, places)
    questions = (one_line(row, keys, LONGEST_VALUE) for row in _rows(value, "questions"))
    return Composition(
        one_line(value.get("title"), keys, LONGEST_TITLE).strip(' ."“”'),
        {part: tuple(reader.sentences(value, part)) for part in PARTS},
        tuple(reader.disputes(value)),
        tuple(one for one in reader.sentences(value, "timeline") if date_span(one.date)),
        tuple(dict.fromkeys(filter(None, questions)))[:MOST_ASKED],
    )


@dataclass(frozen=True)
class _Reader:
    keys: CitationKeys
    places: Sequence[Sequence[Place]]

    def sentences(self, value: Mapping[str, Any], part: str) -> Iterator[CitedText]:
        for row in _rows(value, part):
            one = row if isinstance(row, dict) else {"text": row}
            if found := self._text(one, "text", LONGEST_SENTENCE):
                yield found

    def disputes(self, value: Mapping[str, Any]) -> Iterator[ClaimedDispute]:
        for row in _rows(value, "differ"):
            if not isinstance(row, dict) or not (
                topic := one_line(row.get("topic"), self.keys, LONGEST_VALUE)
            ):
                continue
            values = [self._text(one, "value", LONGEST_VALUE) for one in _rows(row, "values")]
            yield ClaimedDispute(topic, tuple(one for one in values if one and one.places))

    def _text(self, row: object, name: str, longest: int) -> CitedText | None:
        if not isinstance(row, dict) or not (text := one_line(row.get(name), self.keys, longest)):
            return None
        numbers = (*key_numbers(row.get("keys"), self.keys), *key_numbers(row.get(name), self.keys))
        named = [self.places[n - 1] for n in dict.fromkeys(numbers)]
        in_turn = (place for turn in zip_longest(*named) for place in turn if place is not None)
        day = row.get("date")
        return CitedText(
            text,
            tuple(dict.fromkeys(in_turn))[:PLACES_NAMED],
            day.strip() if isinstance(day, str) else "",
        )


def _rows(value: Mapping[str, Any], name: str) -> list[Any]:
    rows = value.get(name)
    return rows if isinstance(rows, list) else []
