"""Open the readers that the settings name: one that answers questions, one that judges claims."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import UsageError
from rag.model.reading.weights import MOST_LABELS

if TYPE_CHECKING:
    from rag.model.reading.claim_reader import ClaimReader
    from rag.model.reading.reader import Reader

OFF = "off"
GRAPH = "reader.onnx"
OWN = Path(__file__).parent / "own"
"""The folder of the reader that comes with Readback; training/README.md tells how it was made."""
OWN_SHA256 = "6b77e8f292348b02c9b489d675b4e2dee761585c2231a3cb72407114e2d7a692"


def open_reader(setting: str) -> "Reader | None":
    """The reader of the setting: ``off`` for none, a folder, or "" for the one that comes with Readback.

    Beside a folder with a judge of claims it is Readback's own. Raises ``UsageError`` if the folder holds
    none that can be run.
    """
    from rag.model.reading.claim_reader import ClaimReader

    if setting == OFF:
        return None
    opened = _named(setting)
    return opened if not isinstance(opened, ClaimReader) else open_reader("")


def open_claim_reader(setting: str) -> "ClaimReader | None":
    """The judge of claims of a folder; ``None`` where the setting names none. Raises ``UsageError``."""
    from rag.model.reading.claim_reader import ClaimReader

    opened = _named(setting) if setting not in ("", OFF) else None
    return opened if isinstance(opened, ClaimReader) else None


def _named(setting: str) -> "Reader | ClaimReader":
    folder = Path(setting).expanduser() if setting else OWN
    if not folder.is_dir():
        raise UsageError(f"reader is {setting!r}, and there is no such folder; name one, or say {OFF!r}")
    return _opened(folder.absolute(), "" if setting else "Readback's own reader")


@lru_cache(maxsize=2)
def _opened(folder: Path, name: str) -> "Reader | ClaimReader":
    from rag.model.reading.claim_reader import ClaimReader
    from rag.model.reading.onnx_reader import SPAN_LOGITS, SPANS, OnnxReader
    from rag.model.reading.pair_graph import PairGraph

    if folder == OWN and hashlib.sha256((OWN / GRAPH).read_bytes()).hexdigest() != OWN_SHA256:
        raise UsageError(f"{str(OWN / GRAPH)!r} is not Readback's own reader; install Readback again")
    graph = PairGraph(folder)
    ((_, first),) = graph.run([("a", "b")])
    scores = first[0].size
    if graph.outputs in (SPANS, SPAN_LOGITS) or scores == 1:
        return OnnxReader(graph, name or folder.name)
    if len(first) == 1 and scores <= MOST_LABELS:
        return ClaimReader(graph, folder, scores)
    raise UsageError(
        f"{str(folder)!r} holds no reader: its graph gives neither spans nor one score, nor labels"
    )
