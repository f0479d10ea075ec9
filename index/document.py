"""The data types of documents, passages and hits. Offsets count Unicode code points, end exclusive."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Self

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler


class OpenStrEnum(StrEnum):
    """A set of words of the JSON shapes. To pydantic each is a plain string.

    Loading keeps an unknown word as it is: a file of a later version may hold one.
    """

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: type, handler: "GetCoreSchemaHandler") -> Any:
        from pydantic import AfterValidator

        return handler.generate_schema(Annotated[str, AfterValidator(cls._known)])

    @classmethod
    def _known(cls, word: str) -> Self | str:
        return cls(word) if word in cls._value2member_map_ else word


class DocumentState(OpenStrEnum):
    """The state of a document on its way into the library.

    A search finds one that is ``INDEXING`` by its words, one that is ``READY`` also by its vectors.
    """

    QUEUED = "queued"
    READING = "reading"
    INDEXING = "indexing"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class Span:
    """A stretch of a document's text: ``text == document_text[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Page:
    """The span of one page of a paged document in its text; pages count from 1."""

    page: int
    start: int
    end: int


BOX_STEPS = 10_000
"""Steps of a page's width and of its height in which the places of words are measured."""


class PlacedWord(NamedTuple):
    """A word that OCR read, and its box in steps from the upper left.

    ``after`` is a space, nothing, or a line's end. A tuple, since a page has hundreds.
    """

    text: str
    left: int
    top: int
    right: int
    bottom: int
    after: str = " "


@dataclass(frozen=True)
class OcrPage:
    """A page that OCR read: its number, its size in points, and its words line by line."""

    page: int
    width: float
    height: float
    words: tuple[PlacedWord, ...]


@dataclass(frozen=True)
class ParsedDocument:
    """The text and metadata that a reader gives of one file.

    ``text`` is the text every offset refers to. ``title`` is never empty. ``published`` is
    ``YYYY-MM-DD``; ``published_evidence`` is the span of ``text`` that shows it, where the
    text does (a date from a page's metadata may not stand in the text). ``notes`` say, a line each, what of
    the file was not read. ``ocr`` are the pages that were read by OCR.
    """

    text: str
    media_type: str
    title: str
    outlet: str | None = None
    published: str | None = None
    published_evidence: Span | None = None
    pages: tuple[Page, ...] | None = None
    notes: tuple[str, ...] = ()
    ocr: tuple[OcrPage, ...] = ()


@dataclass(frozen=True)
class Document:
    """A document of the library, as ``readback list`` shows it (the contract's shape)."""

    id: str
    sha256: str
    title: str
    outlet: str | None
    published: str | None
    published_evidence: Span | None
    path: str
    media_type: str
    characters: int
    passages: int
    state: DocumentState
    error: str | None = None
    copies_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """A sentence of a document, numbered from 0 within it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Passage:
    """The unit of search: whole sentences that fit the embedder, numbered from 0 within a document."""

    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class ScoredSentence:
    """A sentence of a passage found.

    ``similarity`` is the cosine to the question, -1 to 1 (0 if search is by words alone); ``coverage`` the
    share, 0 to 1, of the question's words it holds, rare words weighing more. ``words`` are its own, in the
    searched form; none where they are not needed.
    """

    start: int
    end: int
    text: str
    similarity: float
    coverage: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A passage found; ``number`` names it in its library, ``score`` compares hits of one search only.

    ``repeats``: a better one of another document holds its text.
    """

    number: int
    document: str
    ordinal: int
    start: int
    end: int
    text: str
    score: float
    sentences: tuple[ScoredSentence, ...]
    repeats: bool = False
