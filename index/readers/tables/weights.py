"""Numbers of tables. All are set by hand."""

LONGEST_HEADING = 80
"""Characters of the longest name of a column."""

TITLE_ROWS = 3
"""Rows of one cell each that may stand above the names of the columns."""

LONG_VALUE = 300
"""Characters from which a value of a record is a text of its own, not part of the record's line."""
