"""UnAnsQ: pairs of an answerable and an unanswerable question, from SQuAD 2.0's training part."""

from collections.abc import Iterator
from pathlib import Path

from training.documents import AskedQuestion, ReadingDocument
from training.sets.qamr import written


def _columns(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def read(folder: Path) -> Iterator[ReadingDocument]:
    """A document a paragraph.

    ``folder`` holds context.txt, answerable-questions.txt and unanswerable-questions.txt. Texts are
    in lower case, as the encoder reads them.
    """
    texts, asked = {}, {}
    rows = zip(
        *(
            _columns(folder / f"{n}.txt")
            for n in ("context", "answerable-questions", "unanswerable-questions")
        ),
        strict=True,
    )
    for context, answerable, unanswerable in rows:
        text, places = written(context[0].split(" "))
        texts[context[0]] = text
        for row, answers in ((answerable, True), (unanswerable, False)):
            span = ((places[int(row[2])][0], places[int(row[3])][1]),)
            question = AskedQuestion(written(row[1].split(" "))[0], span if answers else (), span)
            asked.setdefault(context[0], {})[row[0]] = question
    for key, text in texts.items():
        yield ReadingDocument("unansq", key[:40], text, tuple(asked[key].values()))
