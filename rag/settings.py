"""What can be set, and where it comes from.

Arguments, then READBACK_* variables, then readback.toml in the library, then defaults. The endpoint's address
and key have the names that OpenAI's client knows; the key stands in the environment only.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_type_hints
from urllib.parse import urlsplit

from index.errors import UsageError


@dataclass(frozen=True)
class Settings:
    """Resolved once, at the start."""

    library: Path  # the library's folder
    embedding: str = "int8"  # the local embedder's numbers: int8 is twice as fast, fp32 exact
    max_megabytes: int = 50  # the largest file that is read
    cache: Path = Path()  # where the embedder's graph is kept, about 60 MB
    model: str = ""  # the model that writes the answers; none: they are quotations
    embedding_model: str = ""  # the endpoint's model that makes the vectors; none: the local one
    context_window: int = 4096  # tokens the model reads and writes at most, until the endpoint tells
    price_read: float = 0.0  # of a million tokens read, where the endpoint tells no cost
    price_written: float = 0.0  # of a million tokens written
    base_url: str = ""  # the endpoint's address; none: OpenAI's
    api_key: str = field(default="", repr=False)


def load_settings(
    library: str | Path | None = None, environment: Mapping[str, str] = os.environ, **given: object
) -> Settings:
    """The settings in force; raises ``UsageError`` naming the setting, its value and where it stands."""
    import platformdirs

    folder = library or environment.get("READBACK_LIBRARY") or platformdirs.user_data_dir("readback", False)
    path = Path(folder).expanduser().absolute()
    file = path / "readback.toml"
    # Later ones win; each value with the place it stands in, for the error that names it.
    values: dict[str, tuple[object, str]] = {
        "cache": (platformdirs.user_cache_dir("readback", False), "the default")
    }
    values |= {name: (value, str(file)) for name, value in _from_file(file).items()}
    values |= {
        name: (environment[variable], variable)
        for name in _SETTABLE
        if environment.get(variable := _VARIABLES.get(name, f"READBACK_{name.upper()}"))
    }
    values |= {name: (value, "the call") for name, value in given.items() if value is not None}
    checked = {name: _checked(name, value, place, path) for name, (value, place) in values.items()}
    return Settings(library=path, api_key=environment.get("OPENAI_API_KEY", "").strip(), **checked)  # type: ignore[arg-type]  # each checked against its field


_SETTABLE = tuple(name for name in get_type_hints(Settings) if name not in ("library", "api_key"))
_VARIABLES = {"base_url": "OPENAI_BASE_URL"}
_NUMBERS = ("max_megabytes", "context_window")
_PRICES = ("price_read", "price_written")


def _from_file(file: Path) -> dict[str, object]:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except NotADirectoryError as error:
        raise UsageError(
            f"{str(file.parent)!r} is a file; a library is a folder, choose another name"
        ) from error
    except (OSError, ValueError) as error:
        raise UsageError(f"{str(file)!r} cannot be read as settings: {error}") from error
    unknown = sorted(set(values) - set(_SETTABLE))
    if "api_key" in unknown:
        raise UsageError(f"{str(file)!r} holds an api_key; keep keys out of files: set OPENAI_API_KEY")
    if unknown:
        raise UsageError(f"{str(file)!r} has no setting {unknown[0]!r}; there are: {', '.join(_SETTABLE)}")
    return values


def _checked(name: str, value: object, place: str, library: Path) -> object:
    if name == "embedding":
        if value in ("int8", "fp32"):
            return value
        raise UsageError(f"embedding is {value!r} in {place}; it can be 'int8' or 'fp32'")
    if name in _NUMBERS:
        try:
            number = int(str(value))
        except ValueError:
            number = 0
        if number > 0:
            return number
        raise UsageError(f"{name} is {value!r} in {place}; it must be a whole number above 0")
    if name in _PRICES:
        return _price(name, value, place)
    if name == "base_url":
        return _address(str(value).strip(), place)
    if name in ("model", "embedding_model"):
        return str(value).strip()
    base = library if place.endswith("readback.toml") else Path.cwd()
    return base / Path(str(value)).expanduser()


def _price(name: str, value: object, place: str) -> float:
    try:
        price = float(str(value))
    except ValueError:
        price = -1.0
    if 0 <= price < float("inf"):
        return price
    raise UsageError(f"{name} is {value!r} in {place}; it must be a number such as 0.15")


def _address(value: str, place: str) -> str:
    """An endpoint's address; whoever puts a key into it would see it in every message."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"base_url in {place} is no address; it looks like http://127.0.0.1:8080/v1")
    if parts.username or parts.password or parts.query:
        raise UsageError(f"base_url in {place} holds more than an address; the key belongs in OPENAI_API_KEY")
    return value
