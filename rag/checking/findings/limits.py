"""Find words that limit a claim more, or less, than its source does: "only", "never", "except"."""

from collections.abc import Iterator

from rag.checking.findings.evidence import Evidence, Finding
from rag.english.text import Text, word_set

_LIMITS = word_set("only solely exclusively except excluding instead never none entirely")


def limit_findings(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """Find the limiting words of the claim that no sentence of the source has."""
    known = {word.form for sentence in evidence.sentences for word in sentence.words}
    for word in claim.words:
        if word.form in _LIMITS and word.form not in known:
            yield Finding("limit added", word.start, word.end)
