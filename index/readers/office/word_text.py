"""The text of a Word paragraph as it is shown: nothing hidden or struck out, raised figures as such."""

import re
from typing import Any

from index.readers.office.list_numbers import W
from index.readers.office.word_notes import WordNotes
from index.readers.office.word_styles import WordStyles
from index.readers.printed.text_line import RAISED, is_power

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Elements whose text is not the text: pronunciation above a word, moved-away text, copies for old programs.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
UNREAD = {f"{W}rt", f"{W}moveFrom", _FALLBACK, f"{W}txbxContent"}  # text boxes are read on their own
REFERENCES = {f"{W}{kind}Reference" for kind in ("footnote", "endnote", "comment")}
FIELD_PARTS = {f"{W}fldChar", f"{W}instrText"}
TEXT = {f"{W}t", f"{M}t"}
WHITE = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
DEGREES = {"∘", "°"}
PAGE_FIELD = re.compile(r"^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)


class WordText:
    """Reads paragraphs; ``notes`` are told which footnotes they refer to."""

    def __init__(self, styles: WordStyles, notes: WordNotes) -> None:
        self._styles, self._notes = styles, notes

    def of(self, paragraph: Any) -> str:
        """A paragraph's own text: of its runs, links, fields and formulas, not of text boxes in it."""
        parts = _Parts()
        self._collect(paragraph, self._styles.of(paragraph).identifier, parts)
        return UNSTORABLE.sub("", "".join(parts.texts)).strip()

    def _collect(self, element: Any, style: str | None, parts: "_Parts") -> None:
        for child in element.iterchildren():
            if child.tag in TEXT:
                parts.add(child.text or "")
            elif child.tag in WHITE:
                parts.add(WHITE[child.tag])
            elif child.tag in REFERENCES:
                parts.mark(self._notes.mark(child))
            elif child.tag in FIELD_PARTS:
                parts.field(child)
            elif isinstance(child.tag, str) and child.tag not in UNREAD and not _is_page_field(child):
                self._descend(child, style, parts)

    def _descend(self, element: Any, style: str | None, parts: "_Parts") -> None:
        """Collect what an element holds, raised where it is."""
        if element.tag == f"{W}r" and not self._styles.is_visible(element, style):
            parts.left_out = True
            return
        before = len(parts.texts)
        self._collect(element, style, parts)
        if element.tag == f"{M}sup" or (element.tag == f"{W}r" and _is_raised(element)):
            parts.raise_from(before, formula=element.tag == f"{M}sup")


class _Parts:
    """The parts of a paragraph's text as they are collected."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.left_out = False  # the run before was
        self._fields: list[tuple[str, bool]] = []  # instruction, and whether its result follows

    def add(self, text: str) -> None:
        """Add text, unless it is a page's number; a space on both sides of what was left out is one."""
        if any(result and PAGE_FIELD.match(instruction) for instruction, result in self._fields):
            return
        if self.left_out and text:
            before = self.texts[-1] if self.texts else " "
            text = text[1:] if text[0] == " " and before.endswith(" ") else text
            self.left_out = False
        if text:
            self.texts.append(text)

    def mark(self, mark: str) -> None:
        """Add the mark of a note, which is no part of the word before it."""
        if not mark:
            return
        self.add(f" {mark}" if self.texts and self.texts[-1][-1:].isalnum() else mark)

    def field(self, element: Any) -> None:
        """Follow the begin, the instruction, the result and the end of a field."""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(("", False))
        elif kind == "end" and self._fields:
            self._fields.pop()
        elif self._fields:
            instruction, result = self._fields[-1]
            self._fields[-1] = (instruction + (element.text or ""), result or kind == "separate")

    def raise_from(self, start: int, *, formula: bool) -> None:
        """Write the parts from ``start`` on as raised; in a formula, what has no raised figures after "^"."""
        raised = "".join(self.texts[start:])
        if raised in DEGREES:
            self.texts[start:] = ["°"]
        elif raised and all(ord(char) in RAISED for char in raised):
            before = "".join(self.texts[:start])
            mark = before[-1:].isalnum() and not is_power(before) and not formula  # of a note
            self.texts[start:] = [" " * mark + raised.translate(RAISED)]
        elif raised and formula:
            self.texts[start:] = [f"^{raised}" if len(raised) == 1 else f"^({raised})"]


def _is_page_field(element: Any) -> bool:
    return element.tag == f"{W}fldSimple" and bool(PAGE_FIELD.match(element.get(f"{W}instr", "")))


def _is_raised(run: Any) -> bool:
    mark = run.find(f"{W}rPr/{W}vertAlign")
    return mark is not None and mark.get(f"{W}val") == "superscript"
