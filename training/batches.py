"""The endless row of batches: groups of the sets and of our own questions, mixed, with little padding."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.groups import Neighbours, groups
from training.prepare import as_json
from training.sets import own_questions
from training.tokens import EncodedPair, encode
from training.weights import BATCH_TOKENS, POOL


@dataclass
class EndlessLines:
    """Lines of the files in random order, again and again.

    With ``own`` the files are folders of our own questions: all that is there is read and cut anew each time.
    """

    files: list[Path]
    own: bool
    draw: random.Random
    passes: int = 0

    def __iter__(self) -> Iterator[str]:
        """Give line after line."""
        while True:
            lines = self._own_lines() if self.own else self._lines()
            self.draw.shuffle(lines)
            self.passes += 1
            yield from lines

    def _lines(self) -> list[str]:
        return [line for file in self.files for line in file.read_text(encoding="utf-8").splitlines()]

    def _own_lines(self) -> list[str]:
        documents = [
            document
            for folder in self.files
            for file in sorted(folder.glob("*.jsonl"))
            for document in own_questions.read(file, held_out=False)
        ]
        return [as_json(group) for group in groups(documents, Neighbours(documents), self.draw)]


def _pairs(tokenizer: Any, line: str, group: int) -> list[EncodedPair]:
    row = json.loads(line)
    made = [encode(tokenizer, row["q"], c["p"], c["a"], whole=c["w"], group=group) for c in row["c"]]
    return [pair for pair in made if pair]


@dataclass
class Batches:
    """Batches of pairs: a group is never divided, and lengths in a batch are alike."""

    tokenizer: Any
    sets: EndlessLines
    own: EndlessLines
    draw: random.Random
    own_shares: Sequence[float]  # of the groups, in the first and the second half of the time
    own_share: float = 0.0
    _count: int = 0

    def __iter__(self) -> Iterator[list[EncodedPair]]:
        """Give batch after batch."""
        sets, own = iter(self.sets), iter(self.own) if self.own.files else iter(self.sets)
        while True:
            pool: list[list[EncodedPair]] = []
            while len(pool) < POOL:
                self._count += 1
                line = next(own) if self.draw.random() < self.own_share else next(sets)
                if pairs := _pairs(self.tokenizer, line, self._count):
                    pool.append(pairs)
            pool.sort(key=lambda pairs: max(len(pair.ids) for pair in pairs))
            made: list[list[EncodedPair]] = [[]]
            for pairs in pool:
                longest = max(len(pair.ids) for pair in [*made[-1], *pairs])
                if made[-1] and longest * (len(made[-1]) + len(pairs)) > BATCH_TOKENS:
                    made.append([])
                made[-1].extend(pairs)
            self.draw.shuffle(made)
            yield from made
