"""Keep the sentences that may be about what a question names: a label ("Room 12"), a code, a person.

A number that names is no quantity: what holds of Room 12 says nothing of Room 13, nor does Anna Berg answer
for Anna Borg. A sentence without a label of its own is about the one before it in its passage.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.document import Document
from rag.answering.ranker import Candidate
from rag.english.names import Name, alike, names
from rag.english.text import read, word_set
from rag.english.word_lists import word_list

_LABELLED = word_set("""
    room version section ward rule class chapter article page line flight gate platform unit building hall
    floor level step phase stage figure table appendix invoice order case file form item lot number no grade
    year group team zone district route bus tram train berth cabin block bay pier dock track channel model
    type category paragraph clause annex part volume issue episode season session exhibit sample site well
    reactor station apartment flat suite house seat row box shelf plot regulation resolution amendment
    schedule option scenario
    """)
_VALUE = r"(?:[A-Za-z]{0,3}-?\d[\w./-]*\w|[A-Za-z]?\d)"
_NUMBERED = r"\s+(?:(?i:no|nr)\.?\s*|(?i:number)\s+|#)?"
_LABEL = re.compile(rf"\b(?P<noun>[^\W\d_]{{2,}}){_NUMBERED}(?P<value>{_VALUE})")
_SERIES = rf"({_VALUE}(?:(?:\s*,|\s+and|\s+or)\s+{_VALUE})*)"  # "Rooms 12, 13 and 14"
_CODE = re.compile(r"(?<![\w.-])(?=[\w./-]*\d)(?=[\w./-]*[A-Za-z])[A-Za-z0-9]+(?:[-./][A-Za-z0-9]+)*")
_MEASURED = re.compile(r"\d[\d.,]*[A-Za-z]{1,4}")  # "40km", "5pm", "21st", "1990s"
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_PERIODS = word_list("months") | word_list("weekdays")


@dataclass(frozen=True)
class Label:
    """A number or code that names: ``value`` of the ``noun`` before it, in lower case; "" for a bare code."""

    noun: str
    value: str


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
    return NamedThings(tuple(_labels(question)), tuple(found))


def is_label(sentence: str, start: int) -> bool:
    """Return whether the word that begins at ``start`` is a number or code that names."""
    if (code := _CODE.match(sentence, start)) and not _MEASURED.fullmatch(code[0]):
        return True
    return any(
        match.start("value") <= start < match.end("value") and match["noun"].lower().rstrip("s") in _LABELLED
        for match in _LABEL.finditer(sentence)
    )


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
    return [
        one
        for one in ranked
        if all(_is_about(label, one, documents.get(one.hit.document)) for label in asked.labels)
        and not any(_is_another(name, words, one) for name, words in zip(asked.names, wanted, strict=True))
    ]


def _labels(question: str) -> Iterable[Label]:
    seen: list[tuple[int, int]] = []
    for match in _LABEL.finditer(question):
        noun, value = match["noun"], match["value"]
        is_name = noun[0].isupper() and match.start() and not _YEAR.fullmatch(value)
        if noun.lower() in _PERIODS or not (noun.lower().rstrip("s") in _LABELLED or is_name):
            continue
        seen.append(match.span("value"))
        yield Label(noun.lower().rstrip("s"), value.lower())
    for match in _CODE.finditer(question):
        inside = any(start <= match.start() < end for start, end in seen)
        if not inside and not _MEASURED.fullmatch(match[0]):
            yield Label("", match[0].lower())


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
    own = _values(label, one.sentence.text)
    if own or _bears(label, one.sentence.text):
        return label.value in own or _bears(label, one.sentence.text)
    passage = one.hit.text
    before = _values(label, passage[: max(0, one.sentence.start - one.hit.start)])
    if before:
        return before[-1] == label.value
    return _bears(label, passage) or bool(document and _bears(label, document.title))


def _bears(label: Label, text: str) -> bool:
    return bool(re.search(rf"(?<![\w.-]){re.escape(label.value)}(?![\w-]|[./]\w)", text, re.IGNORECASE))


def _values(label: Label, text: str) -> list[str]:
    """The values of labels of the same kind in a text, in order."""
    if not label.noun:
        return [m[0].lower() for m in _CODE.finditer(text) if _shape(m[0]) == _shape(label.value)]
    pattern = rf"\b{re.escape(label.noun)}s?{_NUMBERED}{_SERIES}"
    return [
        value.lower()
        for match in re.finditer(pattern, text, re.IGNORECASE)
        for value in re.findall(_VALUE, match[1])
    ]


def _shape(code: str) -> str:
    """The form of a code: "INV-2024-0031" and "INV-2024-0099" have the same."""
    return re.sub(r"\d+", "0", code.upper())


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
