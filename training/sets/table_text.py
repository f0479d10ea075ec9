"""Tables as lines of text, in the forms in which the product reads them."""

import random
from dataclasses import dataclass

from training.documents import Range


@dataclass(frozen=True)
class WrittenTable:
    """A table as text: the head ends at ``lead``; ``cells`` says where each cell of each row stands."""

    text: str
    lead: int
    cells: tuple[tuple[Range, ...], ...]


def _cell(text: str) -> str:
    return " ".join(str(text).split())


def write(title: str, rows: list[list[str]], draw: random.Random) -> WrittenTable:
    """The table, its first row the head: Markdown, commas, or "head: cell" in every row."""
    form = draw.choice(("pipes", "pipes", "commas", "named"))
    head = [_cell(cell) for cell in rows[0]]
    text = f"{title}\n" if title else ""
    if form == "pipes":
        text += "| " + " | ".join(head) + " |\n"
        text += "|" + "---|" * len(head) + "\n" if draw.random() < 0.5 else ""
    elif form == "commas":
        text += ", ".join(head) + "\n"
    lead, places = len(text), []
    for row in rows[1:]:
        text += "| " if form == "pipes" else ""
        line = []
        for index, cell in enumerate(row):
            if index:
                text += {"pipes": " | ", "commas": ", ", "named": "; "}[form]
            if form == "named" and index < len(head) and head[index]:
                text += f"{head[index]}: "
            words = _cell(cell)
            line.append((len(text), len(text) + len(words)))
            text += words
        text += " |\n" if form == "pipes" else "\n"
        places.append(tuple(line))
    return WrittenTable(text, lead, tuple(places))
