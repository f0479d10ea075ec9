"""Take what stands behind a question of a document for the answer: in an interview, say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from index.document import ScoredSentence
from rag.answering.question import question_type
from rag.answering.ranker import Candidate
from rag.answering.weights import BEHIND_QUESTION, BESIDE_ANSWER, SAME_QUESTION, TELLING_WORDS

_Key = tuple[int, int]  # of a sentence: its passage's number, and its start
_ASKS = re.compile(r"[?？؟][\W_]*\Z")
_SAYS_SO = re.compile(r"\W*(?:[A-Z]: ?)?(?:yes|no)\W*\Z", re.IGNORECASE)
_ABOUT_ASKING = re.compile(r"\b(?:ask(?:s|ed|ing)?|questions?)\b", re.IGNORECASE)


def behind_questions(question: str, ranked: Sequence[Candidate]) -> list[Candidate]:
    """``ranked``, in which what stands behind a question takes its place, and the question goes last.

    A sentence that asks answers nothing, but it may ask what ``question`` asks: then the likeliest of the few
    sentences behind it is as likely to answer, and the "Yes." or "No." before that comes with it. Not where
    ``question`` is about asking.
    """
    if _ABOUT_ASKING.search(question):
        return list(ranked)
    found = {(one.hit.number, one.sentence.start): one for one in ranked}
    for asking in ranked:
        if _ASKS.search(asking.sentence.text):
            found |= _raised(question, asking, found)
    return sorted(found.values(), key=lambda one: -one.score)


def _raised(question: str, asking: Candidate, found: Mapping[_Key, Candidate]) -> dict[_Key, Candidate]:
    """The sentences whose chance changes with a question of a document, by their keys."""
    number = asking.hit.number
    raised = {(number, asking.sentence.start): asking.scored(0.0)}
    behind = _behind(asking)
    telling = [found[number, s.start] for s in behind if len(s.text.split()) >= TELLING_WORDS]
    if not telling:
        return raised
    best = max(telling, key=lambda one: one.score)
    if best.score < asking.score:
        signals = replace(best.signals, span=asking.signals.span)
        best = replace(best, signals=signals, score=asking.score)
        raised[number, best.sentence.start] = best
    is_same = asking.signals.coverage >= SAME_QUESTION and question_type(question).is_yes_or_no
    if is_same and _SAYS_SO.match(behind[0].text):
        key = number, behind[0].start
        raised[key] = found[key].scored(BESIDE_ANSWER * best.score)
    return raised


def _behind(asking: Candidate) -> list[ScoredSentence]:
    """The few sentences behind a question in its passage, up to the next question."""
    behind = [s for s in asking.hit.sentences if s.start > asking.sentence.start][:BEHIND_QUESTION]
    return list(takewhile(lambda sentence: not _ASKS.search(sentence.text), behind))
