"""The left pane as HTML: the documents of the library, those that share text together."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from index.document import Document
from ui.web.icons import icon
from ui.web.panes.reprints import Group, Reprint
from ui.web.render import esc
from ui.words.phrases import day


def file_name(document: Document) -> str:
    """The last part of a document's path or address."""
    return PurePath(document.path).name or document.path


def key(documents: Iterable[Document]) -> str:
    """Where what a reader types is looked for, in lower case."""
    words = (part for one in documents for part in (one.title, one.outlet or "", file_name(one)))
    return " ".join(words).casefold()


def check(document: Document) -> str:
    """The box that says whether a question may use a document."""
    return (
        f'<input type="checkbox" class="rb-check" data-id="{esc(document.id)}" '
        f'aria-label="Use in answers: {esc(document.title)}">'
    )


def going(document: Document) -> str:
    """What a document shows in the seconds in which its removal can be undone; hidden until then."""
    ident, title = esc(document.id), esc(document.title)
    return (
        f'<div class="rb-going" role="group" aria-label="Removed: {title}" hidden><span>Removed</span>'
        f'<button type="button" class="rb-link" data-do="undo" data-doc="{ident}" '
        f'aria-label="Undo: keep {title}">Undo</button><span class="rb-countdown"></span></div>'
        '<span class="rb-why" role="alert"></span>'
    )


def remove_button(document: Document) -> str:
    """The button with the bin."""
    title = esc(document.title)
    return (
        f'<button type="button" class="rb-square rb-remove" data-do="remove" data-doc="{esc(document.id)}" '
        f'data-title="{title}" aria-label="Remove {title}" title="Remove">{icon("bin")}</button>'
    )


def source_list(groups: Sequence[Group], version: str = "") -> str:
    """The rows of the left pane; ``version`` is the library's."""
    if not groups:
        return (
            f'<div class="rb-none" data-version="{esc(version)}">{icon("page")}<b>No documents yet</b>'
            "<span>Files you add are listed here. Tick the ones a question may use.</span></div>"
        )
    count = sum(len(group.documents) for group in groups)
    return (
        f'<ul class="rb-docs" aria-label="Documents" data-count="{count}" data-version="{esc(version)}">'
        f"{''.join(map(_group, groups))}</ul>"
    )


def _group(group: Group) -> str:
    lead = f'<div class="rb-doc" data-id="{esc(group.lead.id)}">{_row(group.lead, _said(group.lead))}</div>'
    if not group.copies:
        return f'<li class="rb-group" data-key="{esc(key(group.documents))}">{lead}</li>'
    copies = "".join(
        f'<li class="rb-doc rb-copy" data-id="{esc(copy.document.id)}">'
        f"{_row(copy.document, _said_of_copy(copy))}</li>"
        for copy in group.copies
    )
    return (
        f'<li class="rb-group" data-key="{esc(key(group.documents))}">{lead}'
        f'<p class="rb-shared">{icon("twin")}{group.shared}</p>'
        f'<ul class="rb-bracket" aria-label="{group.shared}">{copies}</ul></li>'
    )


def _row(document: Document, said: str) -> str:
    return (
        f'{check(document)}<button type="button" class="rb-doc-open" data-doc="{esc(document.id)}">{said}'
        f"</button>{remove_button(document)}{going(document)}"
    )


def _date(document: Document) -> str:
    """The date, on one line."""
    when = day(document.published, short=True)
    return f'<span class="rb-date">{esc(when)}</span>' if when else ""


def _said(document: Document) -> str:
    """A document's title, who published it and when."""
    meta = " · ".join(part for part in (esc(document.outlet or file_name(document)), _date(document)) if part)
    return f'<span class="rb-title">{esc(document.title)}</span><span class="rb-sub">{meta}</span>'


def _said_of_copy(copy: Reprint) -> str:
    """Whose copy it is, when it came out, how much of it is the same; its title where nobody is named."""
    document = copy.document
    title = f'<span class="rb-sr">{esc(document.title)} </span>' if document.outlet else ""
    name = f'<span class="rb-name">{esc(document.outlet or document.title)}</span>'
    return (
        f'{title}<span class="rb-sub">{" · ".join(p for p in (name, _date(document), copy.same) if p)}</span>'
    )
