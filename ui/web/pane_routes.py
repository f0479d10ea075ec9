"""The routes of panes that change as a whole: the page's own script fetches their HTML."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from index.errors import ReadbackError, ReadError, UsageError
from rag.answering.answer import answer
from rag.answering.events import Answered
from rag.shapes import Answer
from rag.summarizing.questions.follow_ups import follow_ups
from ui.http.request_library import Chosen, may, shelf
from ui.http.teams.roster import Role
from ui.http.teams.visitor import visitor_of
from ui.web.panes import frame
from ui.web.panes.briefing_pane import desk
from ui.web.panes.documents_pane import documents_view
from ui.web.panes.frame import Visit
from ui.web.panes.libraries_menu import libraries_menu, title_of
from ui.web.panes.reprints import groups
from ui.web.panes.settings_pane import settings_view
from ui.web.panes.sources import source_list
from ui.web.panes.turns import chosen
from ui.web.panes.viewer import trouble
from ui.web.templates import render
from ui.web.weights import KEPT_TURNS, SHOWN_PLACES
from ui.words.engine_status import EngineStatus, engine
from ui.words.private_paths import without_folders

api = APIRouter(prefix="/api", include_in_schema=False)
Name = Annotated[str, Query()]
Place = tuple[str, int, int]
Parts = dict[str, str]
"""HTML by the pane that it is for."""


@api.get("/parts/documents")
def documents(request: Request, library: Name = "") -> Parts:
    """The documents: the left pane, and the view of its own."""
    served = shelf(request)
    try:
        readback = served.get(library)
        version = readback.version()  # before they are read: what changes meanwhile is seen as a change
        found = groups(readback.documents(), readback.copies())
    except ReadbackError as error:
        return dict.fromkeys(("sources", "documents"), trouble(without_folders(error)))
    edits = may(request, Role.EDITOR)
    return {
        "sources": source_list(found, version, edits=edits),
        "documents": documents_view(found, served.megabytes, edits=edits),
    }


@api.get("/parts/frame")
def framed(request: Request, library: Name = "") -> Parts:
    """The panes that depend on the engine: top bar, first screen, invitation, settings."""
    served, visit = shelf(request), _visit(request)
    menu = libraries_menu(served, library, may_change=visit.owns)
    try:
        readback = served.get(library)
    except ReadbackError as error:
        why = trouble(without_folders(error))
        top = frame.top(EngineStatus(), library, menu, visit)
        return {"top": top, "first": why, "invite": "", "settings": why}
    used = engine(readback.settings)
    sample = request.app.state.sample is not None
    return {
        "top": frame.top(used, title_of(served, library), menu, visit),
        "first": frame.first_screen(used, served.megabytes, sample=sample, edits=visit.edits),
        "invite": frame.invitation(used),
        "settings": settings_view(readback) if visit.owns else "",
    }


def _visit(request: Request) -> Visit:
    """The person who asks, and what they may do in the library, for the page to show."""
    visitor = visitor_of(request.scope)
    if visitor is None:
        return Visit(locked=request.app.state.gate is not None)
    edits, owns = may(request, Role.EDITOR), may(request, Role.OWNER)
    locked = not visitor.by_proxy
    return Visit(visitor.person, locked=locked, edits=edits, owns=owns, sign_out=visitor.sign_out)


@api.get("/parts/briefings")
def briefings(request: Request, library: Name = "") -> Parts:
    """The form that asks for a briefing, and the briefings that are kept."""
    try:
        kept = shelf(request).get(library).briefings.all()
        return {"desk": desk(kept, edits=may(request, Role.EDITOR))}
    except ReadbackError as error:
        return {"desk": trouble(without_folders(error))}


@api.get("/parts/plan")
def plan(readback: Chosen, scope: Name = "") -> Parts:
    """The cost of a briefing on the documents that a tab has ticked, in words; "" without a model."""
    documents, writer = chosen(scope), readback.writer
    found = readback.plan(documents) if writer and documents is not None else None
    return {"plan": f"A briefing takes {found.in_words(writer)}" if found and writer else ""}


class ConversationBody(BaseModel):
    """A conversation: its questions, the places its answers cite, the last first; the ticked documents."""

    asked: Annotated[list[str], Field(min_length=1, max_length=KEPT_TURNS)]
    shown: Annotated[list[Place], Field(max_length=SHOWN_PLACES)]
    scope: str = ""


@api.post("/parts/next")
def further(readback: Chosen, body: ConversationBody) -> Parts:
    """Questions to ask next; "" where there are none. No model is asked."""
    documents = chosen(body.scope)
    if documents is None:
        return {"next": ""}

    def answered(question: str) -> Answer:
        events = answer(readback.library, question, documents, reader=readback.reader)
        return next(event.answer for event in events if isinstance(event, Answered))

    found = follow_ups(readback.library, body.asked, body.shown, answered)
    return {"next": render("next", questions=found) if found else ""}


@api.post("/sample")
def sample(request: Request, readback: Chosen) -> dict[str, int]:
    """Add the sample set; return the number of its documents.

    Raises ``UsageError`` if the server has none, ``ReadError`` if none of its files can be read.
    """
    folder = request.app.state.sample
    if folder is None:
        raise UsageError("This server has no sample set.")
    result = shelf(request).arrivals.add(readback, [folder])
    if result.failed and not result.added:
        raise ReadError(result.failed[0].error)
    return {"added": len(result.added)}
