"""Questions that are about no single thing in the documents: an overview of them all, or a greeting.

Such a question has nothing but general words, so each of its words is looked at: one more ("the bridge"), and
it is a question like others.
"""

import re
from enum import Enum

from rag.english.text import read, word_set


class WholeQuestion(Enum):
    """The kinds of questions that are about no single thing."""

    OVERVIEW = "overview"
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
    """)
_WHAT_ABOUT = re.compile(r"\b(?:what|how) about\b", re.IGNORECASE)
_GREETING = word_set("hi hello hey good morning afternoon evening day there how are you today readback")
_GREETS = word_set("hi hello hey morning afternoon evening")
_THANKS = word_set(
    "thanks thank you thx cheers very much so many a lot that is was this it great ok okay good perfect nice"
)
_THANKING = word_set("thanks thank thx cheers")


_POINTING = word_set("it its that this them here there")


def whole_question(question: str, *, follows: bool = False) -> WholeQuestion | None:
    """Return the kind of a question about no single thing; ``None`` for any other.

    ``follows``: others came before it, so that "it" may be what these were about.
    """
    words = {word.form for word in read(question.replace(";", "")).words}
    if not words:
        return None
    points_back = _WHAT_ABOUT.search(question) or (follows and words & _POINTING and not words & _DOCUMENTS)
    if words & _OVERVIEW and words <= _OVERVIEW | _ASKING | _DOCUMENTS and not points_back:
        return WholeQuestion.OVERVIEW
    if words & _THANKING and words <= _THANKS:
        return WholeQuestion.THANKS
    if words & _GREETS and words <= _GREETING:
        return WholeQuestion.GREETING
    return None
