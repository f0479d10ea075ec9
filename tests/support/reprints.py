"""Articles published again, in the ways that outlets do it, and shelves to put them on without vectors."""

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from support.paths import TESTS

from index.chunk import split
from index.document import ParsedDocument
from index.embedding.embedder import approximate_token_starts
from index.store.catalog import Catalog
from index.store.incoming import Incoming

WIRE = """Bridge at Tessel shut for the winter

The iron bridge at Tessel will stay shut until April, the county's engineer, Ilse Maddock, said on Monday. \
Divers found cracks in two of the five piers last week.

Lorries have to go round by Ombry, which takes forty minutes. The ferry carries people on foot and cyclists, \
and runs from six in the morning until eight in the evening.

Repairs will cost 1.4 million crowns, of which the county pays half. The mayor of Tessel, Per Anholt, called \
the sum a scandal and asked for the accounts of the last ten years.

The bridge was built in 1888 and last painted in 1974. About 3,200 vehicles crossed it on an ordinary day.
"""

_SYNONYMS = {
    "said": "stated", "large": "big", "began": "started", "begin": "start", "people": "persons",
    "about": "around", "while": "whilst", "after": "following", "told": "informed", "because": "as",
    "although": "though", "buy": "purchase", "bought": "purchased", "near": "close to", "also": "too",
    "over": "more than", "children": "kids", "police": "officers", "quickly": "fast", "house": "home",
    "will": "is going to", "several": "some", "says": "states", "must": "has to", "year": "twelvemonth",
    "money": "funds", "every": "each", "without": "lacking", "called": "named", "killed": "slain",
    "first": "earliest", "until": "till", "between": "among", "found": "discovered", "asked": "requested",
    "since": "from", "against": "opposed to", "only": "just", "still": "yet", "never": "not once",
}  # fmt: skip
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def verbatim(text: str, _: random.Random) -> str:
    return text


def trimmed(text: str, _: random.Random) -> str:
    """The first two fifths, and on to the end of a paragraph."""
    parts, kept = text.split("\n\n"), []
    while len("\n\n".join(kept)) < 0.4 * len(text):
        kept.append(parts.pop(0))
    return "\n\n".join(kept)


def reworded(text: str, rng: random.Random) -> str:
    """Most of the words that have a synonym, and figures and dates written in another way."""

    def other(match: re.Match[str]) -> str:
        word = match.group()
        new = _SYNONYMS.get(word.lower())
        if new is None or rng.random() < 0.2:
            return word
        return new.capitalize() if word[0].isupper() else new

    text = re.sub(rf"\b(\d{{1,2}}) ({_MONTHS})\b", r"\2 \1", re.sub(r"[A-Za-z]+", other, text))
    return re.sub(r"\b(\d{1,3}),(\d{3})\b", r"\1\2", text).replace(" per cent", "%")


def moved(text: str, rng: random.Random) -> str:
    """Two paragraphs change places."""
    parts = text.split("\n\n")
    one, other = rng.sample(range(1, len(parts)), 2) if len(parts) > 2 else (0, 0)
    parts[one], parts[other] = parts[other], parts[one]
    return "\n\n".join(parts)


def new_lead(text: str, rng: random.Random) -> str:
    """Another headline and first paragraph."""
    return "\n\n".join([prose(rng, 1), prose(rng, 2), *text.split("\n\n")[2:]])


def excerpt(text: str, rng: random.Random) -> str:
    """A blog that quotes some paragraphs from the middle."""
    parts = [part for part in text.split("\n\n") if len(part) > 60]
    start = len(parts) // 3
    taken = parts[start : start + 2]
    before, after = ("\n\n".join(prose(rng, 3) for _ in range(2)) for _ in range(2))
    return "\n\n".join([before, "Here is what they print:", *taken, after])


def prose(rng: random.Random, sentences: int) -> str:
    """Sentences that nobody else wrote, of the samples' words, each as often as there."""
    drawn = (rng.choices(_vocabulary(), k=rng.randint(8, 26)) for _ in range(sentences))
    return " ".join(" ".join(words).capitalize() + "." for words in drawn)


@cache
def _vocabulary() -> list[str]:
    samples = sorted((TESTS / "samples").glob("*/*.txt"))
    return [word for path in samples for word in re.findall(r"[a-z]+", path.read_text(encoding="utf-8"))]


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    function.__name__: function for function in (verbatim, trimmed, reworded, moved, new_lead, excerpt)
}


class Shelf:
    """A catalog without vectors, to which texts are added as a library does it."""

    def __init__(self, folder: Path) -> None:
        self.catalog = Catalog.create(folder / "catalog.sqlite3")

    def put(self, id: str, text: str, published: str | None = None, outlet: str | None = None) -> None:
        reading = ParsedDocument(text, "text/plain", id, outlet, published)
        passages = split(text, approximate_token_starts)
        document = Incoming(id, "0" * 64, f"/x/{id}", "en", reading, passages)
        self.catalog.add([document], embeds=False)

    def pairs(self) -> set[frozenset[str]]:
        """Which documents share text."""
        return {frozenset((one.document, one.original)) for one in self.catalog.copies.all().spans}
