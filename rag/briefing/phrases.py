"""Sentences of two sources that are the same but for one phrase: "in the kitchen", "in the cellar"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.claims.text import Text, Word, read, word_set
from rag.statements import Statement

_PLACES = word_set("in at on near under behind inside beside outside aboard beneath above below off")
_MEANS = word_set("by with through via from against over after because")
_WORDS = 5  # of a phrase
_ALIKE = 0.6  # the cosine, and the share of words, from which the rest of two sentences is the same
_REST = 3  # content words that the rest must share


@dataclass(frozen=True, eq=False)
class Phrase:
    """A phrase after a preposition; ``rest`` is the stems of the other content words of its sentence."""

    statement: Statement
    text: str
    kind: str
    stems: frozenset[str]
    rest: frozenset[str]


def phrases(statement: Statement) -> Iterator[Phrase]:
    """The phrases of a sentence that say where or by what."""
    text = read(statement.text)
    for at, word in enumerate(text.words):
        if word.form in _PLACES | _MEANS and (run := _run(text, at)):
            stems = frozenset(w.stem for w in run if w.is_content)
            if stems and not any(w.form[0].isdigit() for w in run):
                written = statement.text[word.start : run[-1].end]
                kind = "where" if word.form in _PLACES else "how"
                yield Phrase(statement, written, kind, stems, text.content - stems)


def exchanged(told: Sequence[Statement]) -> Iterator[tuple[Phrase, Phrase]]:
    """Phrases of one kind in sentences of two documents that are alike but for them.

    Neither document has the other's phrase anywhere.
    """
    found = [phrase for statement in told for phrase in phrases(statement)]
    known: dict[str, set[str]] = {}
    for statement in told:
        known.setdefault(statement.document, set()).update(read(statement.text).stems)
    for n, one in enumerate(found):
        for other in found[n + 1 :]:
            if (
                one.kind == other.kind
                and one.statement.document != other.statement.document
                and _are_alike(one, other)
                and not one.stems & known[other.statement.document]
                and not other.stems & known[one.statement.document]
            ):
                yield one, other


def _are_alike(one: Phrase, other: Phrase) -> bool:
    shared = len(one.rest & other.rest)
    if shared < _REST or shared < _ALIKE * min(len(one.rest), len(other.rest)):
        return False
    mine, theirs = one.statement.vector, other.statement.vector
    return mine is None or theirs is None or float(mine @ theirs) >= _ALIKE


def _run(text: Text, at: int) -> list[Word]:
    """The words of the phrase after a preposition."""
    run: list[Word] = []
    clause = text.words[at].clause
    for word in text.words[at + 1 : at + 1 + _WORDS]:
        if word.clause != clause or word.form in _PLACES | _MEANS:
            break
        run.append(word)
    while run and not run[-1].is_content:
        run.pop()
    return run
