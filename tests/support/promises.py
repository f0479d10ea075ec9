"""The contract's promises about sentences, answers and events, as checks."""

import re
from collections.abc import Mapping, Sequence

from support.model_server import NAME

from rag import Readback
from rag.answering.events import Answered, CheckedSentence, DraftPiece
from rag.checking.verify import VERDICTS, answer_sentence
from rag.shapes import Answer, AnswerSentence, Citation

_KEYS = re.compile(r"ref-|[\[\]【】⟦⟧]", re.IGNORECASE)


def asked_of_model(answer: Answer) -> bool:
    """Whether a model was, as a note then says."""
    return any(NAME in note for note in answer.notes)


def check_sentence(readback: Readback, sentence: AnswerSentence, known: Mapping[int, Citation]) -> None:
    """One sentence against the contract, and against its own quotes again."""
    assert sentence.text.strip()
    assert not _KEYS.search(sentence.text), sentence.text
    assert sentence.verdict in VERDICTS
    cited = [known[n] for n in sentence.citations]
    if sentence.verdict in ("supported", "partly", "contradicted"):
        assert cited, sentence
    for problem in sentence.problems:
        assert sentence.text[problem.start : problem.end] == problem.claim
    if sentence.verdict == "partly":
        assert sentence.problems
    if sentence.verdict == "supported":
        assert not sentence.problems
        similarity = readback.library.searcher.best_similarity(
            sentence.text, readback.library.search(sentence.text)
        )
        again = answer_sentence(sentence.text, cited, similarity or None)
        assert again.verdict == "supported", (sentence, cited, again)


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
    for sentence in answer.sentences:
        check_sentence(readback, sentence, known)
    if answer.found:
        assert any(sentence.verdict != "unsupported" for sentence in answer.sentences)
    else:
        assert answer.sentences == ()
        assert answer.citations == ()


def check_events(readback: Readback, events: Sequence[object]) -> Answer:
    """What is promised of the events on the way to an answer; gives the answer."""
    assert isinstance(events[-1], Answered)
    known: dict[int, Citation] = {}
    for event in events[:-1]:
        if isinstance(event, DraftPiece):
            assert not _KEYS.search(event.text), event.text
        else:
            assert isinstance(event, CheckedSentence)
            known |= {citation.n: citation for citation in event.citations}
            check_sentence(readback, event.sentence, known)
    return events[-1].answer
