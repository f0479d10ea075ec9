"""Sizes of what a terminal shows, chosen by hand."""

WIDEST = 100
"""Columns of a line; longer ones tire the eye. By hand."""
NARROWEST = 20
"""Columns of a line at least, however narrow the terminal. By hand."""
ABREAST = 80
"""Columns of a terminal from which two texts stand side by side. By hand."""
LONGEST_UNCHECKED = 300
"""Characters shown of a sentence that claims nothing, which may be a page of code. By hand."""
NARROWEST_CELL = 12
"""Columns of a terminal that each column of a table needs at least, to stand beside the others. By hand."""
LONGEST_NAME = 40
"""Characters of what is being done, before a bar of progress. By hand."""
