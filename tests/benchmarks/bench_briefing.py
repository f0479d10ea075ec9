"""What a briefing costs as a library grows: seconds, and the most memory the process ever took.

    python tests/benchmarks/bench_briefing.py [ARTICLES …]

Each size is measured in a process of its own, twice: articles about many events, four about each, and all of
them about one event. The articles are invented from a seed; adding them is not counted.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.helpers import readback, write  # noqa: E402

SIZES = (100, 300, 1_000)


def _words(text: str) -> list[str]:
    return text.split()


FIRST = _words("Ada Bruno Clea Dario Edda Falk Greta Hanno Iris Jonas Kaja Lars Mina Nils Olga Piet")
LAST = _words("Arnholt Brisk Calder Dorn Elsing Fermo Gault Harrow Imler Jessel Krone Lund Marsh Norden")
PLACES = _words("Tarnow Velm Ostrey Callis Morwen Skarn Pellin Durnholm Ravik Lowen Estmark Brell")
OUTLETS = _words("Gazette Courier Herald Post Mirror Chronicle Tribune Observer")
WHAT = _words("flood fire strike accident election storm trial robbery concert outbreak")
THINGS = _words("river market harbour bridge station mill park castle")
VERBS = _words("began erupted struck started happened")
SENTENCES = (
    "The {what} in {place} {verb} on {day} May 2024, the {outlet} reports from the scene.",
    "{n} people were injured and {m} were taken to the hospital of {place}.",
    "Mayor {person} said that the town would need {money} million crowns for repairs.",
    "“We have seen nothing like it in {years} years,” {person} told reporters.",
    "The police have questioned {m} witnesses about the {what}.",
    "It lasted {years} hours, according to the fire brigade of {place}.",
    "The school in {place} will stay closed until {day} June.",
    "Most of the houses near the {thing} were damaged, and {n} families had to leave.",
    "An inquiry into the {what} is led by {person}, a former judge.",
    "Shops along the {thing} lost goods worth {money} thousand crowns.",
)


def article(chance: random.Random, place: str, what: str) -> str:
    def person() -> str:
        return f"{chance.choice(FIRST)} {chance.choice(LAST)}"

    outlet = chance.choice(OUTLETS)
    lines = [
        sentence.format(
            what=what, place=place, outlet=outlet, person=person(), verb=chance.choice(VERBS),
            day=chance.randint(1, 28), n=chance.randint(4, 90), m=chance.randint(2, 40),
            money=chance.randint(2, 60), years=chance.randint(2, 60), thing=chance.choice(THINGS),
        )
        for sentence in chance.sample(SENTENCES, 8)
    ]  # fmt: skip
    return f"{place} {outlet}, {chance.randint(1, 28)} May 2024\n\n" + " ".join(lines) + "\n"


def articles(count: int, events: int) -> dict[str, str]:
    chance = random.Random(7)
    told = [
        (f"{chance.choice(PLACES)}{chance.choice(LAST).lower()}", chance.choice(WHAT)) for _ in range(events)
    ]
    return {f"{n:04}.txt": article(chance, *told[n % events]) for n in range(count)}


def measure(count: int, events: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        with readback(Path(folder) / "library") as library:
            library.add(write(Path(folder) / "articles", articles(count, events)))
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            start = time.perf_counter()
            briefing = library.brief()
            seconds = time.perf_counter() - start
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(briefing.coverage) == count
    return {"seconds": seconds, "before": before / 1024, "most": most / 1024}


def main(sizes: list[int]) -> None:
    print(f"{'articles':>9} {'events':>7} {'seconds':>9} {'ms each':>9} {'MiB added':>10} {'MiB':>8}")
    for count in sizes:
        for events in (max(1, count // 4), 1):
            command = [sys.executable, __file__, "--one", str(count), str(events)]
            done = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            added = done["most"] - done["before"]
            seconds, most = done["seconds"], done["most"]
            each = 1000 * seconds / count
            print(f"{count:>9} {events:>7} {seconds:>9.1f} {each:>9.0f} {added:>10.0f} {most:>8.0f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]), int(sys.argv[3]))))
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
