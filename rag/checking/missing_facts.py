"""Find the figures, dates, names and quotations of a sentence that stand nowhere in its sources.

These are what code is sure of: a figure that none of the cited documents has was not taken from them. What
follows from their figures by one step of arithmetic counts as standing there.
"""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from rag.checking.findings.evidence import Evidence, Finding
from rag.checking.findings.quotes import quote_findings
from rag.checking.source_text import SourceStretch, SourceText
from rag.checking.weights import (
    COMPUTED_FROM,
    COMPUTED_TO,
    ENGLISH_WORDS,
    HALF_A_UNIT,
    LONGEST_NAME,
    STRETCH_AROUND,
)
from rag.english.agreement import Agreement
from rag.english.dates import find_dates
from rag.english.labels import bears, labels
from rag.english.names import alike, names, written
from rag.english.quantities import find_quantities
from rag.english.sentence_facts import dates_of, fact_spans, quantities_of
from rag.english.text import Text, read

_Fact = find_dates.When | find_quantities.Quantity
_GROUPED = re.compile(r"(?<=\d)[.,\s'’](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_HAS_DIGIT = re.compile(r"\d")


def missing_facts(
    claim: Text, stretches: Sequence[SourceStretch], sources: Sequence[SourceText]
) -> Iterator[Finding]:
    """Find the facts of ``claim`` that none of ``sources`` has; ``stretches`` are the parts it cites.

    Findings are named "number missing", "date missing", "name missing" and "quotation missing" or "altered".
    """
    near = [stretch.widened(STRETCH_AROUND) for stretch in stretches]
    yield from _figures(claim, near, sources)
    yield from _labels(claim, sources)
    if is_english(claim):
        yield from _names(claim, sources)
    named = (read(source.about) for source in sources)  # a title may stand in quotation marks, too
    texts = (text for source in sources for text in source.texts)
    yield from quote_findings(claim, Evidence((*named, *texts)))


def _figures(claim: Text, near: Sequence[SourceStretch], sources: Sequence[SourceText]) -> Iterator[Finding]:
    known = {number for source in sources for number in numbers(source.whole)}
    here: list[SourceStretch] = list(near)
    published = here[0].source.published if here else None
    facts: list[_Fact] = [*dates_of(claim.text, published), *quantities_of(claim.text)]
    for fact in facts:
        mine = numbers(claim.text[fact.start : fact.end])
        name = "number" if isinstance(fact, find_quantities.Quantity) else "date"
        if not mine or mine <= known or _agrees(fact, here) or _follows(mine - known, here, name):
            continue
        yield Finding(f"{name} missing", fact.start, fact.end)


def _labels(claim: Text, sources: Sequence[SourceText]) -> Iterator[Finding]:
    """Find the numbers and codes that name, and that no source has: another room is another thing."""
    for label in labels(claim.text):
        if not any(bears(label, source.whole) for source in sources):
            yield Finding("name missing", label.start, label.end)


def numbers(text: str) -> frozenset[str]:
    """The numbers written in digits in a text, without the marks that group thousands or leading zeros."""
    plain = _GROUPED.sub("", text)
    return frozenset(number.replace(",", ".").lstrip("0") or "0" for number in _NUMBER.findall(plain))


def _agrees(fact: _Fact, near: Sequence[SourceStretch]) -> bool:
    """Return whether a source says the same otherwise: "1 million" and "1,000,000", "yesterday" and a day."""
    for stretch in near:
        for sentence in stretch.sentences:
            if isinstance(fact, find_quantities.Quantity):
                how = [find_quantities.compare(fact, other) for other in quantities_of(sentence.text)]
            else:
                how = [
                    find_dates.compare(fact, other)
                    for other in dates_of(sentence.text, stretch.source.published)
                ]
            if Agreement.AGREES in how or Agreement.LOOSELY in how:
                return True
    return False


def _follows(wanted: frozenset[str], near: Sequence[SourceStretch], name: str) -> bool:
    """Return whether each wanted number is a sum, difference, share or multiple of two numbers near by.

    Of a date only a sum or a difference is: nearly every year is some share of two figures.
    """
    texts = [sentence.text for stretch in near for sentence in stretch.sentences]
    values = {float(number) for text in texts for number in numbers(text)}
    values |= {q.low for text in texts for q in quantities_of(text) if math.isfinite(q.low)}
    few = sorted(values)[:COMPUTED_FROM]
    sums = {value for a, b in permutations(few, 2) for value in (a + b, abs(a - b))}
    shares = set() if name == "date" else {value for a, b in permutations(few, 2) for value in _shares(a, b)}
    return all(
        any(rounds_to(value, number, 0.0) for value in sums)
        or any(rounds_to(value, number) for value in shares)
        for number in wanted
    )


def _shares(a: float, b: float) -> Iterator[float]:
    if b:
        yield from (a / b, abs(a - b) / b * 100, a / b * 100)


def rounds_to(value: float, number: str, tolerance: float = COMPUTED_TO) -> bool:
    """Return whether ``value`` is ``number`` as written, give or take its last digit or ``tolerance``."""
    wanted, digits = float(number), len(number.partition(".")[2])
    return abs(value - wanted) <= max(HALF_A_UNIT * float(f"1e-{digits}"), tolerance * abs(wanted))


def _names(claim: Text, sources: Sequence[SourceText]) -> Iterator[Finding]:
    facts = fact_spans(claim.text)
    for name in names(claim):
        start, end = written(claim, name)
        dated = any(a < end and start < b for a, b in facts)  # "Christmas Eve", "30 °C"
        if name.opens or dated or len(name.words) > LONGEST_NAME:
            continue
        is_acronym = len(name.words) == 1 and claim.text[start:end].isupper()  # "US": a place of many names
        if not is_acronym and not any(stands(word, source) for source in sources for word in name.words):
            yield Finding("name missing", start, end)


def stands(word: str, source: SourceText) -> bool:
    """Return whether a source has a word of a name, in one of its forms ("Russia", "Russian")."""
    same_letter: frozenset[str] = source.forms.get(word[:1], frozenset())
    bare = word.removesuffix("'s")
    return word in same_letter or any(alike(bare, form) for form in same_letter)


def is_english(claim: Text) -> bool:
    """Return whether a sentence has as many English function words as English has."""
    function = sum(not word.is_content for word in claim.words)
    return function >= ENGLISH_WORDS * len(claim.words)
