"""The answer shapes of every door, as frozen dataclasses; ``as_json`` gives the JSON of the contract."""

from dataclasses import asdict, dataclass
from enum import StrEnum

from index.document import OpenStrEnum
from rag.weights import MAY_ANSWER

NOT_FOUND = "Your documents do not say."
NOT_SURE = "No sentence of your documents answers this for sure."
NO_PASSAGE = "I found no passage."
"""The refusals: nothing answers; the nearest passages may; the question is in a language of no document."""


class Verdict(OpenStrEnum):
    """The result of checking a sentence against what it cites, as the contract defines each."""

    EXACT = "exact"
    SUPPORTED = "supported"
    PARTLY = "partly"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"
    UNCLEAR = "unclear"
    UNCHECKED = "unchecked"


class ProblemKind(OpenStrEnum):
    """The kind of words that a source does not bear out."""

    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    QUOTE = "quote"
    CITATION = "citation"
    OTHER = "other"


class DisagreementKind(OpenStrEnum):
    """Sources that contradict each other, or speak of different things of one name."""

    CONFLICT = "conflict"
    NAMESAKE = "namesake"


class SectionKind(OpenStrEnum):
    """The parts of a briefing, in their order."""

    KEY_POINTS = "key_points"
    AGREE = "agree"
    DIFFER = "differ"
    WHO_SAID_WHAT = "who_said_what"
    ONLY_IN_ONE = "only_in_one"
    BACKGROUND = "background"


class DatePrecision(OpenStrEnum):
    """The smallest unit that the date of an event is known to."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Block(OpenStrEnum):
    """The kind of block that a sentence of an answer opens; the cells of a row are parted by ``" | "``."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    HEADING = "heading"


class Checker(StrEnum):
    """The checkers with a name of their own; any other ``checked_by`` is the name of a language model."""

    CODE = "code"
    READER = "reader"


class Engine(StrEnum):
    """The engines with a name of their own; any other ``engine`` is the name of a language model."""

    EXTRACTIVE = "extractive"


@dataclass(frozen=True)
class Citation:
    """An exact span of one document: ``quote == text[start:end]``. ``n`` counts from 1 within an answer."""

    n: int
    document: str
    title: str
    outlet: str | None
    published: str | None
    page: int | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Problem:
    """Words of a sentence (``start`` to ``end`` of it) that its source does not bear out."""

    kind: ProblemKind
    claim: str
    start: int
    end: int
    source: str | None = None


@dataclass(frozen=True)
class AnswerSentence:
    """One sentence of an answer with the numbers of its citations.

    ``block``: the block that it opens; without one it goes on in the block of the sentence before it.
    """

    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    problems: tuple[Problem, ...] = ()
    block: Block | None = None


@dataclass(frozen=True)
class ShortAnswer:
    """The answer in a few words, such as "90 minutes" or "No", with the numbers of its citations."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True)
class Value:
    """One side of a disagreement."""

    value: str
    citations: tuple[int, ...]
    documents: tuple[str, ...]
    independent_sources: int


@dataclass(frozen=True)
class Disagreement:
    """Sources that put different values on the same thing."""

    topic: str
    kind: DisagreementKind
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Answer:
    """The reply to a question. Not found: no sentences, and no citations but ``nearest``.

    ``checked_by``: who gave the verdicts, one of ``Checker`` or the name of a language model. ``follow_ups``
    are further questions that the documents answer.
    """

    question: str
    found: bool
    confidence: float
    engine: str
    sentences: tuple[AnswerSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    nearest: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    checked_by: str = Checker.CODE
    short: ShortAnswer | None = None
    follow_ups: tuple[str, ...] = ()

    @property
    def may_be_near(self) -> bool:
        """True if nothing was found for sure, but the nearest passages may answer."""
        return not self.found and self.engine == Engine.EXTRACTIVE and self.confidence >= MAY_ANSWER

    @property
    def refusal(self) -> str:
        """The words in the place of an answer that was not found."""
        return NOT_SURE if self.may_be_near else NOT_FOUND


@dataclass(frozen=True)
class UnsureAnswer(Answer):
    """An answer that was not found, but may stand in the nearest passages.

    ``likely`` are the words of each of ``nearest`` that a reader takes for the answer, "" where it takes
    none; ``language``: that of the question, where no document is in it. JSON leaves both out.
    """

    likely: tuple[str, ...] = ()
    language: str = ""

    @property
    def refusal(self) -> str:
        """The words in the place of an answer that was not found."""
        return NO_PASSAGE if self.language else super().refusal


@dataclass(frozen=True)
class SearchHit:
    """A passage found, best first; ``copies`` are where other documents repeat it."""

    score: float
    citation: Citation
    copies: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class SearchResult:
    """The result of ``search``: passages, best first."""

    query: str
    hits: tuple[SearchHit, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """The result of ``check``: a draft's sentences, each with its verdict, and the number of each verdict."""

    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    counts: dict[str, int]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summary:
    """One document in a few sentences; ``questions`` are some that it answers."""

    document: str
    engine: str
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    key_facts: tuple[AnswerSentence, ...] = ()
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of a briefing: key_points, agree, differ, who_said_what, only_in_one or background."""

    kind: SectionKind
    heading: str
    sentences: tuple[AnswerSentence, ...]


@dataclass(frozen=True)
class TimelineEntry:
    """A line of a timeline: ``date`` as YYYY, YYYY-MM or YYYY-MM-DD, by its ``precision``."""

    date: str
    precision: DatePrecision
    sentence: AnswerSentence


@dataclass(frozen=True)
class CoverageEntry:
    """The use a briefing made of a document: ``used``, and why not, or as what."""

    document: str
    used: bool
    reason: str | None = None
    copies_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Briefing:
    """A briefing on several documents: every document is in ``coverage``; ``questions`` to ask next."""

    title: str
    engine: str
    documents: tuple[str, ...]
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    disagreements: tuple[Disagreement, ...]
    timeline: tuple[TimelineEntry, ...]
    coverage: tuple[CoverageEntry, ...]
    notes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def as_json(shape: object) -> dict[str, object]:
    """Any shape of this file, or of ``index.document``, as JSON-ready dictionaries."""
    made: dict[str, object] = asdict(shape)  # type: ignore[call-overload]
    if isinstance(shape, UnsureAnswer):
        del made["likely"], made["language"]
    return made
