"""The place of a citation's quote in a text today, or of the most similar words. Pure."""

from rag.saving.weights import ALIGNED, ALIKE, WORDING
from rag.shapes import Citation


def place_of(citation: Citation, text: str) -> str:
    """The place of the quote nearest to its old one, as "start–end" in characters; "" if there is none."""
    quote = citation.quote
    if not quote.strip():
        return ""
    after = text.find(quote, citation.start)
    before = text.rfind(quote, 0, citation.start + len(quote))
    places = [place for place in (before, after) if place >= 0]
    if not places:
        return ""
    place = min(places, key=lambda at: abs(at - citation.start))
    return f"{place}–{place + len(quote)}"


def wording(citation: Citation, text: str) -> str:
    """The words most similar to a quote: its best partial alignment by edit distance (Indel)."""
    from rapidfuzz import fuzz

    found = fuzz.partial_ratio_alignment(citation.quote[:ALIGNED], text, score_cutoff=ALIKE)
    if found is None or found.dest_start == found.dest_end:
        return "nothing like it stands there"
    start, end = _whole_words(text, found.dest_start, found.dest_end)
    words = " ".join(text[start:end].split())
    shown = f"{words[:WORDING]}…" if len(words) > WORDING else words
    return f"nearest, at characters {start}–{end}: “{shown}”"


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to the ends of the words that it cuts."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end
