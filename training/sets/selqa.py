"""SelQA: questions on Wikipedia, answered by whole sentences."""

import json
from collections.abc import Iterator
from pathlib import Path

from training.documents import AskedQuestion, ReadingDocument
from training.sets.squad_files import DEVELOPMENT


def read(path: Path) -> Iterator[ReadingDocument]:
    """A document a section, with one question."""
    for row in json.loads(path.read_text(encoding="utf-8")):
        if row["article"].replace(" ", "_") in DEVELOPMENT:
            continue
        text, spans = "", []
        for index, sentence in enumerate(row["candidates"]):
            if index in row["answers"]:
                spans.append((len(text), len(text) + len(sentence)))
            text += sentence + " "
        asked = AskedQuestion(row["question"].strip(), tuple(spans), whole=True)
        yield ReadingDocument(
            "selqa", row["article"], text.rstrip(), (asked,), f"{row['article']} – {row['section']}"
        )
