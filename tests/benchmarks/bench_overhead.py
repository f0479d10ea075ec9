"""What Readback adds to the time that a small real model takes itself, in one run.

    python tests/benchmarks/bench_overhead.py

Ours before the first token: search, ranking and prompt. Ours for a sentence: reading it out of the pieces,
and checking it. Meanwhile the server goes on writing, so the model's own time for a sentence is rather more
than the time waited for it, and our share less than is printed. The same processors do both.
"""

import json
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from support.helpers import readback
from support.model_server import CONTEXT, NAME, NoModel, NotInstalled, serving

from rag import Readback
from rag.answering.events import CheckedSentence
from rag.model.client import Message, Model, Usage
from rag.model.writer import Writer

ROOT = Path(__file__).resolve().parents[2]
_QUESTIONS = 10


class Clocked(Model):
    """A model that notes when it was asked, and how long it was waited for; the rest of the time is ours."""

    def forget(self) -> None:
        self.asked = self.first = self.left = self.waited = self.ours = 0.0

    def stream(
        self, messages: Sequence[Message], max_tokens: int, stop: threading.Event | None = None
    ) -> Iterator[str | Usage]:
        self.asked = back = perf_counter()
        for piece in super().stream(messages, max_tokens, stop):
            self.left = perf_counter()
            if self.first:
                self.waited += self.left - back
            else:
                self.first = self.left
            yield piece
            back = perf_counter()
            self.ours += back - self.left
        self.left = perf_counter()
        self.waited += self.left - back

    def so_far(self) -> tuple[float, float]:
        """Seconds since the first token: ours, and those waited for the model."""
        return self.ours + perf_counter() - self.left, self.waited


class Times:
    """Pairs of seconds, ours and the model's."""

    def __init__(self) -> None:
        self.before: list[tuple[float, float]] = []
        self.sentences: list[tuple[float, float]] = []

    def take(self, library: Readback, model: Clocked, question: str) -> None:
        model.forget()
        started = perf_counter()
        told = (0.0, 0.0)
        for event in library.stream(question):
            if isinstance(event, CheckedSentence):
                now = model.so_far()
                self.sentences.append((now[0] - told[0], now[1] - told[1]))
                told = now
        if model.first:
            self.before.append((model.asked - started, model.first - model.asked))


def main() -> None:
    lines = (ROOT / "tests/samples/questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [row["question"] for row in map(json.loads, lines) if row["found"]][: _QUESTIONS + 1]
    try:
        with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "server.log") as url:
            times = measure(Path(folder) / "library", Clocked(NAME, url, context_window=CONTEXT), questions)
    except NotInstalled as error:
        print(f"SKIPPED: {error}")
        return
    except NoModel as error:
        sys.exit(str(error))
    print(f"{NAME}, {len(times.before)} questions on the sample library; milliseconds, median (quartiles)")
    show("before the first token", times.before)
    show("for a sentence", times.sentences)


def measure(folder: Path, model: Clocked, questions: Sequence[str]) -> Times:
    with readback(folder, model=NAME) as library:
        library.add([ROOT / "ui" / "sample"])
        type(library).writer = Writer(model)  # in place of the settings' own: this one is clocked
        Times().take(library, model, questions[0])  # loads the libraries
        times = Times()
        for question in questions[1:]:
            times.take(library, model, question)
    model.close()
    return times


def show(name: str, pairs: Sequence[tuple[float, float]]) -> None:
    ours, models = zip(*pairs, strict=True)
    shares = [mine / (mine + its) for mine, its in pairs]
    print(
        f"{name}: ours {spread(ours, 1e3)}, the model's {spread(models, 1e3)};"
        f" our share {sum(ours) / (sum(ours) + sum(models)):.1%} of all,"
        f" {spread(shares, 100, 1)} % each, n = {len(pairs)}"
    )


def spread(values: Sequence[float], unit: float, digits: int = 0) -> str:
    low, middle, high = (value * unit for value in statistics.quantiles(values, n=4))
    return f"{middle:,.{digits}f} ({low:,.{digits}f}-{high:,.{digits}f})"


if __name__ == "__main__":
    main()
