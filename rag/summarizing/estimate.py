"""The requests and tokens that a summary or a briefing takes, estimated before any are spent."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from rag.checking.weights import JUDGED_AT_ONCE
from rag.model import tokens
from rag.model.client import Usage
from rag.model.judge import SCHEMA as JUDGEMENT
from rag.model.prompt import show
from rag.model.structured import Schema
from rag.model.writer import Writer
from rag.summarizing.note_reading import SCHEMA
from rag.summarizing.weights import (
    JUDGED_READ,
    JUDGED_WRITTEN,
    KEYED_CHARACTERS,
    LABEL_TOKENS,
    MOST,
    NOTE_RATIO,
    NOTED_TOKENS,
    SUMMARY_WRITTEN,
)


@dataclass(frozen=True)
class Plan:
    """Requests to a model, and the tokens that it reads and writes in all, about; a sum of plans is one."""

    requests: int = 0
    tokens_read: int = 0
    tokens_written: int = 0

    def __add__(self, other: "Plan") -> "Plan":
        return Plan(
            self.requests + other.requests,
            self.tokens_read + other.tokens_read,
            self.tokens_written + other.tokens_written,
        )

    def in_words(self, writer: Writer) -> str:
        """The plan as one line for a reader, with its cost if the prices are set."""
        cost = writer.prices.cost(Usage(self.tokens_read, self.tokens_written))
        price = f", at a cost of about {cost:.2f}" if cost is not None else ""
        return (
            f"{counted(self.requests)} to {writer.model.name} at {writer.model.place}:"
            f" about {self.tokens_read:,} tokens read, {self.tokens_written:,} written{price}."
        )


def counted(requests: int) -> str:
    """The number of requests in words: "1 request", "12 requests"."""
    return f"{requests:,} request{'' if requests == 1 else 's'}"


def prompt_size(name: str, schema: Schema | None = None) -> int:
    """The tokens of a prompt without documents, with its schema in words."""
    return show("", (), name).size + (tokens.count(schema.in_words()) if schema else 0)


def document_tokens(characters: int) -> int:
    """The tokens of a document of so many characters in a prompt, keys and label included, about."""
    return math.ceil(characters / KEYED_CHARACTERS) + LABEL_TOKENS


def plan_notes(sizes: Iterable[int], writer: Writer) -> Plan:
    """The plan for notes on documents of so many characters each, if none has been read before."""
    around = prompt_size("notes", SCHEMA)
    most = max(1, min(NOTED_TOKENS, writer.room(around).whole))
    requests, read, left = 0, 0, 0
    for size in map(document_tokens, sizes):
        read += size
        if size > left:
            more = math.ceil(size / most)
            requests, left = requests + more, more * most
        left -= size
    return Plan(requests, read + requests * around, math.ceil(NOTE_RATIO * read))


def plan_check(sentences: int, shown: int) -> Plan:
    """The plan for having so many sentences checked by a model, against documents of ``shown`` tokens."""
    requests = math.ceil(sentences / JUDGED_AT_ONCE)
    read = requests * prompt_size("judge", JUDGEMENT) + min(requests * shown, JUDGED_READ * sentences)
    return Plan(requests, read, JUDGED_WRITTEN * sentences)


def plan_summary(characters: int, writer: Writer) -> Plan:
    """The plan for the summary of a document of so many characters, if it has not been read before."""
    room = writer.room(prompt_size("summary"))
    size = document_tokens(characters)
    plan = Plan(1, prompt_size("summary") + min(size, room.parts), SUMMARY_WRITTEN)
    if size > room.whole:
        plan += plan_notes([characters], writer)
    return plan + plan_check(MOST, size) if writer.judges else plan
