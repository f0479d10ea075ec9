"""Ask Readback the questions of both sample libraries and count what comes back.

    python tests/samples/score.py [sample] [mixed]

Without names both libraries are asked. An answer to an answerable question is right if one of its cited
quotes, from a document the question allows, holds one of the `must_quote` texts, no quote holds a
`must_not_quote` text and no other document is cited. White space and case do not count.
"""

import json
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
QUESTIONS = "questions.jsonl"
LIBRARIES = {name: (HERE / name, HERE / name / QUESTIONS) for name in ("summit", "local", "business")} | {
    "sample": (ROOT / "ui" / "sample", HERE / QUESTIONS),
    "mixed": (HERE / "mixed", HERE / "mixed" / QUESTIONS),
}


@dataclass
class Tally:
    """What became of the questions so far."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    stray: int = 0
    declined: int = 0
    invented: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take in the counts of another tally."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def show(self, name: str) -> None:
        """Print the totals."""
        answerable = self.right + self.wrong + self.missed
        unanswerable = self.declined + self.invented
        times = sorted(self.seconds)
        print(f"== {name}")
        print(
            f"   answerable   {answerable:3}: {self.right} right, {self.wrong} found but wrong "
            f"({self.stray} of them only by a stray citation), {self.missed} missed"
        )
        print(f"   unanswerable {unanswerable:3}: {self.declined} right, {self.invented} wrong")
        if times:
            print(f"   median {times[len(times) // 2]:.2f} s, slowest {times[-1]:.2f} s")


def plain(text: str) -> str:
    """Return the text in lower case with single spaces."""
    return " ".join(text.split()).casefold()


def problems(row: dict[str, Any], quotes: list[tuple[str, str]]) -> tuple[bool, list[str]]:
    """Return whether a wanted text is cited from an allowed document, and all faults of the citations."""
    allowed = row["document"]
    held = any(
        plain(wanted) in plain(quote)
        for name, quote in quotes
        if name in allowed
        for wanted in row["must_quote"]
    )
    faults = [] if held else ["no quote holds " + " or ".join(map(repr, row["must_quote"]))]
    for name, quote in quotes:
        faults += [
            f"cites {text!r} ({name})" for text in row["must_not_quote"] if plain(text) in plain(quote)
        ]
        if name not in allowed:
            faults.append(f"cites {name}")
    return held, list(dict.fromkeys(faults))


def ask(reader: Any, names: dict[str, str], row: dict[str, Any]) -> Tally:
    """Ask one question, print what came back, and count it."""
    started = time.perf_counter()
    answer = reader.ask(row["question"])
    tally = Tally(seconds=[time.perf_counter() - started])
    quotes = [(names.get(c.document, c.document), c.quote) for c in answer.citations] if answer.found else []
    faults: list[str] = []
    if not row["found"]:
        tally.declined, tally.invented = int(not answer.found), int(answer.found)
        faults = ["answered, but the documents do not say"] if answer.found else []
    elif not answer.found:
        tally.missed = 1
        faults = ["not found; wanted " + " or ".join(map(repr, row["must_quote"]))]
    else:
        held, faults = problems(row, quotes)
        tally.right, tally.wrong = int(not faults), int(bool(faults))
        tally.stray = int(held and bool(faults))
    print(f"{'FAIL' if faults else 'PASS'} {row['id']} found={answer.found} {row['question']}")
    for fault in faults:
        print(f"       ! {fault}")
    for name, quote in quotes:
        print(f"       [{name}] {' '.join(quote.split())}")
    return tally


def documents_of(folder: Path) -> list[Path]:
    """The files of a sample folder but for the questions on them, which are no document."""
    return [file for file in sorted(folder.iterdir()) if file.name != QUESTIONS]


def score(folder: Path, questions: Path) -> Tally:
    """Put one folder into a temporary library and ask all its questions."""
    from rag import Readback

    tally = Tally()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as library:
        reader: Any = Readback(library=library)
        reader.add(documents_of(folder))
        names = {document.id: Path(document.path).name for document in reader.documents()}
        for line in questions.read_text(encoding="utf-8").splitlines():
            tally.add(ask(reader, names, json.loads(line)))
    return tally


def main() -> int:
    """Score the libraries named, or both."""
    sys.path.insert(0, str(ROOT))
    wanted = sys.argv[1:] or list(LIBRARIES)
    if not set(wanted) <= set(LIBRARIES):
        print(__doc__, file=sys.stderr)
        return 2
    tallies = {name: score(*LIBRARIES[name]) for name in wanted}
    total = Tally()
    for name, tally in tallies.items():
        tally.show(name)
        total.add(tally)
    if len(tallies) > 1:
        total.show("together")
    return 0


if __name__ == "__main__":
    sys.exit(main())
