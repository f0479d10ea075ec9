"""The language of a text, and whether a question is in one that no document is written in."""

from collections.abc import Collection

from index.weights import LANGUAGE_SAMPLE, LANGUAGE_SHORTEST, OTHER_LANGUAGE

_PIDGIN = "pcm"  # is written in English words, so short English questions are taken for it


def language_of(text: str, shortest: int = LANGUAGE_SHORTEST) -> str:
    """A two-letter code, or "" for a text of fewer characters than ``shortest``, too short to tell."""
    from py3langid import classify

    sample = text[:LANGUAGE_SAMPLE]
    return str(classify(sample)[0]) if len(sample.strip()) >= shortest else ""


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
