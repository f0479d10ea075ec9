"""The documents of a catalog, as they are read."""

from support.helpers import BAKERY, HARBOUR
from support.stores import put


def test_documents_are_found_by_address_and_id(catalog):
    put(catalog, "bakery", BAKERY)
    assert catalog.documents.at("/x/bakery.txt") == {"bakery": "0" * 64}
    assert catalog.documents.at("/x/other.txt") == {}
    assert (catalog.documents.has("bakery"), catalog.documents.has("other")) == (True, False)
    assert catalog.documents.languages(["bakery", "other"]) == {"en"}
    assert catalog.documents.languages() == {"en"}


def test_documents_come_in_the_order_added_with_what_they_copy(catalog):
    for id, text in (("z", HARBOUR), ("a", BAKERY), ("m", HARBOUR)):
        put(catalog, id, text)
    assert [(one.id, one.copies_of) for one in catalog.documents.all()] == [
        ("z", ()), ("a", ()), ("m", ("z",)),
    ]  # fmt: skip


def test_some_documents_are_read_without_the_others(catalog):
    for id, text in (("z", HARBOUR), ("a", BAKERY), ("m", HARBOUR)):
        put(catalog, id, text)
    with catalog.database.writing() as db:
        db.execute("UPDATE documents SET id = 'a+', state = 'indexing' WHERE id = 'a'")
    assert [(one.id, one.copies_of) for one in catalog.documents.some(["m", "a", "a+", "z"])] == [
        ("z", ()), ("m", ("z",)),
    ]  # fmt: skip
    assert catalog.documents.some([]) == ()
    assert catalog.documents.count() == 2
    assert catalog.documents.addresses() == [("z", "/x/z.txt"), ("m", "/x/m.txt")]
    assert [catalog.documents.has_ready(id) for id in ("z", "a", "a+")] == [True, False, False]


def test_the_version_differs_once_a_document_does(catalog):
    versions = [catalog.documents.version()]
    put(catalog, "bakery", BAKERY)
    versions.append(catalog.documents.version())
    catalog.describe("bakery", "Bread", "The Post", None, None)
    versions.append(catalog.documents.version())
    catalog.properties.set("edition", "7")
    assert catalog.documents.version() == versions[-1]
    catalog.remove(["bakery"])
    versions.append(catalog.documents.version())
    assert versions[3] == versions[0]
    assert len(set(versions)) == 3
