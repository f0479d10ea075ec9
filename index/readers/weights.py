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

SNIFFED, LONGEST_HEADING = 8_000, 80
"""Characters from which a table's delimiter is told, and those of the longest name of a column."""

# Word

UNPACKED_LIMIT = 300_000_000
"""Bytes a package may unpack to: a .docx of 50 MB unpacks to less unless it is made to harm."""

# The lines of a printed page (paragraphs.py)

EDGE_LINES = 2
"""Lines at the top and at the bottom of a page that may be page furniture."""

MANY_PAGES = 2
"""Pages with such a line, for it to be page furniture."""

TITLE_TOP, TITLE_LENGTH = 20, 250
"""Lines at the top of a page among which a title is, and characters of the longest title."""

TITLE_SIZE, SAME_SIZE = 1.25, 0.85
"""Size of a title's print: from so many times the median on, and its other lines from this share of it on."""

AROUND = 40
"""Lines before and after one from which its column's width is read: of the whole page that would be dear."""

PITCH_LEAST, PITCH_MOST = 0.5, 2.5
"""Distance of two lines, in heights of the font, that counts for the usual distance."""

SAME_LINE = 0.45
"""Distance below which two pieces are of one printed line, in heights of the font."""

OTHER_SIZE = 0.15
"""Difference of two lines' sizes, as a share of the larger, from which a heading or a footnote begins."""

FAR = 6
"""Distance from which a line is far away, as in a new column, in heights of the font."""

GAP_AFTER_END, GAP_WITHIN = 1.3, 1.7
"""Distance that begins a paragraph, in usual distances: after the end of a sentence, and within one."""

INDENT = 0.8
"""Indent that begins a paragraph, in heights of the font."""

COLUMN_EDGE = 3
"""Difference of two lines' left edges within one column, in heights of the font."""

ROOM_AFTER_END, ROOM_WITHIN = 0.12, 0.5
"""Share of a column left empty by a paragraph's last line: after the end of a sentence, and without one."""

RUNS_ON = 40
"""Characters of a page's last paragraph from which it may run on over the page's end."""

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
