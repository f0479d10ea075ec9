"""The parts of a paper as the templates of the page take them: chips, sentences, disagreements."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from rag.shapes import AnswerSentence, Citation, Verdict
from ui.web.weights import REMARK_CHARACTERS, TIED_CHARACTERS
from ui.words.blocks import SentencePart
from ui.words.marked_sentence import MarkedSentence
from ui.words.paper import Case, CaseRow, Paper
from ui.words.phrases import counted, day, sentence_case
from ui.words.text_pieces import Pieces, joined, part
from ui.words.verdicts import TROUBLED, VERDICTS, verdict_counts

WRITTEN = "written"
"""Stands for the verdict of a sentence that is yet to be checked."""

TAG_ICONS = {Verdict.PARTLY: "half", Verdict.CONTRADICTED: "cross", Verdict.UNSUPPORTED: "cross"}
"""The pictures of the verdicts on sentences that are to be mended."""
_ICONS = {Verdict.EXACT: "quote", **TAG_ICONS, Verdict.UNCLEAR: "info"}
_CITED = (Verdict.EXACT, Verdict.SUPPORTED, Verdict.PARTLY, Verdict.UNCLEAR)


@dataclass(frozen=True)
class Chip:
    """The button of a citation: ``label`` is what it shows, ``name`` its accessible name."""

    citation: Citation
    label: str
    name: str
    is_partly: bool = False


@dataclass(frozen=True)
class SentenceView:
    """A sentence: all but its last word, its last word, the chips after that, its verdict in words.

    ``contrary_words`` are the sources' own, where they contradict it, with ``contrary_chips``. If it is
    quiet, its verdict in words stands in a list under the text (``Remark``); ``blanks`` are places for chips
    that it leaves empty. ``anchor`` is the id by which that list leads to it.
    """

    verdict: str
    head: Pieces
    last: Pieces
    chips: tuple[Chip, ...] = ()
    tag: str = ""
    icon: str = ""
    contrary_words: tuple[str, ...] = ()
    contrary_chips: tuple[Chip, ...] = ()
    is_quiet: bool = False
    blanks: int = 0
    anchor: str = ""


@dataclass(frozen=True)
class CitedRow:
    """A document in the list of sources: the chips of its citations; ``when`` is its date and their pages."""

    chips: tuple[Chip, ...]
    when: str


@dataclass(frozen=True)
class Remark:
    """A sentence that is to be mended, to stand under the text.

    ``opening`` are its first words; ``faults`` and ``chips`` say what differs, and from which sources.
    """

    verdict: str
    tag: str
    icon: str
    opening: str
    faults: tuple[tuple[str, ...], ...]
    chips: tuple[Chip, ...]


@dataclass(frozen=True)
class AuditLine:
    """The number of sentences with one verdict, in words; ``kind`` is the end of its CSS class."""

    kind: str
    icon: str
    words: str


@dataclass(frozen=True)
class Audit:
    """The result of the check of an answer; ``can_hide``: it has unsupported sentences.

    ``by`` says who checked it, where no line does, and it was not code.
    """

    lines: tuple[AuditLine, ...]
    can_hide: bool
    by: str = ""


@dataclass(frozen=True)
class ValueView:
    """A value of a disagreement: its citations, names of documents not cited, numbers of documents."""

    value: str
    chips: tuple[Chip, ...]
    uncited: tuple[str, ...]
    documents: int
    independent: int


@dataclass(frozen=True)
class DisagreementView:
    """A table of values: ``kind`` and ``topic`` are its caption."""

    kind: str
    topic: str
    rows: tuple[ValueView, ...]


def when(citation: Citation) -> str:
    """The date and page of a citation, as far as they are known."""
    page = f"page {citation.page}" if citation.page else ""
    return ", ".join(filter(None, (day(citation.published), page)))


def place_name(citation: Citation) -> str:
    """The source, date and page of a citation; the title stands for an outlet that is not known."""
    return ", ".join(filter(None, (citation.outlet or citation.title, when(citation))))


Label = Callable[[Citation], str]
"""Gives the text on a citation's button: its number, or the paragraph it leads to (``¶4``)."""


def number(citation: Citation) -> str:
    """The number of a citation, as the label of its button."""
    return str(citation.n)


def chip(citation: Citation, *, is_partly: bool = False, label: Label = number) -> Chip:
    """The button of a citation; ``is_partly``: of a sentence that it supports in part."""
    text = label(citation)
    name = f"Source {text}" if text == number(citation) else f"Paragraph {text.removeprefix('¶')}"
    return Chip(citation, text, f"{name}: {place_name(citation)}", is_partly)


def sentence_view(part: SentencePart, paper: Paper, label: Label = number) -> SentenceView:
    """A sentence of ``paper``, or a part of one: chips, verdict and contrary words stand at its end.

    Its marked words show if it is supported in part, else the style marks it.
    """
    sentence, verdict = part.sentence, part.sentence.verdict
    is_partly, is_contrary = verdict == Verdict.PARTLY, verdict == Verdict.CONTRADICTED
    head, last = _tied(part.pieces if is_partly else _unmarked(part.pieces))
    if not part.ends:
        return SentenceView(verdict, head, last)
    chips = tuple(chip(one, is_partly=is_partly, label=label) for one in paper.cited(sentence.citations))
    return SentenceView(
        verdict,
        head,
        last,
        chips if verdict in _CITED else (),
        sentence_case(sentence.tag),
        TAG_ICONS.get(verdict, ""),
        sentence.other_words,
        chips if is_contrary else (),
    )


def written_view(part: SentencePart, paper: Paper) -> SentenceView:
    """A sentence that is yet to be checked, with its chips; without one there is a place for one."""
    good = replace(part.sentence, verdict=Verdict.EXACT)
    view = quiet_view(replace(part, sentence=good), paper, len(part.sentence.citations))
    return replace(view, verdict=WRITTEN)


def quiet_view(part: SentencePart, paper: Paper, places: int | None) -> SentenceView:
    """A sentence as long with its marks as it was without: its verdict changes no place of the text.

    ``places`` is how many chips it had when it was written, None if nobody saw that.
    """
    view = sentence_view(part, paper)
    if not part.ends:
        return view
    chips = view.chips or view.contrary_chips
    room = max(places, 1) if places is not None else max(len(chips), bool(view.icon))
    shown = chips[:room]
    blanks = room - len(shown)
    return replace(view, chips=shown, contrary_words=(), contrary_chips=(), is_quiet=True, blanks=blanks)


def remarks(sentences: Sequence[MarkedSentence], paper: Paper) -> tuple[Remark, ...]:
    """The sentences of an answer that are to be mended, in their order."""
    return tuple(
        Remark(
            sentence.verdict,
            sentence_case(sentence.tag),
            TAG_ICONS[sentence.verdict],
            shorten(joined(sentence.pieces), REMARK_CHARACTERS, placeholder=" …"),
            sentence.faults,
            tuple(map(chip, paper.cited(sentence.citations))) if sentence.verdict in TROUBLED else (),
        )
        for sentence in sentences
        if sentence.verdict in TAG_ICONS
    )


def _unmarked(pieces: Pieces) -> Pieces:
    return tuple(replace(piece, is_marked=False) for piece in pieces)


def _tied(pieces: Pieces) -> tuple[Pieces, Pieces]:
    """The pieces before the last word of a text, and those of that word; a very long word is not tied."""
    text = joined(pieces)
    cut = text.rstrip().rfind(" ") + 1
    cut = cut if len(text) - cut <= TIED_CHARACTERS else len(text)
    return part(pieces, 0, cut), part(pieces, cut, len(text))


def audit(sentences: Sequence[AnswerSentence], checked_by: str = "") -> Audit:
    """The numbers of sentences that the check supported, and did not.

    ``checked_by``: ``Read back by gpt-4o``, where that is not code.
    """
    counts = Counter[str](sentence.verdict for sentence in sentences)
    each = verdict_counts(counts)
    if unclear := counts[Verdict.UNCLEAR]:
        each[Verdict.UNCLEAR] = f"{unclear:,} {VERDICTS[Verdict.UNCLEAR]}"
    lines = [AuditLine(verdict, _ICONS[verdict], each[verdict]) for verdict in each if verdict in _ICONS]
    if good := counts[Verdict.SUPPORTED]:
        by = checked_by[:1].lower() + checked_by[1:]
        words = f"{counted(good, 'sentence')} {by or f'read back to {_whose(sentences, good)}'}"
        lines.insert(0, AuditLine("ok", "check", words))
    return Audit(tuple(lines), Verdict.UNSUPPORTED in counts, "" if good else checked_by)


def _whose(sentences: Sequence[AnswerSentence], good: int) -> str:
    """The words for the sources of ``good`` supported sentences."""
    if good > 1:
        return "their sources"
    cited = max((len(s.citations) for s in sentences if s.verdict == Verdict.SUPPORTED), default=1)
    return "its source" if cited == 1 else "its sources"


def cited_rows(citations: Iterable[Citation]) -> tuple[CitedRow, ...]:
    """The citations of an answer by document, in the order in which documents are first cited."""
    rows: dict[str, list[Citation]] = {}
    for citation in citations:
        rows.setdefault(citation.document, []).append(citation)
    return tuple(CitedRow(tuple(map(chip, row)), _row_when(row)) for row in rows.values())


def _row_when(citations: Sequence[Citation]) -> str:
    """The date of a document and the pages cited of it: ``14 Mar 2026, p. 3, 5``."""
    pages = sorted({citation.page for citation in citations if citation.page})
    numbers = f"p. {', '.join(map(str, pages))}" if pages else ""
    return ", ".join(filter(None, (day(citations[0].published, short=True), numbers)))


def disagreement(case: Case, paper: Paper) -> DisagreementView:
    """A disagreement of ``paper`` as a table."""
    return DisagreementView(case.kind, case.title, tuple(_value(row, paper) for row in case.rows))


def _value(row: CaseRow, paper: Paper) -> ValueView:
    chips = tuple(map(chip, paper.cited(row.citations)))
    # Without sources, a document that is not quoted has no name but its id.
    uncited = (name for name, numbers in row.sayers if paper.sources and not numbers)
    return ValueView(row.value, chips, tuple(uncited), row.documents, row.independent)
