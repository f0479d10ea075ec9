"""Open the reader that the settings name."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import UsageError

if TYPE_CHECKING:
    from rag.model.reading.reader import Reader

OFF = "off"
GRAPH = "reader.onnx"
OWN = Path(__file__).parent / "own"
"""The folder of the reader that comes with Readback; training/README.md tells how it was made."""
OWN_SHA256 = "4af791923d1502d247ec1cafb252f01a28c513019b40663d6b6245a80390c5a9"


def open_reader(setting: str) -> "Reader | None":
    """The reader of the setting: ``off`` for none, a folder, or "" for the one that comes with Readback.

    Raises ``UsageError`` if the folder holds none that can be run.
    """
    if setting == OFF:
        return None
    folder = Path(setting).expanduser() if setting else OWN
    if not folder.is_dir():
        raise UsageError(f"reader is {setting!r}, and there is no such folder; name one, or say {OFF!r}")
    return _opened(folder.absolute(), "" if setting else "Readback's own reader")


@lru_cache(maxsize=2)
def _opened(folder: Path, name: str) -> "Reader":
    from rag.model.reading.onnx_reader import OnnxReader

    if folder == OWN and hashlib.sha256((OWN / GRAPH).read_bytes()).hexdigest() != OWN_SHA256:
        raise UsageError(f"{str(OWN / GRAPH)!r} is not Readback's own reader; install Readback again")
    return OnnxReader(folder, name)
