"""TAT-QA: questions on tables and text of annual reports."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from training.documents import AskedQuestion, ReadingDocument, found
from training.sets.table_text import write


def read(path: Path, draw: random.Random) -> Iterator[ReadingDocument]:
    """Two documents a page: its table, and its text. Only questions that words of one of them answer."""
    for page in json.loads(path.read_text(encoding="utf-8")):
        table = [[cell.replace("$ ", "$") for cell in row] for row in page["table"]["table"]]
        paragraphs = [p["text"] for p in page["paragraphs"]]
        key = page["table"]["uid"]
        written = write("", table, draw)
        prose = "\n".join(paragraphs)
        on_table, on_prose = [], []
        for question in page["questions"]:
            if "span" not in question["answer_type"]:
                continue
            answers = [answer.strip() for answer in question["answer"]]
            holds = written.text if question["answer_from"] == "table" else prose
            places = [found(holds, answer) for answer in answers]
            if not all(len(place) == 1 for place in places) or len(places) > 6:
                continue
            asked = AskedQuestion(question["question"], tuple(place[0] for place in places))
            (on_table if holds is written.text else on_prose).append(asked)
        if sum(len(cell) for cell in table[0]) < 160:
            yield ReadingDocument("tatqa", key, written.text, tuple(on_table), "", written.lead)
        yield ReadingDocument("tatqa", key, prose, tuple(on_prose))
