"""Disagreements that a model claims, verified by code and by a second reading."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from rag.briefing.composition import CitedText, ClaimedDispute
from rag.briefing.disputes import Dispute, DisputeSide
from rag.briefing.material import BriefingMaterial
from rag.briefing.weights import CLAIMED
from rag.checking.missing_facts import numbers
from rag.english.agreement import Agreement
from rag.english.dates import find_dates
from rag.english.quantities import find_quantities
from rag.english.sentence_facts import dates_of, quantities_of
from rag.facts.statement import Statement
from rag.model.citation_keys import CitationKeys
from rag.model.client import Usage
from rag.model.prompt import PromptDocument, keyed, show
from rag.model.structured import Schema, json_list, json_object
from rag.model.writer import Writer
from rag.request_errors import ModelError

_ROW = json_object(number={"type": "integer"}, same_thing={"type": "boolean"}, both_true={"type": "boolean"})
SCHEMA = Schema("denials", json_object(differences=json_list(_ROW)))


@dataclass(frozen=True)
class VerifiedDisputes:
    """The disputes that stand, the claims that do not, and what a second reading of them took."""

    disputes: tuple[Dispute, ...] = ()
    rejected: tuple[ClaimedDispute, ...] = ()
    requests: int = 0
    usage: Usage = field(default_factory=Usage)


def verified(
    evidence: BriefingMaterial,
    claims: Sequence[ClaimedDispute],
    read: Mapping[str, PromptDocument],
    writer: Writer,
    stop: threading.Event | None = None,
) -> VerifiedDisputes:
    """Verify what a model claims to differ; raises ``Stopped``.

    Each value must stand in the sentences that it rests on, and two of independent sources must differ: by
    code, if they are figures or dates, and by a second reading, which finds all to be of one thing and not
    both true. Where there is no second reading, figures and dates alone stand.
    """
    found = [(claim, _dispute(evidence, claim)) for claim in claims[:CLAIMED]]
    likely = [dispute for _, dispute in found if dispute]
    denied, requests, usage = set[int](), 0, Usage()
    measured = {n for n, dispute in enumerate(likely) if _is_measured(evidence, dispute)}
    if likely and writer.judges:
        try:
            denied, usage = _denied(likely, read, writer, stop)
            requests = 1
        except ModelError:
            denied = measured
    else:
        denied = measured
    stands = [dispute for n, dispute in enumerate(likely) if n in denied]
    rejected = [claim for claim, dispute in found if dispute not in stands]
    return VerifiedDisputes(tuple(stands), (*rejected, *claims[CLAIMED:]), requests, usage)


def merged(by_code: Sequence[Dispute], by_model: Sequence[Dispute]) -> list[Dispute]:
    """All disputes, those that both found once, under the model's topic; no topic twice."""
    found: list[Dispute] = []
    left = list(by_code)
    for one in by_model:
        same = next((other for other in left if _is_same(one, other)), None)
        if same:
            left.remove(same)
        found.append(replace(same, topic=one.topic) if same else one)
    topics: dict[str, Dispute] = {}
    for dispute in (*found, *left):
        topics.setdefault(dispute.topic.casefold(), dispute)
    return list(topics.values())


def _dispute(evidence: BriefingMaterial, claim: ClaimedDispute) -> Dispute | None:
    """The claim with the statements that give each value; ``None`` if no two independent ones may differ."""
    sides: list[DisputeSide] = []
    for value in claim.values:
        giving = tuple(_giving(evidence, value))
        if not giving:
            continue
        new = DisputeSide(value.text, giving)
        same = next(
            (n for n, side in enumerate(sides) if _compared(evidence, side, new) is Agreement.AGREES), None
        )
        if same is None:
            sides.append(new)
        else:
            told = dict.fromkeys((*sides[same].told, *giving))
            sides[same] = replace(sides[same], told=tuple(told))
    kept = [
        one for one in sides if any(_may_differ(evidence, one, other) for other in sides if other is not one)
    ]
    kept.sort(key=lambda side: -evidence.copies.independent([s.place for s in side.told]))
    return Dispute(claim.topic, tuple(kept)) if len(kept) > 1 else None


def _giving(evidence: BriefingMaterial, value: CitedText) -> Iterator[Statement]:
    """The statements at the places of a value in which it stands, one of each document."""
    known = set()
    for id, start, end in value.places:
        for statement in evidence.statements.get(id, ()):
            if (
                id not in known
                and statement.start < end
                and start < statement.end
                and _stands(value.text, statement)
            ):
                known.add(id)
                yield statement


def _stands(value: str, statement: Statement) -> bool:
    text = " ".join(statement.text.split())
    if value.casefold() in text.casefold():
        return True
    mine = numbers(value)
    if mine:
        return mine <= numbers(text)
    given = [find_quantities.compare(a, b) for a in quantities_of(value) for b in quantities_of(text)]
    return Agreement.AGREES in given


def _may_differ(evidence: BriefingMaterial, one: DisputeSide, other: DisputeSide) -> bool:
    if _compared(evidence, one, other) not in (Agreement.DIFFERS, None):
        return False
    return any(not evidence.copies.same_source(a.place, b.place) for a in one.told for b in other.told)


def _is_measured(evidence: BriefingMaterial, dispute: Dispute) -> bool:
    """Return whether code finds two of the values to differ, as figures or dates."""
    pairs = combinations(dispute.sides, 2)
    return any(_compared(evidence, one, other) is Agreement.DIFFERS for one, other in pairs)


def _compared(evidence: BriefingMaterial, one: DisputeSide, other: DisputeSide) -> Agreement | None:
    """Compare two values by their figures and dates; ``None`` where neither has any."""
    if one.value.casefold() == other.value.casefold():
        return Agreement.AGREES
    days = [evidence.published(side.told[0].document) for side in (one, other)]
    mine, theirs = (
        ([*quantities_of(side.value)], [*dates_of(side.value, day)])
        for side, day in zip((one, other), days, strict=True)
    )
    if not any(mine) and not any(theirs):
        return None
    ways = {find_quantities.compare(a, b) for a in mine[0] for b in theirs[0]}
    ways |= {find_dates.compare(a, b) for a in mine[1] for b in theirs[1]}
    if Agreement.AGREES in ways:
        return Agreement.AGREES
    return Agreement.DIFFERS if Agreement.DIFFERS in ways else Agreement.INCOMPARABLE


def _is_same(one: Dispute, other: Dispute) -> bool:
    """Return whether two disputes set the same sentences, or the same values, against each other."""
    if {side.value.casefold() for side in one.sides} == {side.value.casefold() for side in other.sides}:
        return True
    matched = {
        n
        for side in one.sides
        for n, against in enumerate(other.sides)
        if {s.place for s in side.told} & {s.place for s in against.told}
    }
    return len(matched) > 1


def _denied(
    disputes: Sequence[Dispute],
    read: Mapping[str, PromptDocument],
    writer: Writer,
    stop: threading.Event | None,
) -> tuple[set[int], Usage]:
    """The positions of the disputes that a model finds to be of one thing, not both true; the usage."""
    shown = _sentences_of(disputes, read)
    prompt = show(lambda keys: _task(disputes, shown, keys), shown, "deny")
    value, usage = writer.model.structured(prompt.messages, SCHEMA, writer.answer_tokens(stop), stop)
    return {n - 1 for n in _numbers(value)}, usage


def _numbers(value: Mapping[str, Any]) -> Iterator[int]:
    rows = value.get("differences")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and row.get("same_thing") is True and row.get("both_true") is False:
            number = row.get("number")
            if isinstance(number, int):
                yield number


def _sentences_of(disputes: Sequence[Dispute], read: Mapping[str, PromptDocument]) -> list[PromptDocument]:
    told = [s for dispute in disputes for side in dispute.sides for s in side.told]
    shown = []
    for id, document in read.items():
        spans = [(s.start, s.end) for s in told if s.document == id]
        kept = tuple(
            s for s in document.sentences if any(s.start < end and start < s.end for start, end in spans)
        )
        if kept:
            shown.append(replace(document, sentences=kept))
    return shown


def _task(disputes: Sequence[Dispute], shown: Sequence[PromptDocument], keys: CitationKeys) -> str:
    numbered = list(keyed(shown))
    lines = ["The differences claimed:"]
    for n, dispute in enumerate(disputes, 1):
        values = []
        for side in dispute.sides:
            named = [
                f"[{keys.key(one.number)}]"
                for one in numbered
                for s in side.told
                if s.document == one.document and s.start < one.end and one.start < s.end
            ]
            values.append(f"“{side.value}” {''.join(named)}")
        lines.append(f"{n}. {dispute.topic}: {'; '.join(values)}")
    return "\n".join(lines)
