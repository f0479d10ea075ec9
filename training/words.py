"""Sentences and words of a text, as far as training needs them."""

import itertools
import re

from training.documents import Range


def words(listed: str) -> list[str]:
    """The words of a list that is written as text."""
    return listed.split()


_BREAK = re.compile(r"\n+|(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_WORD = re.compile(r"[a-z0-9]+")
_COMMON = frozenset(
    words("""
a an the of in on at to for by with from and or but as than then that this these those there here it
its he she they we you i his her their our your him them us is are was were be been being am do does
did done has have had will would can could should may might must not no what which who whom whose
when where why how many much long any some s t
""")
)


def sentences(text: str) -> list[Range]:
    """The sentences of a text; a line break also ends one, so that rows of a table are sentences."""
    cuts = [0, *(found.end() for found in _BREAK.finditer(text)), len(text)]
    return [(start, end) for start, end in itertools.pairwise(cuts) if text[start:end].strip()]


def content_words(text: str) -> list[str]:
    """The words of a text in lower case, without those that every text has."""
    return [word for word in _WORD.findall(text.lower()) if word not in _COMMON]
