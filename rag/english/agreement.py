"""The agreement between a fact of a claim and a fact of its source."""

from enum import Enum


class Agreement(Enum):
    """The ways in which a source's fact can agree with a claim's."""

    AGREES = "agrees"
    LOOSELY = "loosely"  # not ruled out, not said: a rounding, a bound, an approximation made exact
    DIFFERS = "differs"
    INCOMPARABLE = "incomparable"  # facts of different kinds: minutes and metres
