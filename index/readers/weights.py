"""Numbers of the readers. All are set by hand."""

# Plain text and web pages

JUDGED = 20_000
"""Characters judged of whether a file is text."""

CONTROL_SHARE = 0.05
"""Share of control characters above which a file is binary."""

SHORT_ARTICLE = 200
"""Characters: a strict extraction that finds less than this is compared with a lenient one."""

SMALL_PAGE = 1500
"""Characters of all visible text below which a page without sections is taken whole."""

HIDDEN_SHARE = 0.5
"""Share of a page's text above which an element is not taken for hidden, though its style says so."""

OLDEST_YEAR = 1500
"""The least number of four digits whose raised digit is the mark of a note: smaller ones have powers."""

EXTRACTOR_LIMIT = 12_000
"""Elements of a page given to trafilatura, which takes time by their square; articles have up to 2,000."""

# Subtitles and tables

PAUSE = 4
"""Seconds of silence that begin a paragraph of subtitles."""

SNIFFED = 8_000
"""Characters from which a table's delimiter is told."""

# E-books

FEWEST_LINKS, LINKED_SHARE = 2, 0.7
"""Links from which a page may be a table of contents, and the share of its letters that stand in them."""

# The pages of a PDF as pictures (pdf_pages.py, printed_words.py)

CONTEXTS = (0, 20, 60, 200)
"""Characters before and after words that are looked for with them, where the words alone stand more often."""

MOST_PIXELS = 6_000_000
"""Pixels of one picture, which takes 18 MB while it is drawn: A4 at 235 dots an inch."""

LONGEST_DRAWING = 3.0
"""Seconds after which the drawing of a page is given up: usual ones take a tenth of one, maps one or two."""

MARK_COLOUR = (255, 223, 107)
"""Red, green and blue of marked paper: the web page's --rb-mark-on."""

BOX_GRID = 20_000
"""Steps of a page's width and of its height in which the places of boxes are measured."""

SAME_LINE_OVERLAP = 0.5
"""Share of the smaller of two characters' heights that they have in common on one line."""

UPRIGHT = 0.7
"""Cosine of a character's angle above which its line runs along the page, not up or down it."""
