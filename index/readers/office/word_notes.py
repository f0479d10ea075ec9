"""The notes and comments of a Word file, in the order in which its text refers to them."""

from typing import Any

from index.readers.office.list_numbers import W
from index.readers.printed.text_line import RAISED

SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}


class WordNotes:
    """The notes of a document; given are the roots of their parts, ``None`` for one that it has not."""

    def __init__(self, footnotes: Any, endnotes: Any, comments: Any) -> None:
        self._footnotes, self._endnotes = _by_id(footnotes), _by_id(endnotes)
        self._comments = _by_id(comments)
        self._foot: list[tuple[str, Any]] = []
        self._end: list[tuple[str, Any]] = []
        self._feet = 0

    def mark(self, reference: Any) -> str:
        """The mark of a reference, which remembers its note; "" for a comment or a missing note."""
        identity = reference.get(f"{W}id")
        if reference.tag == f"{W}commentReference" and identity in self._comments:
            self._foot.append(("Comment:", self._comments.pop(identity)))
        if reference.tag == f"{W}footnoteReference" and identity in self._footnotes:
            self._feet += 1
            mark = str(self._feet).translate(RAISED)
            self._foot.append((mark, self._footnotes[identity]))
            return mark
        if reference.tag == f"{W}endnoteReference" and identity in self._endnotes:
            mark = f"⁽{str(len(self._end) + 1).translate(RAISED)}⁾"
            self._end.append((mark, self._endnotes[identity]))
            return mark
        return ""

    def footnotes(self) -> list[tuple[str, Any]]:
        """The footnotes and comments referred to since the last call, each with its mark."""
        found, self._foot = self._foot, []
        return found

    def endnotes(self) -> list[tuple[str, Any]]:
        """The endnotes that the text refers to, each with its mark."""
        return self._end


def _by_id(root: Any) -> dict[str, Any]:
    notes = root.iterchildren() if root is not None else ()
    return {
        note.get(f"{W}id"): note
        for note in notes
        if isinstance(note.tag, str) and note.get(f"{W}type") not in SEPARATORS
    }
