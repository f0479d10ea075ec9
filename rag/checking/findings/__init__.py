"""What a sentence claims, taken apart: quantities, dates, names, who says what, and in which sense."""
