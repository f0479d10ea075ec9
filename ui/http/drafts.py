"""The routes of the page for drafts: the text of a file, and a checked draft as a file."""

import os
import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from index.errors import ReadError, TooLarge, UnsupportedFormat
from index.readers import FORMATS
from rag.checking.draft import Draft, read_draft
from rag.shapes import Report
from ui.export.report import report_file
from ui.http.downloads import attachment
from ui.http.request_library import Chosen
from ui.http.uploads import receive
from ui.http.weights import LONGEST_DRAFT

api = APIRouter(prefix="/api/drafts", include_in_schema=False)


class ReportBody(BaseModel):
    """The body of ``POST /api/drafts/report``: a checked draft, its title, and the kind of file."""

    report: Report
    title: Annotated[str, Field(min_length=1, max_length=1_000)]
    format: Literal["html", "docx"]


def fitting(text: str, most: int = LONGEST_DRAFT) -> str:
    """The text of a draft itself. Raises ``TooLarge`` if it is longer than ``most`` characters."""
    if len(text) > most:
        long = f"The draft has {len(text):,} characters"
        raise TooLarge(f"{long}; {most:,} can be checked at once. Check it in parts.")
    return text


@api.post("")
async def draft(readback: Chosen, request: Request) -> dict[str, Any]:
    """The text of one file, which is not kept.

    Raises ``TooLarge`` over the limits, a ``ReadError`` for no text, ``UsageError`` for no file.
    """
    with tempfile.TemporaryDirectory(prefix="readback-") as folder:
        megabytes = readback.settings.max_megabytes
        paths, large = await receive(request, Path(folder), megabytes)
        if large:
            raise TooLarge(f"{large[0]} is larger than {megabytes} MB, the limit for one file.")
        found = await run_in_threadpool(_read, paths[0], megabytes)
    return {"name": paths[0].name, "text": fitting(found.text), "markdown": found.markdown}


@api.post("/report")
def report(body: ReportBody) -> Response:
    """A checked draft as a file, with its marks and its sources."""
    return attachment(report_file(body.report, body.title, body.format), body.title, body.format)


def _read(path: Path, megabytes: int) -> Draft:
    """Read a draft; errors name the file, not the folder that it is in for the moment."""
    try:
        return read_draft(path, max_bytes=megabytes * 1_000_000)
    except UnsupportedFormat as error:
        raise UnsupportedFormat(
            f"{path.name} cannot be read. Choose a file of one of {', '.join(FORMATS)}, or paste its text."
        ) from error
    except ReadError as error:
        words = str(error).replace(str(path), path.name).replace(f"{path.parent}{os.sep}", "")
        raise type(error)(words) from error
