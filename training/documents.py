"""Documents with questions, as every data set gives them."""

from dataclasses import dataclass, field

Range = tuple[int, int]  # start and end (exclusive), in characters of a text


@dataclass(frozen=True)
class AskedQuestion:
    """A question on one text.

    ``spans`` are where the text answers, none if it does not. ``near`` is where it seems to answer. With
    ``whole`` a span is a whole sentence that holds the answer, not the answer's own words.
    """

    question: str
    spans: tuple[Range, ...] = ()
    near: tuple[Range, ...] = ()
    whole: bool = False


@dataclass(frozen=True)
class ReadingDocument:
    """A text and what is asked of it.

    ``family`` names texts that speak of the same thing (the paragraphs of an article). The first ``lead``
    characters (a title, the head of a table) stand before every part of the text that is shown.
    """

    source: str
    family: str
    text: str
    questions: tuple[AskedQuestion, ...] = field(default=())
    title: str = ""
    lead: int = 0


def found(text: str, words: str) -> tuple[Range, ...]:
    """Every place where the words stand in the text, as whole words."""
    places = []
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        before, after = text[at - 1 : at], text[end : end + 1]
        if not (before.isalnum() and words[0].isalnum()) and not (after.isalnum() and words[-1].isalnum()):
            places.append((at, end))
        at = text.find(words, at + 1)
    return tuple(places)
