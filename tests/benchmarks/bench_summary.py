"""How the summary of a document grows with it: seconds, memory, and from where in it the sentences come.

    python tests/benchmarks/bench_summary.py [PAGES …]

Without a model, in seconds of the processor, of documents made up of chapters about different things; a page
has 40 sentences. Each is summed up in a process of its own, by default and in 1,000 words.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from support.helpers import readback, write

_PAGES = (10, 100, 300)
_PER_PAGE, _PER_CHAPTER = 40, 400  # sentences
_WHO = (
    "harbour",
    "bakery",
    "railway",
    "orchard",
    "theatre",
    "mill",
    "school",
    "quarry",
    "hospital",
    "foundry",
)
_DID = (
    "opened",
    "repaired",
    "sold",
    "rebuilt",
    "measured",
    "painted",
    "closed",
    "extended",
    "insured",
    "praised",
)
_WHAT = ("gate", "roof", "bridge", "cellar", "archive", "tower", "pump", "ledger", "yard", "staircase")
_WHERE = ("Velm", "Tarn", "Brenn", "Ostrey", "Marrow", "Selm", "Corvin", "Lorne", "Hanne", "Pell")


def main() -> None:
    pages = [int(page) for page in sys.argv[1:]] or _PAGES
    first: float | None = None
    for count in pages:
        with tempfile.TemporaryDirectory() as folder:
            with readback(Path(folder) / "library", owner=False) as library:
                library.add(write(Path(folder) / "in", {"book.txt": book(count)}))
            told = json.loads(
                subprocess.run(
                    [sys.executable, __file__, "--measure", folder],
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout
            )
        first = first or told["seconds"]
        print(
            f"{count} pages, {told['sentences']:,} sentences: {told['seconds']:.2f} s"
            f" ({told['seconds'] / first:.1f} times the first), again {told['again']:.3f} s,"
            f" {told['megabytes']:.0f} MB at most ({told['before']:.0f} before)"
        )
        for words, tenths in told["tenths"].items():
            print(f"    sentences by tenth of the text, {words}: {tenths}")


def book(pages: int) -> str:
    """Chapters, each about a few things of its own, in sentences of changing make."""
    chance = random.Random(pages)
    lines = []
    for number in range(pages * _PER_PAGE):
        if number % _PER_CHAPTER == 0:
            who, where = chance.sample(_WHO, 2), chance.sample(_WHERE, 2)
            lines.append(f"\n\nChapter {number // _PER_CHAPTER + 1}\n\n")
        year, size = chance.randrange(1700, 2000), chance.randrange(3, 900)
        lines.append(
            f"In {year} the {chance.choice(who)} of {chance.choice(where)} {chance.choice(_DID)} its"
            f" {chance.choice(_WHAT)}, which was {size} {chance.choice(('metres', 'feet', 'paces'))} from the"
            f" {chance.choice(_WHAT)} of the {chance.choice(_WHO)}. "
        )
    return "".join(lines)


def measure(folder: Path) -> dict[str, object]:
    """Time and memory of a summary, and in which tenths of the text its sentences stand."""
    with readback(folder / "library", owner=False) as library:
        document = library.documents()[0]
        library.ask("Where is the bridge?")  # loads the embedder
        before = peak()
        started = time.process_time()
        summaries = {"by default": library.summarize(document.id)}
        seconds = time.process_time() - started
        megabytes = peak()
        started = time.process_time()
        library.summarize(document.id)
        again = time.process_time() - started
        summaries["in 1,000 words"] = library.summarize(document.id, 1_000)
        tenths = {}
        for name, summary in summaries.items():
            cited = {c.n: c.start for c in summary.citations}
            places = Counter(10 * cited[s.citations[0]] // document.characters for s in summary.sentences)
            tenths[name] = [places[n] for n in range(10)]
        count = library.text(document.id).text.count(". ")
    return {
        "seconds": seconds, "again": again, "before": before, "megabytes": megabytes, "tenths": tenths,
        "sentences": count,
    }  # fmt: skip


def peak() -> float:
    """Megabytes that this process has had at most."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(Path(sys.argv[2]))))
    else:
        main()
