"""Tokenize a sentence into words, each with its span, stem and clause."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from index.language.words import stem
from rag.english.word_lists import word_list

# A hyphen parts words, so that "high-quality" and "low-quality" differ in one of them.
CJK = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"  # written without spaces: a word a character
_LETTERS = rf"(?:(?!{CJK})[^\W_])+"
_WORD = re.compile(rf"{CJK}|{_LETTERS}(?:['’]{_LETTERS}|[.,:](?=\d)[^\W_]+|(?<=\b[A-Z])\.(?=[A-Z]\b)[A-Z])*")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?$")
_BREAK = re.compile(r"[,;:()\[\]–—\n]|\s-\s|[.!?](?=\s|$)")


def word_set(text: str) -> frozenset[str]:
    """Split a list written as text into a set of words."""
    return frozenset(text.split())


_OPENS_CLAUSE = word_set("""
    but although though while whereas because since which who whom whose where when if unless until after
    before despite however yet
    """)
_FUNCTION = (
    word_list("pronouns", "function")
    | word_list("prepositions", "function")
    | word_list("saying", "plain")
    | word_set("""
    a an the some any each such same other another own and or then there here so too also very just still
    even ever now again further more most much many less least few when where why how be am is are was were
    been being do does did doing done have has had having will would shall should can could may might must
    ought if unless while although though because but yet however therefore thus hence whether both either s
    t d ll not no nor never neither none only re ve m
    """)
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: ``text[start:end]`` as written; ``form`` is in lower case, without accents and
    possessive.

    ``clause``: the number of its clause, from 0; ``is_content``: it is no function word.
    """

    text: str
    start: int
    end: int
    form: str
    stem: str
    clause: int
    is_content: bool
    is_capital: bool


@dataclass(
    frozen=True, eq=False
)  # compared by identity: what is cached of a text is found without hashing it
class Text:
    """A sentence and its words in order."""

    text: str
    words: tuple[Word, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all its words."""
        return frozenset(word.stem for word in self.words)

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of its content words."""
        return frozenset(word.stem for word in self.words if word.is_content)

    def near(self, at: int, reach: int = 7) -> frozenset[str]:
        """The stems of the content words within ``reach`` words of the word at index ``at``."""
        around = (*self.words[max(0, at - reach) : at], *self.words[at + 1 : at + 1 + reach])
        return frozenset(word.stem for word in around if word.is_content)


@lru_cache(maxsize=2_000)
def read(text: str) -> Text:
    """Tokenize ``text``."""
    return Text(text, tuple(_words(text)))


def plain(text: str) -> str:
    """Fold ``text`` to lower case without accents, with straight single quotation marks."""
    text = text.replace("’", "'").replace("‘", "'")
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text).lower()
    return "".join(c for c in parts if not unicodedata.combining(c))


def _words(text: str) -> Iterator[Word]:
    clause, last = 0, 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        form = _POSSESSIVE.sub("", plain(match.group())) or plain(match.group())
        if _BREAK.search(text, last, start) or form in _OPENS_CLAUSE:
            clause += 1
        last = end
        written = match.group()
        yield Word(written, start, end, form, stem(form), clause, is_content(form), written[0].isupper())


@lru_cache(maxsize=20_000)
def is_content(form: str) -> bool:
    """Return whether a word in lower case is a content word, not a function word ("the", "said")."""
    return (
        form not in _FUNCTION
        and not form.endswith("n't")
        and (len(form) > 1 or not form.isascii() or form.isdigit())
    )
