"""Measure an exported reader on development files and on our own documents.

python -m training.evaluate READER --pairs dev.jsonl --own FOLDER --answers FOLDER

Of pairs of question and passage: AUROC of "answered here", how often the passage that answers comes before
the others of its question, and of those that answer the token F1 of the words and how often they touch right
ones. Of whole documents (our own, held out, and those of answers), read in passages: right sentence first,
AUROC, F1.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.documents import Range, ReadingDocument
from training.sets import answer_files, own_questions
from training.tokens import arrays, encode
from training.words import sentences

LONGEST = 30  # tokens of an answer
PASSAGE = 800  # characters of a passage; about 200 tokens
BATCH = 16
_ARTICLE = re.compile(r"\b(a|an|the)\b")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class ReadPassage:
    """What is read of one pair: the best span in characters, its logit against none, "answered here"."""

    span: Range
    margin: float
    answered: float


class ExportedReader:
    """The exported graph with its tokenizer."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[ReadPassage]:
        """Read pairs of question and passage."""
        order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]) + len(pairs[i][1]))
        out: dict[int, ReadPassage] = {}
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            encoded = [encode(self._tokenizer, *pairs[i], (), whole=False) for i in chosen]
            batch = arrays([pair for pair in encoded if pair])
            feed = {"ids": batch.ids, "mask": batch.mask, "types": batch.types}
            starts, ends, answered = self._session.run(["start", "end", "answered"], feed)
            for row, i in enumerate(chosen):
                offsets = self._tokenizer.encode(*pairs[i]).offsets
                first, last, margin = best_span(starts[row], ends[row], batch.types[row])
                span = (offsets[first][0], offsets[last][1])
                out[i] = ReadPassage(span, margin, float(answered[row]))
        return [out[i] for i in range(len(pairs))]


def best_span(
    start: NDArray[np.float32], end: NDArray[np.float32], types: NDArray[np.int64]
) -> tuple[int, int, float]:
    """First and last token of the best span in the passage, and its logits against those of "not here"."""
    hidden = np.where(types == 1, 0.0, -1e9)
    sums = (start + hidden)[:, None] + (end + hidden)[None, :]
    allowed = np.triu(np.ones_like(sums)) - np.triu(np.ones_like(sums), LONGEST)
    sums = np.where(allowed > 0, sums, -1e9)
    first, last = np.unravel_index(int(sums.argmax()), sums.shape)
    return int(first), int(last), float(sums[first, last] - start[0] - end[0])


def auroc(scores: Iterable[float], truth: Iterable[bool]) -> float:
    """The chance that one that is true scores above one that is not (ties count a half)."""
    pairs = sorted(zip(scores, truth, strict=True), key=lambda pair: pair[0])
    ranks, at = {}, 0
    while at < len(pairs):
        end = at
        while end < len(pairs) and pairs[end][0] == pairs[at][0]:
            end += 1
        ranks[pairs[at][0]] = (at + end + 1) / 2
        at = end
    true = [ranks[score] for score, is_true in pairs if is_true]
    false = len(pairs) - len(true)
    return (sum(true) - len(true) * (len(true) + 1) / 2) / (len(true) * false) if true and false else 0.5


def word_f1(given: str, wanted: str) -> float:
    """F1 of the words that both share, as SQuAD counts it."""
    a, b = (Counter(_WORD.findall(_ARTICLE.sub(" ", text.lower()))) for text in (given, wanted))
    shared = (a & b).total()
    return 2 * shared / (a.total() + b.total()) if shared else float(not a and not b)


def _row(line: dict[str, Any]) -> str:
    return " ".join(
        f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in line.items()
    )


def on_pairs(reader: ExportedReader, path: Path, every: int) -> dict[str, dict[str, Any]]:
    """Figures of each source, and of all together, on one in ``every`` questions."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[::every]]
    flat = [(row, crop) for row in rows for crop in row["c"]]
    found = reader.read([(row["q"], crop["p"]) for row, crop in flat])
    results: dict[str, list[tuple[Any, Any, ReadPassage]]] = defaultdict(list)
    for (row, crop), said in zip(flat, found, strict=True):
        for name in (row["s"], "all"):
            results[name].append((row, crop, said))
    return {name: _figures(result) for name, result in results.items()}


def _figures(result: list[tuple[Any, Any, ReadPassage]]) -> dict[str, Any]:
    f1, right, by_question = [], [], defaultdict(list)
    for row, crop, said in result:
        by_question[id(row)].append((said.answered, bool(crop["a"])))
        if crop["a"]:
            words = crop["p"][said.span[0] : said.span[1]]
            f1 += [] if crop["w"] else [max(word_f1(words, crop["p"][a:b]) for a, b in crop["a"])]
            right.append(any(a < said.span[1] and said.span[0] < b for a, b in crop["a"]))
    ranked = [
        max(said)[1] for said in by_question.values() if len(said) > 1 and any(true for _, true in said)
    ]
    return {
        "pairs": len(result),
        "auroc": auroc((said.answered for _, _, said in result), (bool(crop["a"]) for _, crop, _ in result)),
        "first": float(np.mean(ranked)) if ranked else 0.0,
        "f1": float(np.mean(f1)) if f1 else 0.0,
        "touches": float(np.mean(right)) if right else 0.0,
    }


def passages(document: ReadingDocument) -> list[tuple[str, int]]:
    """The document in passages of whole sentences after its title, each with the shift of its offsets."""
    parts: list[Range] = []
    for start, end in sentences(document.text):
        if parts and end - parts[-1][0] <= PASSAGE:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    out = []
    for start, end in parts:
        head = f"{document.title}\n" if start and document.title else ""
        out.append((head + document.text[start:end].rstrip(), len(head) - start))
    return out


@dataclass(frozen=True)
class AnsweredQuestion:
    """What was read of one question on a whole document; right and f1 only where it is answerable."""

    answerable: bool
    score: float
    right: bool = False
    f1: float = 0.0


def on_documents(reader: ExportedReader, documents: list[ReadingDocument]) -> list[AnsweredQuestion]:
    """Answer every question with the best span of the passage that answers best."""
    results = []
    for document in documents:
        parts = passages(document)
        for asked in document.questions:
            found = reader.read([(asked.question, text) for text, _ in parts])
            best = max(range(len(parts)), key=lambda i: found[i].answered)
            score, shift, (a, b) = found[best].answered, parts[best][1], found[best].span
            if not asked.spans:
                results.append(AnsweredQuestion(False, score))
                continue
            start, end = a - shift, b - shift
            held = [(x, y) for x, y in sentences(document.text) if x < end and start < y][:1]
            right = any(x < d and c < y for x, y in held for c, d in asked.spans)
            words = document.text[max(0, start) : max(0, end)]
            f1 = max(word_f1(words, document.text[c:d]) for c, d in asked.spans)
            results.append(AnsweredQuestion(True, score, right, f1))
    return results


def document_figures(results: list[AnsweredQuestion]) -> dict[str, Any]:
    """Right sentence first, AUROC of the best passage, F1 of the words."""
    answerable = [result for result in results if result.answerable]
    return {
        "questions": len(results),
        "answerable": len(answerable),
        "right sentence": float(np.mean([result.right for result in answerable] or [0.0])),
        "auroc": auroc((result.score for result in results), (result.answerable for result in results)),
        "f1": float(np.mean([result.f1 for result in answerable] or [0.0])),
    }


def main() -> None:
    """Read the options, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("reader", type=Path, help="folder with reader.onnx and tokenizer.json")
    options.add_argument("--pairs", type=Path, action="append", default=[])
    options.add_argument("--own", type=Path)
    options.add_argument("--answers", type=Path, help="folder with questions.jsonl and documents")
    options.add_argument("--every", type=int, default=1, help="of pairs and answers take one in so many")
    given = options.parse_args()
    reader = ExportedReader(given.reader)
    for path in given.pairs:
        for name, figures in sorted(on_pairs(reader, path, given.every).items()):
            print(f"{name:12} {_row(figures)}", flush=True)  # noqa: T201
    if given.answers:
        documents = list(answer_files.read(given.answers, given.every))
        found = on_documents(reader, documents)
        print(f"{given.answers.name:12} {_row(document_figures(found))}", flush=True)  # noqa: T201
    everything: list[AnsweredQuestion] = []
    for path in sorted(given.own.glob("*.jsonl")) if given.own else []:
        found = on_documents(reader, list(own_questions.read(path, held_out=True)))
        everything += found
        print(f"own {path.stem:8} {_row(document_figures(found))}", flush=True)  # noqa: T201
    if everything:
        print(f"own all      {_row(document_figures(everything))}")  # noqa: T201


if __name__ == "__main__":
    main()
