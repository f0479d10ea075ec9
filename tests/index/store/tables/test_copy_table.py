"""The pairs of documents that share text, read from a real catalog."""

from support.helpers import BAKERY
from support.reprints import WIRE, Shelf


def test_pairs_of_some_documents_and_of_all(tmp_path):
    shelf = Shelf(tmp_path)
    for id, text in (("a", WIRE), ("b", WIRE), ("c", BAKERY), ("d", BAKERY)):
        shelf.put(id, text)
    copies = shelf.catalog.copies
    assert {(one.document, one.original) for one in copies.all().spans} == {("b", "a"), ("d", "c")}
    assert [one.document for one in copies.of(["c"]).spans] == ["d"]
    assert copies.of([]) == copies.all()
    assert copies.all() is copies.all()
    shelf.catalog.remove(["d"])
    assert [one.document for one in copies.all().spans] == ["b"]
    shelf.catalog.close()


def test_a_library_without_the_table_has_no_copies(tmp_path):
    shelf = Shelf(tmp_path)
    shelf.put("a", WIRE)
    shelf.put("b", WIRE)
    with shelf.catalog.database.writing() as db:
        db.execute("DROP TABLE copies")
    assert shelf.catalog.copies.all().overlaps == ()
    shelf.catalog.close()
