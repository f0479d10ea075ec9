"""A stand-in for OCR: words at places that a test names."""

from index import adding
from index.document import PlacedWord
from index.read import parse
from index.readers.ocr import page_pictures, rapid_ocr


def placed(*lines):
    """Words of lines (text, left, top), in percent of the page; letters are one wide, lines two high."""
    words = []
    for text, left, top in lines:
        at = left
        for word in text.split():
            box = (at, top, at + len(word), top + 2)
            words.append(PlacedWord(word, *(round(100 * side) for side in box)))
            at += len(word) + 1
        words[-1] = words[-1]._replace(after="\n")
    return tuple(words)


def stand_in(monkeypatch, *pages):
    """Let OCR be installed and read these words of one picture after the other, in this process."""
    waiting = list(pages)
    monkeypatch.setattr(adding, "parse_apart", parse)
    monkeypatch.setattr(rapid_ocr, "find_spec", lambda _: object())
    monkeypatch.setattr(page_pictures, "words_of", lambda _: waiting.pop(0))


def without(monkeypatch):
    """Let OCR not be installed."""
    monkeypatch.setattr(rapid_ocr, "find_spec", lambda _: None)
