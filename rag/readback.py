"""The operations on one library."""

import threading
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.document import Document
from index.library import Library
from index.results import Added, Progress, Removed, Synced
from index.store.rows import DocumentText
from rag.model.embedding_model import endpoint_embedder
from rag.model.engine import AnswerEngine
from rag.settings import Settings, load_settings
from rag.shapes import Answer, Briefing, Report, SearchResult, Summary

if TYPE_CHECKING:
    from llama_index.core.retrievers import BaseRetriever

    from index.copies.copies import Copies
    from rag.answering.events import Event
    from rag.model.reading.reader import Reader
    from rag.model.writer import Writer
    from rag.saving.briefing_store import BriefingStore
    from rag.saving.saved_file import Saved, Source
    from rag.saving.verification import Verification
    from rag.summarizing.estimate import Plan


class Readback:
    """A library and what can be asked of it. Safe to use from several threads; close it when done.

    While it is open it owns the library's Chroma folder from the first search or write on (Chroma lets one
    process do so); other processes can read meanwhile, not write.
    """

    def __init__(
        self, library: str | Path | None = None, *, settings: Settings | None = None, owner: bool = True
    ) -> None:
        self._engine = AnswerEngine(settings or load_settings(library))
        self.path = self.settings.library
        self._library = Library(
            self.path,
            quantisation=self.settings.embedding,
            cache=self.settings.cache,
            max_bytes=self.settings.max_megabytes * 1_000_000,
            owner=owner,
            embedder=endpoint_embedder(self.settings),
            shared=self.settings.shared,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the library and the connections of its model."""
        self._library.close()
        self._engine.close()

    @property
    def library(self) -> Library:
        """The library itself: kept files; for evaluations, hits with their scores, and weights of words."""
        return self._library

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._engine.settings

    @property
    def writer(self) -> "Writer | None":
        """The model of the settings; ``None`` where the engine that quotes is wanted."""
        return self._engine.writer

    @cached_property
    def reader(self) -> "Reader | None":
        """The network that reads passages with a question, if any. Raises ``UsageError``."""
        from rag.model.reading.open_reader import open_reader

        return open_reader(self.settings.reader)

    def use(self, values: Mapping[str, object], api_key: str | None = None) -> None:
        """Set ``model``, ``base_url`` or ``context_window``, here and in the library's readback.toml.

        Answers under way keep their model. ``api_key`` is for this address alone and never written down;
        ``None``: the one known for it, be it of the environment. Raises ``UsageError``, ``SettingFixed`` and
        ``LibraryReadOnly``.
        """
        self._engine.use(values, api_key)

    def key(self, base_url: str) -> str:
        """The key that is known for an endpoint's address; "" where none is. Not to be shown."""
        return self._engine.key(base_url)

    def add(
        self,
        paths: Iterable[str | Path],
        progress: Callable[[Progress], None] = lambda _: None,
        address: Callable[[Path], str] | None = None,
        remark: Callable[[str], None] = lambda _: None,
    ) -> Added:
        """Add files and folders, as :meth:`Library.add` does; a file is known by its path by default."""
        addressed = {"address": address} if address else {}
        return self._library.add(map(Path, paths), progress, remark=remark, **addressed)

    def sync(
        self,
        folder: str | Path,
        *,
        remove: bool = False,
        dry_run: bool = False,
        busy: Collection[str] | None = None,
        progress: Callable[[Progress], None] = lambda _: None,
        remark: Callable[[str], None] = lambda _: None,
    ) -> Synced:
        """Make the documents below ``folder`` those of its files, as :meth:`Library.sync` does."""
        return self._library.sync(
            Path(folder), remove=remove, dry_run=dry_run, busy=busy, report=progress, remark=remark
        )

    def documents(self) -> tuple[Document, ...]:
        """Every document, in the order added."""
        return self._library.documents()

    def version(self) -> str:
        """A token that changes once any process adds, removes or describes a document."""
        return self._library.version()

    def document(self, ref: str) -> Document:
        """The document with this id, unique beginning of an id, or file name."""
        return self._library.document(ref)

    def text(self, ref: str) -> DocumentText:
        """A document's exact text: what every offset refers to."""
        return self._library.text(ref)

    def set(
        self, ref: str, *, title: str | None = None, outlet: str | None = None, published: str | None = None
    ) -> Document:
        """Correct a document's title, outlet or date (``YYYY-MM-DD``; "" for unknown)."""
        return self._library.set(ref, title=title, outlet=outlet, published=published)

    def remove(self, refs: Iterable[str]) -> Removed:
        """Remove documents."""
        return self._library.remove(refs)

    def reindex(self, progress: Callable[[Progress], None] = lambda _: None) -> int:
        """Make every vector anew with today's embedder; returns the number of documents."""
        return self._library.reindex(progress)

    def search(
        self, query: str, documents: Sequence[str] = (), limit: int = 10, *, near: bool = False
    ) -> SearchResult:
        """The passages that fit ``query`` best, best first; ``near``: as :meth:`Searcher.search` says."""
        from rag.answering.passages import passages

        with self._library.snapshot():
            return passages(self._library, query, documents, limit, near=near)

    def ask(
        self, question: str, documents: Sequence[str] = (), history: Sequence[Mapping[str, str]] = ()
    ) -> Answer:
        """An answer whose every sentence is cited; ``documents`` narrows where to look.

        ``history`` is what was said before, the oldest first: ``{"role": "user" or "assistant", "content"}``.
        """
        from rag.answering.events import Answered

        return next(e.answer for e in self.stream(question, documents, history) if isinstance(e, Answered))

    def stream(
        self,
        question: str,
        documents: Sequence[str] = (),
        history: Sequence[Mapping[str, str]] = (),
        stop: threading.Event | None = None,
    ) -> Generator["Event"]:
        """The events while a question is answered: drafts, checked sentences, and the answer at the end.

        Set ``stop``, or close the iterator, and the model is hung up on at its next word. Raises
        ``EmptyQuestion``, ``LongQuestion`` and ``DocumentNotFound`` at once.
        """
        from rag.answering.answer import answer
        from rag.asking.follow_up import conversation
        from rag.asking.question_length import check_length
        from rag.asking.whole_question import whole_question

        check_length(question)
        if not self.writer and (kind := whole_question(question, follows=bool(history))):
            from rag.briefing.overview import stream_overview

            return stream_overview(self._library, question, kind, documents, stop)
        turns = conversation(history)
        return answer(self._library, question, documents, turns, self.writer, stop, self.reader)

    def summarize(
        self,
        ref: str,
        words: int | None = None,
        *,
        progress: Callable[[str, int, int], None] = lambda _what, _done, _total: None,
        stop: threading.Event | None = None,
    ) -> Summary:
        """Sum up a document, each sentence cited: in five to ten sentences, or in at most ``words`` words.

        ``progress`` hears what is being done, how much of it is done, and of how much; ``stop`` ends it with
        ``Stopped``. A summary is kept in the library and not made twice.
        """
        from rag.summarizing.summarize import summarize

        return summarize(self._library, ref, words, self.writer, progress, stop)

    def check(
        self,
        draft: str,
        documents: Sequence[str] = (),
        *,
        markdown: bool = False,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        stop: threading.Event | None = None,
    ) -> Report:
        """Check the sentences of ``draft`` against the library; a model that judges reads them, too.

        ``progress`` hears how many sentences are done, of how many. Raises ``Stopped`` if ``stop`` is set.
        """
        from rag.checking.check import check
        from rag.checking.draft import draft_sentences
        from rag.model.reading.open_reader import open_claim_reader

        reader, sentences = open_claim_reader(self.settings.reader), draft_sentences(draft, markdown=markdown)
        with self._library.snapshot():
            return check(self._library, sentences, documents, progress, self.writer, stop, reader)

    def brief(
        self,
        documents: Sequence[str] = (),
        topic: str = "",
        progress: Callable[[str, int, int], None] = lambda _stage, _done, _total: None,
        stop: threading.Event | None = None,
    ) -> Briefing:
        """Brief on ``documents`` (all, where none is named), on ``topic`` where one is given.

        ``progress`` hears what is done, how much of it, of how much. Raises ``Stopped`` if ``stop`` is set.
        """
        from rag.briefing.brief import brief

        return brief(self._library, documents, topic, self.writer, progress, stop)

    def plan(self, documents: Sequence[str] = (), *, summary: bool = False) -> "Plan | None":
        """The requests and tokens of a briefing, or of one document's summary; ``None`` without a model.

        Nothing is asked of the model but, once, how much it can read.
        """
        from rag.briefing.briefing_plan import plan_briefing, plan_one

        estimate = plan_one if summary else plan_briefing
        return estimate(self._library, documents, self.writer) if self.writer else None

    def sources(self, shape: "Briefing | Summary") -> tuple["Source", ...]:
        """The documents behind a briefing or a summary, as ``ui.export`` and :meth:`verify` need them."""
        from rag.saving.saved_file import sources_of

        with self._library.snapshot():
            return sources_of(
                shape, self.documents(), lambda ident: self._library.catalog.documents.text(ident).text
            )

    def suggest(self, limit: int = 4, stop: threading.Event | None = None) -> tuple[str, ...]:
        """Questions to begin with, each answered by another document. No model is asked."""
        from rag.summarizing.questions.suggest import suggest

        return suggest(self._library, limit, stop)

    @cached_property
    def briefings(self) -> "BriefingStore":
        """The briefings kept with the library."""
        from rag.saving.briefing_store import BriefingStore

        return BriefingStore(self._library.stores.saved, self.sources)

    def verify(self, saved: "Saved") -> "Verification":
        """Verify the citations of a saved briefing or summary against today's library."""
        from rag.saving.verification import verify_saved

        with self._library.snapshot():
            return verify_saved(self._library, saved)

    def copies(self, documents: Sequence[str] = ()) -> "Copies":
        """The text that stands in several of ``documents`` (all, where none is named), with its spans."""
        return self._library.copies([self.document(ref).id for ref in documents])

    def as_retriever(self, limit: int = 10, documents: Sequence[str] = ()) -> "BaseRetriever":
        """A LlamaIndex retriever over this library."""
        from rag.answering.retriever import ReadbackRetriever

        return ReadbackRetriever(lambda query: self.search(query, documents, limit))
