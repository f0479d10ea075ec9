"""The still parts of the page as HTML: top bar, pane heads, first screen, a phone's way between panes."""

from ui.icons import LOGO, icon
from ui.render import esc

KINDS = "PDF, Word, web pages, text and Markdown"
LOG = '<div role="log" aria-label="Conversation">${value}</div>'


def top() -> str:
    """The bar at the top: who this is, how it answers, and what concerns the whole page."""
    return (
        '<a class="rb-skip" href="#rb-question">Skip to the question</a>'
        f'<div class="rb-brand">{LOGO}<h1>Readback</h1></div>'
        '<div class="rb-top-tools"><span class="rb-engine"><span class="rb-ring"></span>Quotes only, no model'
        f'</span><button type="button" class="rb-button rb-new" data-do="new">{icon("plus")}'
        '<span>New chat</span></button><button type="button" class="rb-square" data-do="theme" '
        'aria-label="Dark colours" '
        f'aria-pressed="false" title="Dark or light">{icon("moon")}</button></div>'
    )


def sources_head(megabytes: int) -> str:
    """What stands above the documents. The script fills in uploads and counts."""
    return (
        '<div class="rb-rail"><button type="button" class="rb-square" data-do="unfold" '
        f'aria-label="Show the sources" title="Show the sources">{icon("panel")}</button>'
        '<span class="rb-rail-count"></span><button type="button" class="rb-square" data-do="add" '
        f'aria-label="Add files" title="Add files">{icon("plus")}</button></div>'
        '<div class="rb-sources-head"><div class="rb-line"><h2>Sources</h2>'
        f'<button type="button" class="rb-button" data-do="add">{icon("plus")}Add files</button></div>'
        '<input type="file" id="rb-file" multiple hidden aria-label="Files to add" '
        f'data-megabytes="{esc(megabytes)}">'
        f'<label class="rb-filter">{icon("search")}<input type="search" id="rb-filter" autocomplete="off" '
        'placeholder="Filter by title or outlet" aria-label="Filter by title or outlet"></label></div>'
        '<div class="rb-uploads-home"><ul id="rb-uploads" aria-label="Files being added"></ul></div>'
        '<label class="rb-all"><input type="checkbox" class="rb-check" id="rb-all">'
        '<span id="rb-scope"></span></label>'
        '<p class="rb-nomatch" hidden>No document matches.</p>'
        '<p class="rb-sr" role="status" id="rb-status"></p>'
    )


def first_screen(megabytes: int, *, sample: bool) -> str:
    """What an empty library shows: what this is, where to drop files, what an answer looks like."""
    offer = (
        '<p class="rb-offer">Nothing at hand? <button type="button" class="rb-link" data-do="sample">'
        'Load the sample set</button> and try it out.<span class="rb-why" role="alert"></span></p>'
        if sample
        else ""
    )
    return (
        '<div class="rb-first"><h2>Ask your documents. Every sentence is read back to its source.</h2>'
        '<p class="rb-lead">Add articles, reports, minutes or notes. They stay on this computer, and nothing '
        'is sent anywhere.</p><div class="rb-drop"><button type="button" class="rb-button rb-main-button" '
        f'data-do="add">{icon("plus")}Add files</button><p>or drop them here. {KINDS}. '
        f'Up to {esc(megabytes)} MB each.</p></div><div class="rb-uploads-first"></div>'
        f"{offer}{_example()}</div>"
    )


def _example() -> str:
    """A sentence of an answer, beside what it would open."""
    return (
        '<h3>What an answer looks like</h3><div class="rb-example"><div><p class="rb-prose">Her crew brought '
        'the ferry to the Sule pier at <span class="rb-tie">18:30.<span class="rb-chip rb-open-chip">1</span>'
        f'</span></p><p class="rb-meta">One sentence, one checked citation</p></div>{icon("arrow")}'
        '<div class="rb-example-source"><p>The tug Bram Tolley put a line aboard. <b>Her crew brought the '
        'ferry to the Sule pier at 18:30.</b></p><p class="rb-meta">Corrin Courier · 14 March 2026 · '
        f'paragraph 3</p></div></div><p class="rb-note">{icon("info")}<span>Answers are exact quotations '
        "from your documents. Where they do not say, Readback says so.</span></p>"
    )


def invitation() -> str:
    """What the conversation shows before the first question."""
    return (
        '<div class="rb-invite"><h2>Ask your documents</h2><p>Each sentence of an answer carries the place '
        "it comes from. Choose a number to read it in its source, at the exact words.</p></div>"
    )


def scope_button() -> str:
    """In the composer: which documents a question may use."""
    words = f"{icon('list')}<span></span>"
    return f'<button type="button" class="rb-link rb-scope" data-do="scope">{words}</button>'


def hint() -> str:
    """The line under the question box."""
    return '<p class="rb-hint">Enter to ask · Shift+Enter for a new line</p>'


def nav() -> str:
    """The panes of a phone."""
    panes = (("sources", "list", "Sources"), ("ask", "chat", "Ask"), ("source", "book", "Source"))
    buttons = "".join(
        f'<button type="button" data-do="pane" data-pane="{pane}">{icon(picture)}<span>{name}</span></button>'
        for pane, picture, name in panes
    )
    return f'<nav aria-label="Panes">{buttons}</nav>'
