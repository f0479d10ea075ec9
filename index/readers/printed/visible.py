"""The paper of a page as it is displayed: whether anything can be seen at a place."""

from math import ceil, floor, sqrt
from typing import Any

from index.readers.printed.weights import PAPER_PIXELS, SEEN_FROM

Corners = tuple[float, float, float, float]


class DrawnPage:
    """A page as a picture, drawn when first asked for: most pages have no text of doubtful colour."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._pixels: Any = None

    def shows(self, corners: Corners) -> bool:
        """Return whether the paper is of more than one colour within ``corners``, in points of the page."""
        if self._pixels is None:
            self._pixels = self._drawn()
        high, wide = self._pixels.shape
        left, bottom, right, top = corners
        across, down = zip(
            *(self._pixel(x, y, wide, high) for x, y in ((left, bottom), (right, top))), strict=True
        )
        part = self._pixels[
            max(floor(min(down)), 0) : ceil(max(down)) + 1, max(floor(min(across)), 0) : ceil(max(across)) + 1
        ]
        return bool(part.size) and int(part.max()) - int(part.min()) >= SEEN_FROM

    def _drawn(self) -> Any:
        width, height = self._page.get_size()
        scale = min(1.0, sqrt(PAPER_PIXELS / max(width * height, 1.0)))
        bitmap = self._page.render(scale=scale, grayscale=True)
        try:
            pixels = bitmap.to_numpy()
            return (pixels if pixels.ndim == 2 else pixels[:, :, 0]).copy()
        finally:
            bitmap.close()

    def _pixel(self, x: float, y: float, wide: int, high: int) -> tuple[int, int]:
        from ctypes import c_int

        import pypdfium2.raw as pdfium

        across, down = c_int(), c_int()
        pdfium.FPDF_PageToDevice(self._page, 0, 0, wide, high, 0, x, y, across, down)
        return across.value, down.value
