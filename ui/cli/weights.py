"""Sizes of texts from which a command shows a bar of progress, and times it waits, chosen by hand."""

LONG_DRAFT = 10_000
"""Characters of a draft from which checking it takes seconds. By hand."""
LONG_DOCUMENT = 60_000
"""Characters of a document from which summing it up takes seconds. By hand."""
ANSWER_WAIT = 10.0
"""Seconds in which a server on this computer takes an order; one that is busy takes milliseconds. By hand."""
