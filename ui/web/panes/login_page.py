"""The log-in page: one form, no script."""

from pathlib import Path

from ui.web.templates import render
from ui.web.weights import USER_NAME

_CSS = Path(__file__).parents[1] / "static" / "login.css"


def login_page(wanted: str = "/", error: str = "", user: str = "", *, many: bool = False) -> str:
    """The page. ``wanted`` is the path to go to afterwards, ``error`` the error of the last attempt.

    ``many``: people have accounts of their own.
    """
    version = int(_CSS.stat().st_mtime)
    return render("login", wanted=wanted, error=error, user=user[:USER_NAME], version=version, many=many)
