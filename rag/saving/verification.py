"""Verification of a saved briefing: the state of each citation in today's library."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from index.document import Document, OpenStrEnum
from index.library import Library
from rag.checking.attribution import spoken
from rag.checking.verify import answer_sentence
from rag.saving.moved_quotes import place_of, wording
from rag.saving.saved_file import Saved, Source, all_sentences
from rag.saving.weights import OPENING, TEXTS
from rag.shapes import AnswerSentence, Briefing, Citation, Verdict


class State(OpenStrEnum):
    """The state of a saved citation in today's library, the best first."""

    HOLDS = "holds"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


STATES = tuple(State)
_FRAMED = re.compile(r"“([^“”]+)”")  # what a sentence of our own quotes

Similarity = Callable[[str, Sequence[str]], float | None]
"""The cosine of a text to the most similar of others; ``None`` where there are no vectors."""


@dataclass(frozen=True)
class VerifiedCitation:
    """The state of a citation today.

    ``holds``: the quote stands in that document, at its offsets. ``moved``: it stands elsewhere in it, in the
    version that replaced it, or in the same file under another id. ``changed``: there is such a document, and
    the quote does not stand in it. ``gone``: there is none. ``detail`` gives the new place, or the words
    there now.
    """

    n: int
    state: State
    detail: str | None = None


@dataclass(frozen=True)
class Verification:
    """The result of ``verify``; ``notes`` are on sentences and values that their quotes do not support."""

    citations: tuple[VerifiedCitation, ...]
    counts: dict[str, int]
    notes: tuple[str, ...] = ()


def verify_saved(library: Library, saved: Saved) -> Verification:
    """Verify against the documents, texts and vectors of a library."""

    def similarity(text: str, others: Sequence[str]) -> float | None:
        vectors = library.searcher.embedded([text, *others])
        return None if vectors is None or not others else float((vectors[1:] @ vectors[0]).max())

    return verify(
        saved, library.documents(), lambda ident: library.catalog.documents.text(ident).text, similarity
    )


def verify(
    saved: Saved,
    documents: Sequence[Document],
    text: Callable[[str], str],
    similarity: Similarity = lambda _text, _others: None,
) -> Verification:
    """Verify every citation of ``saved``; ``text`` gives the text of a document by its id.

    Pure: documents and texts come in, a state for each citation goes out.
    """
    today = _Today(saved, documents, lru_cache(TEXTS)(text))
    found = tuple(today.verify_citation(citation) for citation in saved.shape.citations)
    counts: dict[str, int] = {state: sum(one.state == state for one in found) for state in STATES}
    return Verification(found, counts, tuple(_notes(saved, similarity)))


@dataclass(frozen=True)
class _Today:
    """Today's documents, searched by what a saved briefing recorded of them."""

    saved: Saved
    documents: Sequence[Document]
    text: Callable[[str], str]

    def verify_citation(self, citation: Citation) -> VerifiedCitation:
        there = next((d for d in self.documents if d.id == citation.document), None)
        if there is not None:
            return self._same(citation, there)
        source = next((s for s in self.saved.sources if s.document == citation.document), None)
        if source and (same := next((d for d in self.documents if d.sha256 == source.sha256), None)):
            found = self._same(citation, same)
            elsewhere = f"the same file is now document {_named(same)}"
            detail = "; ".join(part for part in (elsewhere, found.detail) if part)
            return VerifiedCitation(
                citation.n, State.MOVED if found.state == State.HOLDS else found.state, detail
            )
        versions = [
            self._later(citation, d, "file name" if source else "title")
            for d in self._versions(citation, source)
        ]
        order = {state: rank for rank, state in enumerate(STATES)}
        return min(
            versions,
            key=lambda one: order[one.state],
            default=VerifiedCitation(citation.n, State.GONE, "the document is not in the library any more"),
        )

    def _same(self, citation: Citation, document: Document) -> VerifiedCitation:
        """Verify in the same file, though perhaps parsed or described differently."""
        text = self.text(document.id)
        if text[citation.start : citation.end] == citation.quote:
            return VerifiedCitation(citation.n, State.HOLDS, _described(citation, document))
        if place := place_of(citation, text):
            return VerifiedCitation(citation.n, State.MOVED, f"it stands at characters {place}")
        return VerifiedCitation(
            citation.n, State.CHANGED, f"these words do not stand in it; {wording(citation, text)}"
        )

    def _later(self, citation: Citation, document: Document, same: str) -> VerifiedCitation:
        """Verify in a document that replaced another; ``same``: the property that both share."""
        text, other = self.text(document.id), f"document {_named(document)} of the same {same}"
        if place := place_of(citation, text):
            return VerifiedCitation(citation.n, State.MOVED, f"it stands in {other}, at characters {place}")
        return VerifiedCitation(
            citation.n, State.CHANGED, f"there is {other}, without these words; {wording(citation, text)}"
        )

    def _versions(self, citation: Citation, source: Source | None) -> Iterator[Document]:
        """Documents that may have replaced one: of its file name, or, if that is unknown, its title."""
        known = {source.document for source in self.saved.sources} | set(_documents(self.saved))
        for document in self.documents:
            if document.id in known:
                continue
            name = PurePath(document.path).name
            entitled = (document.title, document.outlet) == (citation.title, citation.outlet)
            if name == source.path if source else entitled:
                yield document


def _documents(saved: Saved) -> Iterator[str]:
    yield from (citation.document for citation in saved.shape.citations)
    yield from getattr(saved.shape, "documents", ())


def _named(document: Document) -> str:
    return f"{document.id} ({PurePath(document.path).name})"


def _described(citation: Citation, document: Document) -> str | None:
    """The changes of the document's title, outlet and date since; ``None`` if there are none."""
    pairs = (
        ("title", citation.title, document.title),
        ("outlet", citation.outlet, document.outlet),
        ("date", citation.published, document.published),
    )
    said = [
        f"the {name} is now {new or 'unknown'}, was {old or 'unknown'}"
        for name, old, new in pairs
        if old != new
    ]
    return "; ".join(said) or None


def _notes(saved: Saved, similarity: Similarity) -> Iterator[str]:
    """Notes on the sentences and values that their quotations do not support."""
    sentences = all_sentences(saved.shape)
    by_n = {citation.n: citation for citation in saved.shape.citations}
    fallen = [s.text for s in sentences if not _follows(s, [by_n[n] for n in s.citations], similarity)]
    if fallen:
        yield (
            f"{len(fallen)} of {len(sentences)} sentences do not get from their quotations the verdict that "
            f"is written beside them; the first: “{_opening(fallen[0])}”"
        )
    cases = saved.shape.disagreements if isinstance(saved.shape, Briefing) else ()
    values = [value for case in cases for value in case.values]
    strange = [v.value for v in values if not _stands(v.value, [by_n[n] for n in v.citations])]
    if strange:
        yield (
            f"{len(strange)} of {len(values)} values that sources differ on do not stand in their "
            f"quotations; the first: “{_opening(strange[0])}”"
        )


def _opening(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:OPENING]}…" if len(line) > OPENING else line


def _stands(value: str, cited: Iterable[Citation]) -> bool:
    """Return whether the words stand in a quotation, as it is or as it is shown."""
    folded = " ".join(value.casefold().split())
    quotes = (words for citation in cited for words in (citation.quote, spoken([citation])))
    return any(folded in " ".join(words.casefold().split()) for words in quotes)


def _follows(sentence: AnswerSentence, cited: Sequence[Citation], similarity: Similarity) -> bool:
    """True if the checker gives the same verdict again, or a stronger one.

    Sentences of our own framing cite nothing, or what they quote.
    """
    if not cited and sentence.verdict in (Verdict.UNCHECKED, Verdict.UNSUPPORTED):
        return True
    if sentence.verdict == Verdict.UNCHECKED and (words := _FRAMED.findall(sentence.text)):
        return all(_stands(word, cited) for word in words)
    wanted = (
        (sentence.verdict, Verdict.EXACT) if sentence.verdict == Verdict.SUPPORTED else (sentence.verdict,)
    )
    if answer_sentence(sentence.text, cited).verdict in wanted:
        return True
    near = similarity(sentence.text, [citation.quote for citation in cited])
    return near is not None and answer_sentence(sentence.text, cited, near).verdict in wanted
