"""A saved briefing against a library that has changed since: what holds, moved, changed, is gone."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import briefings
from support.helpers import PAPERS, readback

from index.document import Document
from index.store.identity import short_hash
from rag.saving.saved_file import Saved, Source, load, save, text_hash
from rag.saving.verification import STATES, verify
from rag.shapes import AnswerSentence, Citation, Summary


@pytest.fixture
def desk(tmp_path):
    """A library that can be changed, the folder its files are in, and a briefing of it."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with readback(tmp_path / "own", owner=False) as opened:
        assert not opened.add([folder]).failed
        shape = briefings.briefing(opened)
        yield opened, folder, load(save(shape, opened.sources(shape)))


def states(found):
    return {reread.n: reread.state for reread in found.citations}


def of_file(saved, name):
    """The numbers of the citations of a file."""
    (id,) = [source.document for source in saved.sources if source.path == name]
    return [citation.n for citation in saved.shape.citations if citation.document == id]


def change(opened, folder, name, old, new):
    text = PAPERS[name]
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    assert opened.add([folder / name]).replaced


def test_in_the_library_it_was_made_from_all_holds(desk):
    opened, _, saved = desk
    found = opened.verify(saved)
    assert set(states(found).values()) == {"holds"}
    assert found.counts == {"holds": len(saved.shape.citations), "moved": 0, "changed": 0, "gone": 0}
    assert [reread.detail for reread in found.citations] == [None] * len(saved.shape.citations)


def test_what_is_kept_names_hashes_and_no_folder(desk):
    opened, folder, saved = desk
    for source in saved.sources:
        document = opened.document(source.document)
        assert source.sha256 == document.sha256
        assert source.text_sha256 == text_hash(opened.text(source.document).text)
    assert str(folder) not in save(saved.shape, saved.sources).decode()
    assert sorted(source.path for source in saved.sources) == sorted(PAPERS)


def test_a_quote_that_stands_further_down_in_the_new_version_has_moved(desk):
    opened, folder, saved = desk
    change(opened, folder, "lighthouse.txt", "The lighthouse on", "A word first. The lighthouse on")
    found = opened.verify(saved)
    moved = of_file(saved, "lighthouse.txt")
    assert moved
    (new,) = [d for d in opened.documents() if d.path.endswith("lighthouse.txt")]
    text = opened.text(new.id).text
    for reread in found.citations:
        assert reread.state == ("moved" if reread.n in moved else "holds")
        if reread.n in moved:
            quote = saved.shape.citations[reread.n - 1].quote
            assert f"characters {text.index(quote)}–{text.index(quote) + len(quote)}" in reread.detail
            assert new.id in reread.detail
            assert "lighthouse.txt" in reread.detail


def test_a_quote_that_was_rewritten_has_changed_and_the_new_words_are_shown(desk):
    opened, folder, saved = desk
    change(opened, folder, "harbour.md", "It carried 212 passengers.", "It carried 221 passengers and a dog.")
    found = {reread.n: reread for reread in opened.verify(saved).citations}
    (n,) = [c.n for c in saved.shape.citations if c.quote == "It carried 212 passengers."]
    assert found[n].state == "changed"
    assert "“It carried 221 passengers" in found[n].detail
    assert {found[other].state for other in of_file(saved, "harbour.md")} == {"changed", "moved"}


def test_a_version_that_says_nothing_like_it(desk):
    opened, folder, saved = desk
    (folder / "harbour.md").write_text("---\ntitle: Ferry\n---\nXyz, 1234567890!\n", encoding="utf-8")
    opened.add([folder / "harbour.md"])
    found = opened.verify(saved)
    details = {r.detail for r in found.citations if r.n in of_file(saved, "harbour.md")}
    assert all("nothing like it stands there" in detail for detail in details)


def test_a_document_that_was_removed_is_gone(desk):
    opened, _, saved = desk
    opened.remove(["lighthouse.txt"])
    found = opened.verify(saved)
    gone = of_file(saved, "lighthouse.txt")
    assert {n for n, state in states(found).items() if state == "gone"} == set(gone)
    assert found.counts["gone"] == len(gone)


def test_a_copy_that_is_left_has_the_same_bytes(desk):
    opened, _, saved = desk
    opened.remove(["bakery-again.txt"])
    found = opened.verify(saved)
    for reread in found.citations:
        if reread.n in of_file(saved, "bakery-again.txt"):
            assert reread.state == "moved"
            assert "the same file is now document" in reread.detail


def test_the_same_file_under_another_name_has_moved(desk):
    opened, folder, saved = desk
    opened.remove(["lighthouse.txt"])
    (folder / "lighthouse.txt").rename(folder / "tower.txt")
    opened.add([folder / "tower.txt"])
    found = opened.verify(saved)
    for reread in found.citations:
        if reread.n in of_file(saved, "lighthouse.txt"):
            assert reread.state == "moved"
            assert "tower.txt" in reread.detail


def test_a_quote_edited_by_hand_does_not_hold(desk):
    opened, _, saved = desk
    first = saved.shape.citations[0]
    edited = replace(first, quote=first.quote.replace("212", "512"))
    shape = replace(saved.shape, citations=(edited, *saved.shape.citations[1:]))
    found = opened.verify(replace(saved, shape=shape))
    assert states(found)[1] == "changed"
    assert "“It carried 212 passengers.”" in found.citations[0].detail
    assert set(states(found).values()) == {"changed", "holds"}


def test_offsets_edited_by_hand_have_moved(desk):
    opened, _, saved = desk
    first = saved.shape.citations[0]
    shape = replace(
        saved.shape, citations=(replace(first, start=first.start + 3), *saved.shape.citations[1:])
    )
    found = opened.verify(replace(saved, shape=shape))
    assert (found.citations[0].state, found.citations[1].state) == ("moved", "holds")
    assert f"characters {first.start}–{first.end}" in found.citations[0].detail


def test_a_sentence_edited_by_hand_does_not_pass_silently(desk):
    opened, _, saved = desk
    (before, *_) = opened.verify(saved).notes or ("",)
    data = save(saved.shape, saved.sources).decode()
    told = '"text": "It carried 212 passengers."'
    assert told in data
    edited = load(data.replace(told, '"text": "It carried 900 passengers."').encode())
    (note,) = opened.verify(edited).notes
    assert note != before
    assert "“It carried 900 passengers.”" in note
    assert set(states(opened.verify(edited)).values()) == {"holds"}


def test_a_value_edited_by_hand_does_not_pass_silently(desk):
    opened, _, saved = desk
    data = save(saved.shape, saved.sources).decode()
    edited = load(data.replace('"value": "five hours"', '"value": "nine hours"').encode())
    *_, note = opened.verify(edited).notes
    assert "“nine hours”" in note
    assert "2 of 4 values" in note


def test_sentences_as_they_were_written_give_no_note(desk):
    opened, _, saved = desk
    sections = saved.shape.sections
    honest = replace(sections[0], sentences=sections[0].sentences[:2])
    shape = replace(saved.shape, sections=(honest, *sections[1:]))
    assert opened.verify(replace(saved, shape=shape)).notes == ()


def test_what_is_said_of_a_document_today_is_told(desk):
    opened, _, saved = desk
    opened.set("harbour.md", outlet="The Gull Point Mail", published="2026-03-15")
    found = opened.verify(saved)
    for reread in found.citations:
        assert reread.state == "holds"
        if reread.n in of_file(saved, "harbour.md"):
            assert "outlet is now The Gull Point Mail, was The Saltmarsh Herald" in reread.detail
            assert "date is now 2026-03-15, was 2026-03-14" in reread.detail


def test_the_contracts_json_alone_can_be_verified_too(desk):
    opened, folder, saved = desk
    kept = json.loads(save(saved.shape, ()))
    for extra in ("sources", "notes"):
        del kept[extra]
    bare = load(json.dumps(kept).encode())
    assert bare.sources == ()
    assert set(states(opened.verify(bare)).values()) == {"holds"}
    change(opened, folder, "harbour.md", "It carried 212 passengers.", "It carried 221 passengers.")
    opened.remove(["lighthouse.txt"])
    found = opened.verify(bare)
    told = {n: next(c.quote for c in bare.shape.citations if c.n == n) for n in of_file(saved, "harbour.md")}
    for n, quote in told.items():
        assert states(found)[n] == ("changed" if "212" in quote else "moved")
    for n in of_file(saved, "lighthouse.txt"):
        assert states(found)[n] == "gone"


def test_a_summary_is_verified_too(desk):
    opened, _, _ = desk
    shape = briefings.summary(opened)
    saved = load(save(shape, opened.sources(shape)))
    assert set(states(opened.verify(saved)).values()) == {"holds"}
    opened.remove(["harbour.md"])
    assert set(states(opened.verify(saved)).values()) == {"gone"}


def test_an_empty_library_holds_nothing(desk):
    opened, _, saved = desk
    opened.remove([document.id for document in opened.documents()])
    assert set(states(opened.verify(saved)).values()) == {"gone"}


def document(text, name="a.txt"):
    digest = text_hash(text)
    return Document(short_hash(digest, name), digest, "A", None, None, None, f"/{name}", "text/plain",
                    len(text), 1, "ready")  # fmt: skip


TEXTS = st.text(st.sampled_from("ab c.\n\u202eé語😀"), max_size=60)


@settings(deadline=None)
@given(TEXTS, TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_a_state_says_what_is_so(old, new, start, length):
    """Held to the offsets: whatever the two versions are, a quote that holds stands there."""
    was, now = document(old), document(new)
    start = min(start, len(old))
    quote = old[start : start + length]
    cited = Citation(1, was.id, "A", None, None, None, start, start + len(quote), quote)
    source = Source(was.id, was.sha256, "A", None, None, "a.txt", text_hash(old))
    saved = Saved(
        Summary(was.id, "extractive", (AnswerSentence(quote, (1,), "supported"),), (cited,)), (source,)
    )
    (reread,) = verify(saved, [now], {now.id: new}.__getitem__).citations
    assert reread.state in STATES
    assert (reread.state == "holds") == (was.id == now.id)
    assert reread.state != "gone"
    if quote.strip():
        assert (reread.state == "changed") == (quote not in new)
    (again,) = verify(saved, [was], {was.id: old}.__getitem__).citations
    assert (again.state, again.detail) == ("holds", None)
