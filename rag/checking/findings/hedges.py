"""Find what a source only alleges, expects or plans, and a claim states as a fact."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rag.checking.findings.evidence import Evidence, Finding
from rag.checking.findings.weights import HEDGE_REACH, HEDGE_SHARED
from rag.english.text import Text, word_set

# What makes the word after it uncertain, by itself or before "to".
_DOUBTS = word_set("""
    allegedly reportedly apparently possibly perhaps probably purportedly supposedly seemingly presumably
    potentially may might could alleged suspected rumoured rumored unconfirmed unclear mulling considering
    """)
_BEFORE_TO = word_set("""
    likely expected expects planned plans plan planning intends intended intend proposes proposed aims aimed
    hopes hoped seeks seeking wants wanted claims claimed appears appeared seems seemed threatened threatens
    threatening set due scheduled slated poised bid prepared believed thought said reported understood feared
    alleged accused rumoured anticipated considered ready
    """)
# Any other way of saying that one is not sure; enough for a claim that hedges.
_OTHERS = word_set("""
    would should if whether estimates estimated forecast forecasts predicts predicted projected projects
    foresees foreseen anticipates anticipate contends maintains assumed potential possible possibility chance
    risk tends indicates indicate indicated suspects suspect suggests suggested suggest seem appear want hope
    aim believe believes think thinks charged according claim expect consider proposal preliminary draft
    unless will says accuses accusing alleges alleging fears fear intention suspicion considers weighing
    """)
_ALONE = _DOUBTS | _OTHERS


def hedge_findings(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """Find a word of a claim without hedges that the source only has under a hedge; at most one."""
    hedges = {word.form for at, word in enumerate(claim.words) if word.form in _ALONE or _is_hedge(claim, at)}
    if hedges - {"will"}:
        return
    about = doubted if hedges else hedged  # "will" says more than "may", and no more than "plans to"
    plainly = {stem for _, source in evidence.near() for stem in source.stems - about(source)}
    for number, source in evidence.near():
        for at, word in enumerate(claim.words):
            if word.stem in about(source) - plainly and len(claim.near(at) & source.content) >= HEDGE_SHARED:
                yield Finding("hedge dropped", word.start, word.end, number, source.text)
                return


@lru_cache(maxsize=500)
def doubts_of(text: Text) -> frozenset[str]:
    """The words of doubt of a sentence, such as "allegedly"."""
    doubts = _DOUBTS | {"according", "possible"}
    return frozenset(word.form for word in text.words if word.form in doubts and word.text != "May")


@lru_cache(maxsize=500)
def hedged(text: Text) -> frozenset[str]:
    """The stems of the words that hedges are about."""
    return _heads(text, [at for at in range(len(text.words)) if _is_hedge(text, at)])


@lru_cache(maxsize=500)
def doubted(text: Text) -> frozenset[str]:
    """The stems of the words that words of doubt ("may", "allegedly") are about, without those of plans."""
    return _heads(
        text, [at for at, word in enumerate(text.words) if word.form in _DOUBTS and word.text != "May"]
    )


def _heads(text: Text, hedges: Sequence[int]) -> frozenset[str]:
    found = set()
    for at in hedges:
        word = text.words[at]
        ahead = [w for w in text.words[at + 1 : at + 1 + HEDGE_REACH] if w.clause <= word.clause + 1]
        head = next((w for w in ahead if w.is_content and not w.form.endswith("ly")), None)
        found |= {head.stem} if head else set()
    return frozenset(found)


def _is_hedge(text: Text, at: int) -> bool:
    word = text.words[at]
    following = text.words[at + 1].form if at + 1 < len(text.words) else ""
    return (word.form in _DOUBTS and word.text != "May") or (
        word.form in _BEFORE_TO and following in ("to", "of")
    )
