"""Limits on what other programs may ask for, chosen by hand."""

MOST_MESSAGES = 1_000
"""Messages of a conversation; more are refused. By hand."""
MOST_PASSAGES = 50
"""Passages that a search returns; to ask for more is refused. By hand."""
USUAL_PASSAGES = 10
"""Passages that a search returns where no number is given. By hand."""
