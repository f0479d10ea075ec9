"""Ask questions in twelve wordings, and follow-up questions in conversations, and count the right answers.

    python tests/samples/score_talk.py [-v]

``wordings.jsonl``: an answer is right if it cites a text of one of the values that sources give. The values
cited should be the same in all twelve wordings.

``chains.jsonl``: conversations of three turns. Each later turn is asked alone, in full, too: no more can be
reached in the conversation. ``-v`` prints each question.

``harbour-wordings.jsonl`` and ``harbour-chains.jsonl`` are a second set, on a library of its own.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).parent)]

from score import HERE, LIBRARIES, documents_of, plain  # noqa: E402

from rag import Readback  # noqa: E402
from rag.settings import load_settings  # noqa: E402
from rag.shapes import Answer  # noqa: E402

Row = dict[str, Any]
SETS = ("", "harbour-")
TALKED_OF = {name: folder for name, (folder, _) in LIBRARIES.items()} | {"harbour": HERE / "harbour"}


def values_cited(answer: Answer, row: Row) -> tuple[bool, ...]:
    """For each value, whether the answer cites a text of it."""
    quotes = " ".join(plain(c.quote) for c in answer.citations) if answer.found else ""
    return tuple(any(plain(text) in quotes for text in value) for value in row["answers"])


def is_right(answer: Answer, turn: Row) -> bool:
    return any(values_cited(answer, turn)) if turn["answers"] else not answer.found


def score_wordings(
    libraries: dict[str, Readback], rows: list[Row], *, show: bool = False
) -> tuple[int, float]:
    """Print the figures; return the answers that are right, and the shares of values they cite, added up."""
    right = same = asked = 0
    values = 0.0
    for row in rows:
        cited = [values_cited(libraries[row["library"]].ask(words), row) for words in row["wordings"]]
        right += sum(map(any, cited))
        values += sum(sum(one) / len(one) for one in cited)
        asked += len(cited)
        same += len(set(cited)) == 1
        if show:
            for words, found in zip(row["wordings"], cited, strict=True):
                print(row["id"], "".join("-+"[value] for value in found), words)
    told = f"{right} of {asked} right, {values:.0f} by the share of the values"
    print(f"wordings: {told}; {same} of {len(rows)} questions have one answer in all")
    return right, values


def score_chains(libraries: dict[str, Readback], rows: list[Row], *, show: bool = False) -> int:
    """Print the figures; return the follow-up questions that are answered right."""
    turns = chained = alone = 0
    for row in rows:
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
    return chained


def read(file: Path) -> Iterator[Row]:
    return map(json.loads, file.read_text(encoding="utf-8").splitlines())


@contextmanager
def opened(*names: str) -> Iterator[dict[str, Readback]]:
    """The sample libraries of these names, made anew."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        read_by = {name: replace(load_settings(folder / name), reader="") for name in names}
        libraries = {
            name: stack.enter_context(Readback(settings=settings)) for name, settings in read_by.items()
        }
        for name, library in libraries.items():
            library.add(documents_of(TALKED_OF[name]))
        yield libraries


if __name__ == "__main__":
    with opened(*TALKED_OF) as made:
        for prefix in SETS:
            print(prefix.strip("-") or "the five libraries")
            score_wordings(made, list(read(HERE / f"{prefix}wordings.jsonl")), show="-v" in sys.argv)
            score_chains(made, list(read(HERE / f"{prefix}chains.jsonl")), show="-v" in sys.argv)
