"""Find the sentences that tell who a person is, or what one says, for the questions that ask just that.

"Who is Leona Faye?" is answered where an office or a trade stands beside her name; "What does Leona Faye say
about it?" where her name stands with a verb of saying or a quotation. A reader seldom sees that.
"""

import re
from collections.abc import Sequence

from rag.answering.ranker import Candidate
from rag.english.text import read
from rag.english.word_lists import word_list

_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*"
_FULL_NAME = re.compile(rf"{_NAME}(?: {_NAME})+")
_WHO_IS = re.compile(rf"\s*(?i:who(?:['’]s| is| was)) (?P<person>{_FULL_NAME.pattern})\W*$")
_SAYS = re.compile(
    r"\bwhat (?:do|does|did) (?P<person>.+?) (?:say|think|claim|argue|tell|write|complain)\b", re.IGNORECASE
)
_QUOTES = re.compile(r"[“”„»«]|\"")
_APPOSED = re.compile(r", ([a-z]+) [a-z]")  # "Leona Faye, a nurse from Ostrey", "who runs the mill"
_BESIDE = 6  # words between a name and an office that is told of it


def of_person(question: str, ranked: Sequence[Candidate]) -> list[Candidate]:
    """Those of ``ranked`` that tell what is asked of a person; none for any other question."""
    if found := _WHO_IS.match(question):
        return [one for one in ranked if _introduces(one.sentence.text, found["person"])]
    if found := _SAYS.search(question):
        topic = _stems(question[found.end() :])
        said = [one for one in ranked if _is_said_by(one.sentence.text, found["person"])]
        return [one for one in said if not topic or not topic.isdisjoint(_stems(one.sentence.text))]
    return []


def _introduces(sentence: str, person: str) -> bool:
    """Return whether a word for a person, or what one is or does, stands beside the whole name."""
    words = [word.form for word in read(sentence).words]
    name = [word.form for word in read(person).words]
    at = next((n for n in range(len(words)) if words[n : n + len(name)] == name), None)
    if at is None:
        return False
    if (told := _APPOSED.match(sentence.partition(person)[2])) and told[1] not in word_list("saying"):
        return True
    beside = (*words[max(0, at - _BESIDE) : at], *words[at + len(name) : at + len(name) + _BESIDE])
    return not word_list("persons").isdisjoint(beside)


def _is_said_by(sentence: str, person: str) -> bool:
    """Return whether one is named in a sentence that says something; a name may be told in part."""
    text = read(sentence)
    told = {word.stem for word in text.words}
    says = _QUOTES.search(sentence) or any(word.form in word_list("saying") for word in text.words)
    asked = _stems(person)
    is_named = not asked.isdisjoint(told) if _FULL_NAME.fullmatch(person) else asked <= told
    return bool(says and asked and is_named)


def _stems(text: str) -> set[str]:
    """The stems of the telling words."""
    return {word.stem for word in read(text).words if word.is_content}
