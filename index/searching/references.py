"""The ways in which a user names a document."""

from pathlib import Path
from unicodedata import normalize

from index.document import Document
from index.errors import AmbiguousDocument, DocumentNotFound
from index.store.identity import utf8
from index.store.interfaces import LibraryStores


def find_document(stores: LibraryStores, ref: str) -> Document:
    """The document that :func:`find_id` finds. Raises ``DocumentNotFound`` and ``AmbiguousDocument``."""
    found = stores.catalog.documents.some([find_id(stores, ref)]) if stores.exists() else ()
    if not found:
        raise _not_found(ref)
    return found[0]


def find_id(stores: LibraryStores, ref: str) -> str:
    """The id of the document with this id, this unique beginning of an id, this path or this file name.

    A part of an archive or of a mail also answers to its name with those of what it is in.

    A name is the same whether its accents are characters of their own, as macOS writes them, or not.

    Raises ``DocumentNotFound`` and ``AmbiguousDocument``.
    """
    ref = utf8(ref)
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


def find_documents(stores: LibraryStores, ref: str) -> list[Document]:
    """The document that ``ref`` names, or those that came out of the archive of this path or name.

    Raises as :func:`find_document` does; ``AmbiguousDocument`` also for one of several archives of a name.
    """
    from index.readers.containers.source_files import archives_of  # loads what reads mails, too

    inside: dict[str, list[str]] = {}
    name = _one(utf8(ref))
    for id, path in stores.catalog.documents.addresses() if stores.exists() else ():
        for archive in archives_of(path):
            if name in _names(archive):
                inside.setdefault(_one(archive), []).append(id)
    if name in inside:  # a whole path names one
        inside = {name: inside[name]}
    if len(inside) > 1:
        raise AmbiguousDocument(f"{ref!r} could be {', '.join(inside)}; give one of these paths")
    found = next(iter(inside.values()), [])
    return list(stores.catalog.documents.some(found)) if found else [find_document(stores, ref)]


def _not_found(ref: str) -> DocumentNotFound:
    return DocumentNotFound(f"no document {ref!r} in this library; `readback list` shows them")


def _names(path: str) -> tuple[str, ...]:
    from index.readers.containers.source_files import name_of  # it reads mails and archives, too

    return _one(path), _one(Path(path).name), _one(name_of(path))


def _one(name: str) -> str:
    return normalize("NFC", name)
