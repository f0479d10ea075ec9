"""Comparison of the figures of a story: pairs of facts of different documents about one thing."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from rag.briefing.material import BriefingMaterial, centrality
from rag.briefing.stories.grouping import Story
from rag.briefing.weights import COMPARED_DOCUMENTS
from rag.checking.cite import Place
from rag.checking.draft import makes_claim
from rag.checking.draft_blocks import as_line, ends
from rag.facts.fact_groups import groups
from rag.facts.facts import Fact, facts
from rag.facts.matching import Embed, Match, matches
from rag.facts.statement import Statement


@dataclass(frozen=True, eq=False)
class StoryComparison:
    """A story's statements, their facts, and the pairs of facts about one thing, agreeing pairs first."""

    told: tuple[Statement, ...]
    facts: tuple[Fact, ...]
    matches: tuple[Match, ...]

    def groups(self, least: float = 0.0) -> list[list[Fact]]:
        """Groups of facts about one thing, joined by their matches of at least ``least`` (score, 0 to 1)."""
        return groups(self.facts, [match for match in self.matches if match.score >= least])

    def on_topic(self, places: Container[Place]) -> "StoryComparison":
        """The same of the statements at ``places`` alone."""
        kept = [n for n, fact in enumerate(self.facts) if fact.statement.place in places]
        new = {old: n for n, old in enumerate(kept)}
        return StoryComparison(
            tuple(s for s in self.told if s.place in places),
            tuple(self.facts[n] for n in kept),
            tuple(
                replace(m, one=new[m.one], other=new[m.other])
                for m in self.matches
                if m.one in new and m.other in new
            ),
        )


def _says_something(statement: Statement) -> bool:
    """True if a statement may name a value, even one as short as "It's salmonella."; not a heading or row."""
    line = as_line(statement.text)
    return len(line.split()) > 1 and ends(line) and "\n" not in statement.text and makes_claim(line)


def _most_central(told: Sequence[Statement]) -> frozenset[str]:
    """Ids of the documents with the most central statements, at most ``COMPARED_DOCUMENTS``."""
    weights = centrality(told)
    best: dict[str, float] = {}
    for statement, weight in zip(told, weights, strict=True):
        best[statement.document] = max(float(weight), best.get(statement.document, 0.0))
    return frozenset(sorted(best, key=best.__getitem__, reverse=True)[:COMPARED_DOCUMENTS])


def compare(evidence: BriefingMaterial, story: Story, embed: Embed) -> StoryComparison:
    """Compare the documents of a story: their statements, facts and matches, on the topic or not.

    ``embed`` gives the vectors of texts, or ``None`` in a library without an embedder.
    """
    every = [s for id in story.documents for s in evidence.statements[id] if _says_something(s)]
    central = _most_central(every)
    told = [s for s in every if s.document in central]
    found = [f for s in told for f in facts(s, evidence.published(s.document))]
    return StoryComparison(tuple(told), tuple(found), tuple(matches(found, embed)))
