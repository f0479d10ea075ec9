"""The words for what of an Office file is hidden, and for heads and feet that say nothing."""

import re
from collections.abc import Sequence

_PAGE = re.compile(
    r"\b(?:page|slide|of|seite|folie|von|p)\b|стр", re.IGNORECASE
)  # "Page 1 of 3" says nothing


def hidden_note(what: str, names: Sequence[str]) -> str:
    """The note on sheets or slides that were left out, by their names; "" if there are none."""
    if not names:
        return ""
    s = "s" if len(names) > 1 else ""
    return f"{len(names)} hidden {what}{s} left out: {', '.join(names)}."


def says_something(edge: str) -> bool:
    """Return whether the head or foot of a page holds more than the page's number."""
    return any(map(str.isalpha, _PAGE.sub("", edge)))
