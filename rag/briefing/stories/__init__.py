"""Which documents tell of one event, and when it was."""
