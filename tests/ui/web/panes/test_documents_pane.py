"""The documents as HTML: groups of copies, and names that are nothing but text."""

from html.parser import HTMLParser

import pytest

from index.copies.copies import Copies
from index.copies.origin import Overlap, Party
from index.document import Document
from ui.web.panes.documents_pane import documents_view
from ui.web.panes.reprints import groups
from ui.web.panes.sources import source_list

HOSTILE = "\"><img src=x onerror=alert(1)> <script>alert(2)</script> ${1+1} {{7*7}} '\u202egnp.exe &amp;"


def document(id, title="A title", outlet=None, copies_of=(), **others):
    known = {
        "published": "2026-03-14", "path": f"/papers/{id}.txt", "media_type": "text/plain",
        "characters": 1000,
    }  # fmt: skip
    return Document(
        id=id, sha256=id, title=title, outlet=outlet, published_evidence=None, passages=3,
        copies_of=tuple(copies_of), **{"state": "ready", **known, **others},
    )  # fmt: skip


def overlap(later, earlier, shared):
    """``later`` repeats ``shared`` of its 1,000 characters from ``earlier``."""
    one = Party(2, later, "2026-03-15", 1000, ((0, shared),))
    return Overlap(one, Party(1, earlier, "2026-03-14", 1000, ((0, shared),)), 0)


class Reader(HTMLParser):
    """The tags of a page with what they say of themselves, and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.text, self.open = [], "", []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("input", "path", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag != "path":
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def all(self, tag, name=None):
        found = [attrs for kind, attrs in self.tags if kind == tag]
        return found if name is None else [attrs[name] for attrs in found if name in attrs]


def both(documents, *overlaps):
    found = groups(documents, Copies(tuple(overlaps)))
    return Reader(source_list(found, "v1")), Reader(documents_view(found, 50))


@pytest.mark.parametrize("which", ["title", "outlet", "path"])
def test_names_are_text_and_nothing_else(which):
    lead = document("a", **{which: HOSTILE})
    copy = document("b", copies_of=["a"], **{which: HOSTILE})
    for page in both([lead, copy], overlap("b", "a", 980)):
        assert not {"img", "script"} & {tag for tag, _ in page.tags}
        assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)
        assert which == "path" or HOSTILE in page.text
        assert page.open == []


def test_what_is_edited_begins_with_what_is_said_of_the_document():
    _, table = both([document("a", HOSTILE, HOSTILE, published=None)])
    [row] = [attrs for attrs in table.all("tr") if "data-id" in attrs]
    assert (row["data-title"], row["data-outlet"], row["data-published"]) == (HOSTILE, HOSTILE, "")


def test_copies_stand_under_the_document_that_they_repeat():
    documents = [
        document("post", "Crane shuts bridge", "The Post", ["wire"]),
        document("minutes", "Minutes"),
        document("wire", "Bridge shut", "The Wire"),
        document("radio", "Closed", "Radio", ["post"]),
    ]
    shared = [overlap("post", "wire", 987), overlap("radio", "post", 1000)]
    assert [[d.id for d in group.documents] for group in groups(documents, Copies(tuple(shared)))] == [
        ["minutes"],
        ["wire", "post", "radio"],
    ]
    left, table = both(documents, *shared)
    order = ["minutes", "wire", "post", "radio"]
    for page in (left, table):
        assert page.all("input", "data-id") == order
        assert page.text.count("3 articles share this text") == 1
    assert left.all("ul", "data-count") == ["4"]
    assert "98% same" in left.text
    assert "98% same as The Wire" in table.text
    assert "Same text as The Post" in table.text
    assert table.text.count("Ready") == 2


def test_those_that_share_a_part_are_not_said_to_share_the_text():
    documents = [document("a", "Long"), document("b", "Excerpt", copies_of=["a"])]
    left, table = both(documents, overlap("b", "a", 120))
    for page in (left, table):
        assert "2 articles share some text" in page.text
    assert "12% same" in left.text


def test_a_share_that_is_not_known_is_not_made_up():
    documents = [document("a", "First"), document("b", "Second", copies_of=["a"])]
    left, table = both(documents)
    assert "%" not in left.text + table.text
    assert "Shares text with First" in table.text


def test_documents_that_name_each_other_are_all_there():
    documents = [
        document("a", copies_of=["b"]),
        document("b", copies_of=["a"]),
        document("c", copies_of=["x"]),
    ]
    shown = [one.id for group in groups(documents, Copies()) for one in group.documents]
    assert sorted(shown) == ["a", "b", "c"]


def test_the_table_is_one():
    _, table = both([document("a"), document("b")])
    scopes = table.all("th", "scope")
    assert scopes.count("col") == 6
    assert scopes.count("row") == 2
    assert {"Remove A title", "Edit A title", "Guide to A title"} <= set(table.all("button", "aria-label"))
    assert "1,000 characters" in table.text
    assert "14 Mar 2026" in table.text


def test_an_empty_library_says_what_to_do():
    left, table = both([])
    assert "Files you add are listed here" in left.text
    assert "Add files or a folder" in table.text
    assert "50 MB" in table.text
    assert table.all("table") == []
    assert [attrs["data-version"] for _, attrs in left.tags if "data-version" in attrs] == ["v1"]


def test_documents_that_wait_for_their_vectors_are_marked_and_counted():
    every = [document("a"), document("b", state="indexing", error="nobody answers")]
    page = Reader(documents_view(groups(every, Copies()), 50))
    assert "1 ready" in page.text
    assert "1 document is found by its words only, until its vectors are made." in page.text
    [mark] = [one for one in page.all("span") if one.get("class") == "rb-pill-words"]
    assert mark["title"] == "nobody answers"
    assert page.text.count("Words only") == 1
