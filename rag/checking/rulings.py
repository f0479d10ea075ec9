"""Verify by code what a model judged of a sentence, and rule on it.

A model's word is taken only as far as code finds the words it quotes in the documents, letter for letter, and
every figure, date, name and quotation of the sentence in the place it names. Where the two disagree the
sentence is ``unclear``.
"""

import ast
import operator
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from rag.checking.cite import Place
from rag.checking.code_check import CheckedClaim
from rag.checking.findings.evidence import Finding
from rag.checking.findings.weights import SORTS
from rag.checking.missing_facts import missing_facts, numbers, rounds_to
from rag.checking.source_text import SourceStretch, SourceText, folded, stretches
from rag.checking.weights import LONGEST_SUM
from rag.english.agreement import Agreement
from rag.english.dates import find_dates
from rag.english.names import names
from rag.english.quantities import find_quantities
from rag.english.sentence_facts import dates_of, quantities_of
from rag.english.text import read
from rag.model.judge import Judgement, JudgeVerdict
from rag.shapes import Problem, ProblemKind, Verdict

_SUM = re.compile(r"([\d.,\s()+*/×÷−–-]+?)(?:=|≈|is)\s*([\d.,]+)")
_MARKS = str.maketrans("*`", "  ")
_Operation = Callable[[float, float], float]
_OPERATIONS: dict[type[ast.operator], _Operation] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def rule(
    text: str,
    judgement: Judgement | None,
    judged: Sequence[Place],
    by_code: CheckedClaim,
    sources: Sequence[SourceText],
) -> CheckedClaim:
    """Rule on a sentence; ``judged`` are the places of the judgement's keys, ``by_code`` is code's verdict.

    Without a judgement the ruling is that of code alone.
    """
    if judgement is None or by_code.verdict in (Verdict.EXACT, Verdict.UNCHECKED):
        return by_code
    found = stretches(sources, [*judged, *_quoting(judgement.words, sources)])
    places = tuple(dict.fromkeys(place for stretch in found for place in stretch.places))
    match judgement.verdict:
        case JudgeVerdict.NO_CLAIM:
            return CheckedClaim(Verdict.UNCHECKED) if not _has_fact(text) else _unclear(places, by_code)
        case JudgeVerdict.SUPPORTED:
            return _supported(text, judgement, found, places, by_code, sources)
        case JudgeVerdict.CONTRADICTED:
            return _contradicted(text, judgement, places, by_code, sources)
        case JudgeVerdict.PARTLY:
            return _partly(text, judgement, places, by_code)
        case _:
            agrees = by_code.verdict != Verdict.SUPPORTED
            return CheckedClaim(Verdict.UNSUPPORTED) if agrees else _unclear(places, by_code)


def _supported(
    text: str,
    judgement: Judgement,
    found: Sequence[SourceStretch],
    places: tuple[Place, ...],
    by_code: CheckedClaim,
    sources: Sequence[SourceText],
) -> CheckedClaim:
    if judgement.not_borne_out or judgement.otherwise:
        return _partly(text, judgement, places, by_code)
    if not places:
        return _unclear(places, by_code)
    quoted = not judgement.words or any(_quoting([words], sources) for words in judgement.words)
    if not quoted or by_code.verdict == Verdict.CONTRADICTED:
        return _unclear(places, by_code)
    missing = [
        f for f in _missing(text, found, sources) if not _is_summed(text, f, judgement.arithmetic, found)
    ]
    if not missing:
        return CheckedClaim(Verdict.SUPPORTED, (), places)
    if all(finding.name.startswith("name") for finding in missing):  # "Moscow" may be the Kremlin's
        return _unclear(places, by_code)
    return CheckedClaim(Verdict.PARTLY, tuple(_problem(text, f) for f in missing), places)


def _partly(
    text: str, judgement: Judgement, places: tuple[Place, ...], by_code: CheckedClaim
) -> CheckedClaim:
    otherwise = [mine for mine, theirs in judgement.otherwise if not _is_same(mine, theirs)]
    words = [*judgement.not_borne_out, *otherwise]
    problems = list(dict.fromkeys(problem for part in words for problem in _in_text(text, part)))
    problems += [
        p for p in by_code.problems if not any(q.start < p.end and p.start < q.end for q in problems)
    ]
    if not problems or not places:
        return _unclear(places, by_code)
    return CheckedClaim(Verdict.PARTLY, tuple(sorted(problems, key=lambda p: p.start)), places)


def _contradicted(
    text: str,
    judgement: Judgement,
    places: tuple[Place, ...],
    by_code: CheckedClaim,
    sources: Sequence[SourceText],
) -> CheckedClaim:
    problems, against = [], list[Place]()
    for mine, theirs in judgement.otherwise:
        where = _quoting([theirs], sources)
        if where and _may_clash(mine, theirs):
            problems += _in_text(text, mine, theirs)
            against += where[:1]
    if not problems:
        return _partly(text, judgement, places, by_code)
    places = tuple(dict.fromkeys((*against, *places)))
    return CheckedClaim(Verdict.CONTRADICTED, tuple(dict.fromkeys(problems)), places)


def _unclear(places: tuple[Place, ...], by_code: CheckedClaim) -> CheckedClaim:
    """That nobody could tell, with the passage to read; where there is none, code's verdict stands."""
    shown = places or by_code.places
    return CheckedClaim(Verdict.UNCLEAR, (), shown) if shown else by_code


def _quoting(words: Sequence[str], sources: Sequence[SourceText]) -> list[Place]:
    """The first sentence in which each of ``words`` begins, but for blanks and forms of quotation marks."""
    parts = filter(None, map(_bare, words))
    found = (next(filter(None, (_begin(part, source) for source in sources)), None) for part in parts)
    return [place for place in found if place]


def _begin(part: str, source: SourceText) -> Place | None:
    """The sentence of ``source`` in which folded words begin; they may reach over several."""
    start = " ".join(source.folded).find(part)
    if start < 0:
        return None
    ends = accumulate(len(text) + 1 for text in source.folded)
    sentence = source.sentences[next(n for n, end in enumerate(ends) if start < end)]
    return source.id, sentence.start, sentence.end


def _bare(text: str) -> str:
    """``text`` folded, without the marks around it."""
    return folded(text).strip(" .\"'…")


def _missing(text: str, found: Sequence[SourceStretch], sources: Sequence[SourceText]) -> Iterator[Finding]:
    ids = {stretch.source.id for stretch in found}
    return missing_facts(read(text.translate(_MARKS)), found, [s for s in sources if s.id in ids])


def _is_summed(text: str, finding: Finding, arithmetic: str, found: Sequence[SourceStretch]) -> bool:
    """Return whether a figure is the result of a sum that holds, of figures that stand in the stretches."""
    match = _SUM.search(arithmetic[:LONGEST_SUM])
    if not match or not finding.name.startswith("number"):
        return False
    known = {n for stretch in found for s in stretch.widened(2).sentences for n in numbers(s.text)}
    used, result = numbers(match[1]), numbers(match[2])
    value = _value(match[1])
    wanted = numbers(text[finding.start : finding.end])
    if value is None or not result or not wanted <= result or not used <= known:
        return False
    return all(rounds_to(value, number) for number in result)


def _value(expression: str) -> float | None:
    """The value of a sum of plain numbers; ``None`` for anything else."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", expression)
    plain = plain.translate(str.maketrans("×÷−–", "*/--")).strip()
    try:
        return _computed(ast.parse(plain, mode="eval").body)
    except (SyntaxError, ValueError, ArithmeticError, RecursionError, MemoryError):
        return None


def _computed(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_computed(node.left), _computed(node.right))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_computed(node.operand)
    raise ValueError("no sum of plain numbers")


def _may_clash(mine: str, theirs: str) -> bool:
    """Return whether two wordings can exclude each other: not where all their figures and dates agree."""
    if _is_same(mine, theirs):
        return False
    facts = [(find_quantities.compare(a, b)) for a in quantities_of(mine) for b in quantities_of(theirs)]
    facts += [find_dates.compare(a, b) for a in dates_of(mine, None) for b in dates_of(theirs, None)]
    return not facts or Agreement.DIFFERS in facts


def _is_same(mine: str, theirs: str) -> bool:
    return _bare(mine).lower() == _bare(theirs).lower()


def _in_text(text: str, words: str, source: str | None = None) -> list[Problem]:
    """The problem that ``words`` of the sentence are; none where they do not stand in it."""
    found = re.search(re.escape(words.strip()), text, re.IGNORECASE)
    if not found or not found[0]:
        return []
    start, end = found.span()
    return [Problem(_kind(text[start:end]), text[start:end], start, end, source)]


def _kind(words: str) -> ProblemKind:
    if dates_of(words, None):
        return ProblemKind.DATE
    if quantities_of(words) or re.search(r"\d", words):
        return ProblemKind.NUMBER
    return ProblemKind.NAME if names(read(words)) else ProblemKind.OTHER


def _problem(text: str, finding: Finding) -> Problem:
    kind = ProblemKind(SORTS[finding.name].kind)
    return Problem(kind, text[finding.start : finding.end], finding.start, finding.end, finding.source)


def _has_fact(text: str) -> bool:
    claim = read(text.translate(_MARKS))
    return bool(
        quantities_of(claim.text) or dates_of(claim.text, None) or any(not n.opens for n in names(claim))
    )
