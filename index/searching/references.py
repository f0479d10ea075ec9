"""The ways in which a user names a document."""

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from unicodedata import normalize

from index.document import Document
from index.errors import AmbiguousDocument, DocumentNotFound
from index.readers.containers.source_files import is_archive, name_of


def find_document(documents: Sequence[Document], ref: str) -> Document:
    """The document with this id, this unique beginning of an id, this path or this file name.

    A part of an archive or of a mail also answers to its name with those of what it is in.

    A name is the same whether its accents are characters of their own, as macOS writes them, or not.

    Raises ``DocumentNotFound`` and ``AmbiguousDocument``.
    """
    exact = [d for d in documents if d.id == ref]
    found = exact or [d for d in documents if ref and (d.id.startswith(ref) or _one(ref) in _names(d.path))]
    if not found:
        raise DocumentNotFound(f"no document {ref!r} in this library; `readback list` shows them")
    if len(found) > 1:
        ids = ", ".join(d.id for d in found[:5])
        raise AmbiguousDocument(f"{ref!r} could be {len(found)} documents: {ids}; give one of these ids")
    return found[0]


def find_documents(documents: Sequence[Document], ref: str) -> list[Document]:
    """The document that ``ref`` names, or those that came out of the archive of this path or name.

    Raises as :func:`find_document` does; ``AmbiguousDocument`` also for one of several archives of a name.
    """
    inside: dict[str, list[Document]] = {}
    for document in documents:
        for archive in _archives(document.path):
            if _one(ref) in _names(archive):
                inside.setdefault(archive, []).append(document)
    if len(inside) > 1:
        raise AmbiguousDocument(f"{ref!r} could be {', '.join(inside)}; give one of these paths")
    return next(iter(inside.values()), None) or [find_document(documents, ref)]


def _archives(path: str) -> list[str]:
    """The paths of the archives that a document came out of."""
    within = list(accumulate(path.split("/"), "{}/{}".format))[:-1]
    return [one for one in within if is_archive(one)]


def _names(path: str) -> tuple[str, ...]:
    return _one(path), _one(Path(path).name), _one(name_of(path))


def _one(name: str) -> str:
    return normalize("NFC", name)
