"""Classes of what a figure counts or measures (dead, hurt, deep, far), found by lists of words.

"Three lost their lives" and "the death toll stands at three" share no word, and "three hurt" shares more with
either than they with each other; so the few outcomes that news count are recognized by lists of words.
"""

from collections.abc import Set as AbstractSet

from index.language.words import stem
from rag.english.text import word_set

_WORDS = {
    "dead": "dead died die dies killed kill kills death deaths toll lives perished fatalities drowned",
    "hurt": """injured injure injures injuries injury hurt wounded wounds casualties hospital hospitals
        treated bones burns burned bruises infirmary""",
    "ill": "ill sick sickened fell infected infections cases poisoned symptoms diagnosed patients",
    "missing": "missing unaccounted untraced",
    "moved": "evacuated evacuees evacuation displaced homeless shelter shelters homes leave moved",
    "held": "arrested arrests arrest detained custody charged",
    "saved": "rescued saved pulled survivors survived",
    "aboard": "aboard board passengers travellers crew carrying carried",
    "taken": "stolen stole theft taken missing helped loot looted",
    "insured": "insured insurance insurers covered",
    "reward": "reward rewards",
    "damage": "damage damages loss losses",
    "employed": "employs employed jobs workforce staff employees payroll",
    "votes": "vote votes ballots polled",
    "offered": "offer offered offers",
    "deep": "deep depth beneath below",
    "high": "high height tall above level crest crested peak",
    "far": "away distance east west north south far from",
    "long": "long length stretch gap",
    "wanted": "demand demands demanded want wants asking asked claim seeking",
}
_OF_STEM: dict[str, set[str]] = {}
for _name, _words in _WORDS.items():
    for _word in word_set(_words):
        _OF_STEM.setdefault(stem(_word), set()).add(_name)


OUTCOMES = {
    "dead": "died",
    "hurt": "were hurt",
    "ill": "fell ill",
    "missing": "are missing",
    "held": "were arrested",
    "saved": "were rescued",
    "aboard": "were aboard",
    "moved": "had to leave",
}
"""What is said of those whom a count with that aspect counts: "how many people were hurt"."""

_LENGTHS = frozenset({"deep", "high", "far", "long"})


def aspects(stems: AbstractSet[str], kind: str) -> frozenset[str]:
    """The classes that the words around a figure name, from their ``stems``; empty if none is known.

    For a ``kind`` of "length" only directions (deep, high, far, long), for all others only the rest.
    """
    found = frozenset(name for one in stems for name in _OF_STEM.get(one, ()))
    return found & _LENGTHS if kind == "length" else found - _LENGTHS
