"""Find names of a claim that its source does not have."""

from collections.abc import Iterator, Sequence

from rag.checking.findings.evidence import Evidence, Finding, near
from rag.checking.findings.weights import MOST_NAMES, SURE_OF_NAME
from rag.english.names import Name, alike, clash, names, same, written
from rag.english.sentence_facts import fact_spans
from rag.english.text import Text
from rag.english.word_lists import word_list

_PREPOSITIONS = word_list("prepositions", "name")


def name_findings(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """Find the names of the claim that the source does not have."""
    mine = [name for name in names(claim) if not name.opens]
    if not mine:
        return
    theirs = [(n, name) for n, text in enumerate(evidence.sentences) for name in names(text)]
    missing = [name for name in mine if not any(same(name, other) for _, other in theirs)]
    facts = fact_spans(claim.text) if missing else []
    for name in missing[:MOST_NAMES]:
        span = written(claim, name)
        if any(start < span[1] and span[0] < end for start, end in facts):  # "Christmas Eve", "30 °C"
            continue
        if clashing := next(((n, other) for n, other in theirs if clash(name, other)), None):
            yield Finding("name clash", *span, clashing[0], _text(evidence, *clashing))
        elif not all(_stands_in(word, (*evidence.sentences, evidence.about)) for word in name.words):
            yield _instead(claim, evidence, name)


def _text(evidence: Evidence, sentence: int, name: Name) -> str:
    return evidence.sentences[sentence].text[slice(*written(evidence.sentences[sentence], name))]


def _instead(claim: Text, evidence: Evidence, name: Name) -> Finding:
    """A name that no source has, with the name in its place there, if the claim leaves that one out."""
    known = names(claim)
    others = [
        (_shared(claim, name, text, other), n, other)
        for n, text in evidence.near()
        for other in names(text)[:MOST_NAMES]
        if not other.opens
    ]
    for shared, sentence, other in sorted(others, key=lambda found: found[:2], reverse=True):
        if not any(same(other, mine) for mine in known):
            sort = f"name differs {min(shared, SURE_OF_NAME)}"
            if not shared:  # a name far off stands in no other's place
                return Finding(sort, *written(claim, name))
            return Finding(sort, *written(claim, name), sentence, _text(evidence, sentence, other))
    return Finding("name missing", *written(claim, name))


def _shared(claim: Text, name: Name, text: Text, other: Name) -> int:
    """The number of words around both names; at most 1 where the prepositions differ: "in Leeds", "with
    Leeds".
    """
    shared = len(near(claim, *written(claim, name)) & near(text, *written(text, other)))
    return shared if _before(claim, name) == _before(text, other) else min(shared, 1)


def _before(text: Text, name: Name) -> str:
    """The preposition before a name; "" for none."""
    word = text.words[name.at - 1].form if name.at else ""
    return word if word in _PREPOSITIONS else ""


def _stands_in(word: str, sources: Sequence[Text]) -> bool:
    """Return whether a source has a word of a name, in one of its forms ("Russia", "Russian")."""
    return any(
        alike(word, other.form) for source in sources for other in source.words if other.form[:1] == word[:1]
    )
