"""Denials of one source that another contradicts: "not in a barn but on the platform"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.briefing.weights import DENIAL_ALIKE
from rag.english.text import read, word_set
from rag.facts.statement import Statement

_DENIED = re.compile(
    r"\b(?:not|nor)\s+(?P<in>(?:because of|due to|in|at|on|by|from|with|through|under|as)\s+)?"
    r"(?P<det>(?:an?|the|any)\s+)?(?P<what>[\w’'-]+(?:\s+[\w’'-]+){0,3}?)"
    r"(?=\s+(?:but|and|or|who|which|that|in|on|at|as|of|were|was|is|are|did|had|has)\b|[,.;:!?\"”)]|$)",
    re.IGNORECASE,
)
_NO_THING = word_set("only just even yet all much many more less enough everyone everybody least likely")
_NEGATIONS = word_set("not no nor never n't denied denies without neither")


@dataclass(frozen=True, eq=False)
class Denied:
    """A thing that one statement denies and a statement of another document (``said``) asserts.

    ``phrase``: the thing as it is denied, "in a barn"; ``after`` is the sentence that follows the denial in
    its document, if any.
    """

    thing: str
    phrase: str
    denial: Statement
    after: Statement | None
    said: Statement


def denials(told: Sequence[Statement]) -> Iterator[Denied]:
    """Things denied in one document and asserted in another, with the statement most like the denial."""
    for denial in told:
        for match in _DENIED.finditer(denial.text):
            words = [word for word in read(match["what"]).words if word.is_content]
            # "Not a flare", "not in September": a thing, not "not say" or "not likely".
            names_thing = match["det"] or match["in"] or any(word.is_capital for word in words)
            if not words or not names_thing or any(word.form in _NO_THING for word in words):
                continue
            stems = frozenset(word.stem for word in words)
            found = [s for s in told if _says(s, stems, denial)]
            if best := max(found, key=lambda s: _near(s, denial), default=None):
                after = next((s for s in told if _follows(s, denial)), None)
                yield Denied(match["what"], _phrase(match), denial, after, best)
                break


def _phrase(match: re.Match[str]) -> str:
    """The thing denied in words that can be asserted: "because of a crack" of "not because of any crack"."""
    article = match["det"] or ""
    if article.lower().startswith("any"):
        article = "an " if match["what"][0] in "aeiouAEIOU" else "a "
    return " ".join(f"{match['in'] or ''}{article}{match['what']}".split())


def _says(statement: Statement, stems: frozenset[str], denial: Statement) -> bool:
    if statement.document == denial.document or _near(statement, denial) < DENIAL_ALIKE:
        return False
    text = read(statement.text)
    return stems <= text.stems and not any(word.form in _NEGATIONS for word in text.words)


def _follows(statement: Statement, other: Statement) -> bool:
    return statement.document == other.document and statement.number == other.number + 1


def _near(one: Statement, other: Statement) -> float:
    if one.vector is None or other.vector is None:
        return len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    return float(one.vector @ other.vector)
