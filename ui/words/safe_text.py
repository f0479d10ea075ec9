"""Text of documents, files and errors made harmless for a terminal."""

import re

_BREAKS = re.compile(r"[\s\x1c-\x1f]+")
# Control characters (C0 and C1), and those that turn the direction of the text around them.
_UNSAFE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
HOSTILE = re.compile(f"[{_UNSAFE}]")
_HOSTILE_IN_TEXT = re.compile(f"[{_UNSAFE}]|\r(?!\n)")


def one_line(text: str) -> str:
    """Foreign text on one line, with nothing in it that a terminal would obey."""
    return HOSTILE.sub("\N{REPLACEMENT CHARACTER}", _BREAKS.sub(" ", text)).strip()


def on_terminal(text: str) -> str:
    """Foreign text of several lines, with nothing in it that a terminal would obey."""
    return _HOSTILE_IN_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)
