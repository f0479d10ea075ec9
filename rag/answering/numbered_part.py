"""A numbered part of a document that is asked for by its number: "What does clause 6 say?"."""

import re
from collections.abc import Mapping, Sequence

from index.document import Document, ScoredSentence
from rag.answering.ranker import Candidate
from rag.answering.weights import PART_SENTENCES
from rag.english.text import read, word_set

_PART = re.compile(
    r"\b(?P<noun>clause|section|article|paragraph|rule|point|item|chapter|step|§)\s*(?:no\.?\s*|number\s+)?"
    r"(?P<number>\d+(?:\.\d+)*)\b",
    re.IGNORECASE,
)
_SAYING = frozenset(
    word.stem
    for word in read("say says said state states mean provide contain read regulate tell require").words
)
_NUMBERED = re.compile(
    r"[#\s*_>-]*(?:(?:clause|section|article|art\.?|paragraph|rule|point|item|chapter|step|§)\s*)?"
    r"\d+(?:\.\d+)*[.):]?(?=\s)",
    re.IGNORECASE,
)
_ASKING = word_set("what does do is are was in the of about it there")


def of_numbered_part(
    question: str, ranked: Sequence[Candidate], documents: Mapping[str, Document]
) -> list[Candidate]:
    """Those of ``ranked`` that stand in the part that ``question`` asks for by number alone, in their order.

    Empty where it asks anything else about the part. Of several documents with such a part, those count that
    hold the most of the question's other words.
    """
    asked = _PART.search(question)
    if asked is None:
        return []
    told = [w for w in read(question).words if not asked.start() <= w.start < asked.end()]
    others = {w.stem for w in told if w.form not in _ASKING and w.stem not in _SAYING}
    titled = {id: read(one.title).stems for id, one in documents.items()}
    if any(not any(stem in stems for stems in titled.values()) for stem in others):
        return []
    opening = _opening(asked["noun"], asked["number"])
    begins = [one for one in ranked if opening.match(one.sentence.text)]
    if not begins:
        return []
    most = max(len(others & titled[one.hit.document]) for one in begins)
    kept = [one for one in begins if len(others & titled[one.hit.document]) == most]
    at = {(one.hit.document, one.sentence.start): one for one in ranked}
    places = [(one.hit.document, s.start) for one in kept for s in _part_of(one)]
    return [at[place].scored(1.0) for place in dict.fromkeys(places)]


def _opening(noun: str, number: str) -> re.Pattern[str]:
    """The mark that a part with this number begins with: "6.", "6)", "Clause 6", "## 6 ", "§ 6"."""
    digits = re.escape(number)
    return re.compile(
        rf"[#\s*_>-]*(?:{noun}\s*{digits}\b(?!\.\d)|{digits}[.):](?=\s)|{digits}\s)", re.IGNORECASE
    )


def _part_of(one: Candidate) -> list[ScoredSentence]:
    """The first sentences of a part in its passage; without its heading, if more follows."""
    part = [one.sentence]
    for sentence in one.hit.sentences:
        if sentence.start > one.sentence.start:
            if _NUMBERED.match(sentence.text) or sentence.text.startswith("#"):
                break
            part.append(sentence)
    is_heading = len(part) > 1 and not re.search(r"[.!?;][\W_]*\Z", one.sentence.text)
    return part[is_heading : is_heading + PART_SENTENCES]
