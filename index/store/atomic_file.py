"""Atomic writing: a file is written wholly or not at all, whenever the process is killed."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

PRIVATE = 0o600


def write_whole(file: Path, data: bytes, mode: int = PRIVATE) -> None:
    """Replace ``file`` by ``data``, with permissions ``mode``, making its folder. Raises ``OSError``."""
    file.parent.mkdir(parents=True, exist_ok=True)
    # For nobody else to read until it has its mode; closed before it is moved, as Windows wants it.
    written = NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}-", suffix=".new", delete=False)  # noqa: SIM115
    new = Path(written.name)
    try:
        with written:
            written.write(data)
            written.flush()
            os.fsync(written.fileno())
        new.chmod(mode)
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
