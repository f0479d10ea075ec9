"""One wording for questions that ask the same: "the length of the call" is "How long was the call?".

Also of what sources are compared on: "How do the articles differ on the number of dead?" asks each source how
many there are.
"""

import re

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
_WHAT = r"(?:(?:what(?:'s|’s| is| was| were| are| will be)? )?the )?(?:exact |total |overall )?"
_ASKED = [
    (re.compile(rf"^{_WHAT}(?:length|duration) of (?P<of>.+)$", re.IGNORECASE), "How long was {}?"),
    (re.compile(rf"^{_WHAT}(?P<of>.+?)['’]s? (?:length|duration)$", re.IGNORECASE), "How long was the {}?"),
    (re.compile(rf"^{_WHAT}number of (?P<of>.+)$", re.IGNORECASE), "How many {} are there?"),
    (re.compile(rf"^{_WHAT}(?:price|cost) of (?P<of>.+)$", re.IGNORECASE), "How much does {} cost?"),
    (re.compile(rf"^{_WHAT}height of (?P<of>.+)$", re.IGNORECASE), "How high is {}?"),
    (re.compile(rf"^{_WHAT}age of (?P<of>.+)$", re.IGNORECASE), "How old is {}?"),
]
_ASKS = re.compile(r"^(?:who|what|which|when|where|why|how|whether)\b", re.IGNORECASE)


def plainly(question: str) -> str:
    """The question in its plain wording; itself where it has one."""
    asked = question.strip().rstrip(" ?!.")
    thing = next((found["of"] for form in _COMPARING if (found := form.match(asked))), "")
    for form, plain in _ASKED:
        if found := form.match(thing or asked):
            return plain.format(found["of"])
    if not thing:
        return question
    return f"{thing[:1].upper()}{thing[1:]}?" if _ASKS.match(thing) else f"What about {thing}?"
