"""JSON files, and files of a JSON record a line: each value behind its keys, each record of a list a row."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import cast

from index.document import ParsedDocument
from index.errors import Damaged, NoText
from index.readers.markdown import DATE_KEYS, OUTLET_KEYS, TITLE_KEYS
from index.readers.metadata.day_formats import find_dates
from index.readers.metadata.outlets import clean_outlet
from index.readers.metadata.published import find_evidence
from index.readers.metadata.titles import from_name, sensible
from index.readers.plain_text import own_text
from index.readers.tables.records import Data, data_blocks, plain_key, record_blocks

# Numbers and constants stay as they are written.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)
_BLANK = re.compile(r"[ \t\r\n]*")


def read_json(name: str, data: bytes) -> ParsedDocument:
    """Read a JSON file called ``name``: "Row 2: boat: Yacht; fee: 19" for a record, else "key: value".

    A record may say title, outlet and date, as articles do. Raises ``Damaged`` for what is no JSON and
    ``NoText`` if it holds no values.
    """
    try:
        values = list(_values(own_text(name, data)))
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "too deep"
        raise Damaged(f"{name}: this is no valid JSON ({where}): get a fresh copy.") from error
    if len(values) == 1:
        return _document(name, list(data_blocks(values[0])), _records(values[0]))
    blocks = [block for n, value in enumerate(values, 1) for block in record_blocks(value, f"Row {n}")]
    return _document(name, blocks, values)


def read_json_lines(name: str, data: bytes) -> ParsedDocument:
    """Read a file called ``name`` with a JSON value in each line, as "Line 2: boat: Yacht; fee: 19".

    Lines that are no JSON are left out, and noted. Raises ``Damaged`` if no line is, ``NoText`` if there are
    no values.
    """
    blocks: list[str] = []
    values: list[Data] = []
    broken: list[int] = []
    for number, line in enumerate(own_text(name, data).split("\n"), 1):
        if not line.strip():
            continue
        try:
            values.append(_plain(_DECODER.decode(line)))
            blocks += record_blocks(values[-1], f"Line {number}")
        except (ValueError, RecursionError):
            broken.append(number)
    if broken and not values:
        raise Damaged(f"{name}: none of its lines is valid JSON: get a fresh copy, or rename it to .txt.")
    lines = ", ".join(map(str, broken[:5])) + (" …" if len(broken) > 5 else "")
    s = "s" if len(broken) > 1 else ""
    notes = (
        (f"{len(broken):,} line{s} left out that {'are' if s else 'is'} no JSON: {lines}.",) if broken else ()
    )
    return _document(name, blocks, values, notes)


def _document(
    name: str, blocks: Sequence[str], records: Sequence[Data], notes: tuple[str, ...] = ()
) -> ParsedDocument:
    text = "\n\n".join(blocks)
    if not text:
        raise NoText(f"{name}: the file holds no values: nothing to read until it does.")
    days = {_day(_field(record, DATE_KEYS)) for record in records}
    outlets = {clean_outlet(_field(record, OUTLET_KEYS)) for record in records}
    titles = {_field(record, TITLE_KEYS) for record in records}
    day = days.pop() if len(days) == 1 else None
    return ParsedDocument(
        text=text,
        media_type="application/json",
        title=(sensible(titles.pop()) if len(titles) == 1 else None) or from_name(name),
        outlet=outlets.pop() if len(outlets) == 1 else None,
        published=day,
        published_evidence=find_evidence(text, day) if day else None,
        notes=notes,
    )


def _values(text: str) -> Iterator[Data]:
    """The values of a file: one, or several one after the other."""
    at = _blank_end(text, 0)
    while at < len(text):
        value, end = _DECODER.raw_decode(text, at)
        yield _plain(value)
        at = _blank_end(text, end)


def _blank_end(text: str, at: int) -> int:
    """The end of the white space that starts at ``at``."""
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _plain(value: object) -> Data:
    """A value with truth values as the file writes them."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return cast("Data", str(value).lower() if isinstance(value, bool) else value)


def _records(value: Data) -> Sequence[Data]:
    """The records of a value: those of the one list that it holds, else itself."""
    while isinstance(value, dict) and len(value) == 1:
        (value,) = value.values()
    return value if isinstance(value, list) else [value]


def _field(record: Data, keys: Sequence[str]) -> str | None:
    """The value of the first of ``keys`` that a record has; of a record within it, its name."""
    if not isinstance(record, dict):
        return None
    fields = {plain_key(key): value for key, value in record.items()}
    for key in keys:
        value = fields.get(plain_key(key))
        value = value.get("name") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip():
            return value
    return None


def _day(written: str | None) -> str | None:
    found = next(find_dates(written), None) if written else None
    return found.day.isoformat() if found and not found.unsure else None
