"""How well briefings tell what is planted in invented news events.

    python tests/benchmarks/bench_events.py [FOLDER …]

Without folders, tests/events. A table with a line an event, what is wrong with each, and the totals.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.events_score import Score, score_events  # noqa: E402
from support.events_truth import HERE  # noqa: E402

PAIRS = ("conflicts", "shown", "sources", "direction", "agreements")
WRONG = (
    "missed_conflicts",
    "false_conflicts",
    "compatible_as_conflict",
    "background_in_conflicts",
    "missed_copies",
    "false_copies",
    "missed_agreements",
    "background_told",
    "background_used",
    "unrelated_used",
    "reports_unused",
    "not_covered",
    "inexact",
)


def total(scores: Sequence[Score], name: str) -> tuple[int, ...]:
    """The counts of all events, added up."""
    return tuple(map(sum, zip(*(getattr(score, name) for score in scores), strict=True)))


def share(right: int, of: int) -> str:
    return f"{right / of:.3f}" if of else "  -  "


def show(scores: Sequence[Score]) -> None:
    print(
        f"{'event':30} {'recall':>7} {'precis.':>7} {'counts':>7} {'copies':>9} {'direct.':>7} {'agree':>7}"
    )
    for score in scores:
        conflicts, shown, sources, direction, agreements = ("{}/{}".format(*getattr(score, p)) for p in PAIRS)
        copies = "{}+{}-{}".format(*score.copies)
        print(f"{score.event:30} {conflicts:>7} {shown:>7} {sources:>7}", end=" ")
        print(f"{copies:>9} {direction:>7} {agreements:>7}")
    for score in scores:
        for name in WRONG:
            for wrong in getattr(score, name):
                print(f"{score.event}: {name.replace('_', ' ')}: {wrong}")


def show_totals(scores: Sequence[Score]) -> None:
    right, false, missed = total(scores, "copies")
    print(f"disagreement recall     {share(*total(scores, 'conflicts'))}  {total(scores, 'conflicts')}")
    print(f"disagreement precision  {share(*total(scores, 'shown'))}  {total(scores, 'shown')}")
    print(f"independent counts      {share(*total(scores, 'sources'))}")
    print(f"copies: precision {share(right, right + false)}, recall {share(right, right + missed)}, ", end="")
    print(
        f"F1 {share(2 * right, 2 * right + false + missed)}, direction {share(*total(scores, 'direction'))}"
    )
    print(f"agreements recall       {share(*total(scores, 'agreements'))}")
    for name in WRONG[7:]:
        print(f"{name.replace('_', ' '):22}  {sum(len(getattr(score, name)) for score in scores)}")


def main(folders: list[Path]) -> None:
    for folder in folders or [HERE]:
        scores = list(score_events(folder))
        print(f"== {folder.name} (n = {len(scores)})")
        show(scores)
        show_totals(scores)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
