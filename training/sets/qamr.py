"""QAMR: plain questions on single sentences of Wikinews and Wikipedia, answered by words of the sentence."""

import random
from collections.abc import Iterator
from pathlib import Path

from training.documents import AskedQuestion, Range, ReadingDocument

_MARKS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}
_NO_SPACE_BEFORE = frozenset(
    [".", ",", ";", ":", "!", "?", ")", "]", "%", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "'"]
)
MOST_A_SENTENCE = 3  # questions; the next ones repeat them


def written(tokens: list[str]) -> tuple[str, list[Range]]:
    """The sentence as people write it, and where each token stands in it."""
    text, places, quoted, tight = "", [], False, True
    for token in tokens:
        word = _MARKS.get(token, token)
        closes = word == '"' and quoted
        if not tight and word not in _NO_SPACE_BEFORE and not closes:
            text += " "
        places.append((len(text), len(text) + len(word)))
        text += word
        quoted = quoted != (word == '"')
        tight = word in ("(", "[", "$", "£", "€") or (word == '"' and quoted)
    return text, places


def _agreed(row: list[str]) -> tuple[int, int] | None:
    """First and last token of the answer, if it is one stretch and one of two others marked the same."""
    first = {int(index) for index in row[6].split()}
    others = [
        {int(i) for i in field.split(":", 1)[1].split() if i.isdigit()} for field in row[7:9] if ":" in field
    ]
    if not first or max(first) - min(first) + 1 != len(first) or not any(first == other for other in others):
        return None
    return min(first), max(first)


def read(sentences: Path, questions: list[Path], draw: random.Random) -> Iterator[ReadingDocument]:
    """A document a paragraph: the sentences of it that are there, with up to three questions a sentence."""
    tokens = {}
    for line in sentences.read_text(encoding="utf-8").splitlines():
        key, _, sentence = line.partition("\t")
        tokens[key] = sentence.split(" ")
    asked: dict[str, list[tuple[str, tuple[int, int]]]] = {}
    for path in questions:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = line.split("\t")
            stretch = _agreed(row)
            if stretch and row[0] in tokens:
                asked.setdefault(row[0], []).append((row[5], stretch))
    paragraphs: dict[str, list[str]] = {}
    for key in asked:
        paragraphs.setdefault(key.rsplit(":", 2)[0], []).append(key)
    for article, keys in paragraphs.items():
        text, taken = "", []
        for key in sorted(keys, key=lambda k: [int(n) for n in k.rsplit(":", 2)[1:]]):
            sentence, places = written(tokens[key])
            shift = len(text)
            chosen = draw.sample(asked[key], min(MOST_A_SENTENCE, len(asked[key])))
            for question, (first, last) in chosen:
                taken.append(AskedQuestion(question, ((places[first][0] + shift, places[last][1] + shift),)))
            text += sentence + " "
        yield ReadingDocument("qamr", article, text.rstrip(), tuple(taken))
