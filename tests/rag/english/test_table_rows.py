"""Rows of tables: their cells, and the head above them."""

import pytest

from rag.english.table_rows import cells_of, head_of

MARKDOWN = "Fares\n\n| Ship | 1901 |\n|---|--:|\n| Ada | 9 |\r\n| Bea | 12 |\n\nEnd | of it.\n"
READ = "Ship | 1901 | 1902\nAda | 9 | 10\nBea | 12 | 13\n\nName | Ada\nTons | 9"


def row(text, line):
    start = text.index(line)
    found = cells_of(text, start, start + len(line))
    head = head_of(text, start) if found else None
    return (text[slice(*found)] if found else None), (text[slice(*head)] if head else None)


@pytest.mark.parametrize(
    ("text", "line", "cells", "head"),
    [
        (MARKDOWN, "| Bea | 12 |", "Bea | 12", "Ship | 1901"),
        (MARKDOWN, "| Ada | 9 |", "Ada | 9", "Ship | 1901"),
        (MARKDOWN, "| Ship | 1901 |", "Ship | 1901", None),
        (MARKDOWN, "Fares", None, None),
        (MARKDOWN, "of it.", None, None),
        (READ, "Bea | 12 | 13", "Bea | 12 | 13", "Ship | 1901 | 1902"),
        (READ, "Tons | 9", "Tons | 9", None),  # a list of names and values
    ],
)
def test_a_row_has_its_cells_and_the_head_of_its_table(text, line, cells, head):
    assert row(text, line) == (cells, head)
