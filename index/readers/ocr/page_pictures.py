"""Pages that are pictures, read by OCR one after the other, within limits of number and time."""

import time
from collections.abc import Iterable, Iterator
from typing import Any

from index.document import OcrPage
from index.readers.ocr.rapid_ocr import words_of
from index.readers.ocr.weights import FEWEST_LETTERS, LONGEST_OCR, MOST_OCR_PAGES, PICTURE_SECONDS
from index.readers.ocr.work_limit import allow_work


def read_pictures(pictures: Iterable[tuple[int, Any, tuple[float, float]]]) -> Iterator[OcrPage]:
    """The pages that OCR reads of numbered pictures of Pillow's, each with its size in points.

    A few strokes that look like letters are no words. No further picture is asked for once there were too
    many, or they took too long.
    """
    end = time.monotonic() + LONGEST_OCR
    for count, (number, picture, (width, height)) in enumerate(pictures, 1):
        allow_work(PICTURE_SECONDS)
        words = words_of(picture)
        letters = sum(char.isalnum() for word in words for char in word.text)
        yield OcrPage(number, width, height, words if letters >= FEWEST_LETTERS else ())
        if count >= MOST_OCR_PAGES or time.monotonic() > end:
            return
