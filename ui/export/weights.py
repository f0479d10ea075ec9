"""Sizes of type in a Word file, chosen by hand."""

TEXT_SIZE = 10.5
"""Points of the text. By hand."""
SMALL_SIZE = 9.5
"""Points of notes, quotations and faults. By hand."""
LINE_SPACING = 1.15
"""Line height, in single lines. By hand."""
