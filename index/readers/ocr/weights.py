"""Numbers of reading pictures. All are set by hand."""

MOST_PIXELS = 60_000_000
"""Pixels of a picture that is unpacked: A4 at 600 dots an inch has 35 million."""

MOST_OCR_PAGES, LONGEST_OCR = 100, 600.0
"""Pages of one file that are read by OCR, and seconds after which no further one is begun."""

FEWEST_LETTERS = 4
"""Letters and digits below which a picture has no words: a drawing's strokes look like one or two."""

OCR_WIDTH = 1_600
"""Pixels of the longer side with which a PDF's page is drawn for OCR: 140 dots an inch of A4."""

OCR_THREADS = 4
"""Threads of one OCR, at most."""

PICTURE_INCH = 150
"""Dots an inch that a picture is taken to have, which gives its size as a page."""

PICTURE_SECONDS = 60.0
"""Seconds of a processor for each picture that is read by OCR; usual ones take two to five."""
