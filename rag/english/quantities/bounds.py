"""The bounds of a number: "about", "over", "at least" before it, "or so", "or more" after it."""

from rag.english.quantities.number_tokens import NumberReading, TokenSentence


def _phrases(text: str) -> list[str]:
    return text.split("|")


# What may stand before a number, in lower case.
_ABOUT = _phrases(
    "about|around|roughly|approximately|approx|approx .|some|circa|ca|ca .|c .|~|≈|"
    "estimated|an estimated|estimated at|close to|closer to|in the region of|in the order of|"
    "on the order of|perhaps|maybe|somewhere around|just about|something like|more or less|give or take|"
    "a good"
)
_ALMOST = _phrases(
    "almost|nearly|not quite|nearing|approaching|practically|virtually|just shy of|shy of|getting on for"
)
_OVER = _phrases(
    "over|above|upwards of|upward of|exceeding|exceeds|exceeded|exceed|in excess of|north of|surpass|"
    "surpasses|surpassing|surpassed|tops|topping|topped|to top|will top|would top|could top|may top|"
    "might top|beyond|>|more than|greater than|higher than|"
    "bigger than|larger than|longer than|older than|taller than|heavier than|faster than|"
    "further than|farther than|deeper than|wider than"
)
_UNDER = _phrases(
    "under|below|beneath|south of|<|less than|fewer than|lower than|smaller than|shorter than|"
    "younger than|lighter than|slower than"
)
_AT_LEAST = _phrases(
    "at least|a minimum of|minimum of|minimum|as few as|as little as|≥|not under|no lower than"
)
_AT_MOST = _phrases(
    "at most|at the most|up to|a maximum of|maximum of|maximum|as many as|as much as|≤|not over|no later than"
)
# With these "over" belongs to the verb: who carries over five days carries five.
_WITH_OVER = frozenset({"carry", "carries", "carried", "carrying", "hand", "hands", "handed", "handing"})
_FAR = ("well", "far", "much", "way", "significantly")
_SLIGHTLY = ("just", "slightly", "a little", "little", "a bit")


def _hedges() -> dict[str, tuple[str, bool]]:
    """The bound of each hedge, true where it includes the number; "no more than" reverses "over"."""
    found: dict[str, tuple[str, bool]] = {}
    for phrases, bound, inclusive in (
        (_ABOUT, "about", False),
        (_ALMOST, "almost", False),
        (_OVER, "over", False),
        (_UNDER, "under", False),
        (["exactly", "precisely", "a total of"], "exact", False),
        ([f"{far} {over}" for far in _FAR for over in _OVER], "over", False),
        ([f"{far} {under}" for far in _FAR for under in _UNDER], "under", False),
        ([f"{slightly} {over}" for slightly in _SLIGHTLY for over in _OVER], "just over", False),
        ([f"{slightly} {under}" for slightly in _SLIGHTLY for under in _UNDER], "almost", False),
        ([f"{no} {over}" for no in ("no", "not") for over in _OVER if "than" in over], "under", True),
        ([f"{no} {under}" for no in ("no", "not") for under in _UNDER if "than" in under], "over", True),
        (_AT_LEAST, "over", True),
        (_AT_MOST, "under", True),
    ):
        found |= dict.fromkeys(phrases, (bound, inclusive))
    return found


_HEDGES = _hedges()
_HEDGE_ENDS = frozenset(phrase.split()[-1] for phrase in _HEDGES)
_SUFFIXES = dict.fromkeys(
    _phrases(
        "or more|or above|or over|or higher|or older|or greater|and over|and above|and up|and older|plus|+"
    ),
    "over",
)
_SUFFIXES |= dict.fromkeys(
    _phrases("or less|or fewer|or under|or below|or younger|or lower|and under"), "under"
)
_SUFFIXES |= dict.fromkeys(
    _phrases(
        "or so|or thereabouts|- ish|ish|- odd|odd|give or take|, give or take|more or less|, more or less"
    ),
    "about",
)
_SUFFIX_STARTS = frozenset(phrase.split()[0] for phrase in _SUFFIXES)


def add_hedge(s: TokenSentence, r: NumberReading, floor: int) -> None:
    """Add the hedge before a number, if it begins after token ``floor``. Changes ``r``."""
    found = hedge_before(s, r.first, floor)
    if found is None:
        return
    first, (bound, inclusive) = found
    if (r.bound == "range" and bound in ("about", "exact")) or (
        r.bound == "about" and r.low != r.high and bound in ("about", "exact")
    ):
        r.first = first
    elif r.bound in ("exact", "about"):
        r.first, r.bound, r.inclusive = first, bound, inclusive


def hedge_before(s: TokenSentence, at: int, floor: int) -> tuple[int, tuple[str, bool]] | None:
    """The longest hedge that ends right before token ``at`` and begins after token ``floor``: its first
    token, its bound, and whether the bound includes the number.
    """
    if s.low(at - 1) not in _HEDGE_ENDS:
        return None
    for count in (5, 4, 3, 2, 1):
        first = at - count
        if first > floor:
            bound = _HEDGES.get(s.words(first, count))
            if bound and not (s.words(first, count) == "over" and s.low(first - 1) in _WITH_OVER):
                return first, bound
    return None


def add_suffix(s: TokenSentence, r: NumberReading, noun_at: int, ceiling: int) -> None:
    """Add "or more", "or so", "+" after the number, its unit or its noun, if before token ``ceiling``.
    Changes ``r``.
    """
    for at in (r.last, noun_at):
        if s.low(at + 1) not in _SUFFIX_STARTS:
            continue
        for count in (4, 3, 2, 1):
            phrase = s.words(at + 1, count)
            bound = _SUFFIXES.get(phrase)
            room = at + count + (phrase in _HEDGES)  # "200 more or less 300": the hedge of what follows
            if bound and room < ceiling and (s.low(at + 1) != "+" or s.attached(at + 1)):
                r.last = at + count
                if r.bound == "exact":
                    r.bound, r.inclusive = bound, bound != "about"
                return
