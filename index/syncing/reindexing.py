"""The splitting and embedding of a library's documents anew."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial

from index import chunk
from index.adding import Batches, Waiting, as_incoming
from index.document import Document
from index.embedding.embedder import approximate_token_starts
from index.embedding.missing_vectors import MissingVectors, VectorSteps
from index.embedding.unembedded import DocumentVectors, Unembedded
from index.errors import ReadbackError
from index.results import Progress, ReportProgress
from index.store.interfaces import LibraryStores


def store_again(stores: LibraryStores, documents: Sequence[Document], report: ReportProgress) -> None:
    """Split and embed stored documents anew, and store each as one being added; nobody finds them yet.

    Raises what the embedder raises.
    """
    embedder, catalog = stores.embedder, stores.catalog
    token_starts = embedder.token_starts if embedder else approximate_token_starts
    places: dict[str, Progress] = {}

    def store(waiting: Sequence[Waiting]) -> None:
        catalog.start_adding([one.document for one in waiting], embeds=embedder is not None)

    batches = Batches(store)
    for number, document in enumerate(documents):
        passages = chunk.split(catalog.documents.text(document.id).text, token_starts)
        new = as_incoming(stores, document, passages)
        place = Progress(document.path, number + 1, len(documents), 0, len(passages))
        places[new.pending] = place
        report(replace(place, ended=embedder is None))
        batches.put(Waiting(new, b"", place))
    batches.flush()
    if embedder is not None:
        _embed(MissingVectors(embedder, _steps(stores, places, report)))


def _embed(missing: MissingVectors) -> None:
    with closing(missing):
        missing.finish()


def _steps(stores: LibraryStores, places: dict[str, Progress], report: ReportProgress) -> VectorSteps:
    def done(document: Unembedded, count: int, *, ended: bool = False) -> None:
        report(replace(places[document.id], done=count, ended=ended))

    def store(documents: Sequence[DocumentVectors]) -> None:
        stores.catalog.add_vectors(documents)
        for document, vectors in documents:
            done(document, len(vectors), ended=True)

    def fail(_: Unembedded, error: ReadbackError) -> None:
        raise error

    return VectorSteps(partial(stores.catalog.unembedded.after, pending=True), store, done, fail)
