"""Put keywords as a question: "bridge repair cost" is "What is the cost of bridge repair?".

Only where one of the words says what kind of answer is wanted, a length, a price, a date, a name, and stands
where it can: last, before a date, or before "of". "Price Waterhouse merger" asks for no price.
"""

import re

from rag.english.text import read, word_set
from rag.english.verbs import BE, HAVE, MODALS
from rag.english.word_lists import word_list

_ASKING = word_set("who whom whose what which when where why how whether do does did")
_ORDERS = word_set("list show give tell describe explain compare summarise summarize find say make write")
KINDS = word_set("""
    duration length period price cost costs fare bill age date day year amount sum value speed height depth
    weight width size rate name
    """)
_NUMBER_OF = re.compile(
    r"^(?P<before>.*?)\b(?:total )?number of (?P<counted>[\w’'-]+)\b ?(?P<after>.*)$", re.IGNORECASE
)
_OF = re.compile(r"^ *of\b")
_BEHIND = re.compile(r"^(?: *of\b.*| *(?:[\w,]+ )?(?:\d[\w,]*(?: |$))+.*)?$", re.IGNORECASE)  # a kind
_JOINED = re.compile(r"\b(?:and|or)\b|[\"“”„«»]", re.IGNORECASE)
_HAS_ARTICLE = re.compile(r"\w +(?:the|an?) *$", re.IGNORECASE)  # "set a date" is a clause
_ARTICLE = re.compile(r"^(?:the|an?)\b ?", re.IGNORECASE)


def as_question(question: str) -> str:
    """The question that keywords stand for; itself where they do not say what kind of answer is wanted."""
    asked = question.strip().rstrip(" ?!.")
    words = read(asked).words
    forms = {word.form for word in words}
    is_asked = question.rstrip().endswith("?") or forms & (_ASKING | BE | HAVE | (MODALS - {"may"}))
    if is_asked or len(words) < 2 or words[0].form in _ORDERS or _JOINED.search(asked):
        return question
    if (found := _NUMBER_OF.match(asked)) and found["before"]:
        return _question("How many", found["counted"], found["after"], found["before"])
    kind = next((word for word in words if word.text in KINDS and _BEHIND.match(asked[word.end :])), None)
    if kind is None or _HAS_ARTICLE.search(asked[: kind.start]):
        return question
    thing = _of_the(asked[: kind.start], _OF.sub("", asked[kind.end :]))
    if kind.form == "name" and forms & word_list("persons"):
        return _question("Who is", thing)
    if kind.form in ("date", "day", "year"):
        return _question("When was", thing)
    return _question("What was the", kind.form, "of", thing)


def _of_the(before: str, after: str) -> str:
    """The thing that an answer of a kind is of, with an article where it may have one."""
    thing = " ".join(f"{_ARTICLE.sub('', before)} {after}".split())
    return thing if _ARTICLE.match(thing) or thing[:1].isupper() else f"the {thing}"


def _question(*parts: str) -> str:
    return f"{' '.join(' '.join(parts).split())}?"
