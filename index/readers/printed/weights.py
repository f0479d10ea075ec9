"""Numbers of printed pages: which words make lines, columns and tables. All are set by hand."""

# The words of a page (page_words.py, visible.py)

ANGLES_SAMPLED = 16
"""Characters of a page whose angle is looked at."""

LINE_WIDTH = 0.6
"""Width of a line without wide gaps, at most, in heights of the font for each character."""

FONT_BOX = 1.2
"""Height of a font's box, in nominal sizes of the font."""

WHITE_FROM = 235
"""Value of the darkest of red, green and blue from which print may be white on white."""

SEEN_FROM = 24
"""Difference of grey, of 255, from which print is seen on its paper: light grey print on white is."""

PAPER_PIXELS = 2_000_000
"""Pixels of the drawing in which print is looked for."""

# The pieces of lines (pieces.py); in heights of the font, which are some 1.2 times its nominal size

SAME_ROW = 0.45
"""Distance of two baselines below which two pieces are of one row."""

OTHER_LINE = 0.8
"""Distance of two baselines from which they are two lines, though pdfium says nothing of a line's end."""

WIDE = 0.9
"""Gap between two words from which they are two pieces: words of justified lines stand less far apart."""

TOUCHING = 0.15
"""Gap between two words below which there is no space between them."""

RAISED_FROM = 0.2
"""Height above the line from which figures are raised."""

RAISED_SIZE = 0.95
"""Size of raised figures, at most, as a share of the words beside them."""

APART = 2.5
"""Distance of two baselines from which print is not of one run."""

LETTER_HEIGHT = 0.5
"""Height of most letters."""

MOST_RUNS = 300
"""Runs of pieces drawn from the top down that are put in place: each is compared with all print of a page."""

# Text side by side (columns.py, print_tables.py); in heights of the font where nothing else is said

SAME_BASE = 0.3
"""Distance of two baselines below which two pieces are of one row, however far apart they stand."""

GUTTER = 0.6
"""Width of an empty stretch from which it parts two columns."""

NEAR_ROW = 3.0
"""Distance within which the next row says whether a gap goes on."""

PROSE_LINES, PROSE_WORDS = 3, 4
"""Lines and words a line (the median) from which a column is running text."""

FILLED = 0.55
"""Share of its column's width that the median line of running text fills."""

BY_ROWS = 0.9
"""Share of the pieces, at least, that were drawn right of or below the one before, if rows were drawn."""

TABLE_ROWS = 3
"""Rows with cells side by side from which there is a table."""

FILLED_CELLS = 0.6
"""Share of a table's cells, at least, that hold something: a form has more room than text."""

CELL_WORDS = 4
"""Words of a cell of a table, at most, for half of the cells."""

UNIT_LETTERS = 3
"""Letters, at most, beside the figure of a cell."""

WRAPPED_CELL = 1.3
"""Distance below which a line goes on with the cells of the row above."""

# Numbers in the margin, forms, footnotes (line_numbers.py, form_fields.py, footnotes.py)

NUMBERED_LINES, NUMBERED_SHARE = 5, 0.8
"""Numbers of lines on a page, at least, and lines of text for each of them."""

RUNNING_ON = 0.15
"""Share of the numbered lines that begin with a small letter, at least, as lines within a sentence do."""

FIELD_ROW = 0.8
"""Distance of the baselines of a field and of its label, in heights of the font."""

LABEL_NEAR = 2.5
"""Distance of the baselines within which a field's label is looked for, in heights of the font."""

FOOTNOTE_SIZE = 0.92
"""Size of a footnote's print, at most, as a share of the page's median."""

# The lines of a printed page (paragraphs.py)

TITLE_TOP, TITLE_LENGTH = 20, 250
"""Lines at the top of a page among which a title is, and characters of the longest title."""

TITLE_SIZE, SAME_SIZE = 1.25, 0.85
"""Size of a title's print: from so many times the median on, and its other lines from this share of it on."""

AROUND = 40
"""Lines before and after one from which its column's width is read: of the whole page that would be dear."""

PITCH_LEAST, PITCH_MOST = 0.5, 2.5
"""Distance of two lines, in heights of the font, that counts for the usual distance."""

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

# Running heads and feet (running_lines.py)

PAGE_EDGE = 0.15
"""Share of a page's height at its top and at its foot in which running lines stand."""

SAME_PLACE = 6.0
"""Points by which the place of a running line differs from page to page."""

LONGEST_RUNNING = 200
"""Characters of a line by which it is compared with those of other pages."""

MANY_PAGES = 2
"""Pages with such a line, at least."""

# Lines that OCR read

SAME_PRINT = 0.25
"""Difference of a line's height from the page's usual one, as a share of it, within which it is the usual."""

PRINT_HEIGHT, BASELINE = 0.85, 0.25
"""Shares of a box around a line: the height of its print, and how far its baseline lies above its foot."""
