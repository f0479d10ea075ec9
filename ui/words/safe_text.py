"""Make text of documents, files and errors harmless for a terminal. Pure."""

import re

_BREAKS = re.compile(r"[\s\x1c-\x1f]+")
# Control characters (C0 and C1), and those that turn the direction of the text around them.
_UNSAFE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
HOSTILE = re.compile(f"[{_UNSAFE}]")
_HOSTILE_IN_TEXT = re.compile(f"[{_UNSAFE}]|\r(?!\n)")


def one_line(text: str) -> str:
    """Put foreign text on one line; each character that a terminal would obey becomes U+FFFD."""
    return HOSTILE.sub("\N{REPLACEMENT CHARACTER}", _BREAKS.sub(" ", text)).strip()


def unbroken(text: str) -> str:
    """``one_line`` of a part of a line: the blanks at its ends belong to it."""
    return one_line(f"|{text}|")[1:-1]


def on_terminal(text: str) -> str:
    """Replace each character of foreign text that a terminal would obey with U+FFFD; lines stay lines."""
    return _HOSTILE_IN_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)
