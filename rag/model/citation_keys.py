"""Citation keys: made here for one answer, unknown to any document, and taken out of what a model writes.

A key names a passage in the prompt and nowhere else: what a model makes up resolves to nothing.
"""

import random
import re
from collections.abc import Collection, Iterable

_LETTERS, _DIGITS = "bcdfghjkmnpqrtvwxz", "2345679"  # no vowel, so no word; nothing that looks like another
_HYPHEN = "[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{MINUS SIGN}\N{EM DASH}\N{EN DASH}_]"
_SHORT = f"[{_LETTERS}][{_DIGITS}][{_LETTERS}]"
_BEGUN = f"(?:ref{_HYPHEN}+)"
_REF = rf"(?:{_BEGUN}+(?:(?!ref{_HYPHEN})\w){{1,12}}|{_BEGUN}{{2,}}|\bref[.:]?\s?{_SHORT}\b)"
_NUMBER = r"\^?\d{1,3}(?:[-–]\d{1,3})?"
_NAMED = rf"(?:source|passage|document|doc|citation|key|page|p)s?\.?[ :#-]*(?:{_REF}|{_NUMBER})"
_ITEM = rf"(?:{_REF}|\b{_SHORT}\b|{_NUMBER}|{_NAMED})(?:†[\w -]{{0,20}})?"
# In brackets: a list of what looks like citations, or anything around a key. Outside: keys.
GROUP = re.compile(
    rf"[\[【⟦]\s*{_ITEM}(?:[\s,;&/|]+(?:and\s+)?{_ITEM})*\s*[\]】⟧](?:\([^\s()]{{0,200}}\))?"
    rf"|[\[【⟦(][^\[\]【】⟦⟧()\n]{{0,80}}{_REF}[^\[\]【】⟦⟧()\n]{{0,80}}[\]】⟧)]"
    rf"|[\[【⟦(<{{]?\s*{_REF}[\]】⟧)>}}]?",
    re.IGNORECASE,
)
_FOUND = re.compile(
    rf"ref(?:{_HYPHEN}+|[.:]?\s?)(?P<ref>(?:(?!ref{_HYPHEN})\w){{1,12}})|\b(?P<short>{_SHORT})\b|\d+",
    re.IGNORECASE,
)
_WITH_BLANKS = re.compile(rf"[ \t]*(?:{GROUP.pattern})", re.IGNORECASE)


def make_keys(count: int, texts: Iterable[str], chance: random.Random) -> list[str]:
    """``count`` different keys, such as ``ref-k7q``, none of which stands in any of ``texts``."""
    taken = " ".join(texts).lower()
    keys: dict[str, None] = {}
    while len(keys) < count:
        short = chance.choice(_LETTERS) + chance.choice(_DIGITS) + chance.choice(_LETTERS)
        if short not in taken:
            keys[f"ref-{short}"] = None
    return list(keys)


def take_keys(text: str, known: Collection[str]) -> tuple[str, tuple[str, ...], int]:
    """``text`` without citations, the known keys among them in order, and how many were not known."""
    keys: dict[str, None] = {}
    unknown = 0
    while groups := list(GROUP.finditer(text)):
        for group in groups:
            named = [_key(item) for item in _FOUND.finditer(group[0])]
            keys |= dict.fromkeys(key for key in named if key in known)
            unknown += sum(key not in known for key in named)
        text = _WITH_BLANKS.sub("", text)  # which may bring the halves of another together
    return text, tuple(keys), unknown


def _key(item: re.Match[str]) -> str:
    return f"ref-{(item['ref'] or item['short'] or '').lower()}"
