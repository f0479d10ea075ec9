"""The language of a text, and whether a question is in one that no document is written in."""

import math
from collections.abc import Collection

from index.weights import (
    LANGUAGE_GLANCE,
    LANGUAGE_SAMPLE,
    LANGUAGE_SHORTEST,
    LIKELY_LANGUAGE,
    OTHER_LANGUAGE,
    SURE_OF_LANGUAGE,
)

_NONE = "zxx"  # no language at all
_PIDGIN = "pcm"  # is written in English words, so short English questions are taken for it


def language_of(text: str, shortest: int = LANGUAGE_SHORTEST, least: float = LIKELY_LANGUAGE) -> str:
    """A two-letter code, or "" for a text of fewer characters than ``shortest``, too short to tell.

    Nor has a text a language that is less likely than ``least``, as a table of names and figures.
    """
    sample = text[:LANGUAGE_GLANCE]
    if len(sample.strip()) < shortest:
        return ""
    odds = language_odds(sample)
    best = max(odds, key=lambda language: odds[language])
    return best if odds[best] >= least and best != _NONE else ""


def other_language(question: str, languages: Collection[str]) -> str:
    """A two-letter code of the language of ``question`` if it is surely none of ``languages``; else "".

    A question is short, so the guess counts only where the known languages are far less likely.
    """
    from py3langid import rank

    known = set(languages) - {""}
    likely = {str(language): float(score) for language, score in rank(question) if language != _PIDGIN}
    best = next(iter(likely), "")
    mine = max((likely.get(language, 0.0) for language in known), default=0.0)
    return best if known and likely[best] - mine > OTHER_LANGUAGE else ""


def sure_language_of(text: str) -> str:
    """A two-letter code, or "" where the text leaves a doubt."""
    if len(text.strip()) < LANGUAGE_SHORTEST:
        return ""
    odds = language_odds(text)
    best = max(odds, key=lambda language: odds[language])
    return best if odds[best] >= SURE_OF_LANGUAGE else ""


def language_odds(text: str) -> dict[str, float]:
    """The likelihood (0 to 1) of each language that is known, by its two-letter code."""
    from py3langid import rank

    sample = text[:LANGUAGE_SAMPLE]
    ranked = rank(sample)
    scale = math.sqrt(len(sample) or 1)  # as py3langid's own probabilities
    odds = {language: math.exp((score - ranked[0][1]) / scale) for language, score in ranked}
    whole = sum(odds.values())
    return {language: one / whole for language, one in odds.items()}
