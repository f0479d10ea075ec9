"""The names of the server's files, without where they lie: that is nothing for a browser."""

import re
from dataclasses import replace

from index.document import Document
from index.readers.containers.source_files import name_of

# Messages name a file or a folder as Python writes a string: '/home/ada/library'.
_QUOTED = re.compile(r"(['\"])(?:/|[A-Za-z]:\\|\\\\)(?:(?!\1).)*?([^/\\'\"]*)[/\\]*\1")


def without_folders(message: object) -> str:
    """The words of an error, with the last part of each path that it quotes in place of the path."""
    return _QUOTED.sub(r"\1\2\1", str(message))


def without_folder(document: Document) -> Document:
    """A document whose path is the name of its file, with those of what it is in; a web address stays."""
    return document if "://" in document.path else replace(document, path=name_of(document.path))
