"""Speakers of sentences that do not name them: by the label of its turn, or the speaker named before it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.document import Span
from rag.checking.findings.speakers import speakers
from rag.english.text import read
from rag.summarizing.dependent_sentences import is_only_quoted
from rag.summarizing.weights import SPEAKER_BACK, TURNS

_WORD = r"[A-ZÀ-Þ][\w.'’-]*"
# "PENN:", "Ada Lund (chair):", "President of the Council Ada Lund:"; a word alone only in capitals.
_LABEL = re.compile(
    rf"[*_]{{0,2}}(?P<name>(?:{_WORD}(?: (?:of|the|for|de|van|von|{_WORD})){{0,6}} {_WORD}"
    rf"|[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+)(?: ?\([^()\n]{{1,60}}\))?)[*_]{{0,2}}:[*_]{{0,2}}(?=\s)"
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|my|My|us|me)\b|\bI[’']")
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»]*[”\"“»]")
# "said the miller, Tove Brandt"; "the driver, Jonas Velde, told"; "the hospital said".
_APPOSITIVES = (
    re.compile(
        r"\b(?:said|says|added|wrote) (?:the|an?) [a-z][\w -]{2,40}, "
        r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+)"
    ),
    re.compile(
        r"\b[Tt]he [a-z][\w -]{2,40}, (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+), "
        r"(?:said|says|told|added|wrote)\b"
    ),
    re.compile(
        r"\b[Tt]he (?P<name>[\w’'-]+(?: [\w’'-]+){0,3}?) "
        r"(?:said|says|told|added|announced|confirmed|denied)\b"
    ),
)


@dataclass(frozen=True)
class PlacedSentence:
    """A sentence without what stands before its words; ``start`` in characters of the document."""

    start: int
    text: str
    is_heading: bool


def speakers_of(sentences: Sequence[PlacedSentence]) -> Iterator[Span | None]:
    """For each sentence of a document the words that name its speaker, where the sentence itself does not.

    Given by the label of the turn that they stand in, in a text with at least two labels: for sentences in
    the first person and, where many paragraphs have a label, as in minutes, for all in the label's own one.
    Bare quotations are of the speaker of a sentence just before.
    """
    labels = [_LABEL.match(one.text) for one in sentences]
    is_transcript = sum(map(bool, labels)) > 1
    begins = [True, *(begins_paragraph(one, other) for one, other in pairwise(sentences))]
    is_minutes = is_transcript and sum(map(bool, labels)) >= TURNS * sum(begins)
    is_turn = False  # the paragraph begins with a label
    turn: Span | None = None
    named: tuple[int, Span | None] = (0, None)  # where a speaker was named last
    for number, (one, label) in enumerate(zip(sentences, labels, strict=True)):
        if one.is_heading:
            turn = None
        is_turn = bool(label) or (is_turn and not begins[number])
        if label and is_transcript:
            turn = Span(one.start + label.start("name"), one.start + label.end("name"), label["name"])
            yield None
        elif turn and ((is_minutes and is_turn) or _is_first_person(one.text) or is_only_quoted(one.text)):
            yield turn
        elif is_only_quoted(one.text):
            at, speaker = named
            yield speaker if number - at <= SPEAKER_BACK else None
            named = (number, speaker) if number - at <= SPEAKER_BACK else named
            continue
        else:
            yield None
        if place := named_speaker(one.text):
            start, end = place
            named = (number, Span(one.start + start, one.start + end, one.text[start:end]))


def begins_paragraph(above: PlacedSentence, one: PlacedSentence) -> bool:
    """Return whether more than a space stands between two sentences."""
    return one.start - above.start - len(above.text) > 1


def without_label(line: str) -> str:
    """The sentence without the label of the turn that it begins, "PENN: "."""
    return line[label.end() :].lstrip() if (label := _LABEL.match(line)) else line


def named_speaker(line: str) -> tuple[int, int] | None:
    """The place of the speaker's name in a sentence that has one at a reporting verb, or else of the role."""
    text = read(line)
    if found := speakers(text):
        start, end = text.words[found[0].at].start, text.words[found[0].end - 1].end
        return start, start + len(re.sub(r"['’]s?$", "", line[start:end]))
    match = next(filter(None, (pattern.search(line) for pattern in _APPOSITIVES)), None)
    return match.span("name") if match else None


def _is_first_person(line: str) -> bool:
    return bool(_FIRST_PERSON.search(_QUOTED.sub(" ", line)))
