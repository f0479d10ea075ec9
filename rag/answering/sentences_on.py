"""Sentences on a thing, for who asks for no more: "Tell me about the sensor", "Anna Berg".

A reader is trained on questions, and seldom sees an answer to a topic alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from index.document import Hit
from index.language.words import query_words, words
from index.library import Library
from rag.answering.of_person import introduces
from rag.answering.ranker import FoundSentence, is_line
from rag.answering.weights import INTRODUCED, MENTIONED, SAID_BEFORE
from rag.checking.cite import Citer
from rag.checking.verify import answer_sentence
from rag.english.text import read
from rag.english.verbs import HELPING, has_verb
from rag.shapes import Answer, AnswerSentence, Block, Engine, Verdict

_PASSAGES = 40
_SHOWN = 4  # sentences
_LONGEST = 5  # telling words of a topic
_LONGEST_TYPED = 12  # words of it, those that tell nothing included
_SURELY_NO_CLAUSE = 2  # telling words; of more, one may be a verb
_ON = r"(?:about|on|of|regarding|concerning)"
_SOURCES = r"(?:(?:the|my|our|these|all|your) )*(?:articles?|documents?|sources?|files?|texts?|they|you|we|i)"
_TOLD = [
    re.compile(form, re.IGNORECASE)
    for form in (
        r"^(?:please |(?:can|could|would) you )*(?:tell|show|give|find)(?: me)? "
        rf"(?:\w+ ){{0,3}}?{_ON} (?P<thing>.+)$",
        rf"^what (?:else )?(?:do|does|did|can) {_SOURCES} (?:\w+ )?(?:say|tell|know|report|write|have)"
        rf"(?: (?:us|me))? {_ON} (?P<thing>.+)$",
        r"^what (?:else )?(?:is|was|do we know|is there) (?:\w+ )?(?:known|said|told|written|reported)? ?"
        rf"{_ON} (?P<thing>.+)$",
        r"^(?:(?:and|so|ok|okay) )*(?:what|how) about (?P<thing>.+)$",
        rf"^(?:anything|something|information|info|details|facts|news) {_ON} (?P<thing>.+)$",
    )
]
_ASKS = {"who", "whom", "whose", "what", "which", "when", "where", "why", "how", "whether", "if"}


@dataclass(frozen=True)
class _Telling(FoundSentence):
    """A sentence that speaks of the thing, and how much it seems to tell of it."""

    score: float


def requested_topic(question: str) -> str:
    """The thing of "Tell me about the sensor"; "" for a question in any other form."""
    asked = question.strip().rstrip(" ?!.")
    return next((found["thing"] for form in _TOLD if (found := form.match(asked))), "")


def bare_topic(question: str) -> str:
    """The thing, of a question that only names one; "" for any other question."""
    thing = requested_topic(question)
    named = thing or question.strip().rstrip(" ?!.")
    typed = [word.form for word in read(named).words]
    forms = set(typed)
    telling = len(query_words(named))
    is_topic = 0 < telling <= _LONGEST and len(typed) <= _LONGEST_TYPED and forms.isdisjoint(_ASKS)
    is_bare = forms.isdisjoint(HELPING) and (telling <= _SURELY_NO_CLAUSE or not has_verb(named))
    return named if is_topic and (thing or is_bare) else ""


def sentences_on(library: Library, question: str, thing: str, documents: Sequence[str] = ()) -> Answer:
    """The sentences that tell most of ``thing``; not found, where no sentence names it."""
    hits = library.search(thing, documents, _PASSAGES, reprints=True)
    found = sorted(_telling(library, thing, hits), key=lambda one: -one.score)
    notes = library.notes(documents)
    if not found:
        return Answer(question, False, 0.0, Engine.EXTRACTIVE, notes=notes)
    shown = _each_once(found)
    citer = Citer(library, {one.hit.document for group in shown for one in group})
    lead = f"Your documents say about {thing}:"
    said = [AnswerSentence(lead, (), Verdict.UNCHECKED, block=Block.PARAGRAPH)]
    for group in shown:
        cited = citer.cite([one.place for one in group])
        said.append(replace(answer_sentence(cited[0].quote, cited), block=Block.ITEM))
    return Answer(question, True, 1.0, Engine.EXTRACTIVE, tuple(said), citer.citations, notes=notes)


def _telling(library: Library, thing: str, hits: Sequence[Hit]) -> Iterator[_Telling]:
    """The sentences that name the thing; those that introduce a person or a body tell most."""
    weights = library.searcher.word_weights(thing)
    total = sum(weights.values()) or 1.0
    for hit in hits:
        for sentence in hit.sentences:
            held = set(words(sentence.text))
            share = sum(weight for word, weight in weights.items() if word in held) / total
            tells = len(held) > len(weights)  # "Children." names them, and tells nothing
            if share >= MENTIONED and tells and not is_line(sentence.text):
                bonus = INTRODUCED if introduces(sentence.text, thing) else 0.0
                yield _Telling(hit, sentence, sentence.similarity + bonus)


def _each_once(found: Sequence[_Telling]) -> list[list[_Telling]]:
    """The best sentences that each add something, each with those of other documents in the same words."""
    groups: dict[tuple[str, ...], list[_Telling]] = {}
    for one in found:
        said = _said(one.text)
        if said in groups:
            groups[said].append(one)
        elif len(groups) < _SHOWN and not any(_adds_nothing(said, other) for other in groups):
            groups[said] = [one]
    return [list({one.hit.document: one for one in reversed(group)}.values()) for group in groups.values()]


def _said(text: str) -> tuple[str, ...]:
    return tuple(word.form for word in read(text).words)


def _adds_nothing(said: Sequence[str], before: Sequence[str]) -> bool:
    """Return whether a sentence is nearly another one, with the same figures."""
    figures, known = ([word for word in words if any(map(str.isdigit, word))] for words in (said, before))
    return figures == known and fuzz.ratio(said, before) >= SAID_BEFORE
