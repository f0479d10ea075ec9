"""The menu of libraries: which there are, and a new one."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from ui.web.icons import icon
from ui.web.render import esc

if TYPE_CHECKING:
    from ui.http.shelf import Shelf, Shelved


def libraries_menu(shelf: "Shelf", library: str) -> str:
    """What the button in the bar at the top opens. ``library``: the name of the present one."""
    items = "".join(f"<li>{_item(one, library)}</li>" for one in shelf.libraries())
    return (
        '<div id="rb-libraries" class="rb-menu" popover><p class="rb-menu-head">Libraries</p>'
        f'<ul aria-label="Libraries">{items}</ul>{_new() if shelf.folder is not None else ""}</div>'
    )


def title_of(shelf: "Shelf", library: str) -> str:
    """What a library is called; its name where there is none of it."""
    return next((one.title for one in shelf.libraries() if one.name == library), library)


def _item(one: "Shelved", library: str) -> str:
    here = one.name == library
    href = f"/?library={quote(one.name, safe='')}" if one.name else "/"
    mark = f'{icon("check")}<span class="rb-sr">(open)</span>' if here else ""
    current = ' aria-current="page"' if here else ""
    return f'<a class="rb-item" href="{esc(href)}"{current}><span>{esc(one.title)}</span>{mark}</a>'


def _new() -> str:
    return (
        '<form class="rb-new-library" autocomplete="off" novalidate>'
        '<label for="rb-library-name">New library</label>'
        '<div class="rb-line"><input id="rb-library-name" name="name" maxlength="60" '
        'aria-describedby="rb-library-why" placeholder="Name"><button class="rb-button">Create</button></div>'
        '<p id="rb-library-why" class="rb-why" role="alert"></p></form>'
    )
