"""QED: questions of Google's users (from Natural Questions) on paragraphs of Wikipedia."""

import json
from collections.abc import Iterator
from pathlib import Path

from training.documents import AskedQuestion, Range, ReadingDocument


def natural(text: str, spans: list[Range]) -> tuple[str, tuple[Range, ...]]:
    """The text without the spaces that a tokenizer put in, and the spans in it."""
    out: list[str] = []
    where = []
    for index, letter in enumerate(text):
        where.append(len(out))
        after = text[index + 1 : index + 2]
        if letter == " " and ((after and after in ".,;:!?)%’'") or (out and out[-1] == "(")):
            continue
        out.append(letter)
    where.append(len(out))
    return "".join(out), tuple((where[a], where[b]) for a, b in spans)


def read(path: Path) -> Iterator[ReadingDocument]:
    """A document a paragraph, with one question."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["paragraph_text"]
        if "``" in text or "''" in text:
            continue
        spans = list(
            dict.fromkeys((a["start"], a["end"]) for group in row["original_nq_answers"] for a in group)
        )
        text, moved = natural(text, spans)
        asked = AskedQuestion(row["question_text"], moved[:3])
        yield ReadingDocument("qed", row["title_text"], text, (asked,), row["title_text"])
