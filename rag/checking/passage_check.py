"""Check a claim against passages of the library, and find the places to cite for its verdict."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.document import Document, Hit
from rag.checking.cite import Place
from rag.checking.verify import ClaimCheck, verify
from rag.checking.weights import CITED_DOCUMENTS, CITED_SENTENCES, NEARLY_BEST, SHORT_LINE
from rag.shapes import Verdict

Similarity = Callable[[Sequence[Hit]], float | None]
"""The cosine, -1 to 1, of the claim and the most similar sentence of passages; ``None`` without vectors."""


@dataclass(frozen=True)
class PassageVerdict:
    """The verdict on a claim; ``places`` are the spans to cite for it, best first."""

    checked: ClaimCheck
    places: tuple[Place, ...]


UNCHECKED = PassageVerdict(ClaimCheck(Verdict.UNCHECKED, 1.0), ())
UNSUPPORTED = PassageVerdict(ClaimCheck(Verdict.UNSUPPORTED, 0.0), ())


def check_against(
    claim: str, hits: Sequence[Hit], known: Mapping[str, Document], similarity: Similarity
) -> PassageVerdict:
    """Check a claim against the passages that are most surely about it.

    ``known``: the documents of ``hits`` by id. A document that supports the claim wins over one that does
    not.
    """
    readings = [
        _against(claim, group, known[group[0].document], similarity(group)) for group in _groups(hits)
    ]
    best = max((reading.checked.strength for reading in readings), default=0.0)
    near = [
        reading
        for reading in sorted(readings, key=lambda r: r.checked.confidence, reverse=True)
        if reading.checked.strength >= NEARLY_BEST * best
        and reading.checked.verdict != Verdict.UNSUPPORTED
        and reading.places  # a lone figure is found nowhere, and denied nowhere
    ]
    if good := [reading for reading in near if reading.checked.verdict == Verdict.SUPPORTED]:
        return _together(good)
    return near[0] if near else UNSUPPORTED


def _groups(hits: Sequence[Hit]) -> list[list[Hit]]:
    """Each passage alone, and all passages of a document together: a claim may sum up several."""
    by_document: dict[str, list[Hit]] = {}
    for hit in hits:
        by_document.setdefault(hit.document, []).append(hit)
    several = [sorted(group, key=lambda hit: hit.start) for group in by_document.values() if len(group) > 1]
    return [[hit] for hit in hits] + several


def _against(claim: str, hits: Sequence[Hit], document: Document, similarity: float | None) -> PassageVerdict:
    sentences = [sentence for hit in hits for sentence in hit.sentences]
    checked = verify(
        claim,
        [sentence.text for sentence in sentences],
        date.fromisoformat(document.published) if document.published else None,
        about=f"{document.title}. {document.outlet or ''}",
        similarity=similarity,
    )
    retold = [sentences[number] for number in checked.sentences]
    cited = ([sentence for sentence in retold if not _is_heading(sentence.text)] or retold)[:CITED_SENTENCES]
    return PassageVerdict(checked, tuple((document.id, sentence.start, sentence.end) for sentence in cited))


def _together(readings: Sequence[PassageVerdict]) -> PassageVerdict:
    """The best reading, with the places of other documents that support the claim too."""
    by_document = {reading.places[0][0]: reading.places for reading in reversed(readings)}
    first = readings[0].places[0][0]
    others = [places for document, places in by_document.items() if document != first]
    cited = [place for places in (readings[0].places, *others[: CITED_DOCUMENTS - 1]) for place in places]
    return PassageVerdict(readings[0].checked, tuple(dict.fromkeys(cited)))


def _is_heading(text: str) -> bool:
    """Return whether a line only names what follows it, as a title or a mail's "From:" does."""
    return text.startswith("#") or (
        len(text.split()) < SHORT_LINE and text.rstrip("\"'”’»)")[-1:] not in ".!?…。"
    )
