"""Words that narrow a claim to less, or widen it to more, than its source says: "only", "never", "except"."""

from collections.abc import Iterator

from rag.checking.findings.evidence import Evidence, Finding
from rag.english.text import Text, word_set

_LIMITS = word_set("only solely exclusively except excluding instead never none entirely")


def limit_findings(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """The claim's limits that no sentence of the source sets."""
    known = {word.form for sentence in evidence.sentences for word in sentence.words}
    for word in claim.words:
        if word.form in _LIMITS and word.form not in known:
            yield Finding("limit added", word.start, word.end)
