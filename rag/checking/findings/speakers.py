"""Find statements of a claim that its source gives to another speaker."""

from collections.abc import Iterator, Sequence

from rag.checking.findings.evidence import Evidence, Finding
from rag.checking.findings.weights import SPEAKER_REACH
from rag.english.names import Name, names, same, written
from rag.english.text import Text
from rag.english.word_lists import word_list

SAYS = word_list("saying", "speaker")
_INVERTED = word_list("saying", "inverted")
_PRONOUNS = word_list("pronouns", "speaker")


def speaker_findings(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """Find a speaker of the claim where the source sentence it retells has another; at most one."""
    outlet = evidence.about.stems
    for mine in speakers(claim):
        if {word.stem for word in claim.words[mine.at : mine.end]} <= outlet:
            continue  # "according to the Gazette", of the Gazette's own story
        statement = claim.content - {word.stem for word in claim.words[mine.at : mine.end]}
        number = _retold(statement, evidence.sentences)
        if number is None:
            continue
        named = [name for text in _said(evidence.sentences, number) for name in names(text)]
        others = [name for text in _said(evidence.sentences, number) for name in speakers(text)]
        if others and not any(same(mine, other) for other in named):
            yield Finding("speaker", *written(claim, mine), number, evidence.sentences[number].text)
            return
    yield from _another_subject(claim, evidence)


def _another_subject(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """Find a speaker, named or not, who has another sentence in the source, where somebody else says the
    claim's.
    """
    at = next((at for at, word in enumerate(claim.words) if word.form in SAYS), len(claim.words))
    subject = [word for word in claim.words[:at] if word.is_content]
    if not 1 <= len(subject) <= SPEAKER_REACH or at >= len(claim.words) - 1:
        return
    stems = {word.stem for word in subject}
    sentence = _retold(claim.content - stems - {claim.words[at].stem}, evidence.sentences)
    if sentence is None:
        return
    there = _around_says(evidence.sentences, sentence)
    elsewhere = [
        text
        for n, text in enumerate(evidence.sentences)
        if n != sentence and stems & text.stems and text.words[0].form not in _PRONOUNS
    ]
    if there and elsewhere and not stems & there:
        place = subject[0].start, subject[-1].end
        yield Finding("speaker", *place, sentence, evidence.sentences[sentence].text)


def _around_says(sources: Sequence[Text], number: int) -> frozenset[str]:
    """The content words of a sentence with a verb of saying; empty for any other."""
    if not any(word.form in SAYS for word in sources[number].words):
        return frozenset()
    return frozenset().union(*(text.content for text in _said(sources, number)))


def _said(sources: Sequence[Text], number: int) -> list[Text]:
    """The sentence, and the one before it where a pronoun may stand for its speaker ("he said")."""
    text = sources[number]
    pronoun = number and any(word.form in _PRONOUNS for word in text.words)
    return [text, sources[number - 1]] if pronoun else [text]


def speakers(text: Text) -> list[Name]:
    """The names of a text that stand next to a verb of saying."""
    says = [at for at, word in enumerate(text.words) if word.form in SAYS]
    return (
        [name for name in names(text) if not name.opens and any(_speaks(text, name, at) for at in says)]
        if says
        else []
    )


def _speaks(text: Text, name: Name, says: int) -> bool:
    """Return whether a name stands just before a verb of saying, or just after it."""
    if text.words[says].form == "according":
        return 0 < name.at - says <= 3
    if name.end <= says:
        return says - name.end <= SPEAKER_REACH and not any(
            other.at >= name.end and other.end <= says for other in names(text)
        )
    return name.at - says <= 2 and text.words[says].form in _INVERTED


def _retold(statement: frozenset[str], sources: Sequence[Text]) -> int | None:
    """The index of the source sentence with most of the stems; ``None`` where none has half of them."""
    if not statement:
        return None
    shared = [len(statement & source.content) for source in sources]
    best = max(range(len(sources)), key=shared.__getitem__, default=None)
    return best if best is not None and 2 * shared[best] >= len(statement) else None
