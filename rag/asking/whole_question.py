"""Questions that are about no single thing in the documents: an overview of them all, or a greeting.

Also their timeline, their differences, and which documents there are.

Such a question has nothing but general words, so each of its words is looked at: one more ("the bridge"), and
it is a question like others.
"""

import re
from enum import Enum

from rag.english.sentence_facts import dates_of
from rag.english.text import read, word_set


class WholeQuestion(Enum):
    """The kinds of questions that are about no single thing."""

    OVERVIEW = "overview"
    TIMELINE = "timeline"
    DIFFERENCES = "differences"
    DOCUMENTS = "documents"
    GREETING = "greeting"
    THANKS = "thanks"


_DOCUMENTS = word_set("""
    document documents article articles text texts file files paper papers report reports page pages story
    stories source sources letter letters mail mails email emails note notes collection library folder
    """)
_OVERVIEW = word_set("""
    summarise summarize summarised summarized summary summaries overview outline gist recap digest tldr
    about happened happening topic topics subject subjects theme themes content contents
    points takeaways findings facts news say says
    """)
_ASKING = word_set("""
    what whats which tell give show write make get want need know me us you your my our can could would will
    please a an the this these that those it its they them all both each every everything here there in on of
    for from and is are was were be do does did have has i to with by main key most important major short
    brief briefly quick quickly one few some sentence sentences paragraph words whole entire full
    affair affairs matter matters case incident
    """)
_TIMELINE = word_set("timeline timelines chronology chronological chronologically")
_IN_TIME = word_set("events event dates order when order first")
_DIFFERENCES = word_set("""
    differ differs differing difference differences disagree disagrees disagreement disagreements contradict
    contradicts contradiction contradictions conflict conflicts conflicting compare comparison discrepancies
    """)
_COMPARING = word_set(
    "how other others another where between among against if any not agree outlets different"
)
_LISTING = word_set("list which how many what")
_LISTED = word_set("""
    list how from dated published written newest oldest latest earliest last first year month day before after
    since until between in many there i uploaded added loaded read at by
    """)
_FILES = word_set("document documents article articles file files source sources text texts report reports")
_WHAT_ABOUT = re.compile(r"\b(?:what|how) about\b", re.IGNORECASE)
_GREETING = word_set("hi hello hey good morning afternoon evening day there how are you today readback")
_GREETS = word_set("hi hello hey morning afternoon evening")
_THANKS = word_set(
    "thanks thank you thx cheers very much so many a lot that is was this it great ok okay good perfect nice"
)
_THANKING = word_set("thanks thank thx cheers")


_KINDS = (
    (WholeQuestion.TIMELINE, _TIMELINE, _IN_TIME | _OVERVIEW | _ASKING | _DOCUMENTS),
    (WholeQuestion.DIFFERENCES, _DIFFERENCES, _COMPARING | _OVERVIEW | _ASKING | _DOCUMENTS),
    (WholeQuestion.OVERVIEW, _OVERVIEW, _ASKING | _DOCUMENTS),
    (WholeQuestion.THANKS, _THANKING, _THANKS),
    (WholeQuestion.GREETING, _GREETS, _GREETING),
)
_POINTING = word_set("it its that them here there")  # "this" is what lies before one: the documents


def whole_question(question: str, *, follows: bool = False) -> WholeQuestion | None:
    """Return the kind of a question about no single thing; ``None`` for any other.

    ``follows``: others came before it, so that "it" may be what these were about.
    """
    words = {word.form for word in read(question.replace(";", "")).words}
    points_back = _WHAT_ABOUT.search(question) or (follows and words & _POINTING and not words & _DOCUMENTS)
    if _asks_for_documents(question):
        return WholeQuestion.DOCUMENTS
    for kind, telling, others in _KINDS:
        if words & telling and words <= telling | others:
            return None if kind is WholeQuestion.OVERVIEW and points_back else kind
    return None


def _asks_for_documents(question: str) -> bool:
    """Return whether nothing is asked but which documents there are, or how many, or of which time."""
    for when in reversed(dates_of(question, None)):
        question = question[: when.start] + question[when.end :]
    words = {word.form for word in read(question).words}
    asks = bool(words & _LISTING and words & _FILES) and not words & _OVERVIEW
    return asks and words <= _LISTED | _ASKING | _FILES
