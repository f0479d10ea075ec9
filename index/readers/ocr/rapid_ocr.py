"""RapidOCR, of which the models come with the package: nothing is fetched."""

import os
import threading
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

from index.document import BOX_STEPS, PlacedWord
from index.readers.ocr.weights import OCR_THREADS

INSTALL = 'install the extra that reads pictures: pip install "readback[ocr]"'
_TURN = threading.Lock()  # one picture at a time: each takes all threads


def is_installed() -> bool:
    """Return whether pictures can be read here."""
    return find_spec("rapidocr") is not None


def state() -> str:
    """The state of OCR, and how to get it, in a line."""
    return "RapidOCR reads pictures and scanned pages" if is_installed() else f"none; to have it, {INSTALL}"


def words_of(picture: Any) -> tuple[PlacedWord, ...]:
    """The words in a picture of Pillow's, line by line from the top; places in steps of its sides."""
    import numpy as np

    pixels = np.asarray(picture.convert("RGB"))[:, :, ::-1]  # as OpenCV has them
    with _TURN:
        found = _engine()(np.ascontiguousarray(pixels), return_word_box=True)
    lines = zip(found.txts or (), found.word_results or (), strict=True) if found.txts else ()
    return tuple(word for text, words in lines for word in _placed(text, words, picture.size))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = min(
        OCR_THREADS, os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count() or 1
    )
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        }
    )


def _placed(text: str, words: Any, size: tuple[int, int]) -> Iterator[PlacedWord]:
    """The words of a line, each with what stands after it: a space, nothing, at the end a line's end."""
    at = 0
    kept = [(word, box) for word, _, box in words if word.strip()]
    for number, (word, box) in enumerate(kept):
        begin = text.find(word, at)
        at = begin + len(word) if begin >= 0 else at
        after = "\n" if number == len(kept) - 1 else " " if text[at : at + 1].isspace() else ""
        across, down = zip(*box, strict=True)
        left, right = (_step(side, size[0]) for side in (min(across), max(across)))
        top, bottom = (_step(side, size[1]) for side in (min(down), max(down)))
        yield PlacedWord(word, left, top, right, bottom, after)


def _step(place: float, whole: int) -> int:
    return round(min(max(place / whole, 0), 1) * BOX_STEPS)
