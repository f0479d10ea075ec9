"""The words a text is searched by: lower case, without accents, stemmed.

Chinese, Japanese and Korean, written without spaces, become pairs of neighbouring characters.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import regex

_CJK = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
_LETTERS = rf"(?:(?!{_CJK})\p{{L}}\p{{M}}*)+"  # marks carry the vowels in Hindi, Tamil and pointed Hebrew
_WORD = regex.compile(rf"(?P<cjk>{_CJK}+)|\p{{Nd}}+(?:[.,:]\p{{Nd}}+)*|{_LETTERS}(?:'{_LETTERS})?")
_ASCII_WORD = re.compile(r"[0-9]+(?:[.,:][0-9]+)*|[a-z]+(?:'[a-z]+)?")  # the same, where that is all there is
_POSSESSIVE = re.compile(r"'(?:s|d|ll|re|ve|m|t)?$")

# Words of a question that carry none of its subject.
_ASKING = frozenset(
    re.findall(
        r"\w+",
        """
        a an and are as at be been being but by can could did do does for from had has have he her his
        how i if in into is it its may me might must my no nor not of on or our ought shall she should
        so than that the their them then there these they this those to us was we were what when where
        which while who whom whose why will with would you your about also any tell according document
        documents text article articles please
        """,
    )
)


def words(text: str) -> list[str]:
    """Every word of ``text`` in its searched form, in order."""
    return _searched(_split(_plain(text)))


def written_words(text: str) -> list[str]:
    """Every word of ``text`` as it is written, in order."""
    return [match.group() for match in _WORD.finditer(text)]


def query_words(text: str) -> list[str]:
    """The words of a question that say what it is about, each once, in order.

    Where nothing else is left ("Who was it?"), all of them.
    """
    return _telling(_split(_plain(text)))


def words_and_telling(text: str) -> tuple[list[str], list[str]]:
    """The :func:`words` and the :func:`query_words` of a text."""
    found = _split(_plain(text))
    return _searched(found), _telling(found)


def _searched(found: Iterable[str]) -> list[str]:
    return [form for word in found for form in _forms(word)]


def _telling(found: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(_searched([word for word in found if not _is_asking(word)] or found)))


def _plain(text: str) -> str:
    """Lower case without accents, but for scripts in which marks carry the vowels."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.replace("’", "'")).lower()
    return unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f"))


def _split(plain: str) -> list[str]:
    """The words of a text in lower case."""
    if plain.isascii():
        return _ASCII_WORD.findall(plain)
    return [match.group() for match in _WORD.finditer(plain)]


@lru_cache(maxsize=100_000)
def _forms(word: str) -> tuple[str, ...]:
    if _WORD.fullmatch(word)["cjk"]:
        return tuple(word[i : i + 2] for i in range(len(word) - 1)) or (word,)
    if word[0].isdigit():
        return (word.replace(",", ""),)
    return (stem(_POSSESSIVE.sub("", word).replace("'", "")),)


@lru_cache(maxsize=100_000)
def _is_asking(word: str) -> bool:
    return _POSSESSIVE.sub("", word) in _ASKING


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The English stem of a word in lower case."""
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")
