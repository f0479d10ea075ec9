"""Words that tell who and what a sentence is about: lists of English, and what a document itself shows."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rag.english.text import word_set

DETERMINERS = word_set("the a an all most some many several no every")
INDEFINITE = ("a ", "an ", "some ", "many ", "several ", "no ")
HANGING = word_set("of in on at to by for from with and or but into over under as than not the a an")
_ADVERBS = word_set("""
    also now still already later recently soon then first once again even just only nearly almost
    therefore thus however reportedly
    """)
_NOUNS_IN_LY = word_set("family supply reply ally assembly monopoly anomaly butterfly rally jelly lily")
DENIES = word_set("not never no cannot nor hardly without")
PREPOSITIONS = word_set("on in at by since from until around before after about during")
PRONOUNS = word_set("""
    he she it they him her them his hers its their theirs i me we us you my our your this that these those
    which who whom whose there here what himself herself itself themselves one each none nothing first
    second third something everyone another other others both such neither either
    """)
PERSON = word_set("""
    man woman boy girl president minister chancellor premier mayor senator governor judge king queen
    prince princess director chairman chairwoman chair chief head secretary ambassador spokesman
    spokeswoman officer captain leader candidate aide adviser advisor lawyer doctor professor teacher
    writer author poet painter artist actor actress singer musician composer scientist engineer chemist
    physicist economist architect baker farmer fisherman nurse journalist reporter editor founder owner
    manager executive clerk player coach striker goalkeeper champion frontrunner soldier general priest
    bishop pope inventor explorer mountaineer clockmaker keeper developer forecaster analyst historian
    philosopher mathematician biologist astronomer programmer
    """)
SOURCES = word_set("""
    company ministry government police operator council court report study palace bank union association
    agency office kremlin institute university authority commission committee party army navy department
    inquiry survey log
    """)
# Endings of nouns that may be of people, and plurals, of which one asks otherwise.
MAY_BE_PERSON = re.compile(
    r"(?:er|or|ist|ian|ant|ee|man|men|woman|women|lady|people|child|children|pair|couple|family|s)$"
)
_VAGUE = word_set("""
    same other others first second third last next latter former past whole rest end beginning time way
    fact number part one two three case kind sort idea issue question moment day week month year hour
    things thing need
    """)
_ENDS_NOUN = (
    r"(?= (?:of|in|on|for|at|by|to|from|with|and|was|were|is|are|has|had|have|will|would|can|could|that"
    r"|which)\b|[,.;:”\"]|$)"
)
_OF = r"(?: of (?:the )?(?:[A-Z][\w’-]+(?: [A-Z][\w’-]+)*|[a-z]{4,}))?"
_THE_NOUN = re.compile(rf"\b[Tt]he (?:[a-z]{{3,}} )?[a-z]{{4,}}{_OF}(?! of\b| and \w+ of\b){_ENDS_NOUN}")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]*")
_WORD = re.compile(r"\b[a-z][\w’'-]*")
_OFTEN = 2  # times that a thing is named which the document is likely about


@dataclass(frozen=True)
class Vocabulary:
    """What a document shows of its words: those in lower case, the names, the things often named."""

    words: frozenset[str]
    names: frozenset[str]
    things: frozenset[str]


def is_adverb(word: str) -> bool:
    """Whether a word says when or how, and may be left out of a question."""
    low = word.lower()
    return low in _ADVERBS or (low.endswith("ly") and low not in _NOUNS_IN_LY and not word[:1].isupper())


def vocabulary(lines: Iterable[str]) -> Vocabulary:
    """The words of a document's sentences, each on one line."""
    lower: set[str] = set()
    capital: set[str] = set()
    things: Counter[str] = Counter()
    for line in lines:
        lower.update(_WORD.findall(line))
        capital.update(_NAME.findall(line))
        things.update(things_in(line))
    return Vocabulary(
        frozenset(lower), frozenset(capital), frozenset(thing for thing, n in things.items() if n >= _OFTEN)
    )


def things_in(text: str) -> list[str]:
    """What is named with "the" and little else: "the haul rope", "the prime minister of Ulmark"."""
    found = (match[0] for match in _THE_NOUN.finditer(text))
    return [f"the {thing[4:]}" for thing in found if not _VAGUE & set(thing.lower().split()[1:])]
