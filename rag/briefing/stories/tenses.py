"""The tense of a date in a sentence: past, future or open."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Literal

from rag.briefing.stories.weights import TENSE_REACH
from rag.english.dates.date_when import When
from rag.english.text import Text, Word, word_set

Tense = Literal["past", "future", "open", ""]

_FUTURE = word_set("will shall won't upcoming forthcoming")
_PAST = word_set("""
    was were had did been became began bought broke brought built burst came caught chose crept cut dealt drew
    drove fell felt fled flew forgot fought found froze gave got grew heard held hit kept knew laid lay left
    lent lost made met paid ran rang rose sank sat saw sent set shook shot shut slept sold sought spent split
    spoke stole stood struck swam swept swung taught thought threw told took tore understood went withdrew
    woke won wore wrote ago
    """)
# What was planned says nothing of whether it came to pass: only "is due", "are planned" look ahead.
_PLANNED = word_set("""
    scheduled expected planned due slated set invited promised pledged vowed proposed postponed delayed
    forecast projected intended agreed aimed hoped extended wanted urged asked ordered booked announced
    earmarked predicted poised
    """)
_PLANS = word_set("plans aims hopes intends expects wants promises pledges proposes forecasts seeks wishes")
_AHEAD = _FUTURE | _PLANS  # "wants to open in May", but not "after Tuesday's rescue the town wants"
_IS = word_set("is are am s re being be")
_WAS = word_set("was were had been")
_BE = _IS | word_set("was were")
_TO_BE = frozenset({"to", "be"})
_SUPPOSED = word_set("would could might should may can must")
_NOT_PAST = word_set("hundred need indeed speed seed feed bed united limited alleged so-called sacred")
_NOW = word_set("""
    is are am has have do does don't doesn't isn't aren't hasn't haven't says say tells it's there's that's
    he's she's
    """)


def tense_at(text: Text, when: When) -> Tense:
    """The tense of a date; "open": planned or supposed; "": no verb decides.

    By the nearest verb before it in its clause, else after it, else before it in the sentence.
    """
    before = [word for word in reversed(text.words) if word.end <= when.start][:TENSE_REACH]
    after = [word for word in text.words if word.start >= when.end][:TENSE_REACH]
    clause = before[0].clause if before else (after[0].clause if after else 0)
    following = takewhile(lambda word: word.clause <= clause + (not before) and word.form != "and", after)
    return (
        _nearest([word for word in before if word.clause == clause], _AHEAD)
        or _nearest(list(following))
        or _nearest(before, _AHEAD)
    )


def tense(text: Text) -> Literal["present", "past", "future", "open", ""]:
    """The tense of a sentence: present if any verb is, else that of its first verb; "" if unknown."""
    if not _NOW.isdisjoint(word.form for word in text.words):
        return "present"
    return _nearest(list(text.words))


def _nearest(words: list[Word], ahead: frozenset[str] = _FUTURE) -> Tense:
    """The tense by the first verb among ``words``; ``ahead``: the verbs that point to the future."""
    forms = [word.form for word in words]
    return next((said for at in range(len(forms)) if (said := _said(forms, at, ahead))), "")


def _said(forms: Sequence[str], at: int, ahead: frozenset[str]) -> Tense:
    """The tense of one word, by the three words on each side."""
    form, near = forms[at], frozenset(forms[max(0, at - 3) : at + 4])
    is_past = form in _PAST or (form.endswith("ed") and len(form) > 3 and form not in _NOT_PAST)
    if form in ahead or form.endswith("'ll") or (is_past and near & _FUTURE):
        return "future"
    if (form in _BE and "to" in forms[max(0, at - 1) : at + 2]) or (
        is_past and near >= _TO_BE
    ):  # "is to open", "was to be opened"
        return "future" if near & _IS - {"be"} and not near & _WAS else "open"
    if form in _PLANNED:
        return "future" if near & _IS and not near & _WAS else "open"
    if form in _SUPPOSED or form.endswith("'d") or (is_past and near & _SUPPOSED):
        return "open"
    return "past" if is_past else ""
