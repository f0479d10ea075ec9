"""The language of a text."""

import math

from index.weights import LANGUAGE_SAMPLE, LANGUAGE_SHORTEST, SURE_OF_LANGUAGE


def language_of(text: str, shortest: int = LANGUAGE_SHORTEST) -> str:
    """A two-letter code, or "" for a text of fewer characters than ``shortest``, too short to tell."""
    from py3langid import classify

    sample = text[:LANGUAGE_SAMPLE]
    return str(classify(sample)[0]) if len(sample.strip()) >= shortest else ""


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
