"""The text of a cell of a spreadsheet, as Excel shows it in its number format."""

import re
from datetime import timedelta
from typing import Any

# xlfmt leaves out the bare points of dates ("dd.mm.yyyy"); those before fractions of seconds stay.
_QUOTED_OR_POINT = re.compile(r'("[^"]*"|\\.|\[[^\]]*\])|\.(?!0)')
_DIGIT_PLACE = re.compile(r"[0#?]")
_SHOWN_WHOLE = 10**11  # Excel shows longer numbers in powers of ten, which nobody looks for


def cell_text(value: Any, number_format: str, *, from_1904: bool = False) -> str:
    """The text that a cell shows, on one line; ``from_1904``: the workbook counts days from that year on."""
    if value is None or isinstance(value, str):
        return " ".join((value or "").split())
    if isinstance(value, timedelta):
        value = value.total_seconds() / timedelta(days=1).total_seconds()
    plain = f"{value:.15g}" if isinstance(value, float) else str(value)
    if number_format == "General" and isinstance(value, int | float) and abs(value) >= _SHOWN_WHOLE:
        return plain
    try:
        text = " ".join(_formatted(value, number_format, from_1904).split())
    except (ValueError, TypeError, OverflowError, ArithmeticError, IndexError, KeyError):
        return plain  # a format that xlfmt does not know
    is_lost = value and _DIGIT_PLACE.search(number_format) and not any(map(str.isdigit, text))
    return plain if is_lost else text


def _formatted(value: Any, number_format: str, from_1904: bool) -> str:
    from openpyxl.styles.numbers import is_date_format
    from xlfmt import format_value

    if is_date_format(number_format):
        number_format = _QUOTED_OR_POINT.sub(lambda match: match[1] or r"\.", number_format)
    return str(format_value(value, number_format, date1904=from_1904))
