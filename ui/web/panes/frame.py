"""The fixed parts of the page: top bar, heads of panes, first screen, a phone's bar of panes."""

from dataclasses import dataclass

from index.readers import SUFFIXES
from ui.web.panes.guide import FORMAT_NAMES
from ui.web.panes.libraries_menu import LibrariesMenu
from ui.web.templates import render
from ui.words.engine_status import EngineStatus


@dataclass(frozen=True)
class Visit:
    """The person who looks at the page, "" without accounts, and what they may do in its library.

    ``locked``: they can log out here; ``sign_out``: the address of a proxy to log out at.
    """

    person: str = ""
    locked: bool = False
    edits: bool = True
    owns: bool = True
    sign_out: str = ""

    @property
    def role(self) -> str:
        """Their role in the library, in a word."""
        return "owner" if self.owns else "editor" if self.edits else "reader"


def top(
    engine: EngineStatus, library: str = "", menu: LibrariesMenu | None = None, visit: Visit | None = None
) -> str:
    """The bar at the top: the library and its views, the engine, the settings, who is logged in."""
    return render("top", engine=engine, library=library, menu=menu, visit=visit or Visit())


def chat_bar() -> str:
    """The bar above the conversation: earlier ones, the export of this one, a new one."""
    return render("chat_bar", formats=FORMAT_NAMES)


def sources_head(megabytes: int) -> str:
    """The head of the left pane: adding and filtering documents. ``megabytes``: the limit for one file."""
    return render("sources_head", megabytes=megabytes, suffixes=" ".join(SUFFIXES))


def first_screen(engine: EngineStatus, megabytes: int, *, sample: bool, edits: bool = True) -> str:
    """The main pane of an empty library; ``sample``: the server has a sample set to offer.

    ``edits``: who looks at it may add documents.
    """
    return render("first_screen", engine=engine, megabytes=megabytes, sample=sample, edits=edits)


def invitation(engine: EngineStatus) -> str:
    """The conversation before its first question."""
    return render("invitation", engine=engine)


def begin() -> str:
    """Questions to begin with; the page's script makes each from the one that is here."""
    return render("begin")


def composer() -> str:
    """The question box: its scope, and the buttons to ask and to stop."""
    return render("composer")


def paste() -> str:
    """The form that takes a text to keep as a document."""
    return render("paste")


def status() -> str:
    """The line in which the page tells whoever listens what has happened."""
    return render("status")


def nav() -> str:
    """The bar of panes at the bottom of a phone."""
    return render("nav")


def search_box() -> str:
    """The box to ask, to find and to go somewhere."""
    return render("search_box")


def log() -> str:
    """The element around the latest answer, with ``${value}`` in the answer's place."""
    return render("log")
