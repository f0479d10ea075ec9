"""Questions on documents in the form of ``../shared/eval/answers``, which measure and never train."""

import json
from collections.abc import Iterator
from pathlib import Path

from training.documents import AskedQuestion, ReadingDocument


def read(folder: Path, every: int = 1) -> Iterator[ReadingDocument]:
    """A document with those of its questions that ask of it alone; of all these one in ``every``."""
    asked: dict[str, list[AskedQuestion]] = {}
    texts: dict[str, str] = {}
    for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()[::every]:
        row = json.loads(line)
        if len(row.get("scope", ())) != 1:
            continue
        name = row["scope"][0]
        if name not in texts:
            texts[name] = (folder / "documents" / name).read_text(encoding="utf-8")
        text = texts[name]
        places = [(text.find(answer), text.find(answer) + len(answer)) for answer in row["answers"]]
        spans = tuple(place for place in places if place[0] >= 0)
        if bool(spans) == row["answerable"]:
            asked.setdefault(name, []).append(AskedQuestion(row["question"], spans))
    for name, questions in asked.items():
        yield ReadingDocument("answers", name, texts[name], tuple(questions))
