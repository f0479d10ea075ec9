"""Web pages that are a text alone: all of it is read, row by row, and nothing is taken for a frame."""

import pytest
from support.files import written

from index.read import read
from index.readers.whole_page import plain_text

TABLE = "<table><tr><th>Boat</th><th>Fee</th></tr><tr><td><p>Yacht</p></td><td><p>19</p></td></tr></table>"
NOTES = "<section class='footnotes'><ol><li>Some say 1908.</li></ol></section>"
PROSE = "<p>Two divers painted the roof of the harbour office while it rained, and nobody thanked them.</p>"


def test_a_saved_text_is_read_whole_whatever_it_begins_with(tmp_path):
    body = f"<h2>Fees</h2>{TABLE}<h2>Notes</h2>{NOTES}<h2>Works</h2>{PROSE * 3}{TABLE}"
    page = f"<html><head><title>The log</title></head><body>{body}</body></html>"
    text = read(written(tmp_path, "a.html", page)).text
    assert text.split("\n\n")[:6] == [
        "The log",
        "Fees",
        "Boat | Fee",
        "Yacht | 19",
        "Notes",
        "Some say 1908.",
    ]


@pytest.mark.parametrize("around", ["<nav>{}</nav>", "<div>{}</div>"])
def test_links_around_an_article_are_no_part_of_it(tmp_path, around):
    links = "".join(f"<a href='/{n}'>Everything on tides of class {n}</a> " for n in range(40))
    page = f"<html><body>{around.format(links)}<h1>The roof</h1>{PROSE * 4}</body></html>"
    assert "tides" not in read(written(tmp_path, "a.html", page)).text


def test_a_cell_of_several_paragraphs_keeps_them_apart():
    assert plain_text("<table><tr><td><p>a</p><p>b</p></td></tr></table>") == "a\n\nb"


def test_lines_and_paragraphs_of_preformatted_text_stay():
    page = (
        "<body><pre>HARBOUR ACT\n\n    Boats under six metres\npay half of\n the levy.\n \t\nSec. 2. "
        "<b>Dogs</b> stay\r\nashore.</pre><p>Printed\nin Velm.</p></body>"
    )
    assert plain_text(page) == (
        "HARBOUR ACT\n\nBoats under six metres\npay half of\nthe levy.\n\nSec. 2. Dogs stay\nashore.\n\n"
        "Printed in Velm."
    )
