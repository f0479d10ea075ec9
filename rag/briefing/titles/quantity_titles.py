"""The title of a dispute over figures or dates: how a person would name what is in dispute."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from rag.briefing.titles.own_words import OwnTitle, own_titles
from rag.briefing.weights import SHARED_WORDS
from rag.english.quantities.partitives import parts
from rag.english.sentence_facts import quantities_of
from rag.english.text import Word, read
from rag.facts.aspects import OUTCOMES
from rag.facts.facts import Fact

_MEASURED = {
    "time": "duration",
    "times": "factor",
    "money": "amount",
    "percent": "percentage",
    "count": "number",
    "decimal": "number",
    "day": "date",
    "clock": "time",
    "mass": "weight",
}
_Rank = tuple[bool, bool, int, int]
_LENGTHS = {"deep": "depth", "high": "height", "far": "distance", "long": "length"}


def quantity_title(sides: Sequence[Sequence[Fact]], known: frozenset[str]) -> str:
    """Name what the facts of all sides measure, in lower case where no name begins it.

    A clause or a noun phrase of the sources, if one can be taken as it stands; else the outcome that is
    counted, the things counted, or the words that all share. ``known``: the names of the documents.
    """
    facts = [fact for side in sides for fact in side]
    if facts[0].kind.split()[0] in ("label", "rank"):
        return f"which {_name_of(facts[0])}"
    found = [
        (title, side) for side in sides for fact in side for title in own_titles(_without_whole(fact), known)
    ]
    if found:
        return min(found, key=lambda one: _rank(one[0], one[1], sides))[0].text
    return _outcome(facts) or _plain(facts, sides)


def _without_whole(fact: Fact) -> Fact:
    """The fact in a sentence without the whole of which it is a part: "in three trusses"."""
    text = fact.statement.text
    found = (whole for part, whole in parts(text, quantities_of(text)) if part.start == fact.value.start)
    whole = next(found, None)
    if whole is None:
        return fact
    shorter = text[: fact.value.end] + text[whole.end :]
    return replace(fact, statement=replace(fact.statement, text=shorter))


def _rank(title: OwnTitle, side: Sequence[Fact], sides: Sequence[Sequence[Fact]]) -> _Rank:
    """Sort key: a measure, no pronoun for a subject, the most words that other sides have too, short."""
    others = [fact.statement.text for other in sides if other is not side for fact in other]
    stems = read(title.text).content
    shared = max((len(stems & read(text).content) for text in others), default=0)
    return not title.is_measure, title.is_vague, -min(shared, SHARED_WORDS), len(title.text)


def _name_of(fact: Fact) -> str:
    """The numbered thing: "pier" of "Pier 4", "minute" of "the 71st minute"."""
    if fact.kind.startswith("rank"):
        return getattr(fact.value, "noun", "") or fact.noun
    return fact.text.split()[0].lower()


def _outcome(facts: Sequence[Fact]) -> str:
    """The outcome that all facts name, asked for: "how many people were hurt"; else ""."""
    shared = [name for name in OUTCOMES if all(name in fact.aspects for fact in facts)]
    if facts[0].kind != "count" or not shared:
        return ""
    return f"how many {_noun(facts) or 'people'} {OUTCOMES[shared[0]]}"


def _noun(facts: Sequence[Fact]) -> str:
    """The thing that most of the counts count, as written; "" where they name none."""
    nouns = Counter(noun for fact in facts if (noun := getattr(fact.value, "noun", "")))
    return max(nouns, key=lambda noun: nouns[noun], default="")


def _plain(facts: Sequence[Fact], sides: Sequence[Sequence[Fact]]) -> str:
    """The name of the measure, with the things counted or the words that the sides share."""
    kind = facts[0].kind.split()[0]
    length = next((name for one, name in _LENGTHS.items() if all(one in f.aspects for f in facts)), "")
    measure = length or _MEASURED.get(kind, kind)
    if kind == "count" and (noun := _noun(facts)):
        return f"the number of {noun}"
    shared = _shared_words(sides[0][0], sides[1][0]) if len(sides) > 1 else ""
    return f"{shared} ({measure})" if shared else f"the {measure}"


def _shared_words(one: Fact, other: Fact) -> str:
    """The longest run of words in the first sentence that the other has, too; "" for none of two words."""
    theirs, value = read(other.statement.text).content, one.value
    words = [w for w in read(one.statement.text).words if w.end <= value.start or w.start >= value.end]
    runs = [_trimmed(list(run)) for is_in, run in groupby(words, lambda w: _is_in(w, theirs)) if is_in]
    best = max(runs, key=lambda run: sum(w.is_content for w in run), default=[])
    if sum(w.is_content for w in best) < 2:
        return ""
    return " ".join(one.statement.text[best[0].start : best[-1].end].split())


def _is_in(word: Word, stems: frozenset[str]) -> bool:
    return not word.is_content or word.stem in stems


def _trimmed(run: list[Word]) -> list[Word]:
    while run and not run[0].is_content:
        run = run[1:]
    while run and not run[-1].is_content:
        run = run[:-1]
    return run
