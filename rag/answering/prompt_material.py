"""The documents that a model is shown for a question: whole where they fit, else the passages that fit best.

All is read from the library at once: a document may be removed while a model still writes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from index.copies.copies import Copies
from index.document import Document, Hit, ScoredSentence, Sentence
from index.library import Library
from index.sentences import sentence_spans
from index.store.rows import DocumentText
from rag.answering.weights import CHARACTERS_A_TOKEN, MOSTLY_OTHER, NEIGHBOURED, SHOWN_PASSAGES
from rag.model.prompt import PromptDocument, block_size
from rag.model.writer import Room


@dataclass(frozen=True)
class PromptMaterial:
    """The documents that may be shown, ``whole`` with their size in tokens, and passages, the best first.

    ``whole`` is empty where the documents are too large for it. The others are by id: ``copies`` of a
    document, and ``copied``, the words of each copy.
    """

    whole: tuple[PromptDocument, ...] = ()
    size: int = 0
    passages: tuple[tuple[Hit, ...], ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    copied: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.whole or self.passages)

    def choose(self, room: Room) -> Sequence[PromptDocument]:
        """All documents whole if they fit, else as many passages as do; one that is too long is cut."""
        if self.whole and self.size <= room.whole:
            return self.whole
        left, taken = room.parts, list[Hit]()
        for group in self.passages:
            size = sum(block_size(self._shown([hit])) for hit in group)
            if size <= left:
                taken += group
                left -= size
            elif not taken:
                return self._part_of(group[0], room.parts)
        return self._grouped(taken)

    def _grouped(self, hits: Sequence[Hit]) -> list[PromptDocument]:
        """Passages by document, in the order of the library and of reading."""
        by_document: dict[str, list[Hit]] = {id: [] for id in self.documents}
        for hit in {hit.number: hit for hit in hits}.values():
            by_document[hit.document].append(hit)
        return [self._shown(group) for group in by_document.values() if group]

    def _shown(self, hits: Sequence[Hit]) -> PromptDocument:
        id = hits[0].document
        found = sorted({(s.start, s.end): s for hit in hits for s in hit.sentences}.items())
        sentences = tuple(Sentence(s.start, s.end, s.text) for _, s in found)
        copies = tuple(
            copy
            for copy in self.copies.get(id, ())
            if all(_words(sentence) in self.copied[copy.id] for sentence in sentences)
        )
        return PromptDocument(self.documents[id], self.texts[id], sentences, copies)

    def _part_of(self, hit: Hit, room: int) -> list[PromptDocument]:
        """As many sentences of a passage, around its best, as there is room for."""
        sentences = hit.sentences
        at = max(range(len(sentences)), key=lambda n: sentences[n].similarity + sentences[n].coverage)
        best: list[PromptDocument] = []
        for first, last in _growing(at, len(sentences)):
            id = hit.document
            kept = tuple(Sentence(s.start, s.end, s.text) for s in sentences[first : last + 1])
            shown = PromptDocument(self.documents[id], self.texts[id], kept)
            if block_size(shown) > room:
                break
            best = [shown]
        return best


def gather(library: Library, queries: Sequence[str], scope: Sequence[str], room: Room) -> PromptMaterial:
    """Read what may be shown for ``queries`` in ``room``; ``scope``: ids of documents, empty for all.

    Raises ``DocumentNotFound`` and the other errors of search.
    """
    wanted = {library.document(ref).id for ref in scope}
    documents = [d for d in library.documents() if d.passages and (not wanted or d.id in wanted)]
    copies = library.copies([document.id for document in documents])
    whole: tuple[PromptDocument, ...] = ()
    size = 0
    if sum(document.characters for document in documents) <= room.whole * CHARACTERS_A_TOKEN:
        whole = tuple(whole_documents(library, documents, copies))
        size = sum(map(block_size, whole))
    groups = tuple(_passages(library, queries, scope))
    used = {hit.document for group in groups for hit in group}
    shown = {one.document.id for one in whole} | used
    known = {id: tuple(_copies_of(id, documents, copies)) for id in used}
    names = {copy.id for found in known.values() for copy in found}
    return PromptMaterial(
        whole,
        size,
        groups,
        {document.id: document for document in documents if document.id in shown},
        {id: library.catalog.documents.text(id).text for id in used},
        known,
        {id: _words(library.catalog.documents.text(id)) for id in names},
    )


def whole_documents(
    library: Library, documents: Sequence[Document], copies: Copies
) -> Iterator[PromptDocument]:
    """Every document whole; of one that repeats another, only what differs, or its name beside the other."""
    texts = {document.id: library.catalog.documents.text(document.id).text for document in documents}
    sentences = {id: _sentences(text) for id, text in texts.items()}
    differing: dict[str, tuple[Sentence, ...]] = {}
    folded: dict[str, list[Document]] = {}
    origins: dict[str, Document] = {}
    by_id = {document.id: document for document in documents}
    for document in documents:
        origin = _origin(document, by_id, copies)
        if origin is None or origin.id in origins:
            continue
        known = set(map(_words, sentences[origin.id]))
        own = tuple(s for s in sentences[document.id] if _words(s) not in known)
        if len(own) > MOSTLY_OTHER * len(sentences[document.id]):
            continue
        origins[document.id], differing[document.id] = origin, own
        if not own:
            folded.setdefault(origin.id, []).append(document)
    for document in documents:
        id = document.id
        if id not in origins:
            yield PromptDocument(document, texts[id], sentences[id], tuple(folded.get(id, ())))
        elif differing[id]:
            yield PromptDocument(document, texts[id], differing[id], repeats=origins[id])


def _sentences(text: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(start, end, text[start:end]) for start, end in sentence_spans(text))


def _words(text: Sentence | ScoredSentence | DocumentText) -> str:
    return " ".join(text.text.split())


def _origin(document: Document, by_id: Mapping[str, Document], copies: Copies) -> Document | None:
    """The first document in scope whose text this one repeats, if it repeats most of it."""
    if not copies.wholly(document.id):
        return None
    return next((by_id[id] for id in copies.originals(document.id) if id in by_id), None)


def _copies_of(id: str, documents: Sequence[Document], copies: Copies) -> Iterator[Document]:
    for document in documents:
        if document.id != id and copies.wholly(document.id) and id in copies.originals(document.id):
            yield document


def _passages(library: Library, queries: Sequence[str], scope: Sequence[str]) -> list[tuple[Hit, ...]]:
    """The passages found, the best first; to the first ones those before and after them are joined.

    Of a passage that repeats another there are only the sentences that differ.
    """
    found = [library.search(query, scope, SHOWN_PASSAGES, reprints=True) for query in queries]
    ranked = {hit.number: hit for row in zip_longest(*found) for hit in row if hit is not None}
    repeating = {hit.number for row in found for hit in row if hit.repeats}  # for one query at least
    known = {_words(s) for hit in ranked.values() if hit.number not in repeating for s in hit.sentences}
    groups: list[tuple[Hit, ...]] = []
    for hit in ranked.values():
        if hit.number not in repeating:
            joined = _neighbours(library, hit, ranked) if len(groups) < NEIGHBOURED else ()
            groups.append((hit, *joined))
        elif own := tuple(sentence for sentence in hit.sentences if _words(sentence) not in known):
            known |= set(map(_words, own))
            groups.append((replace(hit, sentences=own),))
    return groups


def _neighbours(library: Library, hit: Hit, known: Mapping[int, Hit]) -> Iterator[Hit]:
    numbers = library.catalog.passages.numbers_of(hit.document)[max(0, hit.ordinal - 1) : hit.ordinal + 2]
    for one in library.catalog.passages.get([number for number in numbers if number not in known]):
        scored = tuple(ScoredSentence(s.start, s.end, s.text, 0.0, 0.0) for s in one.sentences)
        yield Hit(one.number, hit.document, one.ordinal, one.start, one.end, one.text, 0.0, scored)


def _growing(at: int, count: int) -> Iterator[tuple[int, int]]:
    """Ranges around ``at`` of one more each, as far as there are ``count``: first after it, then before."""
    first = last = at
    yield first, last
    while first or last + 1 < count:
        if last + 1 < count:
            last += 1
        else:
            first -= 1
        yield first, last
