"""The left pane."""

from support.parsed import Parsed, document

from ui.web.panes.reprints import Group, Reprint
from ui.web.panes.sources import source_list


def test_the_list_says_who_when_and_what_repeats_what():
    twin = Reprint(document(outlet="Harbour Wire", copies_of=("d1",)), document(), 0.98)
    text = Parsed(
        source_list([Group(document(), (twin,)), Group(document(outlet=None, published=None))])
    ).text
    assert "Corrin Courier · 14 Mar 2026" in text
    assert "ferry.txt" in text
    assert "2 articles share this text" in text
    assert "Harbour Wire · 14 Mar 2026 · 98% same" in text


def test_an_empty_list_explains_itself():
    assert "No documents yet" in source_list([])
