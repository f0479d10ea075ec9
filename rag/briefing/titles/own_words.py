"""Titles for a figure or a date in the words of its own sentence: "how long the call lasted", "depth"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.briefing.weights import TITLE_WORDS
from rag.english.quantities.find_quantities import Quantity
from rag.english.sentence_facts import dates_of, quantities_of
from rag.english.text import Word, read, word_set
from rag.english.verbs import BE, HAVE, MODALS, by_base, by_participle, by_past, by_third, is_finite, is_verb
from rag.english.word_lists import word_list
from rag.facts.facts import Fact

_ASKED = {
    "time": "how long",
    "day": "when",
    "clock": "when",
    "money": "how much",
    "percent": "how much",
    "speed": "how fast",
    "mass": "how much",
    "age": "how old",
}
_STRETCHES = ("long", "high", "tall", "deep", "wide", "thick", "old", "far")  # "142 metres high"
_STRIPPED = {  # what stands before a figure and belongs to it, by the kind of the figure
    "time": word_set("for in"),
    "day": word_set("on in at from by since until till before after about around"),
    "clock": word_set("on in at from by since until till before after about around"),
}
_APART = word_set("after before within")  # "returned after 25 minutes"
_BEGIN_CLAUSES = word_set("after before since until")
_ADVERBS = word_set("shortly just soon early late")
_PARTICLES = word_set("out up off down away back")
_OF_A_THING = word_set("of for")
_HANGING = word_set("of as and or than")
_PREPOSITIONS = word_list("prepositions")
_COMPLETING = word_set("in at from to with aboard on inside under into near within through without")
_DETERMINERS = word_list("determiners")
_POSSESSIVES = word_list("determiners", "possessive")
_DROPPED = _POSSESSIVES | word_list("determiners", "article")
_PERSONS = word_set("they he she we")
_UNNAMED = word_list("pronouns", "unclear") - _POSSESSIVES
_GIVING = word_set("put puts gave give gives given set sets estimated estimates valued")
_COMING = word_set("came come comes amounted amounts stood stands")
_RELATIVE = word_set("which who whom whose that where when what")
_EMPTY = word_set("average total sum number maximum minimum figure amount quantity record")
_LEADING = word_set("and but so then that")
_FIGURE = re.compile(r"\d")
_POSSESSIVE = re.compile(r"['’]s?$")
_TIME_WORD = word_list("weekdays") | word_list("months") | word_set("evening morning night noon midnight day")


@dataclass(frozen=True)
class OwnTitle:
    """A title made of a sentence's own words.

    ``is_measure``: it is what the figure is the value of; ``is_vague``: its subject is a pronoun.
    """

    text: str
    is_measure: bool = False
    is_vague: bool = False


def own_titles(fact: Fact, known: frozenset[str]) -> Iterator[OwnTitle]:
    """The titles that the sentence of a fact gives, the most telling first.

    ``known``: the names of its documents, which keep their capitals.
    """
    clause = _Clause.of(fact, known)
    yield from list(clause.measure()) or list(clause.lasting()) or (*clause.asked(), *clause.counted())


@dataclass(frozen=True)
class _Clause:
    """The words of a fact's clause before and after its value."""

    fact: Fact
    known: frozenset[str]
    before: tuple[Word, ...]
    after: tuple[Word, ...]

    @classmethod
    def of(cls, fact: Fact, known: frozenset[str]) -> "_Clause":
        words, value = read(fact.statement.text).words, fact.value
        clause = next((w.clause for w in words if w.end > value.start), -1)
        last = next((w.clause for w in reversed(words) if w.start < value.end), -1)
        before = tuple(w for w in words if w.end <= value.start and w.clause == clause)
        if before and all(w.form in _BEGIN_CLAUSES for w in before):  # "gave way shortly after 2 a.m."
            before = tuple(w for w in words if w.end <= value.start and w.clause in (clause - 1, clause))
        after = tuple(w for w in words if w.start >= value.end and w.clause == last)
        return cls(fact, known, before, after)

    def measure(self) -> Iterator[OwnTitle]:
        """A noun phrase that the figure is the value of: "a depth of 640 metres", "its magnitude was 6.1"."""
        if self.fact.kind in ("day", "clock", "time", "age") or not self.before:
            return
        *words, last = self.before
        if last.form == "of" and self._is_measured():
            yield from self._phrase(_ending(words))
        if last.form in ("at", "as") and (given := _last(words, _GIVING)) is not None:
            yield from self._phrase(words[given + 1 :], among=_OF_A_THING)
            yield from self._phrase(words[: given - 1] if words[given - 1].form in BE else [])
        if last.form in BE and not self._stretch():
            yield from self._phrase(words)
        if last.form == "to" and words and words[-1].form in _COMING:
            yield from self._phrase(words[:-1])

    def lasting(self) -> Iterator[OwnTitle]:
        """The thing that stands right behind a length of time: "the 90-minute call"."""
        if self.fact.kind != "time" or not self.after or self.fact.text.endswith("s"):
            return
        text, end = self.fact.statement.text, self.fact.value.end
        at = 0
        while at < len(self.after) and _joins(text[end : self.after[at].start]) and self.after[at].is_content:
            end = self.after[at].end
            at += 1
        if 0 < at <= TITLE_WORDS and not is_verb(self.after[0].form):
            yield OwnTitle(f"the length of the {self._written(self.after[:at])}", is_measure=True)

    def asked(self) -> Iterator[OwnTitle]:
        """The clause that ends with the figure, asked for: "how long the audience waited"."""
        asked, words = self._asked(), list(self.before)
        stripped = _STRIPPED.get(self.fact.kind, word_set("by"))
        while words and words[-1].form in _DROPPED | _ADVERBS:
            words.pop()
        if words and words[-1].form in stripped:
            words.pop()
        while words and words[-1].form in _ADVERBS:
            words.pop()
        if self.fact.kind == "time" and words and words[-1].form in _APART:
            return
        if asked and (told := _clause(words, self.fact.statement.text)):
            is_vague = told[0].form in _PERSONS | _POSSESSIVES
            yield OwnTitle(f"{asked} {self._written(told)}", is_vague=is_vague)

    def counted(self) -> Iterator[OwnTitle]:
        """The clause that begins with a count, asked for: "how many people were hurt"."""
        opens = not self.before or self.before[-1].form == "that" or self.before[-1].form.endswith("ly")
        if self.fact.kind != "count" or not opens:
            return
        at = next((n for n, w in enumerate(self.after) if _makes_clause(self.after, n)), None)
        if not at:
            return
        nouns = self.after[: next((n for n in range(at) if self.after[n].form in _PREPOSITIONS), at)]
        told = _told(self.after[at:])
        if nouns and told and _is_plain((*nouns, *told)):
            yield OwnTitle(f"how many {self._written(nouns)} {self._written(told)}")

    def _is_measured(self) -> bool:
        """Return whether the noun before "of" says what the figure measures: not "a tour of 22 concerts"."""
        return self.fact.kind != "count" or "votes" in self.fact.aspects

    def _stretch(self) -> str:
        """The direction that a length is told in: "high" of "142 metres high"; "" for none."""
        return self.after[0].form if self.after and self.after[0].form in _STRETCHES else ""

    def _asked(self) -> str:
        value, kind = self.fact.value, self.fact.kind
        if kind == "count" and isinstance(value, Quantity) and value.noun:
            at = next((n for n, w in enumerate(self.after) if w.form == value.noun), None)
            counted = self.after[: at + 1] if at is not None else ()
            return f"how many {self._written(counted)}" if counted and _is_plain(counted) else ""
        if kind == "length":
            return f"how {self._stretch()}" if self._stretch() else ""
        if kind == "mass" and len(self.after) > 1 and self.after[0].form == "of":
            return f"how much {self.after[1].text}"
        return _ASKED.get(kind, "")

    def _phrase(self, words: Sequence[Word], among: frozenset[str] = frozenset()) -> Iterator[OwnTitle]:
        """A noun phrase as a title, its article "the"; of several things it needs a word of ``among``."""
        begun = next((n for n, w in enumerate(words) if w.form in _DETERMINERS or w.text in self.known), 0)
        inside = words[begun:]
        article = "the " if inside and inside[0].form in _DROPPED else ""
        if article:
            inside = inside[1:]
        if (
            not 0 < len(inside) <= TITLE_WORDS
            or not _is_plain(inside)
            or any(_is_verb_within(inside, n) for n in range(len(inside)))
            or inside[0].form in _EMPTY | _PREPOSITIONS
            or not inside[-1].is_content
        ):
            return
        forms = {word.form for word in inside}
        if not (among and "and" in forms and not forms & among):  # "put the sensor and the work at"
            yield OwnTitle(f"{article}{self._written(inside)}", is_measure=True)

    def _written(self, words: Sequence[Word]) -> str:
        return _written(words, self.fact.statement.text, self.known)


def clause_before(text: str, at: int, known: frozenset[str]) -> str:
    """The clause of a sentence that ends at a character: "the ward is" of "the ward is on the left"."""
    words = read(text).words
    clause = next((w.clause for w in words if w.end > at), -1)
    told = _clause([w for w in words if w.end <= at and w.clause == clause], text)
    is_whole = told and told[0].form not in _PERSONS | _POSSESSIVES
    return _written(told, text, known) if is_whole else ""


def _written(words: Sequence[Word], text: str, known: frozenset[str]) -> str:
    """The words as in the sentence, the first without the capital of a sentence's beginning."""
    found = " ".join(text[words[0].start : words[-1].end].split()) if words else ""
    opens = bool(words) and words[0].start == read(text).words[0].start
    is_name = opens and words[0].form not in _DETERMINERS and _opens_name(words, known)
    return found if not opens or is_name else f"{found[:1].lower()}{found[1:]}"


def _opens_name(words: Sequence[Word], known: frozenset[str]) -> bool:
    """Return whether the first word is, or begins, a name."""
    bare = _POSSESSIVE.sub("", words[0].text)
    return bool({words[0].text, bare} & known) or (len(words) > 1 and words[1].is_capital)


def _joins(gap: str) -> bool:
    return gap in (" ", "-", "‑")


def _last(words: Sequence[Word], forms: frozenset[str] | set[str]) -> int | None:
    return next((n for n in reversed(range(len(words))) if words[n].form in forms), None)


def _is_verb_within(words: Sequence[Word], at: int) -> bool:
    """Return whether a word is a verb; the last of a noun phrase may be a plural ("talks")."""
    return is_finite(words[at].form) or (at + 1 < len(words) and words[at].form in by_third())


def _ending(words: Sequence[Word]) -> Sequence[Word]:
    """The noun phrase at the end of the words: "a depth" of "had blocked it at a depth"."""
    at = len(words)
    while at and words[at - 1].is_content and not _is_verb_within(words, at - 1):
        at -= 1
    return words[at - 1 :] if at and words[at - 1].form in _DETERMINERS else ()


def _is_plain(words: Sequence[Word]) -> bool:
    """Return whether words hold no figure, no reference and no other clause."""
    return not any(
        _FIGURE.search(w.form) or w.form in _UNNAMED | _RELATIVE | {"not", "no", "never"} for w in words
    )


def _clause(words: Sequence[Word], text: str) -> Sequence[Word]:
    """The subject and the verb that the words end with; empty where they lean on another sentence."""
    if (that := _last(words, {"that"})) is not None:
        words = words[that + 1 :]
    if words and words[0].form in _LEADING:
        words = words[1:]
    return words if _is_clause(words, text) else ()


def _is_clause(words: Sequence[Word], text: str) -> bool:
    """Return whether words are a subject and a verb, and nothing that leans on another sentence."""
    if not 1 < len(words) <= TITLE_WORDS:
        return False
    first = words[0]
    is_things = first.form.endswith("s") and not is_verb(first.form)
    begins = first.form in _DETERMINERS | _PERSONS or first.is_capital or is_things
    if not begins or first.form in _PREPOSITIONS or first.form.endswith("ly"):
        return False
    rest = words[1:]
    if not _is_plain(rest) or first.form in (_UNNAMED - _PERSONS) | _RELATIVE | {"there", "nobody"}:
        return False
    inside = text[words[0].start : words[-1].end]
    if any(mark in inside for mark in '“”"()') or quantities_of(inside) or dates_of(inside, None):
        return False
    verbs = [n for n, word in enumerate(words) if n and (is_verb(word.form) or word.form.endswith("ed"))]
    return bool(verbs) and words[-1].form not in _DROPPED | _HANGING | MODALS


def _makes_clause(words: Sequence[Word], at: int) -> bool:
    """Return whether a word surely is the verb behind its subject."""
    form = words[at].form
    if form in BE | HAVE | MODALS or is_finite(form):
        return True
    return at > 0 and (form in by_past() or form in by_base()) and not words[at].is_capital


def _told(words: Sequence[Word]) -> Sequence[Word]:
    """A verb with what completes it: "were held at the port", not where and when it was on top of that."""
    end = 1
    while end < len(words) and (_helps(words, end) or words[end - 1].form in BE | HAVE | MODALS | {"to"}):
        end += 1
    while end < len(words) and words[end].form not in (_PREPOSITIONS - _PARTICLES) | _HANGING:
        end += 1
    if end < len(words) and words[end].form in _COMPLETING:
        last = end + 1
        while last < len(words) and words[last].form not in _PREPOSITIONS | _HANGING:
            last += 1
        if last > end + 1 and not any(w.form in _TIME_WORD for w in words[end:last]):
            end = last
    return words[:end] if end <= TITLE_WORDS else ()


def _helps(words: Sequence[Word], at: int) -> bool:
    return words[at].form in {"been", "be", "to", "being"} or (
        words[at].form in by_participle() and words[at - 1].form in BE | HAVE | {"been", "be"}
    )
