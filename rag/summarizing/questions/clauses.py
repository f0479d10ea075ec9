"""The main clause of an English sentence about a named subject, if it is unambiguous.

This is no grammar of English: a list of verbs finds the end of the subject, and unclear sentences are left
out. Meant for questions, where a missing one costs less than an odd one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise

from rag.english.dates import find_dates
from rag.english.names import names
from rag.english.text import read, word_set
from rag.english.verbs import BE, HAVE, MODALS, by_base, by_participle, by_past, by_third, is_finite, is_verb
from rag.english.word_lists import word_list
from rag.summarizing.weights import REST_WORDS, SUBJECT_WORDS

_LEAD = re.compile(
    r"((?:On|In|At|After|Before|During|Last|This|Earlier|Yesterday|Today)\b[^,]{0,60}), (?=\S)"
)
_CUT = re.compile(
    r"[;:]| [–—-] |^ (?:and|or)\b|, (?=(?:and|with|according|most|an?|the|[a-z]+ing)\b|[A-Z])"
    r"|,? \b(?:because|while|after|before|when|since|until|who|which|where|although|though|but|as)\b"
)
_OPEN_ENDED = word_list("prepositions", "begin")  # "since 1907" says when it began, not when it was
_VAGUE_DATE = re.compile(r"(?:recent|now|this)|.*\b(?:later|earlier|before|after)$", re.IGNORECASE)
_NATIONAL = re.compile(r"\b[A-Z]\w+(?:an|ish|ese|ch|ek) (?=[a-z])")  # "the Russian leader" names nobody
_WORD = re.compile(r"[\w’'.&€$£%/-]+")
_UNCLEAR = word_list("pronouns", "unclear") | word_set("""
    what whether if than so how why here there one both between either
    neither not never no cannot nor hardly without other others another such same each said says
    """)
_HANGING = word_list("prepositions", "hanging") | word_set("and or the a an")
_ADVERBS = word_set("also now still already later recently soon then first once again even just only")
_DONE = word_set("born stuck")  # participles of verbs that the list does not have
PERSON = word_set("""
    man woman president minister chancellor premier mayor senator governor judge king queen prince princess
    director chairman chairwoman chair chief head secretary ambassador spokesman spokeswoman officer captain
    leader candidate aide adviser advisor lawyer doctor professor teacher writer author poet painter artist
    actor actress singer musician composer scientist engineer chemist physicist economist architect baker
    farmer fisherman nurse journalist reporter editor founder owner manager executive clerk player coach
    striker goalkeeper midfielder champion soldier general priest bishop pope inventor explorer mountaineer
    clockmaker watchmaker master keeper developer forecaster analyst historian philosopher mathematician
    biologist astronomer programmer headteacher inspector councillor publisher
    """)


@dataclass(frozen=True)
class ClauseVerb:
    """A verb: ``helping`` and ``form`` in a question ("did … open"), ``stated`` in a statement.

    ``base`` is "" in the passive.
    """

    helping: str
    form: str
    stated: str
    base: str


@dataclass(frozen=True)
class Clause:
    """A main clause; ``rest``: the words after the verb without the ``date`` ("" for none)."""

    subject: str
    verb: ClauseVerb
    rest: str
    date: str

    @property
    def inverted(self) -> str:
        """The verb around its subject, as after "When": "did Ines Karr open"."""
        return f"{self.verb.helping} {self.subject} {self.verb.form}"


def clause_of(sentence: str, known: frozenset[str], counted: bool = False) -> Clause | None:
    """The main clause of a sentence on one line, without its full stop; ``None`` if it is unclear.

    ``known`` are the names of its document, as in :func:`names_in`. ``counted``: the subject is a number of
    things, and need not be named.
    """
    lead = _LEAD.match(sentence)
    tokens = sentence[lead.end() if lead else 0 :].split()
    if (at := _verb_at(tokens)) is None or (found := _verb(tokens[at:])) is None:
        return None
    verb, following = found
    before, date_before = _without_date(" ".join(tokens[:at]))
    rest, date = _without_date(_main(following))
    opening, date_first = _without_date(lead[1]) if lead else ("", "")
    dates = [one for one in (date_first if not opening else "", date_before, date) if one]
    words = before.split()
    is_plain = _is_plain(words, SUBJECT_WORDS) and _is_plain(rest.split(), REST_WORDS)
    if not is_plain or words != tokens[: len(words)] or len(dates) > 1:
        return None
    subject = before if counted else _named(words, known)
    return Clause(subject, verb, rest, dates[0] if dates else "") if subject else None


def names_in(lines: Sequence[str]) -> frozenset[str]:
    """The words that are capitalized within the lines, and nowhere in lower case."""
    capital = {word for line in lines for word in re.findall(r"(?<=[a-z,;] )[A-Z][\w’'-]*", line)}
    lower = {word for line in lines for word in re.findall(r"\b[a-z][\w’'-]*", line)}
    return frozenset(word for word in capital if word.lower() not in lower)


def is_named(words: str) -> bool:
    """Return whether words that stand within a sentence name someone or something."""
    return bool(names(read(f"of {_NATIONAL.sub('', words)}")))


def is_past(word: str) -> bool:
    """Return whether a word surely makes a clause: "was", "opened"."""
    return is_finite(word) or word in by_past()


def _verb_at(tokens: Sequence[str]) -> int | None:
    """The index of the verb: a present form only if no other verb follows; ``None`` if there is none."""
    for at, word in enumerate(tokens[1:], 1):
        if is_past(word) or (is_verb(word) and not any(map(is_past, tokens[at + 1 :]))):
            return at
    return None


def _is_plain(words: Sequence[str], most: int) -> bool:
    """True if the words are of one clause, without references elsewhere or a dangling last word."""
    low = [word.lower() for word in words]
    return (
        len(low) <= most
        and all(map(_WORD.fullmatch, words))
        and not _UNCLEAR & set(low)
        and not _HANGING & set(low[-1:])
        and not any(map(is_past, words))
        and not any(one == "to" and other in by_base() for one, other in pairwise(low))
    )


def _named(words: Sequence[str], known: frozenset[str]) -> str:
    """The subject as within a sentence; "" if it names nobody or may begin with another word."""
    while len(words) > 1 and words[0].lower() in PERSON and words[1][0].isupper():
        words = words[1:]  # "Coach Odo Hellmark"
    first, second = "".join(words[:1]), "".join(words[1:2])
    is_name = first in known or (len(first) > 1 and (first.isupper() or second[:1].isupper()))
    if first != "The" and (not is_name or first == "An" or _is_adverb(first.lower())):
        return ""
    subject = " ".join(["the", *words[1:]] if first == "The" else words)
    return subject if is_named(subject) else ""


def _verb(tokens: Sequence[str]) -> tuple[ClauseVerb, Sequence[str]] | None:
    """The verb that begins the tokens, and the tokens after it; ``None`` if it is negated or only links."""
    first, after = tokens[0], list(dropwhile(_is_adverb, tokens[1:]))
    if first not in BE | HAVE | MODALS:
        verb = by_past().get(first) or by_third().get(first) or by_base().get(first)
        helping = "does" if first in by_third() else "did"
        return (ClauseVerb(helping, verb.base, first, verb.base), tokens[1:]) if verb else None
    be = f"{after.pop(0)} " if first not in BE and after[:1] in (["be"], ["been"]) else ""
    word = after[0] if after else ""
    verb = (by_base() if first in MODALS and not be else by_participle()).get(word)
    if first in BE or be:
        is_done = verb or word in _DONE or (word.endswith("ed") and len(word) > 4)
        return (ClauseVerb(first, be + word, f"{first} {be}{word}", ""), after[1:]) if is_done else None
    if verb:
        return ClauseVerb(first, word, f"{first} {word}", verb.base), after[1:]
    has = {"had": "did", "has": "does"}.get(first)
    return (ClauseVerb(has, "have", first, "have"), tokens[1:]) if has else None


def _is_adverb(word: str) -> bool:
    return word in _ADVERBS or word.endswith("ly")


def _main(tokens: Sequence[str]) -> str:
    """The text after the verb, up to another clause."""
    found = _CUT.split(f" {' '.join(tokens)}", maxsplit=1)[0].split()
    joined = (n for n, (one, other) in enumerate(pairwise(found)) if one == "and" and is_verb(other))
    return " ".join(found[: next(joined, len(found))])


def _without_date(text: str) -> tuple[str, str]:
    """The text without its date, and the date; "" if there is not exactly one clear date."""
    found = find_dates.find(text)
    if len(found) != 1 or found[0].bound not in ("exact", "about") or found[0].lead in _OPEN_ENDED:
        return text, ""
    date = found[0].text
    led = re.compile(rf"(?:^|\s)(?:(?:on|in|at) )?(?:the )?{re.escape(date)}(?=$|\s)", re.IGNORECASE)
    if _VAGUE_DATE.match(date) or not led.search(text):
        return text, ""
    return " ".join(led.sub(" ", text).split()), date
