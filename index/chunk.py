"""Splitting of a text into passages of whole sentences that the embedder reads to the end.

LlamaIndex's splitter packs passages too, but loses where they stand: it looks for each one in the text
again and takes the first place it finds. Here nothing is copied, so nothing has to be found again.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import pairwise

from index.document import Passage, Sentence
from index.sentences import VERSION as SENTENCES_VERSION
from index.sentences import sentence_spans
from index.weights import CHARACTERS_PER_TOKEN

VERSION = f"{SENTENCES_VERSION}.1"

TokenStarts = Callable[[str], list[int]]
"""From a text to the offset at which each of its tokens starts, in order."""

LIMIT = 254  # word pieces: MiniLM reads 256, two of which mark the start and the end


def split(text: str, token_starts: TokenStarts, limit: int = LIMIT) -> list[Passage]:
    """Passages in reading order, each of at most ``limit`` tokens.

    Together they hold every sentence (:func:`index.sentences.sentence_spans`). One is cut only if it alone
    is over the limit, and then between words where it has any.
    """
    token_starts = _not_too_long(token_starts)
    passages: list[Passage] = []
    pending: list[tuple[Sentence, int]] = []
    for sentence, size in _sentences(text, token_starts, limit):
        if pending and (sum(n for _, n in pending) + size > limit or _cuts_a_word(text, sentence.start)):
            passages.append(_passage(text, pending))
            pending = []
        pending.append((sentence, size))
    if pending:
        passages.append(_passage(text, pending))
    return passages


def _not_too_long(token_starts: TokenStarts) -> TokenStarts:
    """Count ``CHARACTERS_PER_TOKEN`` characters as a token at least: to the tokenizer, a word of any length
    is one, and some characters are none.
    """

    def starts(text: str) -> list[int]:
        found = token_starts(text)
        if CHARACTERS_PER_TOKEN * len(found) >= len(text):
            return found
        return list(range(0, len(text), CHARACTERS_PER_TOKEN))

    return starts


def _cuts_a_word(text: str, at: int) -> bool:
    """Return whether the tokenizer would read the letters before and after ``at`` as one word."""
    return text[at - 1 : at + 1].isalnum()


def _passage(text: str, sized: list[tuple[Sentence, int]]) -> Passage:
    sentences = tuple(sentence for sentence, _ in sized)
    start, end = sentences[0].start, sentences[-1].end
    return Passage(start, end, text[start:end], sentences)


def _sentences(text: str, token_starts: TokenStarts, limit: int) -> Iterator[tuple[Sentence, int]]:
    for start, end in sentence_spans(text):
        for a, b, size in _fit(text, start, end, token_starts, limit):
            yield Sentence(a, b, text[a:b]), size


def _fit(
    text: str, start: int, end: int, token_starts: TokenStarts, limit: int
) -> Iterator[tuple[int, int, int]]:
    """The span and the tokens of a sentence, or those of its parts if it is over the limit."""
    starts = token_starts(text[start:end])
    if len(starts) <= limit:
        yield start, end, len(starts)
        return
    # Cut words can take more tokens than whole ones, so parts are made somewhat smaller and tried again.
    step = limit * 9 // 10
    cuts = [0]
    while len(starts) - bisect_left(starts, cuts[-1]) > step:
        cuts.append(_cut(text[start:end], cuts[-1], starts[bisect_left(starts, cuts[-1]) + step]))
    for a, b in pairwise([*cuts, end - start]):
        if not text[start + a : start + b].isspace():
            yield from _fit(text, *_trim(text, start + a, start + b), token_starts, limit)


def _cut(sentence: str, after: int, at: int) -> int:
    """The end of the last word before ``at``, or ``at`` itself within one endless word."""
    space = max(sentence.rfind(blank, after + 1, at) for blank in " \n\t")
    return space + 1 if space > after else max(at, after + 1)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end
