"""What an answer without a model takes beside its search and its reader, in one run.

    python tests/benchmarks/bench_answer.py [--json FILE] [--profile] [FOLDER …]

Asks twenty questions of the sample library, and of the library of each FOLDER twenty about the names that are
most frequent there. Printed is the processor's time; the rest is neither
the search nor the reader's reading, and the embedding is part of the rest.
"""

import argparse
import cProfile
import json
import pstats
import re
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from support.helpers import readback
from support.paths import ROOT

from index.searching.searcher import Searcher
from rag import Readback
from rag.model.reading.onnx_reader import OnnxReader

_QUESTIONS = 20
_NAME = re.compile(r"(?<![.!?] )\b[A-Z][a-z]+(?: [A-Z][a-z]+)+")
_WARMING = ("How many are there?", "Who was it?", "When did it begin?")  # load what is loaded once
_PARTS = {"search": (Searcher, "search"), "reader": (OnnxReader, "read"), "embedding": (Searcher, "embedded")}

spent: Counter[str] = Counter()


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folders", nargs="*", type=Path)
    arguments.add_argument("--json", type=Path)
    arguments.add_argument("--profile", action="store_true")
    given = arguments.parse_args()
    for part, (owner, name) in _PARTS.items():
        setattr(owner, name, timed(part, getattr(owner, name)))
    made: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, files in enumerate([ROOT / "ui" / "sample", *given.folders]):
            with readback(Path(folder) / str(number), reader="") as library:
                library.add([files])
                library.library.stores.ahead.wait()
                asked = sample_questions() if not number else about_names(library)
                made[files.name] = measure(library, asked, given.profile)
    if given.json:
        given.json.write_text(json.dumps(made, indent=1), encoding="utf-8")


def sample_questions() -> list[str]:
    rows = (ROOT / "tests" / "samples" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(row)["question"] for row in rows[:: len(rows) // _QUESTIONS][:_QUESTIONS]]


def about_names(library: Readback) -> list[str]:
    texts = (library.text(document.id).text for document in library.documents())
    named = Counter(name for text in texts for name in _NAME.findall(text))
    return [f"What happened to {name}?" for name, _ in named.most_common(_QUESTIONS)]


def measure(library: Readback, asked: Sequence[str], profiled: bool) -> dict[str, Any]:
    """Print and return the milliseconds of each part, median and quartiles over the questions."""
    times: dict[str, list[float]] = {"whole": [], **{part: [] for part in _PARTS}, "rest": []}
    profile = cProfile.Profile(process_time)
    for question in (*_WARMING, *asked):
        spent.clear()
        begun = process_time()
        if profiled and question in asked:
            profile.runcall(library.ask, question)
        else:
            library.ask(question)
        whole = (process_time() - begun) * 1e3
        if question in asked:
            parts = {part: spent[part] * 1e3 for part in _PARTS}
            rest = whole - parts["search"] - parts["reader"]
            for name, time in {"whole": whole, **parts, "rest": rest}.items():
                times[name].append(time)
    print(f"{len(asked)} questions, milliseconds of the processor, each asked once")
    for name, its in times.items():
        low, middle, high = statistics.quantiles(its, n=4)
        print(f"  {name:10}{middle:8.1f} ({low:.1f}-{high:.1f}), most {max(its):.1f}")
    if profiled:
        pstats.Stats(profile).sort_stats("cumtime").print_stats(70)
    return {"questions": len(asked), **{name: statistics.quantiles(its, n=4) for name, its in times.items()}}


def timed(part: str, run: Callable[..., Any]) -> Callable[..., Any]:
    def wrapped(*given: Any, **named: Any) -> Any:
        begun = process_time()
        try:
            return run(*given, **named)
        finally:
            spent[part] += process_time() - begun

    return wrapped


if __name__ == "__main__":
    main()
