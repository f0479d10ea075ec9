"""Tables as text: each row names its columns."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.files import written

from index.read import read
from index.readers.data_table import read_table
from index.sentences import sentence_spans


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.csv", "Cart,1901\nOx cart,17\n", "Cart; 1901\n\nRow 2: Cart: Ox cart; 1901: 17"),
        ("a.csv", "Cart;Toll\n\nOx;1,5\nT;\n", "Cart; Toll\n\nRow 3: Cart: Ox; Toll: 1,5\n\nRow 4: Cart: T"),
        ("a.tsv", "Cart\tToll\nOx, cart\t17\n", "Cart; Toll\n\nRow 2: Cart: Ox, cart; Toll: 17"),
        ("a.csv", 'Cart,Note\nOx,"slow,\n""sure"""\n', 'Cart; Note\n\nRow 2: Cart: Ox; Note: slow, "sure"'),
        ("a.csv", "1,2\n3,4\n", "Row 1: Column 1: 1; Column 2: 2\n\nRow 2: Column 1: 3; Column 2: 4"),
        ("a.csv", "Cart,Toll\nOx,17,extra\n", "Cart; Toll\n\nRow 2: Cart: Ox; Toll: 17; Column 3: extra"),
        ("a.csv", "Cart\nOx\n", "Cart\n\nRow 2: Cart: Ox"),
    ],
)  # fmt: skip
def test_a_row_can_be_read_alone(tmp_path, name, content, text):
    assert read(written(tmp_path, name, content)).text == text


def test_a_small_table_lowers_no_limit_of_the_process():
    before = csv.field_size_limit()
    read_table("a.csv", b"Cart,Toll\nOx,17\n")
    assert csv.field_size_limit() >= before


def test_rows_of_one_length_are_sentences_of_their_own(tmp_path):
    """They are no paragraph that was broken to fit a width."""
    rows = [f"Ox cart number {n:03},The miller of the upper weir,{n}" for n in range(9)]
    text = read(written(tmp_path, "a.csv", "\n".join(["Cart,Owner,Toll", *rows]))).text
    assert [text[start:end] for start, end in sentence_spans(text)] == text.split("\n\n")
    assert len(text.split("\n\n")) == 10


def test_a_table_of_another_encoding(tmp_path):
    content = "Größe;Gewicht\nmäßig;für zwei\n".encode("cp1252")
    assert "Größe: mäßig; Gewicht: für zwei" in read(written(tmp_path, "tolls_of_1901.csv", content)).text


@given(st.lists(st.text('abc xyz,;"\n\t|é', min_size=1, max_size=12), min_size=2, max_size=4))
def test_every_cell_is_kept(cells):
    kept = [" ".join(cell.split()) for cell in cells]
    if not all(kept):
        return
    file = io.StringIO()
    csv.writer(file).writerows([[f"Name {n}" for n in range(len(cells))], cells])
    text = read_table("a.csv", file.getvalue().encode()).text
    assert text.endswith("Row 2: " + "; ".join(f"Name {n}: {cell}" for n, cell in enumerate(kept)))
