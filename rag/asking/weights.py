"""The numbers of reading a question; all by hand."""

# spelling.py
SHORTEST_MENDED = 3  # letters of a word that may be mended
WHOLE_WORD = 4  # letters from which a word may have an error other than a letter left out
LONG_WORD = 8  # letters of a word that may have two errors

# question_length.py; by hand
LONGEST_QUESTION = 20_000  # characters: some eight pages, longer than anybody asks
