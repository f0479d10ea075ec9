"""Numbers of the readers. All are set by hand."""

# Which encoding a text is in (encoding.py); points are per character that is not ASCII

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

PUNCTUATION_POINTS, SYMBOL_POINTS = 0.7, -0.5
"""Points of punctuation that texts use, and of any other symbol, in an alphabetic encoding."""

RAREST_LETTER, FOREIGN_LETTER, ODD_WORD = 0.5, -0.8, -1.0
"""Points of the rarest letter of an alphabet (the commonest has 1.0), of a letter that is not in it, and of
each letter of a word that no language writes so."""

# Plain text and web pages

CONTROL_SHARE = 0.05
"""Share of control characters above which a file is binary."""

SHORT_ARTICLE = 200
"""Characters: a strict extraction that finds less than this is compared with a lenient one."""

SMALL_PAGE = 1500
"""Characters of all visible text below which a page without sections is taken whole."""

EXTRACTOR_LIMIT = 12_000
"""Elements of a page given to trafilatura, which takes time by their square; articles have up to 2,000."""

# Word

UNPACKED_LIMIT = 300_000_000
"""Bytes a package may unpack to: a .docx of 50 MB unpacks to less unless it is made to harm."""

# The pages of a PDF as pictures (pdf_pages.py, printed_words.py)

CONTEXTS = (0, 20, 60, 200)
"""Characters before and after words that are looked for with them, where the words alone stand more often."""

MOST_PIXELS = 6_000_000
"""Pixels of one picture, which takes 18 MB while it is drawn: A4 at 235 dots an inch."""

MARK_COLOUR = (255, 223, 107)
"""Red, green and blue of marked paper: the web page's --rb-mark-on."""

BOX_GRID = 20_000
"""Steps of a page's width and of its height in which the places of boxes are measured."""

SAME_LINE_OVERLAP = 0.5
"""Share of the smaller of two characters' heights that they have in common on one line."""

UPRIGHT = 0.7
"""Cosine of a character's angle above which its line runs along the page, not up or down it."""
