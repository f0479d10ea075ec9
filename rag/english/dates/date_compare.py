"""Compare a date or time of a claim with one of its source."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from rag.english.agreement import Agreement
from rag.english.dates import date_words as words
from rag.english.dates import weights
from rag.english.dates.date_spans import DaySpan
from rag.english.dates.date_when import LEAP, When, in_year, is_counted, on_day

_RANK = (Agreement.AGREES, Agreement.LOOSELY, Agreement.INCOMPARABLE, Agreement.DIFFERS)


def compare(claim: When, source: When) -> Agreement:
    """The agreement of two times, by the readings of both that agree best."""
    pairs = product(_readings(claim), _readings(source))
    return min((_compared(mine, theirs) for mine, theirs in pairs), key=_RANK.index)


def _readings(when: When) -> Iterator[When]:
    yield when
    for span in when.others:
        yield (
            on_day(replace(when, weekday=span[0].weekday()), span[0])
            if when.day
            else replace(when, span=span)
        )


def _compared(claim: When, source: When) -> Agreement:
    bare = claim.shift == ("weekday", 0) and source.weekday is not None
    calendar = None if bare else _calendar(claim, source)
    verdicts = [
        calendar,
        _weekday_verdict(claim, source),
        _part_verdict(claim, source),
        _clock_verdict(claim, source),
    ]
    if claim.span is None or source.span is None:
        verdicts.append(_shift_verdict(claim, source))
    told = [verdict for verdict in verdicts if verdict is not None]
    for verdict in (Agreement.DIFFERS, Agreement.INCOMPARABLE):
        if verdict in told or not told:
            return verdict if told else Agreement.INCOMPARABLE
    if not bare and calendar is None and (claim.month or claim.span) and Agreement.AGREES in told:
        return Agreement.AGREES if _shift_verdict(claim, source) is Agreement.AGREES else Agreement.LOOSELY
    return Agreement.LOOSELY if Agreement.LOOSELY in told else Agreement.AGREES


def _calendar(claim: When, source: When) -> Agreement | None:
    """Compare the days meant; where one side names no year, the days within a year."""
    if claim.span and source.span:
        verdict = _related(claim, source, _days(claim.span), _days(source.span))
        if verdict is Agreement.LOOSELY and claim.day and source.bound == "exact" and is_counted(source):
            return Agreement.AGREES if claim.bound == "exact" else verdict  # "ten years ago" is to the year
        one_fiscal = (claim.season == "fiscal") != (source.season == "fiscal")
        return Agreement.LOOSELY if one_fiscal and verdict is Agreement.AGREES else verdict
    mine, theirs = _within_a_year(claim), _within_a_year(source)
    if mine and theirs:
        verdict = _related(claim, source, _days(mine), _days(theirs))
        unsure = claim.year is not None and claim.year != source.likely_year
        return Agreement.LOOSELY if unsure and verdict is Agreement.AGREES else verdict
    mine, theirs = claim.span or _likely(claim), source.span or _likely(source)
    if mine and theirs:
        verdict = _related(claim, source, _days(mine), _days(theirs))
        guessed = not (claim.relative or source.relative)
        return Agreement.LOOSELY if guessed and verdict is Agreement.DIFFERS else verdict
    return _by_fields(claim, source)


def _within_a_year(when: When) -> DaySpan | None:
    """Give the days meant whatever the year; None for a year, a week, a decade."""
    if not (when.month or when.season) or (when.span and when.span != in_year(when, when.year or LEAP)):
        return None
    return in_year(when, LEAP)


def _likely(when: When) -> DaySpan | None:
    return in_year(when, when.likely_year) if when.likely_year else None


def _days(span: DaySpan) -> tuple[int, int]:
    return span[0].toordinal(), span[1].toordinal()


def _by_fields(claim: When, source: When) -> Agreement | None:
    """Compare what is known of dates that no calendar has, such as 31 February."""
    pairs = [(claim.year, source.year), (claim.month, source.month), (claim.day, source.day)]
    both = [(mine, theirs) for mine, theirs in pairs if mine is not None and theirs is not None]
    if not both:
        return None
    if any(mine != theirs for mine, theirs in both):
        return Agreement.DIFFERS
    stated = sum(mine is not None for mine, _ in pairs)
    return Agreement.AGREES if stated == len(both) else Agreement.LOOSELY


def _related(claim: When, source: When, mine: tuple[int, int], theirs: tuple[int, int]) -> Agreement:
    """Compare two stretches of time, numbered alike, by what bounds them."""
    claim_open, source_open = claim.bound in {"before", "after"}, source.bound in {"before", "after"}
    if claim_open and source_open and claim.bound == source.bound:
        return _within(mine, theirs)
    if not (claim_open or source_open):
        return _nearly(claim, source, mine, theirs)
    # "Since 2019" says more of 2019 than "after 2018" does, so it takes the exact year only loosely.
    firm = claim_open and not source_open and claim.lead not in {"since", "from", "until", "till", "through"}
    verdict = _within(_opened(claim, mine), _opened(source, theirs))
    if verdict is Agreement.DIFFERS:
        return verdict
    return verdict if firm else Agreement.LOOSELY


def _opened(when: When, stretch: tuple[int, int]) -> tuple[int, int]:
    with_itself = when.lead in words.UP_TO_AND_WITH
    if when.bound == "before":
        return -1, stretch[1] if with_itself else stretch[0] - 1
    if when.bound == "after":
        return stretch[0] if with_itself else stretch[1] + 1, 10**7
    return stretch


def _within(mine: tuple[int, int], theirs: tuple[int, int]) -> Agreement:
    if mine[0] <= theirs[0] and theirs[1] <= mine[1]:
        return Agreement.AGREES
    return Agreement.LOOSELY if mine[0] <= theirs[1] and theirs[0] <= mine[1] else Agreement.DIFFERS


def _nearly(claim: When, source: When, mine: tuple[int, int], theirs: tuple[int, int]) -> Agreement:
    """Compare by overlap, with room for "around": a year about a year, a month about a month."""
    verdict = _within(mine, theirs)
    around = [bool(when.lead) and when.bound == "about" for when in (claim, source)]
    if not any(around):
        return verdict
    if verdict is Agreement.DIFFERS:
        room = _room(claim, mine) if around[0] else _room(source, theirs)
        verdict = _within((mine[0] - room, mine[1] + room), theirs)
        return Agreement.LOOSELY if source.bound == "about" and verdict is Agreement.AGREES else verdict
    return verdict if around[0] else Agreement.LOOSELY


def _room(when: When, stretch: tuple[int, int]) -> int:
    """Give the minutes of a clock time, or the days of a date, that "around" leaves open."""
    if when.hour is not None:
        return weights.AROUND_MINUTES
    days = stretch[1] - stretch[0] + 1
    return next(room for least, room in weights.AROUND_DAYS if days > least)


def _weekday_verdict(claim: When, source: When) -> Agreement | None:
    if claim.weekday is None or source.weekday is None:
        return None
    if (
        claim.span
        and source.span
        and claim.shift != ("weekday", 0)
        and claim.span[0].weekday() == claim.weekday
    ):
        return None  # their days have been compared
    told = {source.weekday}
    day = source.span or _likely(source)
    if day and day[0] == day[1]:
        told.add(day[0].weekday())
    return Agreement.AGREES if claim.weekday in told else Agreement.DIFFERS


def _part_verdict(claim: When, source: When) -> Agreement | None:
    """Compare the morning with the evening; an evening is of the night."""
    parts = [{"evening": "night"}.get(when.part, when.part) for when in (claim, source)]
    mine, theirs = (part if part in {"morning", "afternoon", "night"} else "" for part in parts)
    if not mine:
        return None
    if not theirs:
        return Agreement.LOOSELY if source.weekday is not None or source.relative else None
    return Agreement.AGREES if mine == theirs else Agreement.DIFFERS


_STARTING = {"since", "from", "starting"}


def _clock_verdict(claim: When, source: When) -> Agreement | None:
    if claim.hour is None or source.hour is None:
        return None
    if claim.zone and source.zone and claim.zone != source.zone:
        return Agreement.INCOMPARABLE
    mine, theirs = (when.hour * 60 + (when.minute or 0) for when in (claim, source) if when.hour is not None)
    if claim.halfday or source.halfday:
        mine, theirs = mine % 720, theirs % 720
    if mine == theirs and all(w.bound == "exact" or w.lead in _STARTING for w in (claim, source)):
        return Agreement.AGREES
    return _related(claim, source, (mine, mine), (theirs, theirs))


def _shift_verdict(claim: When, source: When) -> Agreement | None:
    """Compare relative words with nothing to count from: "last year" with "next year"."""
    if claim.shift is None or source.shift is None:
        return None
    mine, theirs = (
        (when.shift[0].removesuffix(" of the story"), when.shift[1]) for when in (claim, source) if when.shift
    )
    if mine == theirs:  # "the previous year" is as good as "last year"
        return Agreement.AGREES
    if claim.shift[0] != source.shift[0]:
        return None
    either_bare = claim.shift[0] == "weekday" and 0 in {claim.shift[1], source.shift[1]}
    return None if either_bare else Agreement.DIFFERS
