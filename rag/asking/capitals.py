"""Give the names of a question the capitals that the library writes them with: "where was kofi brandt born".

A word that is no common one is a name if the library writes it with a capital within sentences, and nowhere
without; so is a word beside a name that the library never writes without a capital.
"""

import re

from index.language.words import words
from index.searching.searcher import Searcher
from rag.asking.spelling import QUOTED, common_words

_LOWER = re.compile(r"(?<![\w.@/-])[^\W\d_]{2,}(?![\w@/-]|\.\w)")
_WRITTEN = re.compile(r"(?<![\w-])[^\W\d_]+")
_WITHIN = re.compile(r"[a-z,;] \Z")  # what stands before a word that begins no sentence


def with_capitals(question: str, searcher: Searcher) -> str:
    """Return ``question`` with capitals on the names of the library; words in quotation marks stay."""
    quoted = [match.span() for match in QUOTED.finditer(question)]
    found = [
        match
        for match in _LOWER.finditer(question)
        if match.group().islower() and not any(start <= match.start() < end for start, end in quoted)
    ]
    named = {
        n
        for n, match in enumerate(found)
        if match.group() not in common_words() and _is_a_name(match.group(), searcher, within=True)
    }
    for n in sorted(named):
        for beside in (n - 1, n + 1):
            if 0 <= beside < len(found) and _touch(question, found[min(n, beside)], found[max(n, beside)]):
                named |= {beside} if _is_a_name(found[beside].group(), searcher, within=False) else set()
    for n in named:
        at = found[n].start()
        question = f"{question[:at]}{question[at].upper()}{question[at + 1 :]}"
    return question


def _touch(question: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return question[one.end() : other.start()] == " "


def _is_a_name(word: str, searcher: Searcher, *, within: bool) -> bool:
    """Return whether the library never writes ``word`` without a capital, and does write it.

    ``within``: also with a capital where no sentence begins.
    """
    written = [
        (match.group(), bool(_WITHIN.search(text, 0, match.start())))
        for term in words(word)[:1]
        for text in searcher.passages_with(term)
        for match in _WRITTEN.finditer(text)
        if match.group().casefold() == word
    ]
    has_capitals = bool(written) and not any(form.islower() for form, _ in written)
    return has_capitals and (not within or any(inside for _, inside in written))
