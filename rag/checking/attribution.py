"""The attribution before a quotation ("Gazette (5 March 2024): "), which a check of the sentence ignores."""

from collections.abc import Sequence
from textwrap import shorten

from rag.checking.weights import NAMED_SOURCES, SOURCE_NAME
from rag.english.dates.readable_date import readable_date
from rag.english.layout_marks import unmarked
from rag.shapes import Citation


def attributed(text: str, cited: Sequence[Citation]) -> str:
    """Put the names and dates of the sources before ``text``."""
    return _lead(cited) + text


def spoken(cited: Sequence[Citation]) -> str:
    """The words of a sentence as they are shown: without marks, behind its speaker or its question if cited.

    ``cited``: the sentence, and the words that name its speaker, if it does not itself, or that ask for it.
    """
    return "".join(map(_before, cited[1:])) + unmarked(cited[0].quote)


def attribution_length(text: str, cited: Sequence[Citation]) -> int:
    """The length of the attribution at the start of ``text``, in characters; 0 where there is none.

    ``cited``: what the text cites, in the order of :func:`attributed`; the attribution may name only the
    first of these. The name of a speaker, or a question (:func:`spoken`), belongs to it.
    """
    leads = (_lead(cited[:count]) for count in range(len(cited), 0, -1))
    length = next((len(lead) for lead in leads if text.startswith(lead)), 0)
    names = map(_before, cited)
    return length + next((len(name) for name in names if text.startswith(name, length)), 0)


def source_name(outlet: str | None, title: str, published: str | None) -> str:
    """The name of a source for a reader: its outlet, or else its title, and the day it was published."""
    name = outlet or shorten(title, SOURCE_NAME, placeholder=" …")
    return f"{name} ({readable_date(published)})" if published else name


def _before(cited: Citation) -> str:
    """The words before a sentence: a speaker's name, or a question that it answers."""
    words = " ".join(unmarked(cited.quote).split())
    return f"{words} " if words.endswith("?") else f"{words}: "


def _lead(cited: Sequence[Citation]) -> str:
    by_document = {c.document: source_name(c.outlet, c.title, c.published) for c in cited}
    names = list(dict.fromkeys(by_document.values()))
    if len(names) > NAMED_SOURCES:
        names = [*names[: NAMED_SOURCES - 1], f"{len(names) - NAMED_SOURCES + 1} others"]
    return f"{' and '.join([', '.join(names[:-1]), names[-1]] if names[1:] else names)}: " if names else ""
