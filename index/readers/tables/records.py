"""The records of structured data as blocks of text: each value behind its key, or the path of its keys."""

from collections.abc import Iterator, Sequence

from index.readers.tables.weights import LONG_VALUE

Data = dict[str, "Data"] | list["Data"] | str | None
"""What JSON holds; numbers and truth values are text, as the file writes them."""

# The keys of a record's main text, which needs no name before it.
_MAIN = {"body", "text", "content", "articlebody", "maintext", "fulltext", "article", "story"}


def plain_key(key: str) -> str:
    """A key without what programs write differently: "published_at" and "publishedAt" are one."""
    return key.lower().replace("_", "").replace("-", "").replace(" ", "")


def data_blocks(data: Data, path: str = "") -> Iterator[str]:
    """The blocks of any value: a row for each record of a list, else a line for each key and its value."""
    if isinstance(data, list) and any(isinstance(one, dict) for one in data):
        for number, one in enumerate(data, 1):
            yield from record_blocks(one, f"{path}, row {number}" if path else f"Row {number}")
        return
    if isinstance(data, dict):
        for key, value in data.items():
            inner = f"{path}.{key}" if path else key
            if plain_key(key) in _MAIN and isinstance(value, str):
                yield from _paragraphs(value)
            elif isinstance(value, dict | list) and not _is_plain(value):
                yield from data_blocks(value, inner)
            else:
                yield from _named(inner, _written(value))
        return
    if isinstance(data, list) and not _is_plain(data):
        for number, one in enumerate(data, 1):
            yield from data_blocks(one, f"{path}[{number}]")
        return
    yield from _named(path, _written(data))


def record_blocks(record: Data, place: str) -> Iterator[str]:
    """A record: its short values in one line behind ``place``, then its long ones, paragraph by paragraph."""
    short: list[str] = []
    long: list[tuple[str, str]] = []
    for key, value in _flat(record, ""):
        words = " ".join(value.split())
        if words and (plain_key(key) in _MAIN or len(words) > LONG_VALUE):
            long.append((key, value))
        elif words:
            short.append(f"{key}: {words}" if key else words)
    if short:
        yield f"{place}: {'; '.join(short)}"
    elif long:
        yield place
    for key, value in long:
        yield from _paragraphs(value) if plain_key(key) in _MAIN else _named(key, value)


def _flat(data: Data, path: str) -> Iterator[tuple[str, str]]:
    """The values below a record, each with the path that leads to it."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _flat(value, f"{path}.{key}" if path else key)
    elif isinstance(data, list) and not _is_plain(data):
        for number, value in enumerate(data, 1):
            yield from _flat(value, f"{path}[{number}]")
    else:
        yield path, _written(data)


def _is_plain(data: Data) -> bool:
    """Return whether a value is no record and holds none."""
    if isinstance(data, list):
        return all(one is None or isinstance(one, str) for one in data)
    return not isinstance(data, dict)


def _written(data: Data) -> str:
    if isinstance(data, list):
        return ", ".join(" ".join(one.split()) for one in data if isinstance(one, str) and one.strip())
    return data if isinstance(data, str) else ""


def _named(name: str, value: str) -> Iterator[str]:
    """A value behind its name, paragraph by paragraph; the name stands once."""
    paragraphs: Sequence[str] = list(_paragraphs(value))
    if paragraphs:
        yield f"{name}: {paragraphs[0]}" if name else paragraphs[0]
        yield from paragraphs[1:]


def _paragraphs(value: str) -> Iterator[str]:
    yield from filter(None, (" ".join(line.split()) for line in value.splitlines()))
