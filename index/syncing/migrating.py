"""Copies of a library between a folder and servers: each document is verified, and nothing is removed."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from index.adding import as_incoming
from index.document import Document, DocumentState, Passage
from index.embedding.unembedded import DocumentVectors
from index.errors import LibraryError, LibraryMissing
from index.results import Progress, ReportProgress
from index.store.fingerprint import check_fingerprint
from index.store.incoming import Incoming
from index.store.interfaces import LibraryStores
from index.store.rows import StoredPassage
from index.weights import BATCH_PASSAGES

_TOGETHER = 16  # documents that are stored in one go


@dataclass(frozen=True)
class Migrated:
    """The ids of the documents that were copied, and of those that were there already; all are equal.

    ``saved``: the names of saved briefings that were copied.
    """

    copied: tuple[str, ...]
    there: tuple[str, ...]
    saved: tuple[str, ...] = ()


def migrate(source: LibraryStores, target: LibraryStores, report: ReportProgress) -> Migrated:
    """Copy every document of ``source`` that ``target`` lacks: its fields, text, passages, vectors and file.

    Afterwards each is read back and compared; saved briefings are copied, too. Cut short, it goes on from
    there the next time. Raises ``LibraryMissing``, ``FingerprintMismatch``, and ``LibraryError`` naming a
    document that is not the same in both; ``target`` then keeps what it had.
    """
    if not source.exists():
        raise LibraryMissing(f"no library in {source.place}; there is nothing to copy")
    with source.snapshot(), target.writing():
        check_fingerprint(
            source.catalog.properties.get("fingerprint") or "", target.fingerprint, source.folder
        )
        documents = source.documents()
        lacking = {one.id for one in documents if not target.catalog.documents.has_ready(one.id)}
        _check_addresses(target, documents)
        last = 0
        for at, together in _batches(documents):
            new = [document for document in together if document.id in lacking]
            target.add([(_copied(source, one), source.files.read(one.sha256)) for one in new])
            last = _copy_vectors(source, target, last)
            _verify(source, target, together, new)
            for number, document in enumerate(together, at + 1):
                total = document.passages
                report(Progress(document.path, number, len(documents), total, total, ended=True))
    return Migrated(
        tuple(one.id for one in documents if one.id in lacking),
        tuple(one.id for one in documents if one.id not in lacking),
        _copy_saved(source, target),
    )


def _copy_saved(source: LibraryStores, target: LibraryStores) -> tuple[str, ...]:
    """Copy what people have saved, but for what the target has under the same name."""
    names = [name for name in source.saved.names() if target.saved.read(name) is None]
    for name in names:
        if (data := source.saved.read(name)) is not None:
            target.saved.write(name, data)
    return tuple(names)


def _batches(documents: Sequence[Document]) -> Iterator[tuple[int, list[Document]]]:
    left, at = iter(documents), 0
    while together := list(islice(left, _TOGETHER)):
        yield at, together
        at += len(together)


def _check_addresses(target: LibraryStores, documents: Sequence[Document]) -> None:
    """Raise ``LibraryError`` if the target has another document at the address of one of these."""
    ids = {document.id for document in documents}
    for document in documents:
        if other := target.catalog.documents.at(document.path).keys() - ids:
            raise LibraryError(
                f"{document.path!r} is another document in {target.place} ({min(other)}); remove the one"
                " that you do not want, then run the same command again. Nothing was copied"
            )


def _copied(source: LibraryStores, document: Document) -> Incoming:
    """A stored document as one to be added, with the passages that it has."""
    stored = source.catalog.passages.get(source.catalog.passages.numbers_of(document.id))
    passages = [Passage(one.start, one.end, one.text, one.sentences) for one in stored]
    return as_incoming(source, document, passages)


def _copy_vectors(source: LibraryStores, target: LibraryStores, last: int) -> int:
    """Give the documents in ``target`` that wait for vectors those that they have in ``source``.

    ``last`` is the number after which to begin; return that of the last document seen.
    """
    while documents := target.catalog.unembedded.after(last, BATCH_PASSAGES):
        last = documents[-1].number
        found: list[DocumentVectors] = []
        for one in documents:
            stored = source.catalog.passages.get(source.catalog.passages.numbers_of(one.id))
            vectors = [passage.vectors for passage in stored if passage.vectors]
            if len(vectors) == len(one.numbers):
                found.append((one, vectors))
        if found:
            target.add_vectors(found)
    return last


def _verify(
    source: LibraryStores, target: LibraryStores, documents: Sequence[Document], new: Sequence[Document]
) -> None:
    """Raise ``LibraryError`` unless documents are the same in both; of ``new``, the others are removed."""
    wrong = {one.id: differ for one in documents if (differ := _differences(source, target, one.id))}
    if not wrong:
        return
    target.remove({one.id: one.sha256 for one in new if one.id in wrong})
    document = next(one for one in documents if one.id in wrong)
    advice = "the copy was removed" if document in new else "remove it there"
    raise LibraryError(
        f"{document.path!r} is not the same in {target.place} ({wrong[document.id]}): {advice}; then run the"
        " same command again"
    )


def _differences(source: LibraryStores, target: LibraryStores, id: str) -> str:
    """The parts of a document that differ, for messages; "" if none does.

    Vectors are not compared where one of the two waits for them.
    """
    here, there = _content(source, id), _content(target, id)
    parts = [part for part in here if part != "vectors" or None not in (here[part], there[part])]
    return ", ".join(part for part in parts if here[part] != there[part])


def _content(stores: LibraryStores, id: str) -> dict[str, object]:
    """All that is kept of a document, in parts that can be compared."""
    catalog = stores.catalog
    document = next(iter(catalog.documents.some([id])), None)
    text = catalog.documents.text(id)
    passages = catalog.passages.get(catalog.passages.numbers_of(id))
    file = stores.files.read(document.sha256) if document else None
    return {
        "fields": document and replace(document, copies_of=(), state=DocumentState.READY, error=None),
        "text": (text.text, text.pages, catalog.documents.ocr(id)),
        "passages": [(one.start, one.end, one.text, one.sentences, one.words) for one in passages],
        "vectors": None if catalog.unembedded.count([id]) else [_bytes(one) for one in passages],
        "file": file and hashlib.sha256(file).hexdigest(),
    }


def _bytes(passage: StoredPassage) -> bytes:
    vectors = passage.vectors
    return b"" if vectors is None else vectors.passage.tobytes() + vectors.sentences.tobytes()
