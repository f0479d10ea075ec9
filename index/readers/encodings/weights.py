"""Numbers of what encoding a text is in, set by hand; points are per character that is not ASCII."""

JUDGED = 20_000
"""Bytes judged: an encoding does not change within a file."""

ENOUGH = 0.4
"""Share of a perfect text's points (1.0) below which no encoding known here fits."""

COMMONEST_PRIOR = 0.4
"""Prior points for cp1252, divided by the number of bytes that are not ASCII: a lone "£" tells nothing."""

DECLARED_PRIOR = 0.25
"""Points for the encoding that a page declares."""

BETTER = 0.001
"""Points by which an encoding must be better than one before it."""

WIDE_ZEROS, NARROW_ZEROS = 0.5, 0.05
"""Share of zeros among every other byte of UTF-16: at least this in one half, at most that in the other."""

GUESSED_FROM = 200
"""Bytes from which charset-normalizer is asked: its guess is sound on long texts, wild on short ones."""

COMMON_IDEOGRAM, KANA_OR_MARK, RARE_IDEOGRAM, NOT_EAST_ASIAN = 1.6, 1.0, 0.45, -1.0
"""Points of a character read in an East Asian encoding."""

PUNCTUATION_POINTS, SYMBOL_POINTS, SYMBOL_IN_WORD, CONTROL_POINTS = 0.7, -0.5, -1.0, -2.0
"""Points of punctuation that texts use, of any other symbol, of a symbol between two letters, and of a
control character, in an alphabetic encoding."""

RARE_ENCODING = -0.4
"""Points of encodings that few files are in, divided by the number of characters that are not ASCII."""

LANGUAGE_POINTS, LANGUAGE_FROM = 0.8, 12
"""Points for a language that is certain by the ASCII letters of a text, and how many it takes to ask."""

NEARLY_WHOLE = 10
"""Characters of UTF-8 for each broken byte from which a file is UTF-8 that was cut or patched."""

MIXED_POINTS = 0.1
"""Points, for each, by which characters of UTF-8 between bytes of another encoding must read better."""

RAREST_LETTER, FOREIGN_LETTER, ODD_WORD = 0.5, -0.8, -1.0
"""Points of the rarest letter of an alphabet (the commonest has 1.0), of a letter that is not in it, and of
each letter of a word that no language writes so."""
