"""A briefing or a summary, format by format."""
