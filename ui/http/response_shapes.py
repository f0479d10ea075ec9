"""The dataclasses of JSON answers that ``rag.shapes`` lacks; the OpenAPI schemas are made of them."""

from dataclasses import MISSING, dataclass, field, fields, make_dataclass
from datetime import datetime
from typing import Annotated

from pydantic import WithJsonSchema

from index.document import Document
from rag import shapes
from rag.model.local_servers import ModelServer
from rag.saving.briefing_store import BriefingEntry


def _bare(shape: type, *left_out: str) -> type:
    """A shape without ``notes`` and the fields ``left_out``, as ``as_contract`` has it."""
    kept = [
        (known.name, known.type, field(default=known.default) if known.default is not MISSING else field())
        for known in fields(shape)
        if known.name not in ("notes", *left_out)
    ]
    return make_dataclass(shape.__name__, kept, frozen=True, namespace={"__doc__": shape.__doc__})


Summary = _bare(shapes.Summary)
Briefing = _bare(shapes.Briefing, "questions")
Report = _bare(shapes.Report)


@dataclass(frozen=True)
class Health:
    """The state of the server, and the number of documents in the library."""

    ok: bool
    documents: int


@dataclass(frozen=True)
class Suggestions:
    """Questions to begin with."""

    questions: tuple[str, ...]


@dataclass(frozen=True)
class DocumentList:
    """Every document of a library, in the order added."""

    documents: tuple[Document, ...]


@dataclass(frozen=True)
class ListedBriefing(BriefingEntry):
    """A saved briefing in a list; ``made`` is a local time of the server, without a zone."""

    made: Annotated[datetime, WithJsonSchema({"type": "string", "title": "CreatedLibrary"})]


@dataclass(frozen=True)
class BriefingList:
    """The briefings saved with a library, the newest first."""

    briefings: tuple[ListedBriefing, ...]


@dataclass(frozen=True)
class RemovedBriefing:
    """The ids of deleted briefings."""

    removed: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """The id of the saved briefing that answers were written into."""

    id: str


@dataclass(frozen=True)
class EngineState:
    """The settings of a library's engine, those fixed elsewhere, and a line on what is sent where."""

    model: str
    base_url: str
    context_window: int
    judge: bool
    embedding_model: str
    price_read: float
    price_written: float
    max_megabytes: int
    has_key: bool
    fixed: dict[str, str]
    engine: str
    leaves: str


@dataclass(frozen=True)
class FoundModels:
    """The servers on this computer that offer models."""

    servers: tuple[ModelServer, ...]


@dataclass(frozen=True)
class LibraryInfo:
    """A library by its name, which is "" for the one the server was started on."""

    name: str
    title: str
    current: bool


@dataclass(frozen=True)
class LibraryList:
    """The libraries of a server; ``can_create`` is true if more can be made."""

    libraries: tuple[LibraryInfo, ...]
    can_create: bool


@dataclass(frozen=True)
class CreatedLibrary:
    """The name of a new library, or the new name of one."""

    name: str


@dataclass(frozen=True)
class RemovedLibrary:
    """The names of deleted libraries."""

    removed: tuple[str, ...]


@dataclass(frozen=True)
class Failed:
    """An error: a code for programs, one line for people."""

    code: str
    message: str


@dataclass(frozen=True)
class ErrorBody:
    """The body of an error of every route under /api."""

    error: Failed
