"""Comparison of the figures of a story: pairs of facts of different documents about one thing."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from rag.briefing.fact_agreement import agree
from rag.briefing.facts import Fact, facts
from rag.briefing.matching import Embed, Match, matches
from rag.briefing.material import BriefingMaterial, centrality
from rag.briefing.stories.grouping import Story
from rag.briefing.weights import COMPARED_DOCUMENTS
from rag.checking.cite import Place
from rag.checking.draft import makes_claim
from rag.checking.draft_blocks import as_line, ends
from rag.english.agreement import Agreement
from rag.summarizing.statements import Statement


@dataclass(frozen=True, eq=False)
class StoryComparison:
    """A story's statements, their facts, and the pairs of facts about one thing, agreeing pairs first."""

    told: tuple[Statement, ...]
    facts: tuple[Fact, ...]
    matches: tuple[Match, ...]

    def groups(self, least: float = 0.0) -> list[list[Fact]]:
        """Groups of facts about one thing, joined by their matches of at least ``least`` (score, 0 to 1).

        Matches are joined in order; two groups stay apart if that gave one document two values.
        """
        group_of: dict[int, list[int]] = {}
        for match in (match for match in self.matches if match.score >= least):
            mine = group_of.setdefault(match.one, [match.one])
            theirs = group_of.setdefault(match.other, [match.other])
            if mine is theirs or not self._may_join(mine, theirs):
                continue
            mine.extend(theirs)
            for n in theirs:
                group_of[n] = mine
        numbers = {id(group): sorted(group) for group in group_of.values()}
        return [[self.facts[n] for n in group] for group in numbers.values()]

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

    def _may_join(self, mine: Sequence[int], theirs: Sequence[int]) -> bool:
        return all(
            self.facts[a].statement.document != self.facts[b].statement.document
            or agree(self.facts[a], self.facts[b]) is Agreement.AGREES
            for a in mine
            for b in theirs
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
