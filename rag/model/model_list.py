"""The models that an endpoint lists."""

from collections.abc import Iterable

from rag.model.window import Row

_MOST_NAMES = 300


def rows(answer: object) -> tuple[Row, ...]:
    """The models in the answer to ``GET /models``, in its order; none where it is no such list."""
    listed = answer.get("data") if isinstance(answer, dict) else None
    return tuple(row for row in listed if isinstance(row, dict)) if isinstance(listed, list) else ()


def names(rows: Iterable[Row]) -> tuple[str, ...]:
    """The names of the models that can be shown."""
    found = [row.get("id") for row in rows]
    known = [name for name in found if isinstance(name, str) and name.isprintable() and 0 < len(name) <= 200]
    return tuple(dict.fromkeys(known))[:_MOST_NAMES]
