"""How a fact of a claim stands to a fact of its source."""

from enum import Enum


class Agreement(Enum):
    """Whether the source's fact bears the claim's out."""

    AGREES = "agrees"
    LOOSELY = "loosely"  # not ruled out, not said: a rounding, a bound, an approximation made exact
    DIFFERS = "differs"
    INCOMPARABLE = "incomparable"  # facts of different kinds: minutes and metres
