"""The numbers of reading a question; all by hand."""

# spelling.py
SHORTEST_MENDED = 4  # letters of a word that may be mended
LONG_WORD = 8  # letters of a word that may have two errors
