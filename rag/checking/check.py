"""Check a draft against the library: a verdict, the sources and the problems of each sentence."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.document import Document, Hit, Sentence
from index.library import Library
from rag.checking.checked_claims import Claim, check_claims
from rag.checking.cite import Place, cite
from rag.checking.code_check import CheckedClaim, check_by_code
from rag.checking.draft import DraftSentence
from rag.checking.library_notes import empty_library
from rag.checking.read_claim import read_claim
from rag.checking.source_text import SourceText
from rag.checking.weights import CHECKED_AT_ONCE, CHECKED_WHOLE, PASSAGES
from rag.model.chat import Usage
from rag.model.prompt import PromptDocument
from rag.model.writer import Writer
from rag.request_errors import Stopped
from rag.shapes import AnswerSentence, Report, Verdict

if TYPE_CHECKING:
    from rag.model.reading.claim_reader import ClaimReader

Progress = Callable[[int, int], None]
"""Hears the number of sentences that are done, and the number in all."""


_UNCHECKED = CheckedClaim(Verdict.UNCHECKED)
_UNREAD = (
    "Without a model, only quotations, figures, dates and names are checked. What your documents say in"
    " other words is yours to compare; with a model, all sentences are read."
)


@dataclass(frozen=True)
class _Checked:
    """Verdicts on sentences; ``notes`` on the model that read them, if one did."""

    claims: tuple[CheckedClaim, ...]
    notes: tuple[str, ...] = ()


def check(
    library: Library,
    draft: Sequence[DraftSentence],
    documents: Sequence[str] = (),
    progress: Progress = lambda _done, _total: None,
    writer: Writer | None = None,
    stop: threading.Event | None = None,
    reader: "ClaimReader | None" = None,
) -> Report:
    """Check every sentence of a draft that makes a claim; with a ``writer`` that judges, a model reads them.

    Else a ``reader`` reads those that code cannot decide.

    ``documents``: ids of the documents to search, empty for all. Where the model fails, code alone checks,
    and a note says so. Raises ``DocumentNotFound`` if ``documents`` names one that is not in the library,
    ``EmbeddingFailed`` if an endpoint for vectors fails, ``LibraryError`` if the library cannot be read, and
    ``Stopped`` once ``stop`` is set.
    """
    found = _Found(library, documents)
    checked = _checked(found, draft, progress, writer if writer and writer.judges else None, stop, reader)
    numbers: dict[Place, int] = {}
    sentences = []
    for sentence, one in zip(draft, checked.claims, strict=True):
        cited = tuple(numbers.setdefault(place, len(numbers) + 1) for place in dict.fromkeys(one.places))
        sentences.append(AnswerSentence(sentence.text, cited, one.verdict, one.problems, sentence.block))
    is_read = reader is not None or (writer is not None and writer.judges)
    unread = () if is_read else _unread(checked.claims)
    notes = (*empty_library(library), *library.notes(documents), *checked.notes, *unread)
    counts: dict[str, int] = {verdict: sum(s.verdict == verdict for s in sentences) for verdict in Verdict}
    return Report(tuple(sentences), tuple(cite(library, list(numbers))), counts, notes)


def _unread(claims: Sequence[CheckedClaim]) -> tuple[str, ...]:
    """The note that nobody reads what code cannot decide; none where it decides all."""
    return (_UNREAD,) if any(claim.verdict is Verdict.UNCLEAR for claim in claims) else ()


class _Found:
    """The passages that may bear sentences out, and the documents they are of, each read once."""

    def __init__(self, library: Library, scope: Sequence[str]) -> None:
        self._library = library
        self._scope = scope
        self._known: dict[str, Document] = {document.id: document for document in library.documents()}
        self._whole: dict[str, SourceText] = {}

    def passages(self, text: str) -> list[Hit]:
        """The passages most like a sentence, copies too: one version may bear out what another denies."""
        return self._library.search(text, self._scope, PASSAGES, reprints=True)

    def sources(self, hits: Sequence[Hit]) -> list[SourceText]:
        """The documents of passages: whole, or, of a long one, only the passages."""
        return [
            self._source(id) or SourceText.of(self._known[id], _sentences(hits, id))
            for id in dict.fromkeys(hit.document for hit in hits)
        ]

    def shown(self, hits: Sequence[Hit]) -> list[PromptDocument]:
        """The documents of passages, as far as they are known, for a prompt."""
        return [
            PromptDocument(self._known[s.id], self._library.text(s.id).text, s.sentences)
            for s in self.sources(hits)
        ]

    def _source(self, id: str) -> SourceText | None:
        document = self._known[id]
        if document.characters > CHECKED_WHOLE:
            return None
        if id not in self._whole:
            passages = self._library.passages(id)
            self._whole[id] = SourceText.of(document, (s for p in passages for s in p.sentences))
        return self._whole[id]


def _sentences(hits: Sequence[Hit], id: str) -> list[Sentence]:
    spans = {(s.start, s.end): s.text for hit in hits if hit.document == id for s in hit.sentences}
    return [Sentence(start, end, text) for (start, end), text in sorted(spans.items())]


def _checked(
    found: _Found,
    draft: Sequence[DraftSentence],
    progress: Progress,
    writer: Writer | None,
    stop: threading.Event | None,
    reader: "ClaimReader | None",
) -> _Checked:
    """Check a draft: by a model, a few sentences at once; where it fails, all by code, one by one."""
    if writer is None:
        return _Checked(tuple(_by_code(found, draft, progress, reader, stop)))
    checked: list[CheckedClaim] = []
    usage = Usage()
    while len(checked) < len(draft):
        progress(len(checked), len(draft))
        some = draft[len(checked) : len(checked) + CHECKED_AT_ONCE]
        hits = [found.passages(sentence.text) for sentence in some if sentence.claims]
        texts = [sentence.text for sentence in some if sentence.claims]
        claims = [Claim(text, found=_places(mine)) for text, mine in zip(texts, hits, strict=True)]
        read = check_claims(writer, "", claims, found.shown([hit for mine in hits for hit in mine]), stop)
        if read.failure:
            by_code = tuple(_by_code(found, draft, progress, reader, stop))
            return _Checked(by_code, (f"Code alone checked: {read.failure}",))
        usage += read.usage
        rulings = iter(read.rulings)
        checked += [next(rulings) if sentence.claims else _UNCHECKED for sentence in some]
    return _Checked(tuple(checked), (writer.bill(usage),) if usage.prompt_tokens else ())


def _by_code(
    found: _Found,
    draft: Sequence[DraftSentence],
    progress: Progress,
    reader: "ClaimReader | None",
    stop: threading.Event | None,
) -> Iterator[CheckedClaim]:
    for done, sentence in enumerate(draft):
        if stop and stop.is_set():
            raise Stopped("stopped before the draft was checked")
        progress(done, len(draft))
        if not sentence.claims:
            yield _UNCHECKED
            continue
        sources = found.sources(found.passages(sentence.text))
        yield read_claim(sentence.text, check_by_code(sentence.text, sources), sources, (), reader)


def _places(hits: Sequence[Hit]) -> tuple[Place, ...]:
    return tuple((hit.document, s.start, s.end) for hit in hits for s in hit.sentences)
