"""The models that an endpoint lists."""

import json
from collections.abc import Iterable

_MOST_BYTES = 4_000_000
_MOST_NAMES = 300


def names(chunks: Iterable[bytes]) -> tuple[str, ...]:
    """The names in the answer to ``GET /models``, in its order; none where it is no such list."""
    body = b""
    for chunk in chunks:
        body += chunk
        if len(body) > _MOST_BYTES:
            return ()
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    rows = told.get("data") if isinstance(told, dict) else None
    found = [row.get("id") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    known = [name for name in found if isinstance(name, str) and name.isprintable() and 0 < len(name) <= 200]
    return tuple(dict.fromkeys(known))[:_MOST_NAMES]
