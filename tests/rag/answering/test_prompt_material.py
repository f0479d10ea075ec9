"""What a model is shown for a question, of a real library: whole documents, or the passages that fit best."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.helpers import BAKERY, COMET, HARBOUR, readback, write
from support.prompts_read import chats, key_of
from support.scripted import ScriptedServer, reply

from index.errors import DocumentNotFound
from rag.answering.prompt_material import PromptMaterial, gather
from rag.model.prompt import block_size
from rag.model.writer import Room

QUAY = "How long is the quay of Velm?"
STORES = " ".join(f"The {n}th warehouse of Velm keeps {n * 7} barrels of herring." for n in range(20, 120))
EDITED = HARBOUR.replace("412 metres", "421 metres")
TEXTS = {
    "harbour.txt": HARBOUR, "bakery.txt": BAKERY, "stores.txt": STORES, "copy.txt": HARBOUR,
    "edited.txt": EDITED, "comet.md": COMET,
}  # fmt: skip
LARGE = Room(50_000, 50_000)


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("material")
    with readback(folder / "lib", owner=False) as rb:
        assert not rb.add(write(folder / "in", TEXTS)).failed
        yield rb


@pytest.fixture(scope="module")
def ids(rb):
    return {document.path.rsplit("/", 1)[-1]: document.id for document in rb.documents()}


@pytest.fixture(scope="module")
def material(rb):
    return gather(rb.library, [QUAY], (), LARGE)


def parts(material, tokens):
    """What is shown by the name of its document, where whole ones do not fit."""
    return {one.document.path.rsplit("/", 1)[-1]: one for one in material.choose(Room(0, tokens))}


def words(*shown):
    return [" ".join(sentence.text.split()) for one in shown for sentence in one.sentences]


def is_exact(rb, one):
    text = rb.text(one.document.id).text
    spans = [(s.start, s.end) for s in one.sentences]
    return one.text == text and spans == sorted(set(spans)) and all(
        text[s.start : s.end] == s.text for s in one.sentences
    )  # fmt: skip


# Whole documents


def test_documents_are_shown_whole_where_they_fit_in_the_order_added(rb, material):
    shown = material.choose(LARGE)
    assert [one.document.path.rsplit("/", 1)[-1] for one in shown] == [
        "harbour.txt", "bakery.txt", "stores.txt", "edited.txt", "comet.md",
    ]  # fmt: skip
    for one in shown:
        assert is_exact(rb, one)
        if not one.repeats:
            assert " ".join(words(one)) == " ".join(one.text.split())
    assert material.size == sum(map(block_size, shown))


def test_a_copy_is_folded_and_of_one_that_differs_only_that_is_shown(material):
    by_name = {one.document.path.rsplit("/", 1)[-1]: one for one in material.choose(LARGE)}
    assert [copy.path.rsplit("/", 1)[-1] for copy in by_name["harbour.txt"].copies] == ["copy.txt"]
    edited = by_name["edited.txt"]
    assert words(edited) == ["The quay is 421 metres long and was cut from grey granite."]
    assert edited.repeats.id == by_name["harbour.txt"].document.id


def test_whole_ones_are_chosen_exactly_as_long_as_they_fit(material):
    assert material.choose(Room(material.size, material.size)) == material.whole
    assert material.choose(Room(material.size - 1, material.size)) != material.whole


def test_a_library_too_large_for_it_is_not_read_whole(rb):
    small = gather(rb.library, [QUAY], (), Room(500, 50_000))
    assert (small.whole, small.size) == ((), 0)
    assert small
    assert parts(small, 50_000)


def test_a_copy_alone_in_scope_is_shown_whole(rb, ids):
    (one,) = gather(rb.library, [QUAY], [ids["edited.txt"]], LARGE).choose(LARGE)
    assert one.repeats is None
    assert len(one.sentences) == 6


# Passages


def test_passages_are_grouped_by_document_in_reading_order(rb, material):
    shown = parts(material, 20_000)
    assert list(shown) == [name for name in TEXTS if name in shown]
    assert all(is_exact(rb, one) for one in shown.values())
    assert len(shown["stores.txt"].sentences) == 100


@given(st.integers(0, 4_000))
@settings(max_examples=30, deadline=None)
def test_whatever_room_there_is_is_not_exceeded(rb, material, tokens):
    shown = material.choose(Room(0, tokens))
    assert sum(map(block_size, shown)) <= tokens
    assert all(one.sentences and is_exact(rb, one) for one in shown)
    assert len({one.document.id for one in shown}) == len(shown)


def test_the_best_passage_comes_first_and_one_too_long_is_cut_to_whole_sentences(rb, material):
    whole = block_size(next(iter(parts(material, 20_000).values())))
    found = [parts(material, tokens) for tokens in range(20, whole + 40, 10)]
    cut = [one for shown in found if len(shown) == 1 for one in shown.values() if len(one.sentences) < 6]
    assert len({len(one.sentences) for one in cut}) > 1
    assert all("metres long" in " ".join(words(one)) for one in cut)
    assert all(is_exact(rb, one) for one in cut)


def test_of_copies_among_passages_each_sentence_is_shown_once_and_what_differs_too(material):
    shown = parts(material, 20_000)
    found = [text for text in words(*shown.values()) if "metres long" in text]
    assert sorted(found) == [
        "The quay is 412 metres long and was cut from grey granite.",
        "The quay is 421 metres long and was cut from grey granite.",
    ]
    assert len(words(*shown.values())) == len(set(words(*shown.values())))


def test_only_a_document_that_has_the_very_sentences_is_named_as_a_copy(rb, material):
    named = {(one.document.id, copy.id) for one in parts(material, 20_000).values() for copy in one.copies}
    for one in parts(material, 20_000).values():
        for copy in one.copies:
            text = " ".join(rb.text(copy.id).text.split())
            assert all(sentence in text for sentence in words(one))
    assert named


def test_passages_before_and_after_those_found_are_joined(rb, ids):
    found = rb.library.search("warehouse 69th barrels", [ids["stores.txt"]], 1)
    material = gather(rb.library, ["warehouse 69th barrels"], [ids["stores.txt"]], Room(0, 2_000))
    assert len(rb.library.passages(ids["stores.txt"])) > 4
    numbers = [hit.ordinal for group in material.passages for hit in group]
    assert len(numbers) == len(set(numbers))
    assert {found[0].ordinal - 1, found[0].ordinal, found[0].ordinal + 1} & set(range(99)) <= set(numbers) | {
        -1
    }


def test_more_queries_find_more(rb):
    one = gather(rb.library, [QUAY], (), LARGE)
    more = gather(rb.library, [QUAY, "comet's tail", "rye bread"], (), LARGE)
    assert one.passages[0][0].number == more.passages[0][0].number
    assert len({group[0].document for group in more.passages[:3]}) == 3  # the best of each in turn
    shown = words(*parts(more, 20_000).values())
    assert len(shown) == len(set(shown))


# Scope


@pytest.mark.parametrize("room", [LARGE, Room(0, 3_000)])
def test_only_documents_in_scope_are_shown(rb, ids, room):
    scope = [ids["bakery.txt"], ids["comet.md"]]
    shown = gather(rb.library, [QUAY], scope, room).choose(room)
    assert {one.document.id for one in shown} <= set(scope)
    assert shown
    for one in gather(rb.library, [QUAY], [ids["harbour.txt"]], room).choose(room):
        assert one.copies == ()


def test_documents_are_named_as_they_are_everywhere(rb, ids):
    (one,) = gather(rb.library, [QUAY], ["comet.md"], LARGE).choose(LARGE)
    assert one.document.id == ids["comet.md"]
    with pytest.raises(DocumentNotFound):
        gather(rb.library, [QUAY], ["nowhere.txt"], LARGE)


def test_an_empty_library_has_nothing_to_show(tmp_path):
    with readback(tmp_path / "lib", owner=False) as rb:
        material = gather(rb.library, [QUAY], (), LARGE)
    assert not material
    assert list(material.choose(LARGE)) == []
    assert not PromptMaterial()


# Removed meanwhile


@pytest.mark.parametrize("room", [LARGE, Room(0, 3_000)])
def test_what_was_gathered_stays_when_its_document_is_removed(tmp_path, room):
    with readback(tmp_path / "lib", owner=False) as rb:
        rb.add(write(tmp_path / "in", {"harbour.txt": HARBOUR, "comet.md": COMET}))
        material = gather(rb.library, [QUAY], (), room)
        before = material.choose(room)
        rb.remove(["harbour.txt", "comet.md"])
        assert material.choose(room) == before
        assert "412 metres" in " ".join(words(*before))


@pytest.mark.parametrize("window", [64_000, 1_400])
def test_a_document_removed_while_a_model_writes_does_no_harm(tmp_path, window):
    with ScriptedServer() as server:
        options = {"model": "gull", "base_url": server.url, "judge": False, "context_window": window}
        with readback(tmp_path / "lib", owner=False, **options) as rb:
            rb.add(write(tmp_path / "in", {"harbour.txt": HARBOUR, "stores.txt": STORES}))

            def removing(request):
                assert not rb.remove(["harbour.txt"]).failed
                return reply(f"The quay is 412 metres long [{key_of(request, '412')}].")

            few = [reply('{"queries": []}')] if window < 10_000 else []
            server.enqueue(*few, removing)
            answer = rb.ask(QUAY)
            assert len(chats(server)) == 1 + len(few)
    assert answer.engine == "gull"
    assert [(s.text, s.verdict) for s in answer.sentences] == [("The quay is 412 metres long.", "supported")]
    assert answer.citations[0].quote == "The quay is 412 metres long and was cut from grey granite."
