"""Errors as JSON over HTTP: a status, a code, and one line for the reader."""

import logging
import re

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from index import errors
from rag.request_errors import SettingFixed
from ui.http.security.guard import HEADERS

CRASH = "Something went wrong inside Readback. Its log says more."
log = logging.getLogger("readback")
_STATUS = {
    errors.UsageError: 400,
    errors.TooLarge: 413,
    errors.UnsupportedFormat: 415,
    errors.ReadError: 422,
    errors.DocumentNotFound: 404,
    errors.AmbiguousDocument: 409,
    errors.LibraryNotFound: 404,
    errors.BriefingNotFound: 404,
    errors.LibraryError: 409,
    SettingFixed: 409,
}


def problem(status: int, code: str, message: str) -> JSONResponse:
    """An error as the contract has it."""
    return JSONResponse({"error": {"code": code, "message": message}}, status)


def error_code(error: Exception) -> str:
    """``document_not_found`` for a DocumentNotFound."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(error).__name__).lower()


async def readback_error(_: Request, error: Exception) -> JSONResponse:
    """One of our own."""
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    return problem(status, error_code(error), str(error))


async def bad_request(_: Request, error: Exception) -> JSONResponse:
    """A body or a query that is not of the shape asked for."""
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {"loc": (), "msg": str(error)}
    where = ".".join(str(part) for part in first["loc"] if isinstance(part, str | int))
    return problem(422, "bad_request", f"{where}: {first['msg']}")


async def http_error(_: Request, error: Exception) -> JSONResponse:
    """One of the framework's."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else "Error"
    return problem(status, re.sub(r"\W+", "_", detail).lower(), detail)


async def crash(_: Request, __: Exception) -> JSONResponse:
    """One that nobody foresaw; answered outside the guard."""
    answer = problem(500, "internal", CRASH)
    answer.headers.update(HEADERS)
    return answer
