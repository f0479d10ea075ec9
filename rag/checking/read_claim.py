"""Let a reader on this computer read a claim that code could not decide."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from rag.checking.cite import Place
from rag.checking.code_check import CheckedClaim, alike
from rag.checking.source_text import SourceText, stretches
from rag.checking.weights import BORNE_OUT, READ_AROUND, READ_STRETCHES
from rag.english.text import read
from rag.shapes import Verdict

if TYPE_CHECKING:
    from rag.model.reading.claim_reader import ClaimReader


def read_claim(
    text: str,
    checked: CheckedClaim,
    sources: Sequence[SourceText],
    cited: Sequence[Place],
    reader: "ClaimReader | None",
) -> CheckedClaim:
    """``checked``, but supported where it is unclear and a stretch that it cites, or is like it, says so.

    Code has found every figure, date and name of it there: a reader only adds that the words say so.
    """
    if reader is None or checked.verdict != Verdict.UNCLEAR:
        return checked
    named = stretches(sources, cited)
    near = list(chain(named, () if named else alike(read(text), sources, READ_STRETCHES)))
    wide = [stretch.widened(READ_AROUND) for stretch in near]
    chances = reader.bears_out(text, [" ".join(s.text for s in stretch.sentences) for stretch in wide])
    best = max(range(len(near)), key=lambda n: chances[n], default=None)
    if best is None or chances[best] < BORNE_OUT:
        return checked
    return replace(checked, verdict=Verdict.SUPPORTED, places=near[best].places)
