"""Which language a text is in, for the note that the local embedder knows English."""

_SAMPLE = 3_000  # characters; more changes nothing
_SHORTEST = 80  # below this the guess is worth nothing


def language_of(text: str) -> str:
    """A two-letter code, or "" for a text too short to tell."""
    from py3langid import classify

    sample = text[:_SAMPLE]
    return str(classify(sample)[0]) if len(sample.strip()) >= _SHORTEST else ""
