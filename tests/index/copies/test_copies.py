"""Copies: which part of which document is the same as which part of another, and which is the original."""

import json
import random
import shutil
import sqlite3

import pytest
from support.helpers import BAKERY, COMET, HARBOUR, library, readback, rows, write
from support.reprints import KINDS, WIRE, Shelf, excerpt, prose, trimmed

from index.copies.copies import Copies

OTHER_REPORT = """Tessel cut off

Nobody drives across the river at Tessel before spring. Engineers who looked under water at the old crossing \
did not like what they saw: of its supports, two have cracks in them. Our reporter met Ilse Maddock there.

"I would not let my own children walk over it," she says. A detour by way of Ombry costs drivers the better \
part of an hour. Mayor Anholt is furious about a bill of 1.4 million crowns and wants to see the books.
"""

DISCLAIMER = (
    "\n\nThis report is for general information and is no advice. No part of it may be passed on without the"
    " consent of the publisher, who takes no liability for errors.\n"
)


@pytest.fixture
def shelf(tmp_path):
    made = Shelf(tmp_path)
    yield made
    made.catalog.close()


@pytest.fixture
def lib(tmp_path):
    opened = library(tmp_path / "lib")
    yield opened
    opened.close()


def quoted(shelf, span):
    texts = shelf.catalog.documents.text(span.document).text, shelf.catalog.documents.text(span.original).text
    return texts[0][span.start : span.end], texts[1][span.original_start : span.original_end]


@pytest.mark.parametrize("kind", KINDS)
def test_a_reprint_is_found_with_its_spans_and_its_original(shelf, kind):
    shelf.put("wire", WIRE)
    shelf.put("bakery", BAKERY)
    shelf.put(kind, KINDS[kind](WIRE, random.Random(5)))
    copies = shelf.catalog.copies.all()
    assert {(span.document, span.original) for span in copies.spans} == {(kind, "wire")}
    assert copies.originals(kind) == ("wire",)
    assert copies.originals("wire") == copies.originals("bakery") == ()
    assert copies.wholly(kind) == (kind != "excerpt")
    if kind != "reworded":
        assert all(mine == theirs for mine, theirs in (quoted(shelf, span) for span in copies.spans))


def test_what_is_no_copy(shelf):
    quotation = (
        '"We shall not sell one stone of this house, and we shall not lend one either," said Ada Brill.'
    )
    table = "Item: {}\nQuantity: {}\nPrice: {}\nRemarks: none\n\n"
    shelf.put("wire", WIRE)
    shelf.put("report", OTHER_REPORT)
    shelf.put("one", f"{HARBOUR}\n\n{quotation}")
    shelf.put("two", f"{COMET}\n\n{quotation}")
    for name, start in (("form", 3), ("other form", 900)):
        shelf.put(name, "".join(table.format(start + n, 7 * n + start, 11 * n + start) for n in range(40)))
    for n in range(4):
        shelf.put(f"week {n}", f"{prose(random.Random(n), 40)}\n\nRead more\nShare this article")
    assert shelf.pairs() == set()


def test_a_form_filled_in_anew_is_no_copy(shelf):
    lines = "In week {} the depot at Orle took in {} crates of pears and sent out {} crates on lorries."
    for name, first in (("spring", 1), ("autumn", 40)):
        weeks = (lines.format(first + n, 311 + 7 * (first + n), 205 + 3 * (first + n)) for n in range(12))
        shelf.put(name, "\n".join(weeks))
    assert shelf.pairs() == set()


def test_a_notice_in_many_documents_is_no_copy_and_a_reprint_in_many_is(shelf):
    for n in range(6):
        shelf.put(f"own {n}", prose(random.Random(n), 40) + DISCLAIMER)
    for n in range(6):
        shelf.put(f"wire {n}", WIRE + prose(random.Random(100 + n), 2))
    assert {frozenset(name.split()[0] for name in pair) for pair in shelf.pairs()} == {frozenset(["wire"])}
    copies = shelf.catalog.copies.all()
    assert copies.independent([(f"wire {n}", 0, 90) for n in range(6)]) == 1
    assert copies.independent([(f"own {n}", 0, 90) for n in range(6)]) == 6


def test_a_dropped_paragraph_makes_two_spans(shelf):
    parts = WIRE.strip().split("\n\n")
    shelf.put("wire", WIRE)
    shelf.put("shorter", "\n\n".join([*parts[:2], *parts[3:]]))
    spans = shelf.catalog.copies.all().spans
    assert [quoted(shelf, span)[0] for span in spans] == ["\n\n".join(parts[:2]), "\n\n".join(parts[3:])]
    assert all(mine == theirs for mine, theirs in (quoted(shelf, span) for span in spans))


def test_a_span_begins_where_the_shared_words_do(shelf):
    parts = WIRE.strip().split("\n\n")
    shelf.put("wire", WIRE)
    shelf.put("blog", f"{BAKERY}\n\nThe newspapers wrote today that {parts[2]}\n\n{COMET}")
    [span] = shelf.catalog.copies.all().spans
    mine, theirs = quoted(shelf, span)
    assert mine == theirs == parts[2]


@pytest.mark.parametrize("first", ["wire", "copy"])
def test_the_original_is_the_earlier_by_date_whichever_was_added_first(shelf, first):
    for name in (first, "copy" if first == "wire" else "wire"):
        shelf.put(name, WIRE, published="2026-03-01" if name == "wire" else "2026-03-02")
    assert shelf.catalog.copies.all().originals("copy") == ("wire",)
    shelf.catalog.describe("wire", "wire", None, "2026-03-03", None)
    assert shelf.catalog.copies.all().originals("wire") == ("copy",)
    assert shelf.catalog.copies.all().originals("copy") == ()


def test_the_original_is_the_one_whose_outlet_the_other_names(shelf):
    shelf.put("post", f"{WIRE}\n\nThe repairs begin in spring, reports the Ombry News Service.")
    shelf.put("agency", WIRE)
    assert shelf.catalog.copies.all().originals("agency") == ("post",)
    shelf.catalog.describe("agency", "agency", "Ombry News Service", None, None)
    assert shelf.catalog.copies.all().originals("agency") == ()
    assert shelf.catalog.copies.all().originals("post") == ("agency",)


def test_a_document_with_another_text_among_its_own_is_not_the_original(shelf):
    shelf.put("blog", excerpt(WIRE, random.Random(2)))
    shelf.put("wire", WIRE)
    assert shelf.catalog.copies.all().originals("blog") == ("wire",)
    assert not shelf.catalog.copies.all().wholly("blog")


def test_a_part_of_a_text_is_a_copy_of_the_whole(shelf):
    shelf.put("part", trimmed(WIRE, random.Random(0)))
    shelf.put("wire", WIRE)
    assert shelf.catalog.copies.all().originals("part") == ("wire",)


def test_an_excerpt_is_no_independent_source_and_what_stands_beside_it_is(shelf):
    shelf.put("wire", WIRE)
    shelf.put("blog", blog := excerpt(WIRE, random.Random(2)))
    copies = shelf.catalog.copies.all()
    span = copies.spans[0]
    taken, source = ("blog", span.start, span.start + 80), ("wire", span.original_start, span.original_end)
    beside, elsewhere = ("blog", len(blog) - 80, len(blog)), ("wire", 0, 30)
    assert copies.same_source(taken, source)
    assert copies.same_source(taken, beside)
    assert not copies.same_source(beside, source)
    assert not copies.same_source(taken, elsewhere)
    assert copies.groups([beside, source]) == [[beside], [source]]
    assert copies.groups([elsewhere, taken, source]) == [[elsewhere, taken, source]]


def test_a_chain_of_copies_is_one_source(shelf):
    parts = WIRE.strip().split("\n\n")
    shelf.put("whole", WIRE, published="2026-03-01")
    shelf.put("first half", "\n\n".join(parts[:3]), published="2026-03-02")
    shelf.put("second half", "\n\n".join(parts[3:]), published="2026-03-03")
    shelf.put("another", OTHER_REPORT)
    copies = shelf.catalog.copies.all()
    places = [(name, 0, 40) for name in ("second half", "another", "first half")]
    assert copies.groups(places) == [[places[0], places[2]], [places[1]]]
    assert copies.independent(places) == 2
    assert Copies().groups(places) == [[place] for place in places]


def test_removing_an_original_leaves_its_copies_to_each_other(shelf):
    for n in range(14):
        shelf.put(f"{n}", WIRE + prose(random.Random(n), 1))
    for n in range(12):
        shelf.catalog.remove([f"{n}"])
        left = [f"{m}" for m in range(n + 1, 14)]
        copies = shelf.catalog.copies.all()
        assert copies.independent([(name, 0, 50) for name in left]) == 1
        assert {span.document for span in copies.spans} | {span.original for span in copies.spans} == set(
            left
        )
    shelf.catalog.remove(["12", "13"])
    assert shelf.catalog.copies.all() == Copies()


def test_nothing_is_left_of_what_was_removed(lib, tmp_path):
    added = lib.add(write(tmp_path / "in", {"a.txt": WIRE, "b.txt": WIRE + BAKERY})).added
    assert rows(lib.folder, "SELECT count(*) FROM copies") == [(1,)]
    assert len(lib.copies().spans) == 1
    lib.remove(added)
    assert lib.copies().spans == ()
    for table in ("copies", "shingles", "compared"):
        assert rows(lib.folder, f"SELECT count(*) FROM {table}") == [(0,)]


def test_replaced_and_indexed_anew_the_relation_names_what_is_there(lib, tmp_path):
    files = write(tmp_path / "in", {"a.txt": WIRE, "b.txt": BAKERY + WIRE})
    first, second = lib.add(files).added
    before = lib.copies()
    assert before.originals(second) == (first,)
    lib.reindex()
    assert [(s.document, s.start, s.original) for s in lib.copies().spans] == [
        (s.document, s.start, s.original) for s in before.spans
    ]
    write(tmp_path / "in", {"b.txt": COMET})
    lib.add(files)
    assert lib.copies().spans == ()


def test_a_library_made_before_copies_were_sought_gets_them_when_it_is_written_to(lib, tmp_path):
    files = write(tmp_path / "in", {"a.txt": WIRE, "b.txt": WIRE + BAKERY, "c.txt": COMET})
    first, second = lib.add(files[:2]).added
    lib.close()
    with sqlite3.connect(lib.folder / "catalog.sqlite3") as db:
        db.executescript("DROP TABLE copies; DROP TABLE shingles; DROP TABLE compared;")
        db.execute("DELETE FROM meta WHERE key = 'copies'")
    db.close()
    old = library(lib.folder)
    assert [document.copies_of for document in old.documents()] == [(), ()]
    assert old.search("When was the bridge built?")
    old.add(files[2:])
    assert old.copies().originals(second) == (first,)
    old.close()


def test_copies_of_some_documents(lib, tmp_path):
    texts = {"a.txt": WIRE, "b.txt": WIRE + BAKERY, "c.txt": COMET, "d.txt": COMET}
    a, b, c, d = lib.add(write(tmp_path / "in", texts)).added
    assert {span.document for span in lib.copies().spans} == {b, d}
    assert {span.document for span in lib.copies([a]).spans} == {b}
    assert lib.copies([c, d]).partners(c) == (d,)


def test_search_lists_the_others_behind_one(tmp_path):
    folder = write(tmp_path / "in", {"wire.txt": WIRE, "again.txt": BAKERY + WIRE})[0].parent
    with readback(tmp_path / "lib") as rb:
        rb.add([folder])
        hits = rb.search("What do the repairs cost, and who pays?").hits
        hit = next(hit for hit in hits if "1.4 million" in hit.citation.quote)
        assert sum("1.4 million" in hit.citation.quote for hit in hits) == 1
        [copy] = hit.copies
        assert {hit.citation.document, copy.document} == {document.id for document in rb.documents()}
        assert rb.text(copy.document).text[copy.start : copy.end] == copy.quote
        assert "Repairs will cost 1.4 million crowns" in copy.quote
        assert len({hit.citation.n for hit in hits} | {copy.n for hit in hits for copy in hit.copies}) > len(
            hits
        )
        alone = rb.search("What do the repairs cost?", [hit.citation.document]).hits
        assert not any(one.copies for one in alone)


def test_the_terminal_says_where_else_a_passage_stands(cli, tmp_path):
    write(tmp_path / "in", {"wire.txt": WIRE, "again.txt": WIRE + BAKERY})
    where = ("--library", tmp_path / "lib")
    cli("add", tmp_path / "in", *where)
    said = cli("search", "painted bridge", *where, COLUMNS="200").stdout
    assert "also in: [" in said
    found = json.loads(cli("search", "painted bridge", "--json", *where).stdout)
    [copy] = found["hits"][0]["copies"]
    assert copy["document"] != found["hits"][0]["citation"]["document"]


def test_a_library_that_cannot_be_written_still_knows_its_copies(lib, tmp_path):
    lib.add(write(tmp_path / "in", {"a.txt": WIRE, "b.txt": WIRE + BAKERY}))
    lib.close()
    shutil.copytree(lib.folder, tmp_path / "other")
    (tmp_path / "other").chmod(0o555)
    other = library(tmp_path / "other")
    assert len(other.copies().spans) == 1
    other.close()
    (tmp_path / "other").chmod(0o755)


def test_a_long_document_is_compared_only_around_what_may_be_shared(shelf):
    rng = random.Random(4)
    page = prose(rng, 20)
    for name in ("one", "other"):
        parts = [prose(rng, 20) for _ in range(60)]
        parts.insert(rng.randrange(60), page)
        shelf.put(name, "\n\n".join(parts))
    [span] = shelf.catalog.copies.all().spans
    assert quoted(shelf, span) == (page, page)
