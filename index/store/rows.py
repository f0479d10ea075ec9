"""Conversion of the catalog's rows into the objects of ``index.document`` and back."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from index.copies.alignment import Shared
from index.copies.origin import Overlap, Party
from index.document import (
    Document,
    DocumentState,
    OcrPage,
    Page,
    ParsedDocument,
    Passage,
    PlacedWord,
    Sentence,
    Span,
)
from index.embedding.embedder import PassageVectors, Vectors
from index.store.identity import text_sha256
from index.store.incoming import Incoming


class NamedRow(Protocol):
    """A row whose columns have names, as SQLite and Postgres give it."""

    def __getitem__(self, name: str, /) -> Any:
        """The value of a column."""


@dataclass(frozen=True)
class StoredPassage:
    """A passage as the catalog keeps it; ``number`` names it within the library.

    ``words`` are each sentence's. ``vector`` has shape (dimension,), ``sentence_vectors``
    (sentences, dimension); ``None`` in a library searched by words alone.
    """

    number: int
    document: str
    ordinal: int
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]
    words: tuple[frozenset[str], ...]
    vector: Vectors | None
    sentence_vectors: Vectors | None

    @property
    def vectors(self) -> PassageVectors | None:
        """Both vectors, as the embedder made them."""
        if self.vector is None or self.sentence_vectors is None:
            return None
        return PassageVectors(self.vector, self.sentence_vectors)


@dataclass(frozen=True)
class DocumentText:
    """A document's exact text, and the spans of its pages; ``None`` if it has no pages."""

    document: str
    text: str
    pages: tuple[Page, ...] | None


def document_row(new: Incoming) -> dict[str, object]:
    """The columns of a document that is being added."""
    reading, evidence = new.reading, new.reading.published_evidence
    return {
        "id": new.pending, "sha256": new.sha256, "text_sha256": text_sha256(reading.text),
        "path": new.address, "media_type": reading.media_type, "title": reading.title,
        "outlet": reading.outlet, "published": reading.published, "language": new.language,
        "text": reading.text,
        "evidence_start": evidence and evidence.start, "evidence_end": evidence and evidence.end,
        "evidence": evidence and evidence.text,
        "characters": len(reading.text), "passages": len(new.passages),
        "pages": _pages(reading),
        "state": DocumentState.INDEXING,
    }  # fmt: skip


def _pages(reading: ParsedDocument) -> str | None:
    """The pages as JSON: number, start and end; of one that OCR read also its size and its words."""
    ocr = {page.page: (page.width, page.height, page.words) for page in reading.ocr}
    rows = [[p.page, p.start, p.end, *ocr.get(p.page, ())] for p in reading.pages or ()]
    return json.dumps(rows) if rows else None


def to_document(row: NamedRow, copies_of: tuple[str, ...], unembedded: Mapping[str, str | None]) -> Document:
    """A document; ``copies_of`` are the ids of those whose text it repeats.

    ``unembedded`` are the ids of those that wait for their vectors, with the error of the last try.
    """
    evidence = None
    if row["evidence_start"] is not None:
        evidence = Span(row["evidence_start"], row["evidence_end"], row["evidence"])
    return Document(
        id=row["id"], sha256=row["sha256"], title=row["title"], outlet=row["outlet"],
        published=row["published"], published_evidence=evidence, path=row["path"],
        media_type=row["media_type"], characters=row["characters"], passages=row["passages"],
        state=DocumentState.INDEXING if row["id"] in unembedded else DocumentState(row["state"]),
        error=unembedded.get(row["id"]), copies_of=copies_of,
    )  # fmt: skip


def to_pages(stored: str | None) -> tuple[Page, ...] | None:
    """The spans of pages from the column of pages; ``None`` if there are none."""
    return tuple(Page(*page[:3]) for page in json.loads(stored)) if stored else None


def to_ocr(stored: str | None) -> tuple[OcrPage, ...]:
    """The pages that OCR read, from the column of pages."""
    read = (page for page in json.loads(stored or "[]") if len(page) > 3)
    return tuple(
        OcrPage(number, width, height, tuple(PlacedWord(*word) for word in words))
        for number, _, _, width, height, words in read
    )


def to_overlap(row: NamedRow) -> Overlap:
    """Two documents that share text, from the pair's row joined to both documents' rows."""
    spans = unpack_spans(row["spans"])
    mine, theirs = tuple((a, b) for a, b, _, _ in spans), tuple((c, d) for _, _, c, d in spans)
    return Overlap(
        Party(row["one"], row["id"], row["published"], row["characters"], mine),
        Party(row["other"], row["other_id"], row["other_published"], row["other_characters"], theirs),
        row["attributed"],
    )


def evidence_columns(span: Span | None) -> tuple[int | None, int | None, str | None]:
    """The values of the three columns for a span."""
    return (span.start, span.end, span.text) if span else (None, None, None)


def to_passage(row: NamedRow) -> StoredPassage:
    """A passage, from its row joined to its document's id and its words."""
    plain = to_plain_passage(row["start"], row["end"], row["text"], row["sentences"])
    vector = unpack(row["vector"], 1)[0] if row["vector"] is not None else None
    sentence_vectors = unpack(row["sentence_vectors"], len(plain.sentences)) if vector is not None else None
    words = tuple(frozenset(line.split()) for line in row["body"].split("\n"))
    return StoredPassage(
        row["number"],
        row["id"],
        row["ordinal"],
        plain.start,
        plain.end,
        plain.text,
        plain.sentences,
        words,
        vector,
        sentence_vectors,
    )


def to_plain_passage(start: int, end: int, text: str, spans: bytes) -> Passage:
    """A passage as it was split, from the columns of its place, its text and its sentences' spans."""
    places = np.frombuffer(spans, np.int32).reshape(-1, 2).tolist()
    return Passage(start, end, text, tuple(Sentence(a, b, text[a - start : b - start]) for a, b in places))


def pack_spans(spans: Sequence[Shared]) -> bytes:
    """Shared spans as bytes."""
    return np.array(spans, np.int32).tobytes()


def unpack_spans(blob: bytes) -> list[Shared]:
    """Shared spans from bytes."""
    return [(a, b, c, d) for a, b, c, d in np.frombuffer(blob, np.int32).reshape(-1, 4).tolist()]


def pack(vectors: Vectors) -> bytes:
    """Vectors as bytes, in half precision."""
    return vectors.astype(np.float16).tobytes()


def unpack(blob: bytes, rows: int) -> Vectors:
    """Stored vectors as an array of shape (rows, dimension)."""
    # NumPy converts one number after another; this is the same for all that are finite, in a fifth of the
    # time: sign, exponent and fraction go to where single precision has them, and its exponents start 112
    # lower.
    bits = np.frombuffer(blob, np.int16).astype(np.int32)
    bits <<= 13
    bits &= ~(7 << 28)
    vectors = bits.view(np.float32)
    vectors *= np.float32(2**112)
    return vectors.reshape(rows, -1 if blob else 0)


def parts(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Divide ``numbers`` into lists short enough for one query: SQLite limits its variables."""
    for at in range(0, len(numbers), 500):
        yield list(numbers[at : at + 500])


def marks(values: Iterable[object]) -> str:
    """As many question marks as there are values, for a query."""
    return ", ".join("?" for _ in values)
