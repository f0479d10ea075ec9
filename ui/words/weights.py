"""Numbers of this room that are chosen by hand."""

LONGEST_SOURCE = 120
"""Characters of a source's words up to which a line about a fault quotes them. By hand."""
MOST_COLUMNS = 20
"""Columns of a table; what is too much stands in the last. Word allows 63, and few can be read. By hand."""
