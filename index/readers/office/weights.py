"""Numbers of Office files. All are set by hand."""

MOST_CELLS = 1_000_000
"""Cells of a workbook, with empty ones that have a format: openpyxl takes 500 bytes for each."""

UNPACKED_LIMIT = 300_000_000
"""Bytes a package may unpack to: a .docx of 50 MB unpacks to less unless it is made to harm."""

OPEN_LIMIT = 40_000_000
"""Bytes of the content of an OpenDocument file: as a tree they take 15 times as much memory."""

MOST_REPEATED = 64
"""Columns that a cell of a text's table stands for at most."""
