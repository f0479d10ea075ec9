"""The errors of documents and libraries.

ReadbackError                 every error a user is shown: one line, what failed, why, what to do next
├── UsageError                the call itself is wrong (exit code 2)
├── ReadError                 one file cannot be read; the others go on
│   ├── UnsupportedFormat     no reader for this kind of file
│   ├── NoText                the file opens and holds no text
│   ├── TooLarge              over the size limit
│   ├── Damaged               the file is broken, encrypted or not what its name says
│   └── FolderEmpty           a folder holds no file, though its documents are in the library
├── DocumentNotFound          no document answers to this name
├── AmbiguousDocument         more than one document answers to it
├── FileNotKept               the library does not have the file that a document was made of
├── PageNotFound              the document has no such page, or none that can be drawn
├── LibraryNotFound           no library answers to this name
├── BriefingNotFound          no briefing kept with the library has this id
├── EmbeddingFailed           the embedder's answer holds no vectors that can be used
└── LibraryError              the library as a whole
    ├── LibraryMissing        there is no library in this folder
    ├── LibraryBusy           another process is writing, and which
    ├── LibraryReadOnly       the folder cannot be written
    ├── LibraryVersion        made by an older or a newer Readback
    ├── StoreUnreachable      a server that holds the library does not answer
    └── FingerprintMismatch   its vectors come from another embedder
"""


class ReadbackError(Exception):
    """Base of all; ``str(error)`` is one line for the user."""


class UsageError(ReadbackError):
    """The call itself is wrong."""


class ReadError(ReadbackError):
    """One file cannot be read."""


class UnsupportedFormat(ReadError):
    """No reader for this kind of file."""


class NoText(ReadError):
    """The file opens and holds no text."""


class TooLarge(ReadError):
    """The file is over the size limit."""


class Damaged(ReadError):
    """The file is broken, encrypted, or not what its name says."""


class FolderEmpty(ReadError):
    """A folder holds no file, though its documents are in the library."""


class DocumentNotFound(ReadbackError):
    """No document answers to this name."""


class AmbiguousDocument(ReadbackError):
    """More than one document answers to this name."""


class FileNotKept(ReadbackError):
    """The library does not have the file that a document was made of."""


class PageNotFound(ReadbackError):
    """The document has no such page, or none that can be drawn."""


class LibraryNotFound(ReadbackError):
    """No library answers to this name."""


class BriefingNotFound(ReadbackError):
    """No briefing kept with the library has this id."""


class EmbeddingFailed(ReadbackError):
    """The embedder's answer holds no vectors that can be used."""


class LibraryError(ReadbackError):
    """The library as a whole cannot be used."""


class LibraryMissing(LibraryError):
    """There is no library in this folder."""


class LibraryBusy(LibraryError):
    """Another process is writing to the library."""


class LibraryReadOnly(LibraryError):
    """The library's folder cannot be written."""


class LibraryVersion(LibraryError):
    """The library was made by an older or a newer Readback."""


class StoreUnreachable(LibraryError):
    """A server that holds the library does not answer."""


class FingerprintMismatch(LibraryError):
    """The library's vectors come from another embedder."""
