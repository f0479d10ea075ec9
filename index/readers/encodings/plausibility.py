"""The plausibility of an encoding: its characters look like writing, or do not.

An encoding is believed when its characters are those some language writes with, in the places it writes them:
short texts give too few bytes for byte statistics, but words still look like words. What is ASCII in a text
hints at its language, whatever the encoding.
"""

import codecs
import re
from functools import cache
from itertools import pairwise

from index.language.guess import language_odds
from index.readers.encodings.alphabets import (
    ALPHABETS,
    FAMILY,
    IDEOGRAMS,
    JOINING,
    LATIN,
    LONE,
    PUNCTUATION,
    RARE,
)
from index.readers.encodings.weights import (
    BETTER,
    COMMON_IDEOGRAM,
    COMMONEST_PRIOR,
    CONTROL_POINTS,
    FOREIGN_LETTER,
    JUDGED,
    KANA_OR_MARK,
    LANGUAGE_FROM,
    LANGUAGE_POINTS,
    NOT_EAST_ASIAN,
    ODD_WORD,
    PUNCTUATION_POINTS,
    RARE_ENCODING,
    RARE_IDEOGRAM,
    RAREST_LETTER,
    SYMBOL_IN_WORD,
    SYMBOL_POINTS,
)

MARKS = re.escape("".join(sorted(PUNCTUATION)))
WORD = re.compile(rf"[^\W{MARKS}]+")
SIGN = re.compile(rf"[{MARKS}]|[^\w\x00-\x7f]")
SINGLE_IDEOGRAM = re.compile(
    r"(?<=[a-z])[\u3400-\ud7a3](?![\u3000-\ud7a3])|(?<![\u3000-\ud7a3])[\u3400-\ud7a3](?=[a-z])"
)


class Judge:
    """Judges encodings of ``sample``, the first bytes of a file that is not UTF-8."""

    def __init__(self, sample: bytes) -> None:
        self._sample = sample
        self._languages = _languages(sample)

    def best(self, prior: dict[str, float]) -> tuple[str, float]:
        """The most plausible encoding and its score; ``prior`` has points that some have beforehand.

        A lone "£" or "°" tells nothing: the fewer such bytes, the more the commonest encoding is trusted.
        """
        foreign = sum(byte > 127 for byte in self._sample)
        prior = {**prior, "cp1252": prior.get("cp1252", 0.0) + COMMONEST_PRIOR / max(foreign, 1)}
        best, best_score = "cp1252", 0.0
        for name in dict.fromkeys([*prior, *FAMILY, *IDEOGRAMS]):
            score = self.score(name) + prior.get(name, 0.0)
            if score > best_score + BETTER:
                best, best_score = name, score
        return best, best_score

    def score(self, name: str) -> float:
        """Points per character that is not ASCII, decoded as ``name``: about 1.0 at best, 0.0 if it fails."""
        try:
            # A cut sample may end within a character: the incremental decoder waits for the rest.
            final = len(self._sample) < JUDGED
            text = codecs.getincrementaldecoder(name)().decode(self._sample, final=final)
        except UnicodeDecodeError:
            return 0.0
        foreign = sum(not char.isascii() for char in text)
        if not foreign:
            return 1.0
        if name in IDEOGRAMS:
            return _ideographic(text, foreign, set(IDEOGRAMS[name]))
        return (self.points(text, name, foreign) + (RARE_ENCODING if name in RARE else 0.0)) / foreign

    def points(self, text: str, name: str, weight: int) -> float:
        """Points of a text in that language of the encoding ``name`` that fits best; of all for UTF-8.

        ``weight``: the characters for which a language counts that the ASCII letters are in.
        """
        families = [FAMILY[name]] if name in FAMILY else [*LATIN, *ALPHABETS]
        return max(
            _alphabetic(text, letters, family in LATIN)
            + LANGUAGE_POINTS * self._languages.get(language, 0.0) * weight
            for family in families
            for language, letters in (LATIN.get(family) or ALPHABETS[family]).items()
        )


def _languages(sample: bytes) -> dict[str, float]:
    """The likelihood (0 to 1) of each language by what is ASCII in a text; nothing where that is little."""
    ascii_only = re.sub(rb"[^\x20-\x7e]+", b" ", sample).decode("ascii")
    if sum(map(str.isalpha, ascii_only)) < LANGUAGE_FROM:
        return {}
    known = {language for languages in LATIN.values() for language in languages}
    odds = {language: one for language, one in language_odds(ascii_only).items() if language in known}
    return {language: one / sum(odds.values()) for language, one in odds.items()}


def _ideographic(text: str, foreign: int, common: set[str]) -> float:
    """Points for each character that is common, fewer for others of the East Asian blocks; 1.0 at most."""
    points = (NOT_EAST_ASIAN - RARE_IDEOGRAM) * len(SINGLE_IDEOGRAM.findall(text))
    for char in text:
        code = ord(char)
        if char in common:
            points += COMMON_IDEOGRAM
        elif 0x3040 <= code < 0x3100 or char in PUNCTUATION:
            points += KANA_OR_MARK
        elif 0x4E00 <= code < 0xA000 or 0xAC00 <= code < 0xD7A4 or 0x3000 <= code < 0x3030:
            points += RARE_IDEOGRAM
        elif code >= 0x80:
            points += 0.0 if 0xFF00 <= code < 0xFF60 else NOT_EAST_ASIAN
    return min(points / foreign, 1.0)


def _alphabetic(text: str, letters: str, latin: bool) -> float:
    """Points for letters of one language's alphabet, fewer for words as it does not write them."""
    weights = _weights(letters)
    points = 0.0
    for sign in SIGN.finditer(text):
        before, after = text[sign.start() - 1 : sign.start()], text[sign.end() : sign.end() + 1]
        within = before.isalpha() and after.isalpha() and sign[0] not in JOINING
        points += SYMBOL_IN_WORD if within else _sign(sign[0])
    for word in WORD.findall(text):
        if word.isascii():
            continue
        known = [weights.get(char.lower(), FOREIGN_LETTER) for char in word if not char.isascii()]
        odd = _is_odd(word, len(known), latin=latin)
        points += sum(known) + (ODD_WORD if odd else 0.0) * len(known) - _case_breaks(word)
    return points


def _sign(char: str) -> float:
    if "\x80" <= char < "\xa0":
        return CONTROL_POINTS
    return PUNCTUATION_POINTS if char in PUNCTUATION else SYMBOL_POINTS


def _is_odd(word: str, foreign: int, *, latin: bool) -> bool:
    """Return whether no language writes such a word: with digits, alone or of letters that do not mix.

    Western words hold one or two accented letters; other alphabets never mix with ASCII.
    """
    if len(word) == 1:
        return word not in LONE
    if any(map(str.isdigit, word)):
        return True
    return foreign > 1 and foreign * 2 > len(word) if latin else any(map(str.isascii, word))


def _case_breaks(word: str) -> int:
    """Capitals after small letters: what a wrong Cyrillic code page makes of every word."""
    return sum(a.islower() and b.isupper() for a, b in pairwise(word))


@cache
def _weights(letters: str) -> dict[str, float]:
    """The points of each letter of an alphabet, given commonest first: 1.0 down to ``RAREST_LETTER``."""
    return {char: 1.0 - (1.0 - RAREST_LETTER) * rank / len(letters) for rank, char in enumerate(letters)}
