"""The cache of summaries: the key of a summary, and its form in the cache."""

import json
from dataclasses import astuple

from index.document import Document
from index.store.identity import short_hash
from index.store.interfaces import CatalogTables
from prompts import load
from rag.model.writer import Writer
from rag.shapes import Engine, Summary, as_json

METHOD = "7"  # to be raised when the same document would get another summary
PROMPTS = ("summary", "notes", "judge")


def key_of(document: Document, catalog: CatalogTables, words: int | None, writer: Writer | None) -> str:
    """The cache key of a summary; it changes with the text, label, length, engine, prompts or method."""
    edition = f"{catalog.properties.edition()} {catalog.properties.get('fingerprint')}"
    engine: str = Engine.EXTRACTIVE
    if writer:
        prompts = [load(name).digest for name in PROMPTS]
        engine = "\n".join((writer.model.name, writer.model.place, str(writer.judges), *prompts))
    told = repr(astuple(document)[:6])
    return f"summary {short_hash(METHOD, told, edition, str(words), engine)}"


def to_kept(summary: Summary) -> str:
    """Serialize a summary as JSON."""
    return json.dumps(as_json(summary), ensure_ascii=False)


def from_kept(text: str) -> Summary:
    """Parse a summary that :func:`to_kept` wrote."""
    from pydantic import TypeAdapter

    return TypeAdapter(Summary).validate_json(text)
