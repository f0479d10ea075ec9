"""The verdicts on sentences in words, the same at every door. Pure."""

from collections.abc import Mapping

from rag.shapes import Answer, AnswerSentence, Checker, Disagreement, DisagreementKind, Report, Verdict
from ui.words.phrases import counted

VERDICTS = {
    Verdict.EXACT: "quoted word for word",
    Verdict.SUPPORTED: "supported",
    Verdict.PARTLY: "partly supported",
    Verdict.CONTRADICTED: "your documents say otherwise",
    Verdict.UNSUPPORTED: "not in your documents",
    Verdict.UNCLEAR: "not checked: read the source",
    Verdict.UNCHECKED: "nothing to check",
}
TROUBLED = (Verdict.PARTLY, Verdict.CONTRADICTED)
"""The verdicts of sentences whose problems are shown."""
UNREMARKED = (Verdict.EXACT, Verdict.SUPPORTED, Verdict.UNCHECKED)
"""The verdicts that an answer, a summary or a briefing shows without a word."""
COUNTED = VERDICTS | {
    Verdict.CONTRADICTED: "contradicted",
    Verdict.UNCLEAR: "not checked",
    Verdict.UNCHECKED: "with nothing to check",
}
"""The verdicts in words after a number: ``2 partly supported``."""


def known_verdict(sentence: AnswerSentence) -> Verdict:
    """The verdict of a sentence, one of ``VERDICTS``; any other counts as ``unchecked``."""
    return sentence.verdict if sentence.verdict in VERDICTS else Verdict.UNCHECKED


def checker_in_words(answer: Answer) -> str:
    """Write ``Read back by gpt-4o``; "" where code alone has checked the answer."""
    if not answer.sentences or answer.checked_by == Checker.CODE:
        return ""
    name = "the reader on this computer" if answer.checked_by == Checker.READER else answer.checked_by
    return f"Read back by {name}"


def kind_in_words(case: Disagreement) -> str:
    """The kind of a disagreement as a caption; any but a namesake is a conflict."""
    is_namesake = case.kind == DisagreementKind.NAMESAKE
    return "Different things of one name" if is_namesake else "Your sources disagree"


def counts(report: Report) -> str:
    """Write how many sentences have each verdict: ``12 sentences: 7 supported, 2 partly supported``."""
    total = len(report.sentences)
    if not total:
        return "There is nothing to check: the draft has no sentence."
    return f"{counted(total, 'sentence')}: {', '.join(verdict_counts(report.counts).values())}"


def verdict_counts(counts: Mapping[str, int]) -> dict[Verdict, str]:
    """Write ``2 partly supported`` for each verdict that sentences have, in the order of ``VERDICTS``."""
    return {verdict: f"{n:,} {COUNTED[verdict]}" for verdict in VERDICTS if (n := counts.get(verdict, 0))}


def as_contract(shape: object) -> dict[str, object]:
    """Turn a report, a summary or a briefing into the JSON of the contract.

    It has no ``notes``, and a briefing's has no ``questions``.
    """
    from rag.shapes import Briefing, as_json

    left_out = {"notes", "questions"} if isinstance(shape, Briefing) else {"notes"}
    return {key: value for key, value in as_json(shape).items() if key not in left_out}
