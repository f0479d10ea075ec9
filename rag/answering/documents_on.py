"""Documents that speak of a thing: the sentence of each that says most of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.document import Hit, ScoredSentence
from index.language.words import words
from index.library import Library
from rag.answering.weights import MENTIONED
from rag.checking.cite import Citer, Place
from rag.checking.verify import answer_sentence
from rag.english.layout_marks import opening
from rag.shapes import Answer, AnswerSentence, Block, Engine, Verdict

_PASSAGES = 40
_NEAREST = 3
_ASKS = re.compile(
    r"^(?:(?:please )?(?:list|show|find)(?: me)?|which|what|how many)(?: all)?(?: of)?(?: the| my| these)? "
    r"(?:documents?|articles?|files?|sources?|reports?|texts?|outlets?|(?:news)?papers?)(?: that| which)? "
    r"(?:mention(?:s|ed)?|name[sd]?|talk(?:s|ed)? (?:about|of)|cover(?:s|ed)?|discuss(?:es|ed)?|"
    r"(?:speaks?|spoke|tells?|told|writes?|wrote|report(?:s|ed)?) (?:about|of|on)|(?:are|is|were) about|"
    r"deal(?:s|t)? with|refer(?:s|red)? to|contain(?:s|ed)?|mentioning|naming|about|on) "
    r"(?P<thing>.+)$",
    re.IGNORECASE,
)


def thing_mentioned(question: str) -> str:
    """The thing, of a question which documents speak of it; "" for any other question."""
    found = _ASKS.match(question.strip().rstrip(" ?!."))
    return found["thing"] if found else ""


def documents_on(library: Library, question: str, thing: str, documents: Sequence[str] = ()) -> Answer:
    """The documents that speak of ``thing``, each with a sentence; the nearest passages, where none does."""
    weights = library.searcher.word_weights(thing)
    total = sum(weights.values()) or 1.0
    best: dict[str, Place] = {}
    alike: dict[str, list[Place]] = {}  # reprints say the same
    hits = library.search(thing, documents, _PASSAGES, reprints=True)
    for hit in hits:
        held = set(words(hit.text))
        share = sum(weight for word, weight in weights.items() if word in held) / total
        if share >= MENTIONED and hit.document not in best:
            sentence = _most_telling(hit)
            best[hit.document] = _place(hit, sentence)
            alike.setdefault(sentence.text, []).append(best[hit.document])
    notes = library.notes(documents)
    if not best:  # it may be spelled otherwise
        places = [_place(hit, _most_telling(hit)) for hit in hits[:_NEAREST]]
        near = Citer(library, {place[0] for place in places}).cite(places)
        return Answer(question, False, 0.0, Engine.EXTRACTIVE, nearest=tuple(near), notes=notes)
    citer = Citer(library, best)
    count = f"{len(best):,} document{' speaks' if len(best) == 1 else 's speak'} of it:"
    said = [AnswerSentence(count, (), Verdict.UNCHECKED, block=Block.PARAGRAPH)]
    for places in alike.values():
        cited = citer.cite(places)
        said.append(replace(answer_sentence(cited[0].quote, cited), block=Block.ITEM))
    return Answer(question, True, 1.0, Engine.EXTRACTIVE, tuple(said), citer.citations, notes=notes)


def _most_telling(hit: Hit) -> ScoredSentence:
    return max(hit.sentences, key=lambda sentence: sentence.coverage + sentence.similarity / 2)


def _place(hit: Hit, sentence: ScoredSentence) -> Place:
    return hit.document, sentence.start + opening(sentence.text), sentence.end
