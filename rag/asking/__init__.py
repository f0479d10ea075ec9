"""The reading of a question: standing alone, spelled as the library spells it, by its kind."""
