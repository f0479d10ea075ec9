"""Numbers of this room that are chosen by hand."""

LONGEST_SOURCE = 120
"""Characters of a source's words up to which a line about a fault quotes them. By hand."""
