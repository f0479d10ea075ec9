"""The ways in which a user names a document."""

from itertools import accumulate
from pathlib import Path
from unicodedata import normalize

from index.document import Document
from index.errors import AmbiguousDocument, DocumentNotFound
from index.store.stores import Stores


def find_document(stores: Stores, ref: str) -> Document:
    """The document that :func:`find_id` finds. Raises ``DocumentNotFound`` and ``AmbiguousDocument``."""
    found = stores.catalog.documents.some([find_id(stores, ref)]) if stores.exists() else ()
    if not found:
        raise _not_found(ref)
    return found[0]


def find_id(stores: Stores, ref: str) -> str:
    """The id of the document with this id, this unique beginning of an id, this path or this file name.

    A part of an archive or of a mail also answers to its name with those of what it is in.

    A name is the same whether its accents are characters of their own, as macOS writes them, or not.

    Raises ``DocumentNotFound`` and ``AmbiguousDocument``.
    """
    if stores.exists() and stores.catalog.documents.has_ready(ref):
        return ref
    there = stores.catalog.documents.addresses() if stores.exists() and ref else []
    name = _one(ref)
    found = [id for id, path in there if id.startswith(ref) or name in _names(path)]
    if not found:
        raise _not_found(ref)
    if len(found) > 1:
        ids = ", ".join(found[:5])
        raise AmbiguousDocument(f"{ref!r} could be {len(found)} documents: {ids}; give one of these ids")
    return found[0]


def find_documents(stores: Stores, ref: str) -> list[Document]:
    """The document that ``ref`` names, or those that came out of the archive of this path or name.

    Raises as :func:`find_document` does; ``AmbiguousDocument`` also for one of several archives of a name.
    """
    inside: dict[str, list[str]] = {}
    for id, path in stores.catalog.documents.addresses() if stores.exists() else ():
        for archive in _archives(path):
            if _one(ref) in _names(archive):
                inside.setdefault(archive, []).append(id)
    if len(inside) > 1:
        raise AmbiguousDocument(f"{ref!r} could be {', '.join(inside)}; give one of these paths")
    found = next(iter(inside.values()), [])
    return list(stores.catalog.documents.some(found)) if found else [find_document(stores, ref)]


def _archives(path: str) -> list[str]:
    """The paths of the archives that a document came out of."""
    from index.readers.containers.source_files import is_archive  # it reads mails and archives, too

    within = list(accumulate(path.split("/"), "{}/{}".format))[:-1]
    return [one for one in within if is_archive(one)]


def _not_found(ref: str) -> DocumentNotFound:
    return DocumentNotFound(f"no document {ref!r} in this library; `readback list` shows them")


def _names(path: str) -> tuple[str, ...]:
    from index.readers.containers.source_files import name_of  # it reads mails and archives, too

    return _one(path), _one(Path(path).name), _one(name_of(path))


def _one(name: str) -> str:
    return normalize("NFC", name)
