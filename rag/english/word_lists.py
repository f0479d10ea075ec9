"""Lists of English words from ``lexicon``: pronouns, prepositions, months, titles, verbs of saying."""

from functools import cache
from importlib.resources import files


def word_list(name: str, tag: str = "") -> frozenset[str]:
    """The words of ``lexicon/<name>.txt``, in lower case: all of them, or those that have ``tag``."""
    return frozenset(word for word, *tags in word_rows(name) if not tag or tag in tags)


@cache
def word_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of ``lexicon/<name>.txt`` in order: a word and what belongs to it, its tags or other forms.

    A line that begins with "#" is a comment.
    """
    text = (files("rag.english.lexicon") / f"{name}.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(row) for row in rows)
