"""Texts known in advance: sentences, each of them once, in headings, paragraphs, lists, tables and notes."""

from dataclasses import dataclass
from itertools import count

WHO = ("Ada Finch", "Zoë Núñez", "the clerk of Łask", "Mr. Otto Lund", "a baker named O’Hara", "two divers")
DID = ("mended", "weighed", "sold again", "photographed", "painted", "lost sight of", "wrote about")
WHAT = (
    "the north-south ferry",
    "pump A-17",
    "a “silent” bell",
    "some <old> & new ropes",
    "12.5 % of all lamps",
    "the roof (of slate)",
    "crate X9-4431; it was full of 3 € tiles",
    "every single anchor of the second oldest of all the warehouses that stood along the inner basin",
)
WHERE = ("at noon", "in café Möwe", "on the way to Brack Hill", "near the weir", "while it rained")
ASCII = str.maketrans(
    {"ë": "e", "ú": "u", "ñ": "n", "Ł": "L", "’": "'", "“": "'", "”": "'", "é": "e", "ö": "o"}
)


@dataclass(frozen=True)
class Part:
    """A part of a known text, as a page, a slide, a sheet or a chapter is.

    ``paragraphs`` are of sentences, ``rows`` pairs of a short name and a sentence.
    """

    heading: str
    paragraphs: tuple[tuple[str, ...], ...] = ()
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    def sentences(self) -> list[str]:
        """All that is known of it, in the order in which it is read."""
        told = (sentence for paragraph in self.paragraphs for sentence in paragraph)
        cells = (cell for row in self.rows for cell in row)
        return [self.heading, *told, *self.items, *cells, *self.notes]


def known_text(shapes, start=0):
    """Parts of as many paragraphs, items, rows and notes as each of ``shapes`` names.

    ``shapes``: for each part the sizes of its paragraphs, and the numbers of items, rows and notes.
    ``start``: chooses other words.
    """
    numbers = count(start * 1000 + 101)

    def sentence():
        n = next(numbers)
        who, did, what, where = (
            words[n // step % len(words)] for words, step in ((WHO, 1), (DID, 2), (WHAT, 1), (WHERE, 3))
        )
        return f"{who[0].upper()}{who[1:]} {did} {what} {where}, as page {n} of the log says."

    return tuple(
        Part(
            f"Of what is known by number {next(numbers)}",
            tuple(tuple(sentence() for _ in range(size)) for size in paragraphs),
            tuple(sentence() for _ in range(items)),
            tuple((f"Berth {next(numbers)}", sentence()) for _ in range(rows)),
            tuple(sentence() for _ in range(notes)),
        )
        for paragraphs, items, rows, notes in shapes
    )


FORTY = known_text((((3, 2), 3, 2, 1), ((2, 2, 1), 2, 3, 2), ((4,), 0, 2, 0), ((1, 1), 3, 2, 1)))
"""Some forty sentences in four parts."""
