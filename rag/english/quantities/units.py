"""Look up units by their spelling, and convert between them."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from rag.english.quantities.unit_tables import CODES, IRREGULAR, MONEY, PHYSICAL, PREFIXES, SHARES, UNNAMED
from rag.english.quantities.weights import NO_OFFSET


@dataclass(frozen=True)
class Unit:
    """A unit as written: its dimension, its singular in lower case, and how many of the dimension's own
    unit it is (``cent`` is 0.01 of its currency, ``basis point`` 0.01 of a percentage point).
    """

    dimension: str
    singular: str
    scale: float = 1.0


@dataclass(frozen=True)
class _Kind:
    """A physical unit: its name in pint, and its size in seconds, metres or kilograms where that is exact."""

    dimension: str
    pint: str
    size: float | None


def _singular(spelling: str, group: list[str]) -> str:
    if spelling.startswith("year") and " " in spelling:
        return "year"
    if "per" in spelling.split():
        return spelling.replace("es per", "e per").lower()
    for plural, one in (("s", ""), ("s ", " ")):
        shorter = spelling.removesuffix("s") if plural == "s" else spelling.replace(plural, one, 1)
        if shorter != spelling and shorter in group:
            return shorter.lower()
    return IRREGULAR.get(spelling, spelling).lower()


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def _read_tables() -> tuple[dict[str, Unit], dict[str, _Kind]]:
    """Units by their spelling, and physical units by their singular in lower case."""
    units, kinds = {}, {}
    for dimension, pint, size, spellings in _rows(PHYSICAL):
        group = spellings.split(", ")
        for spelling in group:
            unit = units[spelling] = Unit(dimension, _singular(spelling, group))
            kinds[unit.singular] = _Kind(dimension, pint, float(size) if size else None)
    for code, spellings in _rows(MONEY):
        group = spellings.split(", ")
        units |= {spelling: Unit(f"money:{code}", _singular(spelling, group)) for spelling in group}
    for code in CODES.split():
        units[code] = Unit("money:CNY" if code == "RMB" else f"money:{code}", code.lower())
    for dimension, singular, scale, spellings in SHARES.values():
        units |= dict.fromkeys(spellings.split(", "), Unit(dimension, singular, scale))
    return units, kinds


_UNITS, _KINDS = _read_tables()
_FIRST_WORDS = frozenset(spelling.split()[0].lower() for spelling in _UNITS)
_SYMBOLS = {spelling for spelling in _UNITS if not spelling[0].isalnum()}


def may_start(word: str) -> bool:
    """Return whether a unit may begin with this word in lower case: a cheap check before ``named``."""
    return word in _FIRST_WORDS


def named(phrase: str) -> Unit | None:
    """Look up the unit of a spelling; only abbreviations must match in case. ``None`` for an unknown one."""
    unit = _UNITS.get(phrase)
    if unit is None and (len(phrase) > 3 or not phrase.isalpha()):
        unit = _UNITS.get(phrase.lower())
    return unit


def currency(sign: str) -> Unit | None:
    """Look up the currency before an amount: "$", "US$", "EUR", "kr", "Rs". ``None`` for an unknown one."""
    if sign in _SYMBOLS or sign.isupper() or sign.lower() in ("kr", "rs") or sign[-1:] in "$¥":
        unit = _UNITS.get(sign) or _UNITS.get(sign.lower())
        return unit if unit and unit.dimension.startswith("money") else None
    return None


def is_currency_prefix(word: str) -> bool:
    """Return whether a word in lower case is the country of a "$" or "¥" after it ("US$")."""
    return word in PREFIXES


def may_be(unit: str | None, currency: str) -> bool:
    """Return whether a unit that does not name its country ("$", "kr") may mean this currency ("AUD")."""
    return currency in UNNAMED.get(unit or "", "").split()


def size(unit: str | None) -> float | None:
    """A unit's size in seconds, metres or kilograms, by its singular; ``None`` for all others."""
    kind = _KINDS.get(unit or "")
    return kind.size if kind else None


def same(one: str | None, other: str | None) -> bool:
    """Return whether two singulars mean one unit: "metre" and "m"."""
    if one == other:
        return True
    first, second = _KINDS.get(one or ""), _KINDS.get(other or "")
    return first is not None and second is not None and first.pint == second.pint


def convert(value: float, unit: str | None, into: str | None) -> tuple[float, ...]:
    """Convert a value to another unit of its dimension, both by their singulars.

    Returns every value it may have: a temperature may be one or a difference of two, a ton may be a tonne.
    Empty where a unit is unknown or the dimensions differ.
    """
    if same(unit, into):
        return (value,)
    source, target = _KINDS.get(unit or ""), _KINDS.get(into or "")
    if source is None or target is None or source.dimension != target.dimension:
        return ()
    if "degree" in (source.pint, target.pint):  # of a scale that goes without saying
        return (value,)
    if source.size is not None and target.size is not None:
        converted = value * source.size / target.size
        return (converted, value) if {source.pint, target.pint} == {"short_ton", "tonne"} else (converted,)
    factor, offset = _line(source.pint, target.pint)
    return (value * factor + offset, value * factor) if offset else (value * factor,)


@cache
def _line(source: str, target: str) -> tuple[float, float]:
    """The factor and offset from one of pint's units to another: value * factor + offset."""
    registry = _registry()
    zero, one = (float(registry.Quantity(at, source).to(target).magnitude) for at in (0.0, 1.0))
    return one - zero, zero if abs(zero) > NO_OFFSET else 0.0


@cache
def _registry() -> Any:
    import pint

    return pint.UnitRegistry()
