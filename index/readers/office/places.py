"""The words for what of an Office file is hidden, and for heads and feet that say nothing."""

import re

_PAGE = re.compile(
    r"\b(?:page|slide|of|seite|folie|von|p)\b|стр", re.IGNORECASE
)  # "Page 1 of 3" says nothing


def hidden_note(what: str, count: int, where: str) -> str:
    """The note on what was left out: "2 hidden rows left out: Costs."; ``where`` names it, or its sheet."""
    return f"{count:,} hidden {what}{'s' if count > 1 else ''} left out: {where}."


def says_something(edge: str) -> bool:
    """Return whether the head or foot of a page holds more than the page's number."""
    return any(map(str.isalpha, _PAGE.sub("", edge)))
