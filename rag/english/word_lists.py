"""Lists of English words, from the files of ``lexicon``: verbs of saying, titles, prepositions."""

from functools import cache
from importlib.resources import files


@cache
def word_list(name: str, tag: str = "") -> frozenset[str]:
    """The words of ``lexicon/<name>.txt``, in lower case: all of them, or those that have ``tag``.

    A line is a word and its tags; a line that begins with "#" is a comment.
    """
    text = (files("rag.english.lexicon") / f"{name}.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return frozenset(word for word, *tags in rows if not tag or tag in tags)
