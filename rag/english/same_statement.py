"""Tell whether two sentences are one statement, nearly in the same words.

Two that differ in a figure, a name, a negation or a word that has an opposite are two statements, however
alike they are written.
"""

import re
from collections import Counter

from rapidfuzz import fuzz

from rag.english.dates.date_words import NUMBERS
from rag.english.text import Word, read, word_set
from rag.english.weights import SAME_STATEMENT
from rag.english.word_lists import word_list
from rag.english.word_relations import is_known

_NEGATIONS = word_set("no not never nor neither none nobody nothing cannot without except only")
_PERIODS = word_list("months") | word_list("weekdays")
_WEEKDAYS = frozenset(name.casefold() for name in word_list("weekdays"))


def same_statement(one: str, other: str, *, any_weekday: bool = False) -> bool:
    """Return whether two sentences say the same: nearly the same words, and no telling word in one alone.

    ``any_weekday``: a weekday tells nothing. In a copy of the next day "on Saturday" is "yesterday".
    """
    if not fuzz.ratio(_plain(one), _plain(other), score_cutoff=SAME_STATEMENT):
        return False
    mine, theirs = (Counter(word.form for word in read(text).words) for text in (one, other))
    only = (mine - theirs) | (theirs - mine)
    passed_over = _WEEKDAYS if any_weekday else frozenset()
    return not any(
        word.form in only and word.form not in passed_over and is_telling(word)
        for text in (one, other)
        for word in read(text).words
    )


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).casefold().strip()


def is_telling(word: Word) -> bool:
    """Return whether a word tells one statement from another: a figure, a name, a "not", an opposite."""
    return (
        is_figure(word)
        or (word.is_capital and word.is_content)
        or word.form in _NEGATIONS
        or word.form.endswith("n't")
        or is_known(word.stem)
    )


def is_figure(word: Word) -> bool:
    """Return whether a word is a number, in digits or spelled out, a month or a weekday."""
    has_digit = any(character.isdigit() for character in word.form)
    return has_digit or (word.form in NUMBERS and word.is_content) or word.form in _PERIODS
