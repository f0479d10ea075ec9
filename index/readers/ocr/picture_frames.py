"""The frames of a picture as pages."""

import io
from collections.abc import Iterator
from typing import Any

from index.errors import Damaged
from index.readers.ocr.weights import MOST_PIXELS, PICTURE_INCH

POINTS = 72  # an inch


def as_pdf(data: bytes) -> bytes:
    """A PDF whose pages show a picture's frames. Raises whatever Pillow raises on a broken one."""
    first, *others = (picture for _, picture, _ in frames("", data))
    file = io.BytesIO()
    first.save(file, "PDF", resolution=PICTURE_INCH, save_all=True, append_images=others)
    return file.getvalue()


def frames(name: str, data: bytes) -> Iterator[tuple[int, Any, tuple[float, float]]]:
    """The pages of a picture, upright and on white paper, with their sizes in points.

    ``name`` is for messages. Raises ``Damaged`` for one of too many pixels, and Pillow's errors.
    """
    from PIL import Image, ImageOps, ImageSequence

    with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "TIFF", "WEBP"]) as file:
        for number, frame in enumerate(ImageSequence.Iterator(file), 1):
            if frame.width * frame.height > MOST_PIXELS:
                raise Damaged(
                    f"{name}: {frame.width:,} by {frame.height:,} pixels are more than any page needs:"
                    " save it smaller."
                )
            whole = ImageOps.exif_transpose(frame).convert("RGBA")
            paper = Image.new("RGBA", whole.size, "white")
            paper.alpha_composite(whole)
            picture = paper.convert("RGB")
            wide, high = (side * POINTS / PICTURE_INCH for side in picture.size)
            yield number, picture, (wide, high)
