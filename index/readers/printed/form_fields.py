"""The fields of a form: the text filled into each, read with the label beside it."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from ctypes import c_ushort
from dataclasses import dataclass, replace
from typing import Any

from index.readers.printed.text_line import LinePiece, PageWord
from index.readers.printed.visible import Corners
from index.readers.printed.weights import FIELD_ROW, LABEL_NEAR

FREE_TEXT, WIDGET = 3, 20  # pdfium's FPDF_ANNOT_…
HIDDEN = 0x2 | 0x20  # the flags Hidden and NoView
PUSH_BUTTON, CHECK_BOX, RADIO_BUTTON = 1, 2, 3  # pdfium's FPDF_FORMFIELD_…
INSTEAD = {PUSH_BUTTON: "", CHECK_BOX: "☒", RADIO_BUTTON: "☒"}
_NAME = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Field:
    """A field of a form: its corners on the page, and its name.

    ``instead`` is read instead of what it shows: of a box its tick, of a button nothing.
    """

    corners: Corners
    name: str
    instead: str | None = None


@dataclass(frozen=True)
class DrawnFields:
    """The fields drawn into a page, and the index of the first character that may be theirs.

    ``is_changed``: something was drawn into it.
    """

    fields: tuple[Field, ...] = ()
    first: int = 0
    is_changed: bool = False

    def word(self, word: PageWord, corners: Corners) -> PageWord:
        """Give a word with the name of the field that it stands in, and the text that is read there."""
        if word.indexes[0] < self.first:
            return word
        x, y = (corners[0] + corners[2]) / 2, (corners[1] + corners[3]) / 2
        for field in self.fields:
            left, bottom, right, top = field.corners
            if left <= x <= right and bottom <= y <= top:
                text = word.text if field.instead is None else field.instead
                return word._replace(text=text, indexes=word.indexes[: len(text)], field=field.name or "?")
        return word


class FormFields:
    """The form of an open document, if it has one."""

    def __init__(self, document: Any) -> None:
        if document.get_formtype():
            document.init_forms()  # pdfium draws fields that the file does not
        self._form = getattr(document, "formenv", None)

    def drawn_into(self, page: Any) -> DrawnFields:
        """Draw the fields of an open page, and what was typed onto it, into it: they are text of it then.

        Changes ``page``, which is then to be opened anew; the file itself stays as it is.
        """
        import pypdfium2.raw as pdfium

        kinds = {pdfium.FPDFAnnot_GetSubtype(one) for one in _annotations(page)}
        fields = tuple(self._fields(page)) if self._form is not None and WIDGET in kinds else ()
        if not fields and FREE_TEXT not in kinds:
            return DrawnFields()
        with closing(page.get_textpage()) as textpage:
            first = textpage.count_chars()
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        return DrawnFields(fields, first, is_changed=True)

    def _fields(self, page: Any) -> Iterator[Field]:
        import pypdfium2.raw as pdfium

        for annotation in _annotations(page):
            box = pdfium.FS_RECTF()
            if (
                pdfium.FPDFAnnot_GetSubtype(annotation) == WIDGET
                and not pdfium.FPDFAnnot_GetFlags(annotation) & HIDDEN
                and pdfium.FPDFAnnot_GetRect(annotation, box)
            ):
                corners = box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)
                kind = pdfium.FPDFAnnot_GetFormFieldType(self._form, annotation)
                yield Field(corners, self._name(annotation), INSTEAD.get(kind))

    def _name(self, annotation: Any) -> str:
        """The name that a reader is shown, and the last part of the one that programs use."""
        import pypdfium2.raw as pdfium

        found = []
        for read in (pdfium.FPDFAnnot_GetFormFieldAlternateName, pdfium.FPDFAnnot_GetFormFieldName):
            length = read(self._form, annotation, None, 0)
            units = (c_ushort * (length // 2))()
            read(self._form, annotation, units, length)
            found.append(bytes(units).decode("utf-16-le", "replace").strip("\0").rsplit(".", 1)[-1])
        return " ".join(found)


def _annotations(page: Any) -> Iterator[Any]:
    """The annotations of a page, each open until the next one is asked for."""
    import pypdfium2.raw as pdfium

    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        try:
            yield annotation
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def beside_labels(pieces: list[LinePiece]) -> list[LinePiece]:
    """Put what fields hold behind their labels; pdfium gives them after all other text of a page."""
    fields = [piece for piece in pieces if piece.words[0].field]
    if not fields:
        return pieces
    placed = [piece for piece in pieces if not piece.words[0].field]
    for field in fields:
        at, base = _place(field, placed)
        placed.insert(at, replace(field, base=base))
    return placed


def _place(field: LinePiece, pieces: Sequence[LinePiece]) -> tuple[int, float]:
    """The place of a field among the pieces, and the baseline of its label."""
    near = [
        (number, piece)
        for number, piece in enumerate(pieces)
        if abs(piece.base - field.base) < LABEL_NEAR * field.size and piece.left < field.right
    ]
    named = [(number, piece) for number, piece in near if _names(piece, field.words[0].field)]
    row = [(n, piece) for n, piece in near if abs(piece.base - field.base) < FIELD_ROW * field.size]
    before = [(n, piece) for n, piece in row if piece.left < field.left]
    if len(named) == 1:
        [(number, label)] = named
    elif before:
        number, label = max(before, key=lambda found: found[1].right)
    elif row:
        number, label = min(row, key=lambda found: found[1].left)
        return number, label.base
    else:
        above = [(n, piece) for n, piece in near if piece.base > field.base]
        if not above:
            return len(pieces), field.base
        number, label = min(above, key=lambda found: found[1].base)
    return number + 1, label.base


def _names(label: LinePiece, name: str) -> bool:
    """Return whether a label has a word of a field's name, or one that it begins."""
    words = [word.text.lower() for word in label.words if not word.field]
    return any(word.startswith(part) for part in map(str.lower, _NAME.findall(name)) for word in words)
