"""The forms of English verbs, from ``lexicon/verbs.txt``."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

BE = frozenset({"is", "are", "was", "were"})
HAVE = frozenset({"has", "have", "had"})
MODALS = frozenset({"will", "would", "can", "could", "may", "might", "must", "should", "shall"})
DO = frozenset({"do", "does", "did"})
HELPING = BE | HAVE | MODALS | DO
_FINITE = HELPING | {"am", "cannot"}
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Verb:
    """The forms of a verb."""

    base: str
    third: str
    past: str
    participle: str


def one_of(forms: frozenset[str]) -> str:
    """A regular expression for one of the words."""
    return f"(?:{'|'.join(sorted(forms))})"


@lru_cache(maxsize=1)
def by_past() -> dict[str, Verb]:
    """The verbs by their past ("opened", "began"), without those whose past equals the base ("cut")."""
    return {verb.past: verb for verb in _verbs() if verb.past != verb.base}


@lru_cache(maxsize=1)
def by_third() -> dict[str, Verb]:
    """The verbs by their third person ("opens")."""
    return {verb.third: verb for verb in _verbs()}


@lru_cache(maxsize=1)
def by_base() -> dict[str, Verb]:
    """The verbs by their base, as after "to" and "will" ("open")."""
    return {verb.base: verb for verb in _verbs()}


@lru_cache(maxsize=1)
def by_participle() -> dict[str, Verb]:
    """The verbs by their participle, as after "was" and "has" ("opened", "begun")."""
    return {verb.participle: verb for verb in _verbs()}


def is_finite(word: str) -> bool:
    """Return whether a word is a finite verb: "was", "will", a past that is no participle ("began")."""
    return word in _FINITE or (word in by_past() and word not in by_participle())


def is_verb(word: str) -> bool:
    """Return whether a word may be the finite verb of a clause."""
    return word in _FINITE or word in by_past() or word in by_third() or is_unchanged(word)


def is_unchanged(word: str) -> bool:
    """Return whether a word is both the base and the past of a verb ("hit")."""
    return word in by_base() and by_base()[word].past == word


def has_verb(line: str) -> bool:
    """Return whether an English sentence seems to have a verb, from the list or by its ending."""
    found = _WORD.findall(line.lower().replace("’", "'"))
    return any(
        is_verb(word) or word in by_base() or (word.endswith("ed") and len(word) > 4) for word in found
    ) or bool(
        re.search(
            r"['’](?:s|re|m|ve|ll|d)\b|n['’]t\b|\b(?:said|says|told|tells|cost|costs|put|set|cut|let)\b", line
        )
    )


@lru_cache(maxsize=1)
def _verbs() -> tuple[Verb, ...]:
    text = (files("rag.english.lexicon") / "verbs.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(_verb(entry) for line in lines for entry in line.split())


def _verb(entry: str) -> Verb:
    base, *forms = entry.split("/")
    past = forms[0] if forms else _regular(base)
    participle = forms[1] if len(forms) > 1 else past
    return Verb(base, _third(base), past, participle)


def _regular(base: str) -> str:
    return f"{base}d" if base.endswith("e") else f"{base}ed"


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{base}es"
    if re.search(r"[^aeiou]y$", base):
        return f"{base[:-1]}ies"
    return f"{base}s"
