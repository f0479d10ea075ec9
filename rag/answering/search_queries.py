"""Have a model put a question in other words, to search for what no whole document can be shown of."""

import threading

from prompts import load
from rag.model.client import Message, Usage
from rag.model.completion import whole
from rag.model.structured import TEXT, Schema, json_list, json_object
from rag.model.writer import Writer
from rag.request_errors import ModelError

_MOST = 3
_LONGEST = 300  # characters of one query
SCHEMA = Schema("queries", json_object(queries=json_list(TEXT)))


def search_queries(
    question: str, writer: Writer, stop: threading.Event | None = None
) -> tuple[tuple[str, ...], Usage]:
    """One to three queries for ``question``, and the usage; none where the model gives none.

    Raises ``Stopped``.
    """
    system, user = load("queries").render(question=question)
    messages = [Message("system", system), Message("user", user)]
    try:
        told, usage = writer.model.structured(messages, SCHEMA, writer.answer_tokens(stop), stop)
    except ModelError:
        return (), Usage()  # the question itself is searched for, too
    given = told.get("queries")
    listed = given if isinstance(given, list) else [given]
    queries = [" ".join(whole(query).split()) for query in listed if isinstance(query, str)]
    usable = (query for query in queries if query and len(query) <= _LONGEST and query != question)
    return tuple(dict.fromkeys(usable))[:_MOST], usage
