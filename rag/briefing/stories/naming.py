"""The names that characterize a story."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from index.language.words import words
from rag.briefing.stories.subjects import Profile
from rag.briefing.stories.weights import OFTEN, STORY_NAMES
from rag.english.names import alike

_LENGTHS = (2, 3, 1, 4)  # words of a name, as they are liked: a longer run of capitals is a heading


def telling_names(
    profiles: Sequence[Profile], weights: Mapping[str, float], outlets: Sequence[str | None]
) -> tuple[str, ...]:
    """At most ``STORY_NAMES`` names as written, most characteristic first.

    A name is characteristic if these documents have it often and few others do. Of several forms the fuller
    is taken; names of the outlets are left out.
    """
    own = [words(outlet) for outlet in outlets if outlet]
    forms: Counter[str] = Counter()
    for one in profiles:
        forms.update(one.spelt)
    holding: defaultdict[str, list[str]] = defaultdict(list)
    for name in forms:
        parts = name.casefold().split()
        if len(parts) in _LENGTHS and _is_name(name) and words(name) not in own:
            for part in parts:
                holding[part].append(name)
    chosen: list[str] = []
    used: set[str] = set()
    for part in sorted(holding, key=lambda part: (-_tells(part, profiles, weights), part)):
        if len(chosen) < STORY_NAMES and not any(alike(part, other) for other in used):
            best = _liked(holding[part], forms)
            if used.isdisjoint(best.casefold().split()):
                chosen.append(best)
                used.update(best.casefold().split())
    return tuple(chosen)


def _is_name(name: str) -> bool:
    """True if all of it is words, unlike "I'd", an initial or the bar of a table."""
    parts = [part for part in name.split() if part != "&"]
    return all(len(part) > 1 and part[0].isalpha() and part[:2] not in ("I'", "I’") for part in parts)


def _liked(names: Sequence[str], forms: Mapping[str, int]) -> str:
    """The fullest form of a name, of those that are not rare beside the others."""
    enough = OFTEN * max(forms[name] for name in names)
    often = [name for name in names if forms[name] >= enough]
    return min(often, key=lambda name: (_LENGTHS.index(len(name.split())), -forms[name], name))


def _tells(part: str, profiles: Sequence[Profile], weights: Mapping[str, float]) -> float:
    """The weight of a word of a name: frequency in the documents times the root of its rarity."""
    often = sum(math.log1p(p.names.get(part, 0)) for p in profiles)
    return often * math.sqrt(weights.get(part, 0.0))
