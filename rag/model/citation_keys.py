"""Citation keys: made here for one prompt, unknown to any document, and taken out of what a model writes.

A key, such as ``qk12``, names a sentence in the prompt and nothing else: what a model makes up resolves to
nothing. All keys of a prompt begin with the same letters, two as a rule, which stand before a digit in none
of its texts. The same texts get the same letters, so that an endpoint can reuse what it has read before.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import count, permutations

_LETTERS = "bcdfghjkmnpqrtvwxz"  # no vowel, so no word; nothing that looks like another
_NUMBER = r"\^?\d{1,3}(?:[-–]\d{1,3})?"
_THROUGH = r"\s?[-‐‑–—]\s?"
_MOST_NAMED = 40  # sentences that one range of keys may name


def make_prefix(texts: Iterable[str]) -> str:
    """Letters that stand before a digit in none of ``texts``, and depend on nothing else.

    They are two, unless a document goes through all pairs.
    """
    whole = "\n".join(texts).lower()
    first = int.from_bytes(hashlib.sha256(whole.encode("utf-8", "replace")).digest()[:4], "big")
    whole = " ".join(whole.split())  # as it is shown
    return next(
        letters for letters in _candidates(first) if not re.search(rf"{letters}\W?\d|\b{letters}\?", whole)
    )


def _candidates(first: int) -> Iterator[str]:
    """All words of two letters, then of three and so on, of each length from a place that ``first`` tells."""
    for length in count(2):
        words = ["".join(letters) for letters in permutations(_LETTERS, length)]
        at = first % len(words)
        yield from words[at:] + words[:at]


class CitationKeys:
    """The keys of one prompt: ``count`` sentences, numbered from 1, under one prefix.

    ``refusal`` stands for no sentence but for "the documents do not say", ``following`` before a further
    question.
    """

    def __init__(self, prefix: str, count: int) -> None:
        self.prefix = prefix
        self.count = count
        self.refusal = f"{prefix}0"
        self.following = f"{prefix}?"
        self.group = group_pattern(prefix)

    def key(self, number: int) -> str:
        """The key of the sentence with this number."""
        return f"{self.prefix}{number}"

    def numbers(self, named: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the sentences that these keys name; the refusal is none of them."""
        return tuple(int(key[len(self.prefix) :]) for key in named if key != self.refusal)

    def take(self, text: str) -> tuple[str, tuple[str, ...], int]:
        """``text`` without citations, the known keys among them in order, and how many were not known."""
        keys: dict[str, None] = {}
        unknown = 0
        while groups := list(self.group.finditer(text)):
            for group in groups:
                known, others = self._named(group[0])
                keys |= dict.fromkeys(known)
                unknown += others
            text = _with_blanks(self.prefix).sub("", text)  # may bring the halves of another together
        return text, tuple(keys), unknown

    def _named(self, group: str) -> tuple[list[str], int]:
        found, unknown = [], 0
        for item in _item(self.prefix).finditer(group):
            if item["first"] is None:
                unknown += 1  # a number, or a key cut short
                continue
            first = int(item["first"])
            last = min(int(item["last"] or first), first + _MOST_NAMED)
            known = [n for n in range(first, max(first, last) + 1) if n <= self.count]
            found += [self.key(n) for n in known]
            unknown += not known
        return found, unknown


@lru_cache(maxsize=64)
def group_pattern(prefix: str) -> re.Pattern[str]:
    """A pattern of anything that looks like a citation.

    In brackets: a list of keys or of bare numbers, or anything around a key. Outside: keys, and the mark of a
    further question.
    """
    key = rf"(?:{prefix}|(?<![^\W_]){prefix}[ -])\d{{1,6}}(?:{_THROUGH}(?:{prefix})?\d{{1,6}})?(?!\d)"
    named = rf"(?:source|passage|sentence|document|doc|citation|key|page|p)s?\.?[ :#-]*(?:{key}|{_NUMBER})"
    item = rf"(?:{key}|{_NUMBER}|{named})(?:†[\w -]{{0,20}})?"
    return re.compile(
        rf"[\[【⟦]\s*{item}(?:[\s,;&/|]+(?:and\s+)?{item})*\s*[\]】⟧](?:\([^\s()]{{0,200}}\))?"
        rf"|[\[【⟦(][^\[\]【】⟦⟧()\n]{{0,80}}{key}[^\[\]【】⟦⟧()\n]{{0,80}}[\]】⟧)]"
        rf"|[\[【⟦(<{{]?\s*{key}[\]】⟧)>}}]?"
        rf"|[\[【(]?(?<![^\W_]){prefix}\?[\]】)]?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=64)
def _with_blanks(prefix: str) -> re.Pattern[str]:
    return re.compile(rf"[ \t]*(?:{group_pattern(prefix).pattern})", re.IGNORECASE)


@lru_cache(maxsize=64)
def _item(prefix: str) -> re.Pattern[str]:
    through = rf"(?:{_THROUGH}(?:{prefix})?(?P<last>\d{{1,6}}))?(?!\d)"
    return re.compile(rf"{prefix}[ -]?(?P<first>\d{{1,6}}){through}|\d+", re.IGNORECASE)
