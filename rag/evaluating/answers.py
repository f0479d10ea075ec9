"""Answers measured on questions of which it is known whether the documents answer them, and how.

The metrics; "found" is what Readback answers, a question is answerable or not by the file:

exact_match, f1            SQuAD 2.0's with abstention, over all questions. The prediction is the text of the
                           answer's sentences. These are whole sentences, so exact match is low where the
                           answers wanted are phrases; declining an unanswerable question counts 1.
contained                  of the answerable, those with an answer wanted standing within one cited quote
sentence_precision, _recall, _f1
                           cited quotes against the gold sentences, mean over the answerable questions that
                           have some; a question declined counts 0
confidence_auroc           the chance that an answerable question has more confidence than another
aurc, risk_at_80           of the questions found: area under the risk-coverage curve, and the risk of the
                           80 % most confident. An answer is right if one of its quotes contains an answer
                           wanted or is a gold sentence; answers to unanswerable questions are wrong.
answered_of_answerable, declined_of_unanswerable
                           how many are found, and how many are not
gate_let_through, gate_stopped
                           of the answerable, those that a model would be asked; of the others, those it
                           would not

A metric that a file has no questions for is left out.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.errors import UsageError
from rag.answering.weights import GATE
from rag.evaluating.answer_metrics import contains, exact_match, selective_risks, sentence_scores, token_f1
from rag.evaluating.retrieval import Evaluation, Metric, ReportProgress, auroc, bootstrap, summarise
from rag.evaluating.weights import RISK_COVERAGE
from rag.readback import Readback
from rag.settings import load_settings
from rag.shapes import Answer


@dataclass(frozen=True)
class AnswerQuestion:
    """A line of ``questions.jsonl``; ``scope`` names the files to search, none meaning all."""

    question: str
    scope: tuple[str, ...]
    answerable: bool
    answers: tuple[str, ...]
    gold_sentences: tuple[str, ...]


@dataclass(frozen=True)
class AnswerOutcome:
    """The result of a question; ``sentences``: precision, recall and F1, where there are gold sentences."""

    answerable: bool
    found: bool
    confidence: float
    exact_match: float
    f1: float
    contained: bool
    right: bool
    sentences: tuple[float, float, float] | None


@dataclass(frozen=True)
class AnswersEvaluation(Evaluation):
    """With how many questions each engine answered or declined: a model set may not have been reached."""

    engines: dict[str, int]


def answers(
    directory: Path, report: ReportProgress = lambda *_: None, limit: int | None = None
) -> AnswersEvaluation:
    """Readback's answers to the first ``limit`` questions, in a throw-away library of the documents.

    Raises ``UsageError`` where the directory is not of the form described.
    """
    questions = _questions(directory)[:limit]
    outcomes = []
    engines: Counter[str] = Counter()
    with (
        tempfile.TemporaryDirectory(prefix="readback-eval-") as folder,
        Readback(settings=load_settings(folder)) as readback,
    ):
        added = readback.add([directory / "documents"], lambda p: report("adding documents", p.file, p.files))
        if added.failed:
            raise UsageError(f"{added.failed[0].path!r} was not added: {added.failed[0].error}")
        for number, question in enumerate(questions, 1):
            answer = readback.ask(question.question, question.scope)
            engines[answer.engine] += 1
            outcomes.append(outcome(question, answer))
            report("asking questions", number, len(questions))
    return AnswersEvaluation(len(outcomes), metrics(outcomes), dict(engines))


def outcome(question: AnswerQuestion, answer: Answer) -> AnswerOutcome:
    """An answer held against what the file says of its question."""
    said = " ".join(sentence.text for sentence in answer.sentences) if answer.found else ""
    quotes = list(dict.fromkeys(citation.quote for citation in answer.citations)) if answer.found else []
    wanted = question.answers if question.answerable else ()
    gold = question.gold_sentences if question.answerable else ()
    contained = any(contains(quote, one) for quote in quotes for one in wanted)
    sentences = sentence_scores(quotes, gold) if gold else None
    return AnswerOutcome(
        question.answerable,
        answer.found,
        answer.confidence,
        exact_match(said, wanted),
        token_f1(said, wanted),
        contained,
        contained or bool(sentences and sentences[0]),
        sentences,
    )


def metrics(outcomes: Sequence[AnswerOutcome]) -> dict[str, Metric]:
    """The metrics named above, each with its interval; ``outcomes`` are not empty."""
    yes = [one for one in outcomes if one.answerable]
    no = [one for one in outcomes if not one.answerable]
    sentences = [one.sentences for one in yes if one.sentences]
    columns: dict[str, list[float]] = {
        "exact_match": [one.exact_match for one in outcomes],
        "f1": [one.f1 for one in outcomes],
        "contained": [one.contained for one in yes],
        "sentence_precision": [precision for precision, _, _ in sentences],
        "sentence_recall": [recall for _, recall, _ in sentences],
        "sentence_f1": [f1 for _, _, f1 in sentences],
        "answered_of_answerable": [one.found for one in yes],
        "declined_of_unanswerable": [not one.found for one in no],
        "gate_let_through": [one.confidence >= GATE for one in yes],
        "gate_stopped": [one.confidence < GATE for one in no],
    }
    return {name: summarise(values) for name, values in columns.items() if values} | _of_confidence(outcomes)


def _of_confidence(outcomes: Sequence[AnswerOutcome]) -> dict[str, Metric]:
    """Metrics of the confidence: over all questions if they are answerable, over those found if right."""
    found = {}
    answerable = np.array([one.answerable for one in outcomes])
    confidence = np.array([one.confidence for one in outcomes])
    if 0 < answerable.sum() < len(outcomes):
        found["confidence_auroc"] = bootstrap(answerable, lambda at: auroc(answerable[at], confidence[at]))
    given = [one for one in outcomes if one.found]
    if given:
        sure = np.array([one.confidence for one in given])
        wrong = np.array([float(not one.right) for one in given])
        last = max(1, round(RISK_COVERAGE * len(given))) - 1
        every = np.ones(len(given), bool)
        found["aurc"] = bootstrap(every, lambda at: float(selective_risks(sure[at], wrong[at]).mean()))
        found["risk_at_80"] = bootstrap(every, lambda at: float(selective_risks(sure[at], wrong[at])[last]))
    return found


def _questions(directory: Path) -> list[AnswerQuestion]:
    file = directory / "questions.jsonl"
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{str(file)!r} cannot be read: {error}") from error
    names = {path.name for path in (directory / "documents").rglob("*")}
    questions = []
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                questions.append(_question(json.loads(line), names))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UsageError(
                f"{str(file)!r}, line {number}: not a question with its answers ({error!r})"
            ) from error
    if not questions:
        raise UsageError(f"{str(file)!r} holds no question")
    return questions


def _question(row: dict[str, object], documents: set[str]) -> AnswerQuestion:
    """A line's question; raises ``ValueError``, ``KeyError`` or ``TypeError`` where it is of another form."""
    question, answerable = row["question"], row["answerable"]
    if not isinstance(question, str) or not any(character.isalnum() for character in question):
        raise TypeError("question is no text")
    if not isinstance(answerable, bool):
        raise TypeError("answerable is true or false")
    scope, wanted, gold = (_texts(row, name) for name in ("scope", "answers", "gold_sentences"))
    if answerable and not wanted:
        raise ValueError("answerable, and no answers")
    if missing := [name for name in scope if name not in documents]:
        raise ValueError(f"documents/ has no {missing[0]!r}")
    return AnswerQuestion(question, scope, answerable, wanted, gold)


def _texts(row: dict[str, object], name: str) -> tuple[str, ...]:
    values = row.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"{name} is a list of texts")
    return tuple(values)
