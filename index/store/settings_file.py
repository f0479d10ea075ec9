"""The file readback.toml: a library's settings as written by hand, comments included."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from index.errors import LibraryReadOnly, UsageError
from index.store.atomic_file import write_whole

NAME = "readback.toml"


def read(file: Path) -> dict[str, object]:
    """Read the settings; empty if there is no file. Raises ``UsageError`` if it cannot be read."""
    return tomllib.loads(_text(file))


def write(file: Path, values: Mapping[str, object]) -> None:
    """Set ``values``; "" removes a setting; the rest of the file stays as it is.

    The file is replaced atomically. Raises ``UsageError`` if it cannot be read and ``LibraryReadOnly`` if it
    cannot be written.
    """
    import tomlkit

    document = tomlkit.parse(_text(file))
    for name, value in values.items():
        if value == "":
            document.pop(name, None)
        else:
            document[name] = value
    _replace(file, tomlkit.dumps(document).encode())


def _text(file: Path) -> str:
    try:
        text = file.read_bytes().decode()
        tomllib.loads(text)
    except FileNotFoundError:
        return ""
    except NotADirectoryError as error:
        raise UsageError(
            f"{str(file.parent)!r} is a file; a library is a folder, choose another name"
        ) from error
    except (OSError, ValueError) as error:
        raise UsageError(f"{str(file)!r} cannot be read as settings: {error}") from error
    return text


def _replace(file: Path, data: bytes) -> None:
    target = file.resolve()  # where it is a link, what it leads to
    try:
        write_whole(target, data, target.stat().st_mode & 0o777 if target.exists() else 0o644)
    except OSError as error:
        raise LibraryReadOnly(
            f"{str(file)!r} cannot be written ({error.strerror or error}); look at the folder's permissions"
        ) from error
