"""The printed characters of a page that words of its text were read from.

The printed characters are given in the order in which the page is read. A reader joins lines, makes divided
words whole and leaves running lines out: what is left of both sides without white space and hyphens is
compared.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from index.readers.weights import CONTEXTS

_HYPHENS = "-\xad\ufffe"
_BULLET = "\uf0b7"  # of Word's symbol font; the reader writes "•"


def locate(text: str, start: int, end: int, printed: Sequence[int]) -> range | None:
    """Find the printed characters of ``text[start:end]``; ``None`` if it is not sure which they are.

    ``text`` is the text of one page, ``printed`` the UTF-16 code units of all that stands on it, in the order
    in which it was read. Where the words stand in it more often than in the text, as in a running head, the
    words around them decide.
    """
    before, words, after = (_plain(part) for part in (text[:start], text[start:end], text[end:]))
    if not words:
        return None
    page, places = _plain_places(printed)
    for context in CONTEXTS:
        left, right = before[max(0, len(before) - context) :], after[:context]
        wanted = f"{left}{words}{right}"
        found = list(_all(wanted, page))
        alike = list(_all(wanted, f"{before}{words}{after}"))
        if len(found) == len(alike):
            first = found[alike.index(len(before) - len(left))] + len(left)
            return range(places[first], places[first + len(words) - 1] + 1)
    return None


def _plain(text: str) -> str:
    """The characters that are compared, each of those beyond U+FFFF as its two UTF-16 code units."""
    kept = "".join(char for char in text.replace(_BULLET, "•") if _counts(char))
    data = kept.encode("utf-16-le", "surrogatepass")
    return "".join(chr(low | high << 8) for low, high in zip(data[::2], data[1::2], strict=True))


def _plain_places(printed: Sequence[int]) -> tuple[str, list[int]]:
    """The characters that are compared, and the index of each in ``printed``."""
    plain = [_plain(chr(code)) for code in printed]
    return "".join(plain), list(chain.from_iterable([at] * len(part) for at, part in enumerate(plain)))


def _counts(char: str) -> bool:
    return char >= " " and not char.isspace() and char not in _HYPHENS


def _all(words: str, text: str) -> Iterator[int]:
    """Each place of ``words`` in ``text``, be they within each other."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
