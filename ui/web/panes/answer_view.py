"""The parts of an answer as the templates take them: citations, sentences with verdicts, disagreements."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rag.shapes import Answer, AnswerSentence, Citation, Disagreement, Value, Verdict
from ui.web.weights import PARAGRAPH_SENTENCES, TIED_CHARACTERS
from ui.words.phrases import day, sentence_case
from ui.words.verdicts import COUNTED, VERDICTS, kind_in_words


@dataclass(frozen=True)
class Tag:
    """An icon and words that mark a verdict; ``counted`` are the words after a number."""

    icon: str
    words: str
    counted: str


_ICONS = {Verdict.PARTLY: "half", Verdict.CONTRADICTED: "cross", Verdict.UNSUPPORTED: "cross"}
_TAGS = {
    verdict: Tag(icon, sentence_case(VERDICTS[verdict]), COUNTED[verdict]) for verdict, icon in _ICONS.items()
}


@dataclass(frozen=True)
class Chip:
    """The button of a citation: ``label`` is what it shows, ``name`` its accessible name."""

    citation: Citation
    label: str
    name: str
    is_partly: bool = False


Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, each with True if its words are not in the source."""


@dataclass(frozen=True)
class SentenceView:
    """A sentence: all but its last word, its last word, the chips after that, the tag of its verdict.

    ``contrary_words`` are the source's own, of a sentence that it contradicts, with ``contrary_chips``.
    """

    verdict: str
    head: Pieces
    last: Pieces
    chips: tuple[Chip, ...]
    tag: Tag | None = None
    contrary_words: tuple[str, ...] = ()
    contrary_chips: tuple[Chip, ...] = ()


@dataclass(frozen=True)
class Prose:
    """Paragraphs of sentences; a string among them is the draft of the sentence that is being written.

    If ``is_open``, the last paragraph has no end tag, nor has the draft: each rendering of a growing answer
    then begins with the one before, and only the new end is sent to the browser.
    """

    paragraphs: tuple[tuple[SentenceView | str, ...], ...]
    is_open: bool = False


@dataclass(frozen=True)
class AuditLine:
    """The number of sentences with one verdict, in words; ``kind`` is the end of its CSS class."""

    kind: str
    icon: str
    words: str


@dataclass(frozen=True)
class Audit:
    """The result of the check of an answer; ``can_hide``: it has unsupported sentences."""

    lines: tuple[AuditLine, ...]
    can_hide: bool


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


def source_name(citation: Citation) -> str:
    """The outlet of a citation's document, or the title if no outlet is known."""
    return citation.outlet or citation.title


def place_name(citation: Citation) -> str:
    """The source, date and page of a citation, as far as they are known."""
    page = f"page {citation.page}" if citation.page else ""
    return ", ".join(part for part in (source_name(citation), day(citation.published), page) if part)


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


def sentence_view(
    sentence: AnswerSentence, by_n: Mapping[int, Citation], label: Label = number
) -> SentenceView:
    """A sentence of an answer; ``by_n`` holds the answer's citations by number."""
    verdict, size = sentence.verdict, len(sentence.text)
    cited = [by_n[n] for n in sentence.citations if n in by_n]
    chips = tuple(chip(citation, is_partly=verdict == Verdict.PARTLY, label=label) for citation in cited)
    cut = sentence.text.rstrip().rfind(" ") + 1
    cut = cut if size - cut <= TIED_CHARACTERS else size
    contrary = verdict == Verdict.CONTRADICTED
    return SentenceView(
        verdict if verdict in (Verdict.SUPPORTED, *_TAGS) else Verdict.UNCHECKED,
        _pieces(sentence, 0, cut),
        _pieces(sentence, cut, size),
        chips if verdict in (Verdict.SUPPORTED, Verdict.PARTLY) else (),
        _TAGS.get(verdict),
        tuple(dict.fromkeys(p.source for p in sentence.problems if p.source)) if contrary else (),
        chips if contrary else (),
    )


def _pieces(sentence: AnswerSentence, start: int, end: int) -> Pieces:
    """Characters ``start`` to ``end`` of a sentence; words that fail are pieces of their own."""
    text, at = sentence.text, start
    pieces: list[tuple[str, bool]] = []
    wrong = sorted((p.start, p.end) for p in sentence.problems) if sentence.verdict == Verdict.PARTLY else []
    for begin, stop in wrong:
        first, last = max(begin, at), min(stop, end)
        if first < last:
            pieces += [(text[at:first], False), (text[first:last], True)]
            at = last
    return (*pieces, (text[at:end], False))


def prose(answer: Answer, *, draft: str | None = None, label: Label = number) -> Prose:
    """The sentences of an answer, and the draft of one more; with a draft, even "", the prose is open."""
    by_n = {citation.n: citation for citation in answer.citations}
    items: list[SentenceView | str] = [sentence_view(one, by_n, label) for one in answer.sentences]
    items += [draft] if draft else []
    groups = tuple(
        tuple(items[i : i + PARAGRAPH_SENTENCES]) for i in range(0, len(items), PARAGRAPH_SENTENCES)
    )
    return Prose(groups, draft is not None)


def audit(sentences: Sequence[AnswerSentence]) -> Audit:
    """The numbers of sentences that the check supported, and did not."""
    verdicts = [sentence.verdict for sentence in sentences]
    lines = [
        AuditLine(verdict, tag.icon, f"{n} {tag.counted}")
        for verdict, tag in _TAGS.items()
        if (n := verdicts.count(verdict))
    ]
    if good := verdicts.count(Verdict.SUPPORTED):
        words = f"{good} {'sentence' if good == 1 else 'sentences'} read back to {_whose(sentences, good)}"
        lines.insert(0, AuditLine("ok", "check", words))
    return Audit(tuple(lines), Verdict.UNSUPPORTED in verdicts)


def _whose(sentences: Sequence[AnswerSentence], good: int) -> str:
    """The words for the sources of ``good`` supported sentences."""
    if good > 1:
        return "their sources"
    cited = max((len(s.citations) for s in sentences if s.verdict == Verdict.SUPPORTED), default=1)
    return "its source" if cited == 1 else "its sources"


def cited_rows(citations: Iterable[Citation]) -> tuple[tuple[Chip, ...], ...]:
    """The chips of an answer by document, in the order in which documents are first cited."""
    rows: dict[str, list[Chip]] = {}
    for citation in citations:
        rows.setdefault(citation.document, []).append(chip(citation))
    return tuple(map(tuple, rows.values()))


def disagreement(
    case: Disagreement, by_n: Mapping[int, Citation], names: Mapping[str, str] = MappingProxyType({})
) -> DisagreementView:
    """A disagreement as a table; ``names`` are those of documents, by id."""
    rows = tuple(_value(value, by_n, names) for value in case.values)
    return DisagreementView(kind_in_words(case), case.topic, rows)


def _value(value: Value, by_n: Mapping[int, Citation], names: Mapping[str, str]) -> ValueView:
    cited = [by_n[n] for n in value.citations if n in by_n]
    documents = {citation.document for citation in cited}
    others = tuple(names[id] for id in value.documents if id not in documents and id in names)
    chips = tuple(map(chip, cited))
    return ValueView(value.value, chips, others, len(value.documents), value.independent_sources)


def plain(answer: Answer) -> str:
    """An answer with its citations as plain text, for the clipboard."""
    text = " ".join(s.text + "".join(f" [{n}]" for n in s.citations) for s in answer.sentences)
    rows = [
        f"[{c.n}] {', '.join(part for part in (c.outlet, c.title, day(c.published)) if part)}"
        f"{f', page {c.page}' if c.page else ''}, characters {c.start}–{c.end}: “{c.quote}”"
        for c in answer.citations
    ]
    return "\n".join([answer.question, "", text, "", "Sources", *rows])
