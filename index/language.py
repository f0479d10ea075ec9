"""The language of a text, for the note that the local embedder knows English."""

from index.weights import LANGUAGE_SAMPLE, LANGUAGE_SHORTEST


def language_of(text: str, shortest: int = LANGUAGE_SHORTEST) -> str:
    """A two-letter code, or "" for a text of fewer characters than ``shortest``, too short to tell."""
    from py3langid import classify

    sample = text[:LANGUAGE_SAMPLE]
    return str(classify(sample)[0]) if len(sample.strip()) >= shortest else ""
