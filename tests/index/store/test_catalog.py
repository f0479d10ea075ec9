"""The catalog by itself: what it stores it gives back, and what is not ready nobody finds."""

import sqlite3
import threading

import numpy as np
import pytest
from support.helpers import BAKERY, HARBOUR, embedder
from support.stores import give_vectors, only_sqlite, put_words

from index.chunk import split
from index.document import Page, ParsedDocument, Span
from index.errors import LibraryError, LibraryMissing, LibraryReadOnly, LibraryVersion
from index.store.catalog import Catalog
from index.store.incoming import Incoming


def add(catalog, id, text, **about):
    """Add a text with its vectors; returns its passages, and their vectors."""
    passages = put_words(catalog, id, text, **about)
    [vectors] = give_vectors(catalog)
    return passages, vectors


def start(catalog, id, text):
    """Begin to add a text; it has its vectors, but is not ready."""
    reading = ParsedDocument(text, "text/plain", id)
    passages = split(text, embedder().token_starts, 40)
    catalog.start_adding([Incoming(id, "0" * 64, f"/x/{id}.txt", "en", reading, passages)], embeds=True)
    give_vectors(catalog, pending=True)


def test_a_document_comes_back_as_it_was(catalog):
    text = "Published 4 May 1907\n" + HARBOUR
    evidence = Span(10, 20, "4 May 1907")
    pages = (Page(1, 0, 30), Page(2, 30, len(text)))
    passages, _ = add(
        catalog,
        "a",
        text,
        title="Velm",
        outlet="The Post",
        published="1907-05-04",
        published_evidence=evidence,
        pages=pages,
    )
    [document] = catalog.documents.all()
    assert (document.id, document.title, document.outlet, document.published) == (
        "a",
        "Velm",
        "The Post",
        "1907-05-04",
    )
    assert document.published_evidence == evidence
    assert (document.characters, document.passages, document.state) == (len(text), len(passages), "ready")
    assert catalog.documents.text("a").text == text
    assert catalog.documents.text("a").pages == pages
    assert catalog.documents.unfinished() == ()


def test_passages_come_back_in_the_order_asked_for(catalog):
    passages, vectors = add(catalog, "a", HARBOUR)
    numbers = catalog.passages.numbers_of("a")
    stored = catalog.passages.get(numbers[::-1])
    assert [p.text for p in stored] == [p.text for p in passages[::-1]]
    for kept, passage, made in zip(stored[::-1], passages, vectors, strict=True):
        assert kept.sentences == passage.sentences
        assert len(kept.words) == len(passage.sentences)
        assert kept.vector @ made.passage > 0.9999
        assert np.allclose(kept.sentence_vectors, made.sentences, atol=1e-3)


def test_what_is_not_ready_nobody_finds(catalog):
    start(catalog, "a", HARBOUR)
    numbers = catalog.passages.numbers_of("a+")
    assert catalog.documents.all() == ()
    assert catalog.documents.unfinished() == ("a+",)
    assert catalog.passages.get(numbers) == []
    assert catalog.words.search(["harbour"], (), 10) == {}
    assert len(catalog.passages.vectors()[0]) == 0
    assert catalog.passages.count() == 0


def test_what_is_not_ready_weighs_nothing(catalog):
    add(catalog, "a", HARBOUR)
    before = catalog.words.search(["harbour"], (), 10), catalog.words.passage_counts(["harbour"])
    start(catalog, "b", BAKERY + HARBOUR)
    assert (catalog.words.search(["harbour"], (), 10), catalog.words.passage_counts(["harbour"])) == before
    assert catalog.words.count(catalog.passages.numbers_of("b+")) == len(catalog.passages.numbers_of("b+"))
    catalog.remove_unfinished()
    assert catalog.documents.unfinished() == ()
    assert (catalog.words.search(["harbour"], (), 10), catalog.words.passage_counts(["harbour"])) == before


def test_all_is_exchanged_in_one_step(catalog):
    for id, text in (("a", HARBOUR), ("b", BAKERY)):
        add(catalog, id, text)
    documents, numbers = catalog.documents.all(), catalog.passages.numbers()
    for id, text in (("a", HARBOUR), ("b", BAKERY)):
        start(catalog, id, text)
    with catalog.database.snapshot():
        assert (catalog.documents.all(), catalog.passages.numbers(), catalog.properties.edition()) == (
            documents,
            numbers,
            0,
        )
        thread = threading.Thread(target=catalog.finish_all, args=("new vectors",))
        thread.start()
        thread.join()
        assert (catalog.documents.all(), catalog.passages.numbers(), catalog.properties.edition()) == (
            documents,
            numbers,
            0,
        )
    assert catalog.documents.all() == documents
    assert not set(catalog.passages.numbers()) & set(numbers)
    assert catalog.words.count(catalog.passages.numbers()) == catalog.passages.count() == len(numbers)
    assert (catalog.properties.get("fingerprint"), catalog.properties.edition()) == ("new vectors", 1)


@only_sqlite
def test_removing_leaves_nothing(catalog, tmp_path):
    for id, text in (("a", HARBOUR), ("b", BAKERY)):
        add(catalog, id, text)
    catalog.remove(["a", "b", "c"])
    with sqlite3.connect(tmp_path / "catalog.sqlite3") as db:
        for table in ("documents", "passages", "words", "word_counts", "waiting_words"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    db.close()


@only_sqlite
def test_documents_take_the_place_of_others_all_at_once_or_not_at_all(catalog):
    add(catalog, "a", HARBOUR)
    reading = ParsedDocument(BAKERY, "text/plain", "b")
    passages = split(BAKERY, embedder().token_starts, 40)
    new = Incoming("b", "1" * 64, "/x/a.txt", "en", reading, passages, {"a": "0" * 64})
    with pytest.raises(sqlite3.IntegrityError):
        catalog.add([new, new], embeds=True)
    assert [document.id for document in catalog.documents.all()] == ["a"]
    assert catalog.words.search(["bakeri"], (), 10) == {}
    assert catalog.unembedded.count() == 0
    catalog.add([new], embeds=True)
    assert [document.id for document in catalog.documents.all()] == ["b"]
    assert catalog.words.search(["bakeri"], (), 10).keys() <= set(catalog.passages.numbers_of("b"))
    assert catalog.words.search(["bakeri"], (), 10)
    assert catalog.words.search(["karr"], (), 10) == {}
    assert catalog.unembedded.count() == 1


@only_sqlite
def test_a_write_that_fails_leaves_nothing(catalog):
    start(catalog, "a", HARBOUR)
    with pytest.raises(sqlite3.IntegrityError):
        start(catalog, "a", BAKERY)
    assert catalog.words.search(["bakeri"], (), 10) == {}
    assert catalog.documents.unfinished() == ("a+",)
    catalog.finish_all("of other vectors")
    assert len(catalog.documents.all()) == 1


def test_copies_are_texts_that_differ_in_nothing_told(catalog):
    for id in "abc":
        add(catalog, id, HARBOUR if id != "b" else BAKERY)
    assert [d.copies_of for d in catalog.documents.all()] == [(), (), ("a",)]


def test_evidence_after_a_nul_is_there(catalog):
    text = "\x00 Published 4 May 1907\n" + HARBOUR
    at = text.index("4 May")
    add(catalog, "a", text, published="1907-05-04", published_evidence=Span(at, at + 10, "4 May 1907"))
    assert catalog.documents.all()[0].published_evidence.text == "4 May 1907"


def test_many_passages_and_words_at_once(catalog):
    add(catalog, "a", HARBOUR * 30)
    numbers = list(range(3000))
    assert (
        len(catalog.passages.get(numbers))
        == catalog.words.count(numbers)
        == len(catalog.passages.numbers_of("a"))
    )
    terms = [f"word{n}" for n in range(40_000)]
    assert catalog.words.passage_counts(terms)[0] == {}


@only_sqlite
def test_every_thread_has_its_own_connection(catalog):
    add(catalog, "a", HARBOUR)
    failed = []

    def read():
        try:
            assert catalog.documents.all()[0].id == "a"
            catalog.close()
        except Exception as error:  # noqa: BLE001
            failed.append(error)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed


def test_no_file_no_catalog(tmp_path):
    with pytest.raises(LibraryMissing, match="readback add"):
        Catalog.open(tmp_path / "catalog.sqlite3")
    assert not (tmp_path / "catalog.sqlite3").exists()


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_damaged_file_is_named(tmp_path, content):
    (tmp_path / "catalog.sqlite3").write_bytes(content)
    with pytest.raises(LibraryError, match=r"catalog\.sqlite3"):
        Catalog.open(tmp_path / "catalog.sqlite3")


@pytest.mark.parametrize("version", [0, 99])
def test_another_format_is_refused(tmp_path, version):
    Catalog.create(tmp_path / "catalog.sqlite3").close()
    with sqlite3.connect(tmp_path / "catalog.sqlite3") as db:
        db.execute(f"PRAGMA user_version = {version}")
    db.close()
    with pytest.raises(LibraryVersion, match="newer" if version else "older"):
        Catalog.open(tmp_path / "catalog.sqlite3")


def test_an_empty_file_is_no_catalog(tmp_path):
    (tmp_path / "catalog.sqlite3").touch()
    with pytest.raises(LibraryError, match="no catalog of Readback's"):
        Catalog.open(tmp_path / "catalog.sqlite3")


@only_sqlite
def test_an_immutable_file_is_read_and_not_written(tmp_path, catalog):
    catalog.properties.set("key", "value")
    other = tmp_path / "a # strange ? folder"
    other.mkdir()
    catalog.close()
    (tmp_path / "catalog.sqlite3").rename(other / "catalog.sqlite3")
    with sqlite3.connect(other / "catalog.sqlite3") as db:
        db.execute("PRAGMA journal_mode = DELETE")
    db.close()
    opened = Catalog.open(other / "catalog.sqlite3")
    assert opened.properties.get("key") == "value"
    opened.database.connection.execute("PRAGMA query_only = ON")
    with pytest.raises((LibraryReadOnly, sqlite3.OperationalError)):
        opened.properties.set("key", "other")
    assert opened.properties.get("key") == "value"
    opened.close()
