"""Tell whether a sentence is an extract: the words of its source in their order, nothing telling left out.

Words may be shared and the sense turned round: "Ward A kept its beeps, ward B did not" has all words of "Ward
B kept its beeps". So order counts, and what is left out must not change what is said.
"""

from collections.abc import Iterator, Sequence

from rag.checking.weights import MOST_LEFT_OUT
from rag.english.same_statement import is_telling
from rag.english.text import Text, Word, word_set

_SMALL = word_set("the a an and that")  # may be added or left out
_ARTICLES = word_set("the a an and")
_EMBEDS = word_set(
    "that why if whether unless until when how because deny denies denied claim claims claimed"
)
_LIMITS = word_set("if unless until except only when provided but although though")
_MODIFIES = word_set("""
    half quarter third twice double nearly almost about around up over under more less most least some several
    many few each every all both either part mostly partly hardly perhaps maybe allegedly reportedly possibly
    would could might may should will planned proposed expected former future alleged
    """)


def is_extract(claim: Text, source: Sequence[Text]) -> bool:
    """Return whether the words of ``claim`` stand in this order in ``source``, side by side or nearly so."""
    words = [word for text in source for word in text.words]
    wanted = [word for word in claim.words if not _is_small(word)]
    if not wanted:
        return False
    starts = (at for at, word in enumerate(words) if word.form == wanted[0].form)
    return any(_reads_on(wanted, words, at) for at in starts)


def _reads_on(wanted: Sequence[Word], words: Sequence[Word], start: int) -> bool:
    """Return whether the wanted words follow each other from ``start`` on."""
    places = list(_places(wanted, words, start))
    if len(places) < len(wanted):
        return False
    taken = set(places)
    left_out = [words[n] for n in range(start, places[-1]) if n not in taken and not _is_small(words[n])]
    before = next((word.form for word in reversed(words[:start]) if word.form not in _ARTICLES), "")
    after = words[places[-1] + 1].form if places[-1] + 1 < len(words) else ""
    return (
        len(left_out) <= MOST_LEFT_OUT
        and not any(is_telling(word) or word.form in _MODIFIES for word in left_out)
        and before not in _EMBEDS
        and after not in _LIMITS
    )


def _is_small(word: Word) -> bool:
    return word.form in _SMALL and word.text not in ("A", "AND")  # "row A" has a name


def _places(wanted: Sequence[Word], words: Sequence[Word], start: int) -> Iterator[int]:
    at = start
    for word in wanted:
        while at < len(words) and words[at].form != word.form:
            at += 1
        if at == len(words):
            return
        yield at
        at += 1
