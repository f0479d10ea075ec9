"""The still parts of the page as HTML: top bar, pane heads, first screen, a phone's way between panes."""

from index.readers import FORMATS
from ui.web.icons import LOGO, icon
from ui.web.panes.guide import suggested
from ui.web.render import esc
from ui.words.engine_status import EngineStatus

KINDS = "PDF, Word, web pages, text and Markdown"
LOG = '<div role="log" aria-label="Latest answer">${value}</div>'


_VIEWS = (("ask", "Ask"), ("guide", "Guide"), ("briefing", "Briefing"), ("documents", "Documents"))


_LOG_OUT = (
    '<form class="rb-log-out" method="post" action="/logout"><button class="rb-link">Log out</button></form>'
)


def top(engine: EngineStatus, library: str = "", menu: str = "", *, locked: bool = False) -> str:
    """The bar at the top: who this is, the views of this library, how it answers, and what is set.

    ``menu`` is the HTML of the menu of libraries, with the id ``rb-libraries``; ``locked``: one must log in.
    """
    views = "".join(
        f'<button type="button" data-do="view" data-view="{view}">{name}</button>' for view, name in _VIEWS
    )
    return (
        '<a class="rb-skip" href="#rb-question">Skip to the question</a>'
        f'<div class="rb-brand">{LOGO}<h1>Readback</h1><button type="button" class="rb-link rb-library" '
        'popovertarget="rb-libraries" title="Change the library"><span class="rb-sr">Library: </span>'
        f'<span class="rb-library-name">{esc(library)}</span>{icon("down")}</button>{menu}</div>'
        f'<nav class="rb-views" aria-label="Views">{views}</nav><p class="rb-sr" id="rb-why-empty">'
        f'Add a document first.</p><div class="rb-top-tools">{_engine_name(engine)}'
        '<button type="button" class="rb-square" data-do="theme" aria-label="Dark colours" '
        f'aria-pressed="false" title="Dark or light">{icon("moon")}</button>'
        '<button type="button" class="rb-square" data-do="view" data-view="settings" aria-label="Settings" '
        f'title="Settings">{icon("gear")}</button>{_LOG_OUT if locked else ""}</div>'
    )


def chat_bar() -> str:
    """Above the conversation: earlier ones, taking this one away, a new one. The script fills the list."""
    formats = "".join(
        f'<button type="button" class="rb-item" data-do="export-chat" data-format="{suffix}">{name}</button>'
        for suffix, name in (("md", "Markdown"), ("html", "Web page"), ("docx", "Word"), ("json", "JSON"))
    )
    return (
        '<div class="rb-chat-bar"><button type="button" class="rb-link" popovertarget="rb-chats">'
        f'{icon("clock")}Chats</button><button type="button" class="rb-link rb-talking" '
        f'popovertarget="rb-export">{icon("save")}Export</button>'
        '<button type="button" class="rb-link rb-talking" data-do="new">'
        f"{icon('plus')}New chat</button></div>"
        f"{_menu('rb-chats', 'Chats in this browser')}<ul></ul><p class='rb-empty'>None yet.</p></div>"
        f"{_menu('rb-export', 'Export this chat')}{formats}</div>"
        f"{_menu('rb-notes', 'Save this answer to')}<ul></ul></div>"
    )


def _menu(ident: str, head: str) -> str:
    return f'<div id="{ident}" class="rb-menu" popover><p class="rb-menu-head">{head}</p>'


def sources_head(megabytes: int) -> str:
    """What stands above the documents. The script fills in uploads and counts."""
    return (
        '<div class="rb-rail"><button type="button" class="rb-square" data-do="unfold" '
        f'aria-label="Show the sources" title="Show the sources">{icon("panel")}</button>'
        '<span class="rb-rail-count"></span><button type="button" class="rb-square" data-do="add" '
        f'aria-label="Add files" title="Add files">{icon("plus")}</button></div>'
        '<div class="rb-sources-head"><div class="rb-line"><h2>Sources</h2>'
        '<button type="button" class="rb-link rb-manage" data-do="view" data-view="documents">'
        "Manage documents</button>"
        f'<button type="button" class="rb-button" data-do="add">{icon("plus")}Add files</button></div>'
        '<input type="file" id="rb-file" multiple hidden aria-label="Files to add" '
        f'data-megabytes="{esc(megabytes)}" data-kinds="{esc(" ".join(FORMATS))}">'
        f'<label class="rb-filter">{icon("search")}<input type="search" id="rb-filter" autocomplete="off" '
        'placeholder="Filter by title or outlet" aria-label="Filter by title or outlet"></label></div>'
        '<div class="rb-uploads-home"><ul id="rb-uploads" aria-label="Files being added"></ul></div>'
        '<label class="rb-all"><input type="checkbox" class="rb-check" id="rb-all">'
        '<span id="rb-scope"></span></label>'
        '<p class="rb-nomatch" hidden>No document matches.</p>'
        '<p class="rb-sr" role="status" id="rb-status"></p>'
    )


def first_screen(engine: EngineStatus, megabytes: int, *, sample: bool) -> str:
    """What an empty library shows: what this is, where to drop files, what an answer looks like."""
    offer = (
        '<p class="rb-offer">Nothing at hand? <button type="button" class="rb-link" data-do="sample">'
        'Load the sample set</button> and try it out.<span class="rb-why" role="alert"></span></p>'
        if sample
        else ""
    )
    return (
        '<div class="rb-first"><h2>Ask your documents. Every sentence is read back to its source.</h2>'
        f'<p class="rb-lead">Add articles, reports, minutes or notes. {esc(engine.keeps)}</p>'
        '<div class="rb-drop"><div class="rb-drop-buttons"><button type="button" class="rb-button '
        f'rb-main-button" data-do="add">{icon("plus")}Add files</button><button type="button" '
        'class="rb-button" data-do="add-folder">Add a folder</button></div>'
        f"<p>or drop them here. {KINDS}. Up to {esc(megabytes)} MB each.</p></div>"
        f'<div class="rb-uploads-first"></div>{offer}{_example(engine)}</div>'
    )


def _example(engine: EngineStatus) -> str:
    """A sentence of an answer, beside what it would open."""
    return (
        '<h3>What an answer looks like</h3><div class="rb-example"><div><p class="rb-prose">Her crew brought '
        'the ferry to the Sule pier at <span class="rb-tie">18:30.<span class="rb-chip rb-open-chip">1</span>'
        f'</span></p><p class="rb-meta">One sentence, one checked citation</p></div>{icon("arrow")}'
        '<div class="rb-example-source"><p>The tug Bram Tolley put a line aboard. <b>Her crew brought the '
        'ferry to the Sule pier at 18:30.</b></p><p class="rb-meta">Corrin Courier · 14 March 2026 · '
        f'paragraph 3</p></div></div><p class="rb-note">{icon("info")}<span>{_how(engine)} '
        "Where they do not say, Readback says so.</span></p>"
    )


def _how(engine: EngineStatus) -> str:
    """Who writes the answers, or how to have them written."""
    if engine.model:
        return (
            f"{esc(engine.model)} writes the answers. Each sentence is read back to your documents, and "
            "marked where they do not bear it out."
        )
    return (
        'Answers are exact quotations from your documents. <button type="button" class="rb-link" '
        'data-do="view" data-view="settings">Connect a model</button> to have them written; each sentence '
        "is still read back to your documents."
    )


def invitation(engine: EngineStatus) -> str:
    """What the conversation shows before the first question."""
    marked = " A sentence that your documents do not bear out is marked." if engine.model else ""
    sends = f'<p class="rb-sends">{esc(engine.sends)}</p>' if engine.sends else ""
    carries = "Each sentence read back" if engine.model else "Each sentence of an answer"
    return (
        f'<div class="rb-invite"><h2>Ask your documents</h2><p>{carries} carries the place it comes from. '
        f"Choose a number to read it in its source, at the exact words.{marked}</p>{sends}</div>"
    )


def begin() -> str:
    """Questions to begin with; the script makes each from the one that is here."""
    return f"<div hidden>{suggested([''])}</div>"


def composer() -> str:
    """The question box: what may be used, and asking or stopping, of which one shows."""
    return (
        '<div id="rb-box"><div id="rb-question"><textarea rows="1" aria-label="Question" autocomplete="off" '
        'placeholder="Ask about these documents"></textarea></div><div id="rb-bar">'
        f'<button type="button" class="rb-link rb-scope" data-do="scope">{icon("list")}<span></span>'
        '<b>This document only</b></button><button type="button" id="rb-ask" data-do="ask">Ask</button>'
        '<button type="button" id="rb-stop" data-do="stop">Stop</button></div></div>'
        '<p class="rb-hint">Enter to ask · Shift+Enter for a new line</p>'
    )


def nav() -> str:
    """The panes of a phone."""
    panes = (
        ("sources", "list", "Sources"),
        ("ask", "chat", "Ask"),
        ("briefing", "paper", "Briefing"),
        ("source", "book", "Source"),
    )
    buttons = "".join(
        f'<button type="button" data-do="pane" data-pane="{pane}">{icon(picture)}<span>{name}</span></button>'
        for pane, picture, name in panes
    )
    return f'<nav aria-label="Panes">{buttons}</nav>'


def _engine_name(engine: EngineStatus) -> str:
    """The engine, for the bar at the top."""
    if not engine.model:
        words = f'<span class="rb-model">{esc(engine.name)}</span>'
        return f'<span class="rb-engine"><span class="rb-ring"></span>{words}</span>'
    name, place = esc(engine.name), esc(engine.place)
    return (
        f'<span class="rb-engine rb-engine-model" title="{name} at {place}"><span class="rb-ring"></span>'
        f'<span class="rb-model">{name}<span class="rb-place"> {esc(engine.where)}</span></span></span>'
    )
