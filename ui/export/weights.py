"""Sizes of an exported Word file, chosen by hand."""

BODY_SIZE = 10.5
"""Points of the text and of lists. By hand."""

SMALL_SIZE = 9.5
"""Points of quotations, remarks, problems and endnotes. By hand."""

LINE_SPACING = 1.15
"""Line height as a multiple of the font's. By hand."""
