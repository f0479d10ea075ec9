"""A briefing or summary in a file, with the records needed to verify it later.

The file is the contract's JSON with ``notes`` and ``sources`` beside it. Input is untrusted: it has the right
types, cites only citations it holds and has valid dates, or it is refused.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from index.document import Document
from index.errors import Damaged, ReadError, TooLarge
from rag.shapes import AnswerSentence, Briefing, Summary, as_json

_BOM = b"\xef\xbb\xbf"
_MARKS = {"Briefing": {"sections", "coverage"}, "Summary": {"sentences", "key_facts"}}


@dataclass(frozen=True)
class Source:
    """A document as recorded: SHA-256 of its file and of its text in UTF-8; ``path`` is the file's name."""

    document: str
    sha256: str
    title: str
    outlet: str | None
    published: str | None
    path: str
    text_sha256: str


@dataclass(frozen=True)
class Saved:
    """The contents of a file; ``sources`` is empty if only the contract's JSON was saved."""

    shape: Briefing | Summary
    sources: tuple[Source, ...] = ()


def sources_of(
    shape: Briefing | Summary, documents: Sequence[Document], text: Callable[[str], str]
) -> tuple[Source, ...]:
    """Records of the documents that ``shape`` names; ``text`` gives the text of a document by its id."""
    by_id = {document.id: document for document in documents}
    named = dict.fromkeys(id for id in _named(shape) if id in by_id)
    return tuple(
        Source(d.id, d.sha256, d.title, d.outlet, d.published, PurePath(d.path).name, text_hash(text(d.id)))
        for d in map(by_id.__getitem__, named)
    )


def text_hash(text: str) -> str:
    """SHA-256 of a text as ``readback text`` prints it."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def save(shape: Briefing | Summary, sources: Sequence[Source]) -> bytes:
    """Serialize as UTF-8 JSON, indented, so that version control can show changes."""
    kept = {**as_json(shape), "sources": [as_json(source) for source in sources]}
    return (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def read_saved(path: Path, *, max_bytes: int) -> Saved:
    """Read a file of at most ``max_bytes`` bytes.

    Raises ``ReadError`` if it cannot be read, ``TooLarge`` if it is larger, and ``Damaged`` if it holds
    neither a briefing nor a summary.
    """
    if not path.is_file():  # a pipe would be waited for
        what = "is not a regular file" if path.exists() else "does not exist"
        raise ReadError(f"{str(path)!r} {what}; name the JSON of a briefing")
    try:
        if path.stat().st_size > max_bytes:
            raise TooLarge(f"{path.name!r} is over {max_bytes // 1_000_000} MB, more than any briefing is")
        return load(path.read_bytes(), path.name)
    except OSError as error:
        raise ReadError(f"{path.name!r} cannot be read: {error.strerror}; check who may read it") from error


def load(data: bytes, name: str = "the file") -> Saved:
    """Parse the output of :func:`save`, or the contract's JSON alone.

    Raises ``Damaged``, naming the fault.
    """
    from pydantic import TypeAdapter, ValidationError

    kind = _kind(data.removeprefix(_BOM), name)
    try:
        shape = TypeAdapter(kind).validate_json(data.removeprefix(_BOM), strict=True)
        sources = TypeAdapter(_Sources).validate_json(data.removeprefix(_BOM), strict=True).sources
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise Damaged(f"{name!r} is no {kind.__name__.lower()}: {where}: {first['msg']}") from None
    if wrong := next(_wrong(shape, sources), ""):
        raise Damaged(f"{name!r} is no sound {kind.__name__.lower()}: {wrong}")
    return Saved(shape, sources)


def all_sentences(shape: Briefing | Summary) -> tuple[AnswerSentence, ...]:
    """Every sentence, in the order of display."""
    if isinstance(shape, Summary):
        return (*shape.sentences, *shape.key_facts)
    told = (sentence for section in shape.sections for sentence in section.sentences)
    return (*told, *(line.sentence for line in shape.timeline))


@dataclass(frozen=True)
class _Sources:
    sources: tuple[Source, ...] = ()


def _kind(data: bytes, name: str) -> type[Briefing] | type[Summary]:
    """The class that the JSON is of, by its keys. Raises ``Damaged`` if it is neither."""
    from pydantic import JsonValue, TypeAdapter, ValidationError

    try:
        found = TypeAdapter[object](JsonValue).validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]["msg"]
        why = first.removeprefix("Invalid JSON: ")[:100]
        raise Damaged(
            f"{name!r} is not JSON ({why}); only a briefing saved as JSON can be verified: "
            "save it with --format json"
        ) from None
    keys = set(found) if isinstance(found, dict) else set()
    if keys >= _MARKS["Briefing"]:
        return Briefing
    if keys >= _MARKS["Summary"]:
        return Summary
    raise Damaged(f"{name!r} is JSON, but neither a briefing nor a summary")


def _named(shape: Briefing | Summary) -> Iterator[str]:
    if isinstance(shape, Summary):
        yield shape.document
    else:
        yield from shape.documents
        yield from (covered.document for covered in shape.coverage)
        yield from (id for covered in shape.coverage for id in covered.copies_of)
    yield from (citation.document for citation in shape.citations)


def _wrong(shape: Briefing | Summary, sources: Sequence[Source]) -> Iterator[str]:
    """The faults that types do not show."""
    there: set[int] = set()
    for citation in shape.citations:
        if citation.n in there:
            yield f"two citations have the number {citation.n}"
        there.add(citation.n)
        if not 0 <= citation.start <= citation.end:
            yield f"citation {citation.n} is from {citation.start} to {citation.end}"
    cases = shape.disagreements if isinstance(shape, Briefing) else ()
    values = [value.citations for case in cases for value in case.values]
    for cited in (*values, *(sentence.citations for sentence in all_sentences(shape))):
        if missing := set(cited) - there:
            yield f"citation {min(missing)} is used and not there"
    days = [*(citation.published for citation in shape.citations), *(source.published for source in sources)]
    for day in days:
        if day is not None and not _is_day(day):
            yield f"{day!r} is not a date of the form YYYY-MM-DD"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
