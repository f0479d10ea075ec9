"""The planted truth of the invented news events in tests/events (its README says how it is written)."""

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from support.paths import TESTS

HERE = TESTS / "events"


@dataclass(frozen=True)
class PlantedValue:
    """One side of a planted conflict: ``any`` of the strings marks it, in these files (copies included)."""

    any: tuple[str, ...]
    documents: frozenset[str]


@dataclass(frozen=True)
class PlantedConflict:
    topic: str
    about: tuple[str, ...]
    values: tuple[PlantedValue, ...]


@dataclass(frozen=True)
class Compatible:
    """Values of the same thing that do not contradict each other."""

    about: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """What independent files tell alike: a sentence that tells it holds ``all`` (``a|b``: one of these)."""

    all: tuple[str, ...]
    documents: frozenset[str]

    def told(self, sentence: str) -> bool:
        """Whether a sentence holds the words; "injur" also stands for "injured", "14" not for "140"."""
        text = plain(sentence)
        return all(
            any(re.search(_bounded(word, open_end=not word[-1].isdigit()), text) for word in words.split("|"))
            for words in self.all
        )


@dataclass(frozen=True)
class Event:
    """A folder of articles on one event. ``roles`` and ``originals`` go by file name."""

    folder: Path
    event: str
    roles: dict[str, str]
    originals: dict[str, str]
    conflicts: tuple[PlantedConflict, ...]
    compatible: tuple[Compatible, ...]
    agreements: tuple[Agreement, ...]
    copies: tuple[tuple[str, str], ...]
    background_facts: tuple[str, ...]

    def with_role(self, *roles: str) -> set[str]:
        return {file for file, role in self.roles.items() if role in roles}

    def source(self, file: str) -> str:
        """The file whose text this one repeats in the end, or itself."""
        while file in self.originals:
            file = self.originals[file]
        return file

    def sources(self, files: frozenset[str] | set[str]) -> set[str]:
        """The independent sources among ``files``: copies count as what they repeat."""
        return {self.source(file) for file in files}


def events(folder: Path = HERE) -> list[Event]:
    """Every event of a folder of events, by name."""
    return [read_event(truth.parent) for truth in sorted(folder.glob("*/truth.json"))]


def read_event(folder: Path) -> Event:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    documents = truth["documents"]
    return Event(
        folder=folder,
        event=truth["event"],
        roles={file: said["role"] for file, said in documents.items()},
        originals={file: said["of"] for file, said in documents.items() if said["of"]},
        conflicts=tuple(_conflict(row) for row in truth["conflicts"]),
        compatible=tuple(
            Compatible(tuple(row["about"]), tuple(row["values"])) for row in truth["compatible"]
        ),
        agreements=tuple(Agreement(tuple(r["all"]), frozenset(r["documents"])) for r in truth["agreements"]),
        copies=tuple((copy, original) for copy, original in truth["copies"]),
        background_facts=tuple(truth["background_facts"]),
    )


def _conflict(row: dict) -> PlantedConflict:
    values = tuple(PlantedValue(tuple(v["any"]), frozenset(v["documents"])) for v in row["values"])
    return PlantedConflict(row["topic"], tuple(row["about"]), values)


def plain(text: str) -> str:
    """Text for comparing: white space, case and the shape of quotation marks and dashes do not count."""
    text = unicodedata.normalize("NFKC", text).translate(str.maketrans("’‘“”–—", "''\"\"--"))
    return " ".join(text.casefold().split())


def spans(text: str, words: str) -> list[tuple[int, int]]:
    """Where ``words`` stand in ``plain(text)``, as whole words and whole numbers."""
    return [match.span() for match in re.finditer(_bounded(plain(words)), plain(text))]


def holds(text: str, words: str) -> bool:
    return bool(spans(text, words))


def _bounded(words: str, *, open_end: bool = False) -> str:
    start = r"(?<!\w)(?<!\d[.,])"
    return start + re.escape(words) + ("" if open_end else r"(?!\w)(?![.,]\d)")
