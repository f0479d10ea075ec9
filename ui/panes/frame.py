"""The still parts of the page as HTML: top bar, pane heads, first screen, a phone's way between panes."""

from dataclasses import dataclass

from rag.endpoint import OPENAI, Endpoint
from rag.settings import Settings
from ui.icons import LOGO, icon
from ui.render import esc

KINDS = "PDF, Word, web pages, text and Markdown"
LOG = '<div role="log" aria-label="Latest answer">${value}</div>'


@dataclass(frozen=True)
class Engine:
    """Who answers, and what leaves the library: "" where there is no such model."""

    model: str = ""  # that writes the answers
    embedder: str = ""  # of an endpoint
    place: str = ""  # where either is asked

    @property
    def keeps(self) -> str:
        """What becomes of the documents, as whole sentences."""
        if not self.place:
            return "They stay on this computer, and nothing is sent anywhere."
        texts = f"Their texts are sent to {self.place} when they are added, for {self.embedder} to index."
        parts = ["They are kept on this computer.", texts if self.embedder else "", self.sends]
        return " ".join(part for part in parts if part)

    @property
    def sends(self) -> str:
        """What is sent for an answer, and where to; "" where nothing is."""
        if self.model:
            return f"Your conversation and the passages found for a question are sent to {self.place}."
        return f"Your questions are sent to {self.place}." if self.place else ""


def engine(settings: Settings) -> Engine:
    """Who answers, as the settings have it."""
    if not (settings.model or settings.embedding_model):
        return Engine()
    place = Endpoint(settings.model or settings.embedding_model, settings.base_url or OPENAI).place
    return Engine(settings.model, settings.embedding_model, place)


def _engine_name(engine: Engine) -> str:
    if not engine.model:
        return '<span class="rb-engine"><span class="rb-ring"></span>Quotes only, no model</span>'
    name, place = esc(engine.model), esc(engine.place)
    return (
        f'<span class="rb-engine rb-engine-model" title="{name} at {place}"><span class="rb-ring"></span>'
        f'<span class="rb-model">{name}<span class="rb-place"> at {place}</span></span></span>'
    )


def top(engine: Engine) -> str:
    """The bar at the top: who this is, how it answers, and what concerns the whole page."""
    return (
        '<a class="rb-skip" href="#rb-question">Skip to the question</a>'
        f'<div class="rb-brand">{LOGO}<h1>Readback</h1></div>'
        f'<div class="rb-top-tools">{_engine_name(engine)}'
        f'<button type="button" class="rb-button rb-new" data-do="new">{icon("plus")}'
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


def first_screen(engine: Engine, megabytes: int, *, sample: bool) -> str:
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
        '<div class="rb-drop"><button type="button" class="rb-button rb-main-button" '
        f'data-do="add">{icon("plus")}Add files</button><p>or drop them here. {KINDS}. '
        f'Up to {esc(megabytes)} MB each.</p></div><div class="rb-uploads-first"></div>'
        f"{offer}{_example(engine)}</div>"
    )


def _example(engine: Engine) -> str:
    """A sentence of an answer, beside what it would open."""
    how = (
        f"{engine.model} writes the answers. Each sentence is read back to your documents, and marked where "
        "they do not bear it out."
        if engine.model
        else "Answers are exact quotations from your documents."
    )
    return (
        '<h3>What an answer looks like</h3><div class="rb-example"><div><p class="rb-prose">Her crew brought '
        'the ferry to the Sule pier at <span class="rb-tie">18:30.<span class="rb-chip rb-open-chip">1</span>'
        f'</span></p><p class="rb-meta">One sentence, one checked citation</p></div>{icon("arrow")}'
        '<div class="rb-example-source"><p>The tug Bram Tolley put a line aboard. <b>Her crew brought the '
        'ferry to the Sule pier at 18:30.</b></p><p class="rb-meta">Corrin Courier · 14 March 2026 · '
        f'paragraph 3</p></div></div><p class="rb-note">{icon("info")}<span>{esc(how)} '
        "Where they do not say, Readback says so.</span></p>"
    )


def invitation(engine: Engine) -> str:
    """What the conversation shows before the first question."""
    marked = " A sentence that your documents do not bear out is marked." if engine.model else ""
    sends = f'<p class="rb-sends">{esc(engine.sends)}</p>' if engine.sends else ""
    carries = "Each sentence read back" if engine.model else "Each sentence of an answer"
    return (
        f'<div class="rb-invite"><h2>Ask your documents</h2><p>{carries} carries the place it comes from. '
        f"Choose a number to read it in its source, at the exact words.{marked}</p>{sends}</div>"
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
