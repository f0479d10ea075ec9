"""The subject of an English sentence, as it is written within a question."""

import re
from collections.abc import Sequence

from rag.english.dates import find_dates
from rag.english.text import is_content
from rag.english.verbs import by_past, by_third, is_finite, is_unchanged
from rag.summarizing.questions.vocabulary import (
    DENIES,
    DETERMINERS,
    HANGING,
    PERSON,
    PREPOSITIONS,
    PRONOUNS,
    Vocabulary,
    is_adverb,
)

_LONGEST = 9  # words


def subject(words: Sequence[str], known: Vocabulary) -> tuple[str, str]:
    """What stands before a verb, and the words of a date at its end ("Karr on Monday").

    The first is "" where it is not plain.
    """
    kept, later = list(words), ""
    while kept and is_adverb(kept[-1]):
        kept.pop()
    for at in range(1, len(kept)):
        if kept[at].lower() in PREPOSITIONS and _is_date(" ".join(kept[at + 1 :])):
            kept, later = kept[:at], " ".join(kept[at:])
            break
    first = _as_within(kept, known) if _is_plain(kept) else ""
    return (" ".join([first, *kept[1:]]) if first else ""), later


def _is_plain(words: Sequence[str]) -> bool:
    """Whether words are one thing or person, with no other clause in them."""
    low = [word.lower() for word in words]
    return (
        0 < len(words) <= _LONGEST
        and not (PRONOUNS | DENIES) & set(low)
        and low[-1] not in HANGING
        and not any(is_finite(word) for word in low)
        and not any(word in by_past() for word in words)
        and not low[0].endswith("ing")
        and not any(_may_be_verb(words, n) for n in range(1, len(words)))
        and all(re.fullmatch(r"[\w’'.&/-]+", word) for word in words)
    )


def _may_be_verb(words: Sequence[str], at: int) -> bool:
    """Whether a word may be the verb after all: "lives" may, "the talks" and "the peace talks" may not."""
    if words[at - 1].lower() in DETERMINERS:
        return False
    return at + 1 < len(words) and (words[at] in by_third() or is_unchanged(words[at]))


def _as_within(words: Sequence[str], known: Vocabulary) -> str:
    """The first word as it is written within a sentence; "" where nothing tells."""
    word, after = words[0], words[1] if len(words) > 1 else ""
    low = word.lower()
    if low in DETERMINERS:
        return low
    if not is_content(low):
        return ""
    if not word[:1].isupper():
        return word if word[:1].isdigit() or low in known.words else ""
    common = low in known.words or after in PERSON
    if common and not after[:1].isupper() and not (word.isupper() and len(word) > 1):
        return low
    return word if word.isupper() or after[:1].isupper() or word in known.names else ""


def _is_date(text: str) -> bool:
    found = find_dates.find(text)
    return len(found) == 1 and found[0].start == 0 and found[0].end >= len(text) - 10
