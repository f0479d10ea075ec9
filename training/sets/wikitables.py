"""WikiTableQuestions: those of its questions that one row of the table answers by itself."""

import csv
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.documents import AskedQuestion, ReadingDocument
from training.sets.table_text import WrittenTable, write
from training.words import content_words, words

_COMPARES = frozenset(
    words("""
total number many difference most least last first next previous before after more less fewer
average highest lowest largest smallest longest shortest top bottom earliest latest only consecutive
above below listed other same than not never besides each both every final amount
""")
)


def looked_up(question: str, answer: str, rows: list[list[str]]) -> tuple[int, int] | None:
    """Row and column of the one cell that is the answer, if the question names its row; else None."""
    asked = set(content_words(question))
    cells = [(r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell.strip() == answer]
    if asked & _COMPARES or len(cells) != 1:
        return None
    (r, c) = cells[0]
    everywhere = Counter(word for row in rows for word in set(content_words(" ".join(row))))
    rare = {word for word in asked if everywhere[word] and everywhere[word] <= max(1, len(rows) // 4)}
    named = [
        len(rare & set(content_words(" ".join(cell for i, cell in enumerate(row) if (at, i) != (r, c)))))
        for at, row in enumerate(rows)
    ]
    others = max((count for at, count in enumerate(named) if at != r), default=0)
    return (r, c) if named[r] > others else None


def _table(folder: Path, name: str) -> list[list[str]]:
    # A quote inside a cell is written \" there.
    with (folder / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, escapechar="\\", doublequote=False))
    return [[cell.replace("\n", " ").strip() for cell in row] for row in rows]


def read(folder: Path, draw: random.Random) -> Iterator[ReadingDocument]:
    """A document a table; ``folder`` holds ``data/training.tsv``, ``csv`` and ``page``."""
    asked: dict[str, list[tuple[str, str]]] = {}
    with (folder / "data" / "training.tsv").open(encoding="utf-8") as lines:
        for line in list(lines)[1:]:
            _, question, name, answer = line.rstrip("\n").split("\t")
            asked.setdefault(name, []).append((question, answer.replace("\\n", " ").replace("\\p", "|")))
    for name, questions in asked.items():
        rows = _table(folder, name)
        if len(rows) < 4 or len(rows) > 60 or sum(map(len, rows[0])) > 160:
            continue
        about = folder / name.replace("csv/", "page/").replace("-csv", "-page").replace(".csv", ".json")
        title = json.loads(about.read_text(encoding="utf-8"))["title"] if about.is_file() else ""
        written: WrittenTable = write(title, rows, draw)
        taken = []
        for question, answer in questions:
            place = looked_up(question, answer, rows[1:])
            if place:
                taken.append(AskedQuestion(question, (written.cells[place[0]][place[1]],)))
        if taken:
            yield ReadingDocument("wikitables", name, written.text, tuple(taken), "", written.lead)
