"""Find the sentences that tell who a person is, or what one says, for the questions that ask just that.

"Who is Leona Faye?" is answered where an office or a trade stands beside her name; "What does Leona Faye say
about it?" where her name stands with a verb of saying or a quotation. A reader seldom sees that.
"""

import re
from collections.abc import Sequence

from rag.answering.ranker import Candidate
from rag.answering.weights import ON_TOPIC
from rag.english.names import names, same
from rag.english.text import read
from rag.english.word_lists import word_list

_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*"
_FULL_NAME = re.compile(rf"{_NAME}(?: {_NAME})+")
_WHO_IS = re.compile(rf"\s*(?i:who(?:['’]s| is| was)) (?P<person>{_FULL_NAME.pattern})\W*$")
_SAYS = re.compile(
    r"\bwhat (?:do|does|did) (?P<person>.+?) (?:say|think|claim|argue|tell|write|complain)\b", re.IGNORECASE
)
_OFFICES = "|".join(sorted(word_list("persons")))
_BEFORE = re.compile(rf"\b(?:{_OFFICES})(?:,? $|\b[^,.;]{{1,60}}, $)", re.IGNORECASE)  # "the mayor of Velm, "
_BEHIND = re.compile(  # ", a baker", ", who runs the mill", ", deputy mayor", " is the mayor"
    rf", (?:(?:an?|the|who) \w|(?:[\w-]+ ){{0,2}}(?:{_OFFICES})\b)| (?:is|was) (?:an?|the) ", re.IGNORECASE
)


def of_person(question: str, ranked: Sequence[Candidate]) -> list[Candidate]:
    """Those of ``ranked`` that tell what is asked of a person; none for any other question."""
    if found := _WHO_IS.match(question):
        person = found["person"]
        told = [one for one in ranked if introduces(one.sentence.text, person)]
        return told or [one for one in ranked if _tells_work(one.sentence.text, person)]
    if found := _SAYS.search(question):
        topic = _stems(question[found.end() :])
        said = [one for one in ranked if _is_said_by(one.sentence.text, found["person"])]
        return [one for one in said if _share(topic, one.sentence.text) >= ON_TOPIC]
    return []


def introduces(sentence: str, person: str) -> bool:
    """Return whether a word for what one is, or does, touches the whole name."""
    before, named, behind = sentence.partition(person)
    return bool(named and (_BEFORE.search(before) or _BEHIND.match(behind)))


def _tells_work(sentence: str, person: str) -> bool:
    """Return whether a sentence says of the whole name what one does: "Ines Karr runs the mill"."""
    return bool(re.match(rf"\W*{re.escape(person)} [a-z]+s (?:an?|the|as|at|for|in)\b", sentence))


def _is_said_by(sentence: str, person: str) -> bool:
    """Return whether one is named in a sentence as who says something; a name may be told in part."""
    text, asked = read(sentence), read(person)
    if not any(word.form in word_list("saying") for word in text.words):
        return False
    if whole := _FULL_NAME.fullmatch(person) and names(asked):
        return any(same(whole[0], name) for name in names(text))
    stems = _stems(person)
    return bool(stems) and stems <= {word.stem for word in text.words}


def _share(topic: set[str], sentence: str) -> float:
    return len(topic & _stems(sentence)) / len(topic) if topic else 1.0


def _stems(text: str) -> set[str]:
    """The stems of the telling words."""
    return {word.stem for word in read(text).words if word.is_content}
