"""Sizes of texts from which a command shows a bar of progress, chosen by hand."""

LONG_DRAFT = 10_000
"""Characters of a draft from which checking it takes seconds. By hand."""
LONG_DOCUMENT = 60_000
"""Characters of a document from which summing it up takes seconds. By hand."""
