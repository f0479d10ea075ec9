"""The receiving of what a request brings to be added: files, limited and safely named, or a web address."""

import re
import shutil
from collections.abc import AsyncGenerator
from itertools import count
from pathlib import Path
from typing import Annotated, Any
from unicodedata import normalize

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from index.errors import TooLarge, UsageError
from ui.http.examples import ADDRESS
from ui.http.security.size_limit import announced
from ui.http.weights import BETWEEN_FILES, LONGEST_STEM, MAX_FIELD, MAX_FIELDS, MAX_FILES, WHOLE_MEGABYTES

_BAD = re.compile(r'[\x00-\x1f\x7f<>:"|?*]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]')


def safe_name(name: str | None) -> str:
    """The last part of a file name, at most 200 bytes, without characters that file systems refuse.

    Accents are one character with their letter: macOS sends them as two, and the name would be another one.
    """
    base = re.split(r"[/\\]", name or "")[-1]
    base = _BAD.sub("_", normalize("NFC", base.encode("utf-8", "replace").decode())).strip(" .")
    stem, dot, suffix = base.rpartition(".")
    if not dot or not stem:
        stem, suffix = base.strip("."), ""
    room = LONGEST_STEM - len(suffix.encode()) - 1
    if room < 1:
        stem, suffix, room = base, "", LONGEST_STEM
    stem = stem.encode()[:room].decode("utf-8", "ignore")
    return f"{stem}.{suffix}" if suffix else stem or "document"


class AddressBody(BaseModel):
    """The JSON body of ``POST /api/documents``: a web address whose document is fetched and added."""

    model_config = ConfigDict(json_schema_extra={"examples": ADDRESS})

    address: Annotated[str, Field(description="Begins with https:// or http://.")]


class _Parser(MultiPartParser):
    """Starlette's parser, keeping at most ``limit`` bytes of a file; ``taken`` counts those sent."""

    def __init__(self, request: Request, limit: int) -> None:
        whole = max(limit, WHOLE_MEGABYTES * 1_000_000) + BETWEEN_FILES
        super().__init__(
            request.headers, _counted(request, whole),
            max_files=MAX_FILES, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD,
        )  # fmt: skip
        self.limit = limit
        self.taken: dict[int, int] = {}

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """Count a piece of a part, and drop what is over the limit."""
        file = self._current_part.file
        if file is None:
            super().on_part_data(data, start, end)
            return
        before = self.taken.get(id(file), 0)
        self.taken[id(file)] = before + end - start
        super().on_part_data(data, start, min(end, start + max(0, self.limit - before)))


async def _counted(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """The body in pieces. Raises ``TooLarge``, and reads no further, after ``most`` bytes."""
    taken = announced(request.headers)
    error = TooLarge(
        f"The upload is larger than {most / 1_000_000:,.0f} MB in all. Send the files in several parts."
    )
    if taken > most:
        raise error
    taken = 0
    async for piece in request.stream():
        taken += len(piece)
        if taken > most:
            raise error
        yield piece


async def received_address(request: Request) -> str:
    """The web address in a JSON body.

    Raises ``TooLarge``, and ``RequestValidationError`` for another shape.
    """
    body = b"".join([piece async for piece in _counted(request, MAX_FIELD)])
    try:
        return AddressBody.model_validate_json(body).address
    except ValidationError as error:
        found = error.errors(include_context=False, include_input=False, include_url=False)
        raise RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in found]) from error


async def receive(request: Request, folder: Path, megabytes: int) -> tuple[list[Path], list[str]]:
    """Store the files of a multipart request in ``folder``: their paths, and the names of those too large.

    Two of one name are both kept, the second as "name (2)".

    Raises ``UsageError`` if the body is not multipart/form-data or holds no file, ``TooLarge`` if all of it
    is larger than one request may be.
    """
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise UsageError("Send the files as multipart/form-data, each in a field named “files”.")
    limit = megabytes * 1_000_000
    parser = _Parser(request, limit)
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise UsageError(f"The upload could not be read: {error.message}") from error
    paths: list[Path] = []
    large: list[str] = []
    try:
        files = [item for _, item in form.multi_items() if isinstance(item, UploadFile)]
        if not files:
            raise UsageError("The upload holds no file.")
        for number, item in enumerate(files):
            name = _unlike(paths, safe_name(item.filename))
            if parser.taken.get(id(item), 0) > limit:
                large.append(name)
            else:
                paths.append(await run_in_threadpool(_store, item.file, folder / str(number) / name))
    finally:
        await form.close()
    return paths, large


def _unlike(paths: list[Path], name: str) -> str:
    """``name``, numbered where a file of this request has it: the library would take one for the other."""
    taken = {path.name for path in paths}
    at, dot, suffix = name.rpartition(".") if "." in name else (name, "", "")
    numbered = (f"{at} ({n}){dot}{suffix}" for n in count(2))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def _store(file: Any, path: Path) -> Path:
    """Copy an upload to where it can be read by its name."""
    path.parent.mkdir(parents=True)
    with path.open("wb") as target:
        shutil.copyfileobj(file, target)
    return path
