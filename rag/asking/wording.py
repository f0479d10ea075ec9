"""One wording for questions that ask the same: "the length of the call" is "How long was the call?".

Also of what sources are compared on: "How do the articles differ on the number of dead?" asks each source how
many there are.
"""

import re

from rag.asking.indirect import directly
from rag.asking.keywords import as_question
from rag.english.verbs import BE, by_past
from rag.english.word_lists import word_list

_SOURCE = r"(?:articles?|documents?|sources?|outlets?|reports?|papers?|texts?|they)"
_SOURCES = rf"(?:(?:the|my|our|these|all|your|different) )*{_SOURCE}"
_ON = r"(?:on|about|over|regarding|concerning|in|as to|when it comes to)"
_DIFFER = r"(?:differ|disagree|contradict each other|vary)"
_COMPARING = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"^(?:how|where|why)? ?(?:do|did|does) {_SOURCES} {_DIFFER} {_ON} (?P<of>.+)$",
        r"^who says what (?:on|about) (?P<of>.+)$",
        rf"^(?:(?:what are|list|show|give me) )?the (?:differences|disagreements) {_ON} (?P<of>.+)$",
        rf"^compare (?:what )?(?:{_SOURCES} )?(?:say )?(?:{_ON} )?(?P<of>(?:the|how|when|who|why) .+)$",
    )
]
_WHAT = r"(?:(?:what(?:'s|’s| (?P<be>is|was|are|were)| will be)? )?the )?(?:exact |total |overall )?"
_HOW_MANY = "How many {} are there?"
_PERSONS = "|".join(sorted(word_list("persons")))
# What is named is a person: not the street of one, nor one's dog.
_PERSON = rf"(?:(?!(?:of|where|who|whose|that|which|after|in)\b)[\w'’-]+ )*?(?:{_PERSONS})\b(?!['’]).*"
_ASKED = [
    (re.compile(form, re.IGNORECASE), plain)
    for form, plain in (
        (rf"^{_WHAT}(?:length|duration) of (?P<of>.+)$", "How long was {}?"),
        (rf"^{_WHAT}(?P<of>.+?)['’]s? (?:length|duration)$", "How long was the {}?"),
        (rf"^{_WHAT}number of (?!the\b)(?P<of>.+)$", _HOW_MANY),
        (rf"^{_WHAT}(?:price|costs?|bill|fare) (?:of|for) (?P<of>.+)$", "How much {do} {} cost?"),
        (rf"^{_WHAT}(?:height|rate|level) of (?P<of>.+)$", "How high {be} {}?"),
        (rf"^{_WHAT}age of (?P<of>.+)$", "How old {be} {}?"),
        (rf"^{_WHAT}name of (?P<of>{_PERSON})$", "Who {be} {}?"),
        (r"^(?:for )?what (?:length|period|amount) of time (?P<of>.+)$", "How long {}?"),
        (r"^for how long (?P<of>.+)$", "How long {}?"),
        (r"^what number of (?P<of>.+)$", "How many {}?"),
    )
]
_ASKS_ON = re.compile(r"\b(?:and|or) (?:who|what|which|when|where|why|how)\b", re.IGNORECASE)
_ASKS = re.compile(r"^(?:who|what|which|when|where|why|how|whether)\b", re.IGNORECASE)


def plainly(question: str) -> str:
    """The question in its plain wording; itself where it has one."""
    direct = as_question(directly(question))
    asked = direct.strip().rstrip(" ?!.")
    thing = next((found["of"] for form in _COMPARING if (found := form.match(asked))), "")
    for form, plain in _ASKED:
        if (found := form.match(thing or asked)) and not _ASKS_ON.search(found["of"]):
            return _filled(plain, found)
    if not thing:
        return direct
    return f"{thing[:1].upper()}{thing[1:]}?" if _ASKS.match(thing) else f"What about {thing}?"


def _filled(plain: str, found: re.Match[str]) -> str:
    """A plain wording with what is asked about put in."""
    thing, be = found["of"], (found.groupdict().get("be") or "is").lower()
    if plain == _HOW_MANY and any(word in by_past() or word in BE for word in thing.lower().split()):
        return f"How many {thing}?"
    return plain.format(thing, be=be, do="did" if be in ("was", "were") else "does")
