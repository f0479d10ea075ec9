"""The numbers by which a saved briefing is verified, set by hand."""

# moved_quotes.py
ALIKE = 60.0  # rapidfuzz's ratio, 0 to 100, from which a wording is shown as what became of a quotation
ALIGNED = 2_000  # characters of a quotation that are aligned
WORDING = 240  # characters of a wording in a message

# verification.py
OPENING = 80  # characters of a sentence in a message
TEXTS = 8  # texts kept in memory: citations of a document stand together

# briefing_store.py
LARGEST = 100_000_000  # bytes of a file
