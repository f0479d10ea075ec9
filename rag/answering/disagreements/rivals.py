"""Rival statements: nearly the same sentence with another value in one place."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from rag.answering.question import QuestionType
from rag.answering.ranker import Candidate
from rag.answering.weights import LONGEST_RIVAL, RIVALS_ALIKE
from rag.english.labels import is_label
from rag.english.same_statement import is_figure, is_telling
from rag.english.sentence_facts import fact_spans
from rag.english.text import Text, read


def rivals(
    asked: QuestionType, best: Candidate, ranked: Sequence[Candidate]
) -> Iterator[tuple[Candidate, str, str]]:
    """Yield the rivals of a sentence in other documents, with its value and theirs."""
    for other in ranked:
        if other.hit.document != best.hit.document:
            values = rival_values(best.sentence.text, other.sentence.text, names=asked.is_name)
            if values:
                yield other, *values


def rival_values(one: str, other: str, *, names: bool = False) -> tuple[str, str] | None:
    """Return the words in one place of two sentences that differ, if all else is the same in them.

    Of a figure the words of the whole quantity or date; ``None`` where a label differs ("Room 12"), or a
    name, unless ``names`` are asked for: then the two are about different things.
    """
    if not fuzz.ratio(one.casefold(), other.casefold(), score_cutoff=RIVALS_ALIKE):
        return None
    mine, theirs = read(one), read(other)
    gaps = list(_gaps(mine, theirs))
    if len(gaps) != 1:
        return None
    a, b, c, d = gaps[0]
    if not (_is_value(mine, a, b, names) and _is_value(theirs, c, d, names)):
        return None
    return _whole(mine, a, b), _whole(theirs, c, d)


def _gaps(mine: Text, theirs: Text) -> Iterator[tuple[int, int, int, int]]:
    """The stretches of words that differ and tell something, as indices in both."""
    one, other = ([word.form for word in text.words] for text in (mine, theirs))
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal" and any(is_telling(word) for word in (*mine.words[a:b], *theirs.words[c:d])):
            yield a, b, c, d


def _is_value(text: Text, first: int, last: int, names: bool) -> bool:
    words = text.words[first:last]
    if not 0 < len(words) <= LONGEST_RIVAL or is_label(text.text, words[0].start):
        return False
    return names or any(map(is_figure, words))


def _whole(text: Text, first: int, last: int) -> str:
    """The words of a gap, with the rest of the quantity or date that they belong to, or what is counted."""
    start, end = text.words[first].start, text.words[last - 1].end
    if text.words[last - 1].form[0].isdigit() and last < len(text.words) and text.words[last].is_content:
        end = text.words[last].end
    for s, e in fact_spans(text.text):
        if s < end and start < e:
            start, end = min(start, s), max(end, e)
    return text.text[start:end]
