"""Generated documents, each about a bridge of its own, and questions of which one document has the answer."""

import random
from pathlib import Path

_SYLLABLES = ("ba", "do", "fen", "gil", "ka", "lo", "mar", "ne", "po", "ri", "sul", "ta", "vo", "wen", "zu")


def place(number: int) -> str:
    """The name of a place, one for each number below 50,000."""
    syllables = []
    for _ in range(4):
        number, at = divmod(number, len(_SYLLABLES))
        syllables.append(_SYLLABLES[at])
    return "".join(syllables).capitalize()


def length(number: int, variant: int = 0) -> int:
    return 201 + 7 * (number % 97) + 1009 * variant


def document(number: int, variant: int = 0) -> str:
    """A document; ``variant``: another one about the same bridge, with another length."""
    made = random.Random(number * 31 + variant)
    words = ["".join(made.choices(_SYLLABLES, k=made.randint(2, 4))) for _ in range(150)]
    parts = [words[at : at + 3] for at in range(0, len(words), 3)]
    rest = "".join(f"The {a} sold {b} to {c}.\n" for a, b, c in parts)
    name = place(number)
    return (
        f"The bridge of {name}\n\nThe bridge of {name} is {length(number, variant)} metres long and was"
        f" opened in {1800 + number % 200}. Its keeper lives beside it.\n\n{rest}"
    )


def question(number: int) -> str:
    return f"How long is the bridge of {place(number)}?"


def write_bridges(folder: Path, number: int) -> list[Path]:
    folder.mkdir(parents=True)
    paths = [folder / f"bridge-{n:05}.txt" for n in range(number)]
    for n, path in enumerate(paths):
        path.write_text(document(n), encoding="utf-8")
    return paths
