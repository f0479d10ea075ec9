"""Jupyter notebooks (.ipynb): the cells in order, as Markdown; code and what it printed are code."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from index.document import ParsedDocument
from index.errors import Damaged, NoText
from index.readers.markdown import read_markdown
from index.readers.metadata.titles import from_name, sensible
from index.readers.plain_text import own_text

MEDIA_TYPE = "application/x-ipynb+json"


def read_notebook(name: str, data: bytes) -> ParsedDocument:
    """Read a notebook called ``name``: texts as they are, code and its printed results between "```".

    Pictures and results that only a browser shows are not read. Raises ``Damaged`` for what is no notebook
    and ``NoText`` for one without words.
    """
    try:
        notebook = json.loads(own_text(name, data))
        sheets = notebook.get("worksheets") or [notebook]  # version 3 had several
        blocks = [block for sheet in sheets for cell in sheet["cells"] for block in _cell(cell)]
        given = notebook.get("metadata", {}).get("title")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Damaged(
            f"{name}: this is no intact notebook ({type(error).__name__}): save it again from Jupyter."
        ) from error
    if not blocks:
        raise NoText(f"{name}: the cells of this notebook are empty: nothing to read.")
    reading = read_markdown(name, "\n\n".join(blocks).encode("utf-8", "replace"))
    headed = any(block.lstrip().startswith("#") for block in blocks if not block.startswith("```"))
    title = sensible(given if isinstance(given, str) else None) or (
        reading.title if headed else from_name(name)
    )
    return replace(reading, media_type=MEDIA_TYPE, title=title)


def _cell(cell: dict[str, Any]) -> Iterator[str]:
    source = _joined(cell.get("source", cell.get("input")))
    if cell.get("cell_type") != "code":
        level = cell.get("level")  # of a heading, in version 3
        yield from filter(None, [f"{'#' * level} {source}" if isinstance(level, int) and source else source])
        return
    yield from _code(source)
    for output in cell.get("outputs", ()):
        yield from _code(_output(output))


def _output(output: dict[str, Any]) -> str:
    """The text that a code printed; "" for a picture."""
    if output.get("output_type") in ("error", "pyerr"):
        return f"{output.get('ename', '')}: {output.get('evalue', '')}"
    data = output.get("data", output)
    if any(kind.startswith("image/") or kind in ("png", "jpeg", "svg") for kind in data):
        return ""
    return _joined(data.get("text/plain", data.get("text")))


def _code(source: str) -> Iterator[str]:
    if source:
        fence = "````" if "```" in source else "```"
        yield f"{fence}\n{source}\n{fence}"


def _joined(lines: list[str] | str | None) -> str:
    return "".join(lines or ()).strip("\n").rstrip()
