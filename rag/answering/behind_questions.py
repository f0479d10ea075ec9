"""Take what stands behind a question of a document for the answer: in an interview, say."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.document import ScoredSentence
from rag.answering.ranker import Candidate
from rag.answering.weights import BEHIND_QUESTION, TELLING_WORDS

_ASKS = re.compile(r"[?？؟][\W_]*\Z")
_ABOUT_ASKING = re.compile(r"\b(?:ask(?:s|ed|ing)?|questions?)\b", re.IGNORECASE)


def behind_questions(question: str, ranked: Sequence[Candidate]) -> list[Candidate]:
    """``ranked``, in which what stands behind a question takes its place, and the question goes last.

    A sentence that asks answers nothing, but it may ask what ``question`` asks: then the likeliest of the few
    sentences behind it is as likely to answer. Not where ``question`` is about asking.
    """
    if _ABOUT_ASKING.search(question):
        return list(ranked)
    at = {(one.hit.number, one.sentence.start): n for n, one in enumerate(ranked)}
    found = list(ranked)
    for asking in ranked:
        if not _ASKS.search(asking.sentence.text):
            continue
        number = at[asking.hit.number, asking.sentence.start]
        found[number] = replace(found[number], score=0.0)
        behind = [at[asking.hit.number, s.start] for s in _behind(asking)]
        if not behind:
            continue
        best = max(behind, key=lambda n: found[n].score)
        if found[best].score < asking.score:
            found[best] = replace(
                found[best],
                signals=replace(found[best].signals, span=asking.signals.span),
                score=asking.score,
            )
    return sorted(found, key=lambda one: -one.score)


def _behind(asking: Candidate) -> list[ScoredSentence]:
    """The telling ones of the few sentences behind a question in its passage, up to the next question."""
    told: list[ScoredSentence] = []
    behind = [s for s in asking.hit.sentences if s.start > asking.sentence.start]
    for sentence in behind[:BEHIND_QUESTION]:
        if _ASKS.search(sentence.text):
            break
        if len(sentence.text.split()) >= TELLING_WORDS:
            told.append(sentence)
    return told
