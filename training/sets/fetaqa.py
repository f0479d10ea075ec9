"""FeTaQA: questions on tables of Wikipedia, with the cells that answer."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from training.documents import AskedQuestion, ReadingDocument
from training.sets.table_text import write


def read(path: Path, draw: random.Random) -> Iterator[ReadingDocument]:
    """A document a table, with one question: marked cells that the answer repeats and the question lacks."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        table = row["table_array"]
        if len(table) < 3 or len(table) > 60 or sum(len(str(cell)) for cell in table[0]) > 160:
            continue
        title = f"{row['table_page_title']} – {row['table_section_title']}"
        written = write(title, table, draw)
        spans = []
        for r, c in sorted(map(tuple, row["highlighted_cell_ids"])):
            if r and c < len(table[r]):
                cell = str(table[r][c]).strip()
                if (
                    len(cell) > 1
                    and cell.lower() in row["answer"].lower()
                    and cell.lower() not in row["question"].lower()
                ):
                    spans.append(written.cells[r - 1][c])
        if spans and len(spans) <= 6:
            asked = AskedQuestion(row["question"], tuple(spans))
            yield ReadingDocument("fetaqa", title, written.text, (asked,), "", written.lead)
