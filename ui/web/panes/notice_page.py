"""The page that says why somebody who is logged in sees no library: no account, no team, no such library."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ui.web.templates import render

if TYPE_CHECKING:
    from ui.http.teams.visitor import Visitor

_CSS = Path(__file__).parents[1] / "static" / "login.css"


def notice_page(words: str, visitor: "Visitor | None" = None, links: Mapping[str, str] | None = None) -> str:
    """The page, with addresses of libraries by their titles, and a way to log out."""
    return render(
        "notice",
        words=words,
        links=links or {},
        person=visitor.person if visitor else "",
        by_proxy=visitor is not None and visitor.by_proxy,
        sign_out=visitor.sign_out if visitor else "",
        version=int(_CSS.stat().st_mtime),
    )
