"""Our own documents with questions: minutes, tables, news, prose; half of the questions are not answered."""

import json
from collections.abc import Iterator
from pathlib import Path

from training.documents import AskedQuestion, Range, ReadingDocument, found

HELD_OUT = 4  # last documents of each file, which only measure


def _spans(text: str, row: dict[str, object]) -> tuple[Range, ...]:
    spans: list[Range] = []
    at = row.get("at")
    starts = at if isinstance(at, list) else [at]
    for index, answer in enumerate(row["a"]):  # type: ignore[arg-type, var-annotated]
        start = starts[index] if index < len(starts) else None
        if isinstance(start, int) and text[start : start + len(answer)] == answer:
            spans.append((start, start + len(answer)))
        else:
            spans += found(text, answer) or (
                ((text.find(answer), text.find(answer) + len(answer)),) if answer in text else ()
            )
    return tuple(dict.fromkeys(spans))


def read(path: Path, *, held_out: bool) -> Iterator[ReadingDocument]:
    """The documents to learn from, or with ``held_out`` the last ones, which measure."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    chosen = lines[-HELD_OUT:] if held_out else lines[:-HELD_OUT]
    for line in chosen:
        try:
            row = json.loads(line)
        except json.JSONDecodeError:  # still being written
            continue
        text = row["text"]
        asked = []
        for question in row["questions"]:
            spans = _spans(text, question) if question["ok"] else ()
            if spans or not question["ok"]:
                asked.append(AskedQuestion(question["q"], spans))
        title = text.split("\n", 1)[0]
        yield ReadingDocument(
            f"own-{path.stem}", row["id"], text, tuple(asked), title if len(title) < 120 else ""
        )
