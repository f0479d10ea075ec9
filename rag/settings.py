"""What can be set, and where it comes from.

Arguments, then READBACK_* variables, then readback.toml in the library, then defaults.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_type_hints

from index.errors import UsageError


@dataclass(frozen=True)
class Settings:
    """Resolved once, at the start."""

    library: Path  # the library's folder
    embedding: str = "int8"  # the local embedder's numbers: int8 is twice as fast, fp32 exact
    max_megabytes: int = 50  # the largest file that is read
    cache: Path = Path()  # where the embedder's graph is kept, about 60 MB


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
        if environment.get(variable := f"READBACK_{name.upper()}")
    }
    values |= {name: (value, "the call") for name, value in given.items() if value is not None}
    checked = {name: _checked(name, value, place, path) for name, (value, place) in values.items()}
    return Settings(library=path, **checked)  # type: ignore[arg-type]  # each checked against its field


_SETTABLE = tuple(name for name in get_type_hints(Settings) if name != "library")


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
    if unknown:
        raise UsageError(f"{str(file)!r} has no setting {unknown[0]!r}; there are: {', '.join(_SETTABLE)}")
    return values


def _checked(name: str, value: object, place: str, library: Path) -> object:
    if name == "embedding":
        if value in ("int8", "fp32"):
            return value
        raise UsageError(f"embedding is {value!r} in {place}; it can be 'int8' or 'fp32'")
    if name == "max_megabytes":
        try:
            number = int(str(value))
        except ValueError:
            number = 0
        if number > 0:
            return number
        raise UsageError(f"max_megabytes is {value!r} in {place}; it must be a whole number above 0")
    base = library if place.endswith("readback.toml") else Path.cwd()
    return base / Path(str(value)).expanduser()
