"""Ask questions in twelve wordings, and follow-up questions in conversations, and count the right answers.

    python tests/samples/score_talk.py [-v]

``wordings.jsonl``: an answer is right if it cites a text of one of the values that sources give. The values
cited should be the same in all twelve wordings.

``chains.jsonl``: conversations of three turns. Each later turn is asked alone, in full, too: no more can be
reached in the conversation. ``-v`` prints each question.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).parent)]

from score import HERE, LIBRARIES, documents_of, plain  # noqa: E402

from rag import Readback  # noqa: E402
from rag.shapes import Answer  # noqa: E402

Row = dict[str, Any]


def values_cited(answer: Answer, row: Row) -> tuple[bool, ...]:
    """For each value, whether the answer cites a text of it."""
    quotes = " ".join(plain(c.quote) for c in answer.citations) if answer.found else ""
    return tuple(any(plain(text) in quotes for text in value) for value in row["answers"])


def is_right(answer: Answer, turn: Row) -> bool:
    return any(values_cited(answer, turn)) if turn["answers"] else not answer.found


def score_wordings(libraries: dict[str, Readback], show: bool) -> None:
    right = same = asked = 0
    rows = list(read(HERE / "wordings.jsonl"))
    for row in rows:
        cited = [values_cited(libraries[row["library"]].ask(words), row) for words in row["wordings"]]
        right += sum(map(any, cited))
        asked += len(cited)
        same += len(set(cited)) == 1
        if show:
            for words, values in zip(row["wordings"], cited, strict=True):
                print(row["id"], "".join("-+"[value] for value in values), words)
    print(f"wordings: {right} of {asked} right; {same} of {len(rows)} questions have one answer in all")


def score_chains(libraries: dict[str, Readback], show: bool) -> None:
    turns = chained = alone = 0
    for row in read(HERE / "chains.jsonl"):
        asked, history = libraries[row["library"]], []
        for n, turn in enumerate(row["turns"]):
            answer = asked.ask(turn["question"], history=history)
            if n:
                turns += 1
                chained += is_right(answer, turn)
                alone += is_right(asked.ask(turn["stands_alone"]), turn)
            if n and show:
                print(row["id"], "-+"[is_right(answer, turn)], turn["question"], "|", *answer.notes[:1])
            history += [
                {"role": "user", "content": turn["question"]},
                {
                    "role": "assistant",
                    "content": " ".join(s.text for s in answer.sentences) or answer.refusal,
                },
            ]
    print(f"follow-ups: {chained} of {turns} right; asked in full {alone}")


def read(file: Path) -> Iterator[Row]:
    return map(json.loads, file.read_text(encoding="utf-8").splitlines())


@contextmanager
def opened() -> Iterator[dict[str, Readback]]:
    """The sample libraries, made anew."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        libraries = {name: stack.enter_context(Readback(library=folder / name)) for name in LIBRARIES}
        for name, (documents, _) in LIBRARIES.items():
            libraries[name].add(documents_of(documents))
        yield libraries


if __name__ == "__main__":
    with opened() as made:
        score_wordings(made, "-v" in sys.argv)
        score_chains(made, "-v" in sys.argv)
