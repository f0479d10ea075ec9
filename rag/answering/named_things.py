"""Keep the sentences that may be about what a question names: a label ("Room 12"), a code, a person.

A number that names is no quantity: what holds of Room 12 says nothing of Room 13, nor does Anna Berg answer
for Anna Borg. A sentence without a label of its own is about the one before it in its passage.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.document import Document
from index.embedding.embedder import Vectors
from rag.answering.ranker import Candidate
from rag.answering.weights import ANOTHER_WORD, LIKELY_SENTENCES
from rag.english.labels import Label, bears, labels, values_of_kind
from rag.english.names import Name, alike, names
from rag.english.text import read


@dataclass(frozen=True)
class NamedThings:
    """The things that a question names."""

    labels: tuple[Label, ...]
    names: tuple[Name, ...]

    def __bool__(self) -> bool:
        return bool(self.labels or self.names)


@lru_cache(maxsize=64)
def named_things(question: str) -> NamedThings:
    """Find the labels, codes and names in a question."""
    text = read(question)
    found = (name for name in names(text) if not name.opens and any(not _is_short(w) for w in name.words))
    return NamedThings(tuple(labels(question)), tuple(found))


def about_the_named(
    question: str, ranked: Sequence[Candidate], documents: Mapping[str, Document]
) -> list[Candidate]:
    """Those of ``ranked`` that may be about all that ``question`` names; ``documents`` by their ids."""
    asked = named_things(question)
    if not asked:
        return list(ranked)
    known = _forms(ranked, documents)
    wanted = [[_spelled(word, known) for word in name.words if not _is_short(word)] for name in asked.names]
    if any(not forms for words in wanted for forms in words):  # nobody speaks of it
        return []
    borne = [name for name in asked.names if any(_bears(name, one) for one in ranked)]
    return [
        one
        for one in ranked
        if all(_is_about(label, one, documents.get(one.hit.document)) for label in asked.labels)
        and not any(_is_another(name, words, one) for name, words in zip(asked.names, wanted, strict=True))
        and not any(_is_namesake(name, one) for name in borne)
    ]


def is_spoken_of(
    thing: str, ranked: Sequence[Candidate], embed: Callable[[Sequence[str]], Vectors | None]
) -> bool:
    """Return whether a sentence found names ``thing``, or another word for it; true if nothing was found.

    What holds of a yacht holds of no canoe, however alike they are; bicycles are bikes.
    """
    asked = {word.stem for word in read(thing).words if word.is_content}
    found = [[word for word in read(one.sentence.text).words if word.is_content] for one in ranked]
    if not asked or not ranked or any(word.stem in asked for words in found for word in words):
        return True
    vectors = embed([thing, *{word.form for words in found[:LIKELY_SENTENCES] for word in words}])
    return vectors is None or float((vectors[1:] @ vectors[0]).max()) >= ANOTHER_WORD


def _forms(ranked: Sequence[Candidate], documents: Mapping[str, Document]) -> frozenset[str]:
    """The words of the documents as far as they were found, with their titles and outlets."""
    texts = {one.hit.text for one in ranked}
    found = (documents.get(id) for id in {one.hit.document for one in ranked})
    texts |= {f"{document.title}. {document.outlet or ''}" for document in found if document}
    return frozenset(word.form for text in texts for word in read(text).words)


def _spelled(word: str, known: frozenset[str]) -> frozenset[str]:
    """The forms of a name's word among ``known``: itself, else its adjectives and other spellings."""
    if word in known:
        return frozenset({word})
    return frozenset(form for form in known if form[:1] == word[:1] and alike(word, form))


def _is_short(word: str) -> bool:
    """Return whether a word may be an acronym or initial: a thing of many names."""
    return len(word) <= 3


def _is_about(label: Label, one: Candidate, document: Document | None) -> bool:
    """Return whether a sentence, or what stands before it, bears a label."""
    if bears(label, one.sentence.text):
        return True
    if values_of_kind(label, one.sentence.text):
        return False
    passage = one.hit.text
    before = values_of_kind(label, passage[: max(0, one.sentence.start - one.hit.start)])
    if before:
        return before[-1] == label.value
    return bears(label, passage) or bool(document and bears(label, document.title))


def _bears(name: Name, one: Candidate) -> bool:
    """Return whether a sentence has a whole name of two words or more."""
    return len(name.words) > 1 and any(other.words == name.words for other in names(read(one.sentence.text)))


def _is_namesake(name: Name, one: Candidate) -> bool:
    """Return whether a sentence names somebody of the same last name alone: Myra Holt is not Mira Holt."""
    alone = [other for other in names(read(one.sentence.text)) if other.words[-1] == name.words[-1]]
    firsts = {other.words[0] for other in alone if len(other.words) > 1 and len(other.words[0]) > 1}
    return bool(firsts) and name.words[0] not in firsts and all(len(other.words) > 1 for other in alone)


def _is_another(name: Name, words: Sequence[frozenset[str]], one: Candidate) -> bool:
    """Return whether a sentence names another bearer of a part of the name, and not the one asked about."""
    if len(words) < 2:
        return False
    text = read(one.sentence.text)
    forms = frozenset(word.form for word in text.words)
    if any(not form.isdisjoint(forms) for form in words[1:]):
        return False
    first, last = name.words[0], name.words[-1]
    return any(
        len(other.words) > 1 and (alike(first, other.words[0]) or other.words[-1] == last)
        for other in names(text)
    )
