"""The words of a sentence that are shown as the answer in short, or that none can be."""

import re

from rag.answering.answer_type import may_measure
from rag.english.sentence_facts import fact_spans, quantities_of
from rag.english.text import read

_UNKNOWN = re.compile(r"\b(?:unclear|unknown|uncertain|not (?:yet )?(?:known|clear))\b", re.IGNORECASE)
_BEFORE = re.compile(r"[€$£¥]\Z")
_AFTER = re.compile(r"[%‰°€$£¥]")
_LEAD = re.compile(r"\b(by|to|for|from|with|at|in|on|of) (?:an? |the )?\Z")
_LAST_WORD = re.compile(r"([\w-]+)[ \n]\Z")
_NEXT_WORD = re.compile(r"[ \n]([\w-]+)")


def short_words(question: str, words: str, sentence: str) -> str:
    """Return a reader's ``words`` of ``sentence``, as a whole quantity or date; "" if they are no answer.

    They are none if the sentence says that it is unknown, if they measure something else (to "how fast" a
    length), if others follow ("by the fund and by the union"), or if they are the rest of a name that the
    question has (to "Who is Keld?" "Samir").
    """
    words = words.strip(" .,;:")
    start = sentence.find(words)
    if not words or start < 0 or _UNKNOWN.search(sentence):
        return ""
    end = start + len(words)
    for quantity in quantities_of(sentence):
        if quantity.start < end and start < quantity.end and not may_measure(question, quantity.dimension):
            return ""
    for first, last in fact_spans(sentence):
        if first < end and start < last:
            start, end = min(start, first), max(end, last)
    start -= bool(_BEFORE.search(sentence[:start]))
    end += bool(_AFTER.match(sentence, end))
    is_part = _is_rest_of_a_name(question, sentence, start, end) or _goes_on(sentence, start, end)
    return "" if is_part else sentence[start:end]


def _goes_on(sentence: str, start: int, end: int) -> bool:
    """Return whether a second one follows that the sentence names as well: "by the fund and by the union"."""
    before = _LEAD.search(sentence, 0, start)
    return before is not None and re.match(rf",? and {before[1]} ", sentence[end:]) is not None


def _is_rest_of_a_name(question: str, sentence: str, start: int, end: int) -> bool:
    """Return whether a name or number goes on, right before or behind, in a capital word of the question."""
    asked = {word.form for word in read(question).words}
    words = sentence[start:end].split()
    sides = (
        (_LAST_WORD.search(sentence, 0, start), words[0]),
        (_NEXT_WORD.match(sentence, end), words[-1]),
    )
    return any(
        beside and _names(beside.group(1)) and beside.group(1).lower() in asked and _names(own)
        for beside, own in sides
    )


def _names(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit()
