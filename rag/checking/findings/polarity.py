"""Find terms of a claim whose polarity differs from the source's: "rose" against "did not rise" or "fell".

Each sentence is read into terms with a sense: reversed by every "not", "never", "failed to" whose scope the
term heads (scope as in NegEx, Chapman et al. 2001: forward, to the end of the clause). A claim's term is then
compared with the source's terms of the same or the opposite meaning: "did not rise" and "fell" agree, "rose"
and "did not rise" do not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rag.checking.findings.evidence import Evidence, Finding
from rag.checking.findings.weights import NEGATION_REACH, SURE_OF_TERM
from rag.english.sentence_facts import dates_of
from rag.english.text import Text, Word, word_set
from rag.english.word_relations import is_known, related, relation

_NOT = word_set(
    "beyond not never no none nobody nothing neither nor cannot without hardly barely rarely seldom"
)
_NOT_TO = word_set("fail refus declin unabl reluct unwil")  # stems, before "to"
_DENIES = word_set("deny denies denied denying lack lacks lacked lacking")
_FALSE = word_set("false untrue wrong incorrect myth lie")  # before "that"
_REJECTS = word_set("reject dismiss refus defeat abandon scrap drop withdrawn disput refut rebuf")
_PLANS = word_set("propos plan motion bid bill call request applic attempt move idea")
_SAYINGS = word_set(
    "claim claims allegation allegations suggestion suggestions idea notion accusation charge report reports"
)
_INSTEAD = frozenset({("rather", "than"), ("instead", "of"), ("far", "from")})
_NO_MORE = word_set("more less fewer later longer sooner doubt matter one other")
_ENDS = word_set("but and or although though because which who while")
# Says without a "not" that something is not so.
_NEGATIVE = re.compile(
    r"un(?!i|der|til)\w{3}|non|im(?:p|m)\w*ble|in\w*ble|ir(?:r)\w+|il(?:l)\w+ble|refus|reject|den(?:y|i)|fail|prevent|ban(?:n|s|$)|"
    r"forbid|stop|avoid|lack|exclud|except|instead|beyond|absen|miss(?!i)|only|too$|barr|prohibit|free|dis(?:miss|agree|approv|like)|"
    r"less$|few|against|nobody|none|nothing|zero|declin|contrary|rather"
)
_EXCEPTION = re.compile(r"\b(?:all but|except|excluding|apart from|other than|aside from)\b", re.IGNORECASE)
_NOUN_AND_VERB = word_set("no neither none without nor")


@dataclass(frozen=True)
class Term:
    """A word or phrase of a text with its sense: 1 as it stands, -1 negated."""

    stem: str
    at: int  # index of its first word
    end: int  # index past its last word
    sense: int
    is_head: bool  # whether some negation is about it
    in_scope: bool  # whether a negation reaches it


@lru_cache(maxsize=500)
def terms(text: Text) -> tuple[Term, ...]:
    """The terms of a text that have a sense, in order."""
    turned, reached = _turned(text)
    negations = set(cues(text))
    found = []
    at = 0
    while at < len(text.words):
        size, stem = 1, text.words[at].stem
        if at + 1 < len(text.words) and is_known(pair := f"{stem}_{text.words[at + 1].stem}"):
            size, stem = 2, pair
        if (
            at not in negations
            and (text.words[at].is_content or is_known(stem))
            and not _is_particle(text, at)
        ):
            sense = -1 if turned.get(at, 0) % 2 else 1
            found.append(Term(stem, at, at + size, sense, at in turned, at in reached))
        at += size
    return tuple(found)


@lru_cache(maxsize=500)
def _by_stem(text: Text) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for term in terms(text):
        found.setdefault(term.stem, []).append(term)
    return found


@lru_cache(maxsize=500)
def cues(text: Text) -> tuple[int, ...]:
    """The indices of the words that negate."""
    return tuple(at for at, _ in _negations(text))


def polarity_findings(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """Find the claim's terms that the source has in the opposite sense; else its negations that the source
    does not have.
    """
    flipped = list(_flipped(claim, evidence))
    yield from flipped or _unmatched(claim, evidence)


def _flipped(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    dated = [(when.start, when.end) for when in dates_of(claim.text, None)]
    for term in terms(claim):
        if any(start <= claim.words[term.at].start < end for start, end in dated):
            continue  # "seven in the morning"
        nearest = _nearest(term, claim, evidence)
        if nearest is None or nearest.sign > 0:
            continue
        if _excepts(claim) != _excepts(evidence.sentences[nearest.sentence]):
            continue
        kind = "denied" if term.is_head else "affirmed" if nearest.other.is_head else "antonym"
        start, end = claim.words[term.at].start, claim.words[term.end - 1].end
        source = evidence.sentences[nearest.sentence].text
        yield Finding(f"{kind} {min(nearest.shared, SURE_OF_TERM)}", start, end, nearest.sentence, source)


@dataclass(frozen=True)
class _Nearest:
    """A source's term on the same matter; ``sign``: -1 where its sense is the opposite, else 1."""

    shared: int
    sign: int
    sentence: int
    other: Term


def _nearest(term: Term, claim: Text, evidence: Evidence) -> _Nearest | None:
    """The source's term most surely about the same matter, one of the same sense first; ``None`` where no
    term has the opposite sense.
    """
    found = list(_partners(term, evidence))
    if all(sign > 0 for sign, _, _ in found):
        return None
    around = claim.near(term.at)
    nearest = [
        _Nearest(_shared(around, _around(evidence.sentences[number], other)), sign, number, other)
        for sign, number, other in found
    ]
    best = evidence.focus.index
    return max(
        nearest,
        key=lambda one: (min(one.shared, SURE_OF_TERM), -best(one.sentence), one.shared, one.sign),
    )


def _partners(term: Term, evidence: Evidence) -> Iterator[tuple[int, int, Term]]:
    """The source's terms of the same (1) or the opposite (-1) meaning: sign, index of the sentence, term."""
    for number, source in evidence.near():
        for stem in _by_stem(source).keys() & related(term.stem):
            for other in _by_stem(source)[stem]:
                if not _is_unsure(term, other):
                    yield relation(term.stem, other.stem) * term.sense * other.sense, number, other


def _around(text: Text, term: Term) -> frozenset[str]:
    """The stems of the content words around a term, without negations."""
    return text.near(term.at) - {text.words[at].stem for at in cues(text)}


def _shared(mine: frozenset[str], theirs: frozenset[str]) -> int:
    """The number of words around both terms; at least 2 where they are all the words around the source's."""
    shared = len(mine & theirs)
    return max(shared, 2, min(SURE_OF_TERM, shared + 1)) if shared and shared == len(theirs) else shared


def _unmatched(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """Find the claim's negations, where no source sentence it retells has any."""
    mine = cues(claim)
    if not mine:
        return
    sources = [source for _, source in evidence.near()]
    heads = (term for term in terms(claim) if term.is_head)
    borne_out = any(sign > 0 for head in heads for sign, _, _ in _partners(head, evidence))
    if borne_out or any(cues(source) for source in sources):  # "did not rise" of "fell"
        return
    perhaps = any(_NEGATIVE.match(word.form) for source in sources for word in source.words)
    for at in mine:
        word = claim.words[at]
        yield Finding("negation added perhaps" if perhaps else "negation added", word.start, word.end)


def _excepts(text: Text) -> bool:
    """Return whether a sentence makes an exception: "all but", "except"."""
    return bool(_EXCEPTION.search(text.text))


def _is_particle(text: Text, at: int) -> bool:
    """Return whether "up" or "down" belongs to a verb ("gave up"), not to a figure ("up 5 %")."""
    following = text.words[at + 1].form if at + 1 < len(text.words) else ""
    if text.words[at].form in ("more", "less", "fewer"):  # only as "6 percent more", "900 fewer"
        return not any(word.form[0].isdigit() for word in text.words[max(0, at - 2) : at])
    return text.words[at].form in ("up", "down") and not (
        following[:1].isdigit() or following in ("by", "from", "sharply", "slightly")
    )


def _is_unsure(one: Term, other: Term) -> bool:
    """Return whether a negation reaches a term without being about it, which leaves its sense open."""
    return (one.in_scope and not one.is_head) or (other.in_scope and not other.is_head)


def _turned(text: Text) -> tuple[dict[int, int], set[int]]:
    """The number of negations about each word, by its index; and the indices of all words they reach."""
    words = text.words
    turned: dict[int, int] = {}
    reached: set[int] = set()
    for cue, after in _negations(text):
        wanted = 2 if words[cue].form in _NOUN_AND_VERB else 1
        for head in _scope(words, after):
            reached.add(head)
            if wanted and not words[head].form.endswith("ly"):
                wanted -= 1
                turned[head] = turned.get(head, 0) + 1 + turned.get(cue, 0)
    return turned, reached


def _scope(words: Sequence[Word], after: int) -> Iterator[int]:
    """The indices of the content words in the scope of a negation: up to the end of its clause."""
    clause = words[after - 1].clause
    for at in range(after, min(after + NEGATION_REACH, len(words))):
        if words[at].clause != clause or words[at].form in _ENDS:
            return
        if words[at].is_content:
            yield at


@lru_cache(maxsize=500)
def _negations(text: Text) -> tuple[tuple[int, int], ...]:
    return tuple(_cues(text.words))


def _cues(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Each negation: the index of its word, and of the first word of its scope."""
    for at, word in enumerate(words):
        following = words[at + 1].form if at + 1 < len(words) else ""
        if word.form in _NOT or (word.form.endswith("n't")):
            if following not in _NO_MORE and following != "only":
                yield at, at + 1
        elif (word.stem in _NOT_TO and following == "to") or (word.form, following) in _INSTEAD:
            yield at, at + 2
        elif word.form in _DENIES:
            yield at, at + 1
        elif word.form in _FALSE and following == "that":
            yield at, at + 2
        elif word.stem in _REJECTS and (start := _allegation(words, at)):
            yield at, start
        elif word.stem in _PLANS and following == "to" and _is_rejected(words, at):
            yield at, at + 2


def _allegation(words: Sequence[Word], at: int) -> int:
    """The index at which a rejected statement begins, after "the claim that"; 0 where there is none."""
    ahead = [word.form for word in words[at + 1 : at + 5]]
    return at + 2 + ahead.index("that") if "that" in ahead and not _SAYINGS.isdisjoint(ahead) else 0


def _is_rejected(words: Sequence[Word], at: int) -> bool:
    """Return whether the plan at index ``at`` was rejected: "was rejected" follows in its clause."""
    return any(
        after.stem in _REJECTS and before.form in ("was", "were", "been", "is", "are")
        for before, after in pairwise(words[at:])
        if after.clause == words[at].clause
    )
