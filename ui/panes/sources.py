"""The left pane as HTML: the documents of the library."""

from collections.abc import Sequence
from pathlib import PurePath

from index.document import Document
from ui.icons import icon
from ui.phrases import day
from ui.render import esc


def file_name(document: Document) -> str:
    """The last part of a document's path or address."""
    return PurePath(document.path).name or document.path


def _meta(document: Document) -> str:
    """Who published it and when; the date stays on one line."""
    when = day(document.published, short=True)
    date = f' · <span class="rb-date">{esc(when)}</span>' if when else ""
    return esc(document.outlet or file_name(document)) + date


def _state(document: Document, titles: dict[str, str]) -> str:
    """A line for what is not simply ready: still in work, failed and why, or a copy of another."""
    if document.state == "failed":
        return f'<span class="rb-failed">Failed: {esc(document.error or "it could not be read")}</span>'
    if document.state != "ready":
        return f'<span class="rb-busy">{esc(document.state.capitalize())}</span>'
    lead = next((titles[other] for other in document.copies_of if other in titles), None)
    return f'<span class="rb-twin">{icon("twin")}Shares text with {esc(lead)}</span>' if lead else ""


def _row(document: Document, titles: dict[str, str]) -> str:
    ident, title = esc(document.id), esc(document.title)
    key = " ".join((document.title, document.outlet or "", file_name(document))).casefold()
    off = "" if document.state == "ready" else " disabled"
    return (
        f'<li class="rb-doc" data-id="{ident}" data-key="{esc(key)}">'
        f'<input type="checkbox" class="rb-check" data-id="{ident}" aria-label="Use in answers: {title}"'
        f"{off}>"
        f'<button type="button" class="rb-doc-open" data-doc="{ident}"><span class="rb-title">{title}</span>'
        f'<span class="rb-sub">{_meta(document)}</span>{_state(document, titles)}</button>'
        f'<button type="button" class="rb-square rb-remove" data-do="remove" aria-label="Remove {title}" '
        f'title="Remove">{icon("bin")}</button>'
        f'<div class="rb-confirm" role="group" aria-label="Remove {title}?" hidden>'
        '<span>Remove this document?</span><button type="button" class="rb-button rb-danger" '
        f'data-do="really" data-id="{ident}">Remove</button>'
        '<button type="button" class="rb-button" data-do="keep">Keep</button>'
        '<span class="rb-why" role="alert"></span></div></li>'
    )


def source_list(documents: Sequence[Document]) -> str:
    """The rows of the left pane."""
    if not documents:
        return (
            f'<div class="rb-none">{icon("page")}<b>No documents yet</b>'
            "<span>Files you add are listed here. Tick the ones a question may use.</span></div>"
        )
    titles = {document.id: document.outlet or document.title for document in documents}
    rows = "".join(_row(document, titles) for document in documents)
    return f'<ul class="rb-docs" aria-label="Documents" data-count="{len(documents)}">{rows}</ul>'
