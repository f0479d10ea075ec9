"""Four articles about a weir, and what is promised of every briefing over any articles."""

from rag.checking.verify import VERDICTS, answer_sentence
from rag.shapes import Briefing

KINDS = ["key_points", "agree", "differ", "who_said_what", "only_in_one", "background"]

COURIER = """Fenwick Courier
14 March 2025

The weir at Aldern gave way on Thursday after three days of rain.
Fourteen people were injured when the water reached the mill quarter.
"We heard it before we saw it," said the miller, Tove Brandt.
The repair will cost 2.3 million crowns, Mayor Ines Holm said.
The town hall has opened a shelter in the sports hall for ninety people.
"""
HERALD = """Aldern Herald
15 March 2025

Rain that fell for three days burst the weir at Aldern on Thursday.
Seventeen people were hurt in the mill quarter, the hospital said.
Mayor Ines Holm put the cost of the repair at 2.3 million crowns.
Two bridges over the Senn remain closed to lorries.
"""
REPRINT = COURIER.replace("Fenwick Courier\n14 March 2025", "The Senn Valley Mirror\n16 March 2025")
OLD = """Fenwick Courier
2 April 2011

The weir at Aldern broke on Saturday after a late thaw.
Six people were injured in the mill quarter, and a child drowned.
The repair is expected to cost 900,000 crowns, Mayor Otto Lund said.
"""
ARTICLES = {"courier.txt": COURIER, "herald.txt": HERALD, "mirror.txt": REPRINT, "old.txt": OLD}


def check(opened, briefing: Briefing) -> None:
    """What is promised of every briefing, whoever wrote it."""
    documents = {document.id for document in opened.documents()}
    assert set(briefing.documents) <= documents
    assert [line.document for line in briefing.coverage] == list(briefing.documents)
    assert [c.n for c in briefing.citations] == list(range(1, len(briefing.citations) + 1))
    for citation in briefing.citations:
        assert citation.quote
        assert opened.text(citation.document).text[citation.start : citation.end] == citation.quote
    kinds = [s.kind for s in briefing.sections if s.heading != "In short"]
    assert kinds == [k for k in KINDS if k in kinds]
    assert all(s.heading != "In short" for s in briefing.sections[1:])
    known = {citation.n: citation for citation in briefing.citations}
    told = [s for section in briefing.sections for s in section.sentences]
    told += [event.sentence for event in briefing.timeline]
    for one in told:
        assert one.verdict in VERDICTS
        assert one.verdict in ("unchecked", "unsupported", "unclear") or one.citations
        if one.verdict == "supported" and briefing.engine == "extractive":
            cited = [known[n] for n in one.citations]
            alike = None if any(c.quote in one.text for c in cited) else similarity(opened, one.text)
            assert answer_sentence(one.text, cited, alike).verdict == "supported"
    if briefing.engine != "extractive":
        words = [s.text for s in told]
        assert len(words) == len(set(words))
    topics = [disagreement.topic for disagreement in briefing.disagreements]
    assert len(topics) == len(set(topics))
    values = [value for disagreement in briefing.disagreements for value in disagreement.values]
    assert all(value.citations and value.independent_sources <= len(value.documents) for value in values)
    for value in values:
        assert {known[n].document for n in value.citations} == set(value.documents)
    used = {n for one in told for n in one.citations} | {n for value in values for n in value.citations}
    assert used == set(known)
    cited = {citation.document for citation in briefing.citations}
    assert {line.document for line in briefing.coverage if line.used} == cited
    assert all(line.used or line.reason for line in briefing.coverage)
    assert [event.date for event in briefing.timeline] == sorted(event.date for event in briefing.timeline)


def similarity(opened, text: str) -> float | None:
    """How like the library's best passages a text is, as a model's sentence is judged."""
    return opened.library.searcher.best_similarity(text, opened.library.search(text)) or None


def texts(briefing: Briefing, *kinds: str) -> str:
    return "\n".join(
        s.text for section in briefing.sections if section.kind in kinds for s in section.sentences
    )
