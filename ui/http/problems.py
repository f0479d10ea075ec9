"""Errors as JSON over HTTP: a status, a code, and one line for the reader."""

import logging
import re

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from index import errors
from rag.request_errors import RoleMissing, SettingFixed, TeamNotFound
from ui.http.security.guard import HEADERS
from ui.words.private_paths import without_folders

CRASH = "Something went wrong inside Readback. Its log says more."
log = logging.getLogger("readback")
_STATUS = {
    errors.UsageError: 400,
    errors.TooLarge: 413,
    errors.UnsupportedFormat: 415,
    errors.ReadError: 422,
    errors.DocumentNotFound: 404,
    errors.AmbiguousDocument: 409,
    errors.FileNotKept: 404,
    errors.PageNotFound: 404,
    errors.LibraryNotFound: 404,
    errors.BriefingNotFound: 404,
    errors.StoreUnreachable: 503,
    errors.LibraryError: 409,
    SettingFixed: 409,
    RoleMissing: 403,
    TeamNotFound: 404,
}


def problem(status: int, code: str, message: str) -> JSONResponse:
    """The response of an error: ``{"error": {"code", "message"}}``."""
    return JSONResponse({"error": {"code": code, "message": message}}, status)


def error_code(error: Exception) -> str:
    """The code of an error: its class in snake_case, as ``document_not_found``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(error).__name__).lower()


async def readback_error(_: Request, error: Exception) -> JSONResponse:
    """The response of one of our own errors."""
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    return problem(status, error_code(error), without_folders(error))


async def bad_request(_: Request, error: Exception) -> JSONResponse:
    """The response to a body or a query that does not fit its schema: status 422."""
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {"loc": (), "msg": str(error)}
    where = ".".join(str(part) for part in first["loc"] if isinstance(part, str | int))
    return problem(422, "bad_request", f"{where}: {first['msg']}")


async def http_error(_: Request, error: Exception) -> JSONResponse:
    """The response of an error that Starlette raises, such as 404."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else "Error"
    return problem(status, re.sub(r"\W+", "_", detail).lower(), detail)


async def crash(_: Request, __: Exception) -> JSONResponse:
    """The response of an unexpected error: status 500. Sent outside the guard, so it adds the headers."""
    answer = problem(500, "internal", CRASH)
    answer.headers.update(HEADERS)
    return answer
