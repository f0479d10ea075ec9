"""Mend the typing errors of a question against the library's own words.

A word is taken for mistyped if the library does not have it, it is no common word, and one letter more, less,
changed or swapped (of a long word two) makes it one that the library has; of three letters, one may be left
out. In a name no letter is changed: Smyth is not Smith. Figures, codes, words in quotation marks and
questions in another language stay. "whats" and "didnt" get the apostrophe that they are typed without.
"""

import json
import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.language.guess import other_language
from index.language.words import stem
from index.searching.searcher import Searcher
from rag.asking.weights import LONG_WORD, SHORTEST_MENDED, WHOLE_WORD
from rag.english.text import word_set
from rag.model.reading.open_reader import OWN

_WORD = re.compile(r"(?<![\w.@/-])[^\W\d_]+(?![\w@/-]|\.\w)")
QUOTED = re.compile(r"[\"“„«][^\"”“»]*[\"”“»]")
_SHORTENED = re.compile(
    r"\b(what|who|where|when|why|how|that|there|here)(s)\b"
    r"|\b((?:did|does|do|is|are|was|were|has|have|had|ca|wo|could|should|would)n)(t)\b",
    re.IGNORECASE,
)
_ASKING = word_set("what when where which whose does many much long often about have there")
_ACRONYM = 4  # letters of a word in capitals that is no acronym any more
_NEAR = 20  # words of the library that are compared letter by letter
_PART = "##"  # begins what is no word of its own in a tokenizer's list


def mended(question: str, searcher: Searcher) -> str:
    """Return ``question`` with its mistyped words as the library spells them; itself where there are none.

    ``searcher`` is that of the library.
    """
    question = _with_apostrophes(question)
    quoted = [match.span() for match in QUOTED.finditer(question)]

    def mend(found: re.Match[str]) -> str:
        word, at = found.group(), found.start()
        is_short = len(word) < SHORTEST_MENDED
        is_short |= len(word) < WHOLE_WORD and not word.islower()
        if is_short or any(start <= at < end for start, end in quoted) or word.lower() in common_words():
            return word
        return _likeliest(word, searcher, is_name=word[0].isupper() and at > 0)

    changed = _WORD.sub(mend, question)
    # Asked last: the table of languages takes half a second to load.
    is_other = changed != question and other_language(question, searcher.languages())
    return question if is_other else changed


def _with_apostrophes(question: str) -> str:
    """The question with "what's" for "whats"; words in quotation marks stay."""
    quoted = [match.span() for match in QUOTED.finditer(question)]

    def put(found: re.Match[str]) -> str:
        is_quoted = any(start <= found.start() < end for start, end in quoted)
        return found.group() if is_quoted else "'".join(filter(None, found.groups()))

    return _SHORTENED.sub(put, question)


def _likeliest(word: str, searcher: Searcher, *, is_name: bool) -> str:
    """The word of the library, or the common one, that was meant; the word itself where it may be right."""
    known = searcher.vocabulary()
    low = word.lower()
    if not known or stem(low) in known:
        return word
    most = 2 if len(word) >= LONG_WORD else 1
    forms = dict.fromkeys(() if is_name else _ASKING, 0)
    for term, *_ in process.extract(
        stem(low), list(known), scorer=OSA.distance, score_cutoff=most, limit=_NEAR
    ):
        forms |= dict.fromkeys(searcher.spellings(term), known[term])
    close = {form: OSA.distance(low, form.lower()) for form in forms}
    fitting = [form for form in forms if close[form] <= most and _may_be(low, form.lower(), is_name)]
    if len(low) < WHOLE_WORD:
        fitting = [form for form in fitting if len(form) > len(low)]
    if not fitting:
        return word
    best = min(fitting, key=lambda form: (close[form], _changed(low, form.lower()), -forms[form], form))
    return _cased(best, forms, word)


def _changed(word: str, form: str) -> int:
    """The cost of a typing error: letters swapped 0, one left out or too many 1, another letter 2."""
    return 0 if sorted(word) == sorted(form) else 1 if len(word) != len(form) else 2


def _cased(best: str, forms: Iterable[str], word: str) -> str:
    """A word as it stands within sentences; with a capital where it was typed with one."""
    low = best.lower()
    is_shouted = best.isupper() and len(best) > _ACRONYM
    written = low if low in forms else best.capitalize() if is_shouted else best
    return f"{written[0].upper()}{written[1:]}" if word[0].isupper() else written


def _may_be(word: str, form: str, is_name: bool) -> bool:
    """Return whether a typing error may have made ``word`` of ``form``; of a name, no letter is changed."""
    if form[:1] != word[:1] and form[:2] != word[1::-1]:
        return False
    return not is_name or sorted(set(word)) == sorted(set(form)) or abs(len(word) - len(form)) == 1


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """The common English words: those that the reader's tokenizer does not take to pieces."""
    model = json.loads((OWN / "tokenizer.json").read_text(encoding="utf-8"))["model"]
    return frozenset(word for word in model["vocab"] if not word.startswith(_PART))
