"""Words divided at a line's end: made whole, or left with the hyphen that is part of them."""

import re
from collections import Counter

from index.readers.printed.text_line import SPLIT

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DIVIDED = re.compile(rf"([\w-]*){SPLIT}\s?(\w*)")

# Words that make compounds with a hyphen: a typesetter's hyphen does not stand between two of them.
_COMPOUNDING = frozenset(
    re.findall(
        r"\w+",
        """
        north south east west left right self well ill half quarter part full high low long short wide deep
        old new first second third one two three four five six seven eight nine ten eleven twelve twenty
        thirty forty fifty sixty seventy eighty ninety hundred day week month year hour minute mile metre
        meter foot term time scale level range lived based known built owned made paid led free friendly
        related specific cost rate tax risk profit loss class quality speed price wage income age aged door
        end state city world life work user client server peer child parent black white red blue green yellow
        """,
    )
)
_SUSPENDED = frozenset(
    ["and", "or", "to", "nor", "but", "und", "oder", "bis", "et", "ou"]
)  # "short- and long-"
_OTHER_WORD = re.compile(r"re(?:sign(?:s|ed|ing)?|sent)", re.IGNORECASE)  # "resigned" is not "re-signed"


def rejoin_words(pages: list[list[str]]) -> list[list[str]]:
    """Make divided words whole, unless the hyphen is part of the word, or may be.

    It is where the document elsewhere writes one and before a capital, a figure or a further part; it may be
    between two words that make compounds, and where the word without it says something else.
    """
    known = Counter(word.lower() for page in pages for text in page for word in _WORD.findall(text))

    def rejoin(match: re.Match[str]) -> str:
        left, right = match[1], match[2]
        if not left or not right:
            return f"{left}{right}"
        if right in _SUSPENDED:
            return f"{left}- {right}"
        return f"{left}-{right}" if _is_hyphened(left, right, known) else f"{left}{right}"

    return [[_DIVIDED.sub(rejoin, text).replace(SPLIT, "-") for text in page] for page in pages]


def _is_hyphened(left: str, right: str, known: Counter[str]) -> bool:
    whole, hyphened = f"{left}{right}".lower(), f"{left}-{right}".lower()
    if known[hyphened] != known[whole]:
        return known[hyphened] > known[whole]
    return (
        right[0].isupper()
        or "-" in left
        or any(map(str.isdecimal, left + right))
        or {left.lower(), right.lower()} <= _COMPOUNDING
        or _OTHER_WORD.fullmatch(whole) is not None
    )
