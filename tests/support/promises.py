"""The contract's promises about sentences, answers and events, as checks."""

import re
from collections.abc import Mapping, Sequence

from support.model_server import NAME

from rag import Readback
from rag.answering.events import Answered, DraftPiece, WrittenSentence
from rag.checking.findings.evidence import Evidence
from rag.checking.findings.quotes import quote_findings
from rag.english.text import read
from rag.shapes import Answer, AnswerSentence, Citation, Verdict

_KEYS = re.compile(r"\[(?:[b-z]{2})?\d+\]|[【】⟦⟧]", re.IGNORECASE)


def asked_of_model(answer: Answer) -> bool:
    """Whether a model was, as a note then says."""
    return any(NAME in note for note in answer.notes)


def check_sentence(sentence: AnswerSentence, known: Mapping[int, Citation]) -> None:
    """One sentence against the contract, and its quotations against what it cites."""
    assert sentence.text.strip()
    assert not _KEYS.search(sentence.text), sentence.text
    assert sentence.verdict in list(Verdict)
    cited = [known[n] for n in sentence.citations]
    if sentence.verdict in ("exact", "supported", "partly", "contradicted"):
        assert cited, sentence
    for problem in sentence.problems:
        assert sentence.text[problem.start : problem.end] == problem.claim
    if sentence.verdict == "partly":
        assert sentence.problems
    if sentence.verdict in ("exact", "supported"):
        assert not sentence.problems
        quotes = Evidence(tuple(read(citation.quote) for citation in cited))
        assert not list(quote_findings(read(sentence.text), quotes)), (sentence, cited)


def check_answer(readback: Readback, question: str, answer: Answer) -> None:
    """What is promised of every answer, whoever wrote it."""
    assert answer.question == question
    assert answer.engine in (NAME, "extractive")
    assert 0 <= answer.confidence <= 1
    for citation in (*answer.citations, *answer.nearest):
        assert citation.quote
        assert readback.text(citation.document).text[citation.start : citation.end] == citation.quote
    known = {citation.n: citation for citation in answer.citations}
    assert sorted(known) == list(range(1, len(answer.citations) + 1))
    used = {n for sentence in answer.sentences for n in sentence.citations}
    used |= {n for one in answer.disagreements for value in one.values for n in value.citations}
    assert used == set(known)
    assert not answer.short or set(answer.short.citations) <= used
    for sentence in answer.sentences:
        check_sentence(sentence, known)
    if answer.found:
        assert answer.sentences
    else:
        assert answer.sentences == ()
        assert answer.citations == ()


def check_events(readback: Readback, events: Sequence[object]) -> Answer:
    """What is promised of the events on the way to an answer; gives the answer."""
    assert isinstance(events[-1], Answered)
    written: dict[int, Citation] = {}
    checked: dict[int, Citation] = {}
    for event in events[:-1]:
        if isinstance(event, DraftPiece):
            assert not _KEYS.search(event.text), event.text
        else:
            known = written if isinstance(event, WrittenSentence) else checked
            known |= {citation.n: citation for citation in event.citations}
            check_sentence(event.sentence, known)
    return events[-1].answer
