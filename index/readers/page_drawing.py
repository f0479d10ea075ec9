"""The drawing of a PDF's page, given up where it takes too long: nobody else can use pdfium meanwhile."""

import time
from math import ceil
from typing import Any

from index.errors import PageNotFound
from index.readers.weights import LONGEST_DRAWING

WHITE = (255, 255, 255, 255)


def draw(page: Any, scale: float, seconds: float = LONGEST_DRAWING) -> Any:
    """The pixels of an open page, of shape (height, width, 3), ``scale`` of them to a point.

    Raises ``PageNotFound`` if it is not drawn within ``seconds``.
    """
    import pypdfium2
    import pypdfium2.raw as pdfium

    width, height = (ceil(side * scale) for side in page.get_size())
    flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGR, rev_byteorder=True)
    try:
        bitmap.fill_rect(WHITE, 0, 0, width, height)
        place = (bitmap, page, 0, 0, width, height, 0, flags)
        state = pdfium.FPDF_RenderPageBitmap_Start(*place, _pause(time.monotonic() + seconds))
        pdfium.FPDF_RenderPage_Close(page)
        if state == pdfium.FPDF_RENDER_TOBECONTINUED:
            raise PageNotFound("This page takes too long to draw: read its text.")
        if page.formenv:
            pdfium.FPDF_FFLDraw(page.formenv, *place)
        return bitmap.to_numpy().copy()
    finally:
        bitmap.close()


def _pause(end: float) -> Any:
    """The question that pdfium asks from time to time, answered with yes after ``end``."""
    import pypdfium2.raw as pdfium

    pause = pdfium.IFSDK_PAUSE(version=1)
    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(lambda _: time.monotonic() > end)
    return pause
