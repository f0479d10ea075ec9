"""Who did what to whom: the order of the words around a verb, with the passive turned round.

A verb stands in claim and source; what stood before it in the one stands after it in the other. No parser
is needed to see that "Ann sued Bob" and "Bob sued Ann" differ, nor that "Bob was sued by Ann" does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rag.checking.findings.evidence import Evidence, Finding
from rag.checking.findings.speakers import SAYS
from rag.english.names import names
from rag.english.text import Text, word_set
from rag.english.word_relations import is_converse

_BE = word_set("am is are was were be been being got get gets")
_NO_VERB = word_set("a an the of in on at for from with his her its their our my your this that these no")
_NO_OBJECT = word_set("for with at in on from by as because when")
_PLACES = word_set("in at of on for from near")  # "rents in Marland rose": Marland does nothing
_NEAREST = 4  # content words on either side of a verb
_REACH = 9  # words on either side


@dataclass(frozen=True)
class Sides:
    """Who does (``agents``) and to whom (``patients``) around the verb at index ``at``, as stems."""

    at: int
    agents: frozenset[str]
    patients: frozenset[str]
    named: frozenset[str]  # those of ``agents`` that are of a name


def role_findings(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """Verbs whose sides no source sentence has the claim's way round, and one has otherwise."""
    for mine in _sides(claim):
        told = [(sign, n) for n, source in evidence.near() for sign in _signs(claim, mine, source)]
        if told and all(sign < 0 for sign, _ in told):
            sign, sentence = min(told)
            verb = claim.words[mine.at]
            name = "roles swapped" if sign == -2 else "role of another"
            yield Finding(name, verb.start, verb.end, sentence, evidence.sentences[sentence].text)


def _signs(claim: Text, mine: Sides, source: Text) -> Iterator[int]:
    """For each use of the verb in a source: 1 the claim's way, -2 sides exchanged, -1 another's doing."""
    verb = claim.words[mine.at].stem
    for other in _sides(source):
        stem = source.words[other.at].stem
        if converse := is_converse(verb, stem):
            other = Sides(other.at, other.patients, other.agents, other.patients)  # noqa: PLW2901
        elif stem != verb:
            continue
        if mine.agents & other.agents:
            yield 1
        elif mine.agents & other.patients and mine.patients & other.agents:
            yield -2
        elif mine.named and other.named and mine.patients & other.patients and not converse:
            yield -1


@lru_cache(maxsize=500)
def _sides(text: Text) -> tuple[Sides, ...]:
    return tuple(_around(text, at) for at in range(1, len(text.words) - 1) if _is_verb(text, at))


def _is_verb(text: Text, at: int) -> bool:
    """Whether a word may be a verb: no article before it, and no noun right after it."""
    before, word, after = text.words[at - 1 : at + 2]
    return (
        word.is_content
        and not word.is_capital
        and before.form not in _NO_VERB
        and (not after.is_content or after.is_capital or after.form[0].isdigit() or before.form == "to")
    )


def _around(text: Text, at: int) -> Sides:
    words, clause = text.words, text.words[at].clause
    before = [w for w in words[max(0, at - _REACH) : at] if w.clause == clause]
    after = [w for w in words[at + 1 : at + 1 + _REACH] if w.clause == clause]
    told = max((n for n, w in enumerate(before) if w.form in SAYS or w.form == "that"), default=-1)
    first = [w for w in before[told + 1 :] if w.is_content][-_NEAREST:]
    is_infinitive = bool(before) and before[-1].form == "to"
    if any(w.form in _BE for w in before[-3:]) and not is_infinitive and not words[at].form.endswith("ing"):
        by = next((w.start for w in after if w.form == "by"), text.words[-1].end)
        first, second = [w for w in after if w.is_content and w.start > by][:_NEAREST], first
    else:
        object_end = next((w.start for w in after if w.form in _NO_OBJECT), text.words[-1].end)
        second = [w for w in after if w.is_content and w.start < object_end][:_NEAREST]
    named = {
        w.start
        for name in names(text)
        if not name.opens and not (name.at and words[name.at - 1].form in _PLACES)
        for w in words[name.at : name.end]
    }
    return Sides(
        at,
        frozenset(w.stem for w in first),
        frozenset(w.stem for w in second),
        frozenset(w.stem for w in first if w.start in named),
    )
