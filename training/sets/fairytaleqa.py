"""FairytaleQA: tales with questions by teachers, one table of sections and one of questions a tale."""

import csv
from collections.abc import Iterator
from pathlib import Path

from training.documents import AskedQuestion, ReadingDocument


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def read(folder: Path) -> Iterator[ReadingDocument]:
    """A document a section; ``folder`` holds ``questions`` and ``section-stories``.

    Only questions that one section answers in its own words.
    """
    for path in sorted((folder / "questions").rglob("*-questions.csv")):
        tale = path.name.removesuffix("-questions.csv")
        stories = list((folder / "section-stories").rglob(f"{tale}-story.csv"))
        if not stories:
            continue
        asked: dict[str, list[AskedQuestion]] = {}
        texts = {row["section"]: row["text"] for row in _rows(stories[0])}
        for row in _rows(path):
            text = texts.get(row["cor_section"])
            answer = row["answer1"].strip().rstrip(".")
            if not text or not answer or row["ex-or-im1"] != "explicit" or row["local-or-sum"] != "local":
                continue
            at = text.lower().find(answer.lower())
            if at >= 0:
                question = AskedQuestion(row["question"].strip(), ((at, at + len(answer)),))
                asked.setdefault(row["cor_section"], []).append(question)
        for section, text in texts.items():
            title = tale.replace("-", " ").capitalize()
            yield ReadingDocument("fairytale", tale, text, tuple(asked.get(section, ())), title)
