"""Disagreements measured on questions whose documents differ, as RAMDocs has them (Wang et al. 2025,
"Retrieval-Augmented Generation with Conflicting Evidence").

A line of the file is one question: ``{"question", "documents": [{"text", "type", "answer"}],
"gold_answers": [str], "wrong_answers": [str]}``; ``type`` is "correct", "misinfo" or "noise", which answers
nothing. Each question is asked of its own documents alone. What they answer says what ought to be shown:

gold_shown            of all gold answers, those that stand in a value or a quote shown for the answer;
                      passages that are shown as nearest to it do not count
conflict_recall       of the questions with a misinforming document, where the documents' answers differ,
                      those where a disagreement of kind "conflict" is shown
namesake_recall       of those whose documents' answers differ without one, where either kind is shown
namesake_as_conflict  of the same, where "conflict" is shown: wrong for most of them
false_conflict        of those whose documents' answers agree, where "conflict" is shown
any_where_agreed      of the same, where either kind is shown
strict_exact_match    the paper's, over all questions: every gold answer and no wrong one stands in what is
                      shown. An engine that shows both sides of a conflict shows the wrong answer, too, and so
                      reaches it only where nothing misinforms

Answers are looked for as whole words, case, punctuation and articles apart.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import UsageError
from rag.evaluating.answer_metrics import contains
from rag.evaluating.retrieval import Evaluation, Metric, ReportProgress, summarise
from rag.readback import Readback
from rag.settings import load_settings
from rag.shapes import Answer, DisagreementKind

_TYPES = ("correct", "misinfo", "noise")


@dataclass(frozen=True)
class ConflictDocument:
    """A document of a question: its text, whether it misinforms, and what it answers, where it does."""

    text: str
    misinforms: bool
    answer: str | None


@dataclass(frozen=True)
class ConflictQuestion:
    """A line of the file."""

    question: str
    sources: tuple[ConflictDocument, ...]
    gold: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """True if its documents' answers differ."""
        return len({source.answer for source in self.sources if source.answer is not None}) > 1

    @property
    def misinforms(self) -> bool:
        """True if one of its documents does."""
        return any(source.misinforms for source in self.sources)


@dataclass(frozen=True)
class ConflictOutcome:
    """The result of one question: the kinds of disagreement shown, and its answers shown."""

    question: ConflictQuestion
    kinds: frozenset[str]
    gold: tuple[bool, ...]
    wrong: tuple[bool, ...]


def conflicts(file: Path, report: ReportProgress = lambda *_: None) -> Evaluation:
    """Readback's disagreements over ``file``'s questions, in a throw-away library of all their documents.

    Raises ``UsageError`` where the file is not of the form described.
    """
    questions = _questions(file)
    with (
        tempfile.TemporaryDirectory(prefix="readback-eval-") as folder,
        Readback(settings=load_settings(Path(folder) / "library")) as readback,
    ):
        texts = Path(folder) / "documents"
        names = _write(questions, texts)
        added = readback.add([texts], lambda p: report("adding documents", p.file, p.files))
        if added.failed:
            raise UsageError(f"{added.failed[0].path!r} was not added: {added.failed[0].error}")
        ids = {Path(document.path).name: document.id for document in readback.documents()}
        outcomes = []
        for number, (question, scope) in enumerate(zip(questions, names, strict=True), 1):
            answer = readback.ask(question.question, [ids[name] for name in scope])
            outcomes.append(outcome(question, answer))
            report("asking questions", number, len(questions))
    return Evaluation(len(outcomes), metrics(outcomes))


def outcome(question: ConflictQuestion, answer: Answer) -> ConflictOutcome:
    """An answer held against what the file says of its question."""
    shown = [value.value for one in answer.disagreements for value in one.values]
    if answer.found:
        shown += [sentence.text for sentence in answer.sentences]
        shown += [citation.quote for citation in answer.citations]
    gold, wrong = (
        tuple(any(contains(text, one) for text in shown) for one in wanted)
        for wanted in (question.gold, question.wrong)
    )
    return ConflictOutcome(question, frozenset(one.kind for one in answer.disagreements), gold, wrong)


def metrics(outcomes: Sequence[ConflictOutcome]) -> dict[str, Metric]:
    """The metrics named above, each with its interval; one that the file has no questions for is left out."""
    misinformed = [one for one in outcomes if one.question.differs and one.question.misinforms]
    namesakes = [one for one in outcomes if one.question.differs and not one.question.misinforms]
    agreed = [one for one in outcomes if not one.question.differs]
    columns: dict[str, list[float]] = {
        "gold_shown": [shown for one in outcomes for shown in one.gold],
        "conflict_recall": [DisagreementKind.CONFLICT in one.kinds for one in misinformed],
        "namesake_recall": [bool(one.kinds) for one in namesakes],
        "namesake_as_conflict": [DisagreementKind.CONFLICT in one.kinds for one in namesakes],
        "false_conflict": [DisagreementKind.CONFLICT in one.kinds for one in agreed],
        "any_where_agreed": [bool(one.kinds) for one in agreed],
        "strict_exact_match": [all(one.gold) and not any(one.wrong) for one in outcomes],
    }
    return {name: summarise(values) for name, values in columns.items() if values}


def _write(questions: Sequence[ConflictQuestion], folder: Path) -> list[list[str]]:
    """A file a document; returns each question's names. What no text file holds becomes a blank."""
    folder.mkdir()
    names = []
    for number, question in enumerate(questions):
        names.append([f"{number}-{place}.txt" for place in range(len(question.sources))])
        for name, source in zip(names[-1], question.sources, strict=True):
            text = "".join(c if c.isprintable() or c in "\n\t" else " " for c in source.text)
            (folder / name).write_text(text, encoding="utf-8", errors="replace")
    return names


def _questions(file: Path) -> list[ConflictQuestion]:
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{str(file)!r} cannot be read: {error}") from error
    questions = list(_read(file, lines))
    if not questions:
        raise UsageError(f"{str(file)!r} holds no question")
    return questions


def _read(file: Path, lines: Sequence[str]) -> Iterator[ConflictQuestion]:
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                yield _question(json.loads(line))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UsageError(
                f"{str(file)!r}, line {number}: not a question with its documents ({error!r})"
            ) from error


def _question(row: dict[str, object]) -> ConflictQuestion:
    """A line's question; raises ``ValueError``, ``KeyError`` or ``TypeError`` where it is of another form."""
    question, documents = row["question"], row["documents"]
    if not isinstance(question, str) or not any(character.isalnum() for character in question):
        raise TypeError("question is no text")
    if not isinstance(documents, list) or not documents:
        raise TypeError("documents is a list of documents")
    return ConflictQuestion(
        question, tuple(map(_source, documents)), _texts(row, "gold_answers"), _texts(row, "wrong_answers")
    )


def _source(document: dict[str, object]) -> ConflictDocument:
    text, kind, answer = document["text"], document["type"], document.get("answer")
    if not isinstance(text, str) or not text.strip() or kind not in _TYPES:
        raise TypeError("a document has a text, and a type: correct, misinfo or noise")
    if kind == "noise" or answer is None:
        return ConflictDocument(text, kind == "misinfo", None)
    if not isinstance(answer, str):
        raise TypeError("a document's answer is a text")
    return ConflictDocument(text, kind == "misinfo", answer)


def _texts(row: dict[str, object], name: str) -> tuple[str, ...]:
    values = row.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"{name} is a list of texts")
    return tuple(values)
