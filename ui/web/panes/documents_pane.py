"""The documents of a library as a table, with what can be done with each."""

from collections.abc import Sequence

from index.document import Document
from ui.web.icons import icon
from ui.web.panes.reprints import Group, Reprint
from ui.web.panes.sources import check, file_name, going, key, remove_button
from ui.web.render import esc
from ui.words.phrases import counted, day

_COLUMNS = (("Document", "title"), ("Date", "date"), ("Length", "length"), ("Status", "status"))


def documents_view(groups: Sequence[Group], megabytes: int) -> str:
    """The view in which documents are added, described and removed. ``megabytes``: the limit for one file."""
    count = sum(len(group.documents) for group in groups)
    shown = _table(groups) if groups else _empty(megabytes)
    return f'<div class="rb-library-view">{_head(count)}{shown}</div>'


def _head(count: int) -> str:
    """The heading, the buttons that add, what is typed to find one; the script keeps count of it all."""
    hidden = "" if count else " hidden"
    return (
        '<header class="rb-view-title-bar"><div><h2>Documents</h2>'
        f'<p class="rb-tally" data-ready="{count}">{count:,} ready</p></div><div class="rb-adders">'
        '<button type="button" class="rb-button" data-do="folder">Add a folder</button>'
        '<button type="button" class="rb-button rb-main-button" data-do="add">'
        f"{icon('plus')}Add files</button></div></header>"
        f'<label class="rb-filter"{hidden}>{icon("search")}<input type="search" class="rb-filter-too" '
        'autocomplete="off" placeholder="Filter by title, outlet or file" '
        'aria-label="Filter the table by title, outlet or file"></label><div class="rb-uploads-view"></div>'
    )


def _empty(megabytes: int) -> str:
    return (
        f'<div class="rb-none">{icon("page")}<b>No documents yet</b><span>Add files or a folder with the '
        "buttons above, or drop them anywhere on this page: PDF, Word, web pages, text and Markdown, up to "
        f"{esc(megabytes)} MB each. They are ready once a question can find them.</span></div>"
    )


def _table(groups: Sequence[Group]) -> str:
    heads = "".join(f'<th scope="col" class="rb-col-{name}">{title}</th>' for title, name in _COLUMNS)
    return (
        '<table class="rb-table" aria-label="Documents"><thead><tr><th scope="col" class="rb-col-check">'
        '<input type="checkbox" class="rb-check rb-all-too" aria-label="Use all in answers"></th>'
        f'{heads}<th scope="col" class="rb-col-tools"><span class="rb-sr">Actions</span></th></tr></thead>'
        f"<tbody>{''.join(map(_rows, groups))}</tbody></table>"
        '<p class="rb-nomatch-too" hidden>No document matches.</p>'
    )


def _rows(group: Group) -> str:
    """A document, and under it those that repeat it."""
    found = esc(key(group.documents))
    shared = f'<span class="rb-shared">{icon("twin")}{group.shared}</span>' if group.copies else ""
    lead = _row(group.lead, found, _pill(), shared, "rb-leads" if group.copies else "")
    return lead + "".join(_row(copy.document, found, _same(copy), "", "rb-copy-row") for copy in group.copies)


def _row(document: Document, found: str, status: str, shared: str, kind: str) -> str:
    ident = esc(document.id)
    who = document.outlet or file_name(document)
    when = day(document.published, short=True)
    return (
        f'<tr class="rb-line-of {kind}" data-id="{ident}" data-key="{found}" {_described(document)}>'
        f'<td class="rb-col-check">{check(document)}</td><th scope="row" class="rb-col-title">'
        f'<div class="rb-shown"><button type="button" class="rb-doc-open" data-doc="{ident}">'
        f'{esc(document.title)}</button><span class="rb-sub">{esc(who)}</span>{shared}</div></th>'
        f'<td class="rb-col-date">{esc(when) or _UNKNOWN}</td>'
        f'<td class="rb-col-length">{counted(document.characters, "character")}</td>'
        f'<td class="rb-col-status"><div class="rb-status-of">{status}</div>{going(document)}</td>'
        f'<td class="rb-col-tools">{_tools(document)}</td></tr>'
    )


_UNKNOWN = '<span class="rb-unknown">No date</span>'


def _described(document: Document) -> str:
    """What the editing script begins with."""
    said = {"title": document.title, "outlet": document.outlet or "", "published": document.published or ""}
    return " ".join(f'data-{name}="{esc(value)}"' for name, value in said.items())


def _pill() -> str:
    return f'<span class="rb-pill rb-pill-ready">{icon("check")}Ready</span>'


def _same(copy: Reprint) -> str:
    """Whose text it has, and how much of it."""
    where = "with" if copy.share is None else "as"
    said = copy.same[:1].upper() + copy.same[1:]
    return f'<span class="rb-same">{said} {where} {esc(copy.of.outlet or copy.of.title)}</span>'


def _tools(document: Document) -> str:
    ident, title = esc(document.id), esc(document.title)
    buttons = "".join(
        f'<button type="button" class="rb-square" data-do="{do}" data-doc="{ident}" '
        f'aria-label="{name} {title}" title="{short}">{icon(picture)}</button>'
        for do, picture, short, name in (
            ("guide", "paper", "Guide", "Guide to"),
            ("edit", "pen", "Edit title, outlet and date", "Edit"),
        )
    )
    return f'<div class="rb-row-tools">{buttons}{remove_button(document)}</div>'
