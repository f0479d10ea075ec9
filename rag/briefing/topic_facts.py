"""The topic of a briefing, widened: who gives a value for what the topic asks speaks of the topic, too."""

from collections.abc import Sequence
from dataclasses import replace

from rag.answering.answer_type import AnswerType, asked_for
from rag.briefing.comparison import StoryComparison
from rag.briefing.material import BriefingMaterial
from rag.checking.cite import Place
from rag.facts.facts import Fact

_DATES = frozenset({"day", "clock", "age"})
_KINDS = {
    AnswerType.DURATION: frozenset({"time"}),
    AnswerType.MONEY: frozenset({"money"}),
    AnswerType.AGE: frozenset({"age"}),
    AnswerType.TIME: frozenset({"day", "clock"}),
}


def widened(evidence: BriefingMaterial, compared: Sequence[StoryComparison]) -> BriefingMaterial:
    """The material with the statements that give a value of the same thing as one on the topic.

    A source may say "a 40-minute blackout" where the topic is "how long the lights were out". Dates
    are passed over, unless asked for: all that happened on a day is not of one topic.
    """
    found: dict[Place, float] = dict(evidence.relevance)
    for one in compared:
        for group in one.groups():
            scores = [evidence.relevance.get(fact.statement.place, 0.0) for fact in group]
            if max(scores) and _is_asked(evidence.topic, group[0]):
                for fact in group:
                    found.setdefault(fact.statement.place, max(scores))
    return replace(evidence, relevance=found)


def _is_asked(topic: str, fact: Fact) -> bool:
    """Return whether the topic may ask for such a value."""
    kinds = _KINDS.get(asked_for(topic))
    return fact.kind in kinds if kinds else fact.kind not in _DATES
