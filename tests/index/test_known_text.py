"""Text known in advance, in every format: nothing is missing, nothing there twice, each place exact."""

import re
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.helpers import library
from support.known_files import MAKERS
from support.known_text import FORTY, known_text

from index.read import parse
from index.readers import FORMATS, PICTURES

SHAPES = st.lists(
    st.tuples(
        st.lists(st.integers(1, 4), max_size=3),
        st.integers(0, 3),
        st.sampled_from((0, 2, 3)),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=3,
)


def page_at(pages, start, end):
    return next(page.page for page in pages if page.start <= start and end <= page.end)


def line_at(text, at):
    """The line that holds an offset, from its beginning."""
    return text[text.rfind("\n", 0, at) + 1 :]


def check(known, text, pages):
    """The offsets of the sentences that are known of a file."""
    starts = []
    for sentence, place in zip(known.sentences, known.places, strict=True):
        assert text.count(sentence) == 1, (text.count(sentence), sentence, text)
        at = text.index(sentence)
        starts.append(at)
        if isinstance(place, int):
            assert page_at(pages, at, at + len(sentence)) == place
        elif place:
            assert line_at(text, at).startswith(place), (place, line_at(text, at))
    fixed = [at for at, one in zip(starts, known.sentences, strict=True) if one not in known.unordered]
    assert fixed == sorted(fixed), text
    rest = text
    for sentence in sorted(known.sentences, key=len, reverse=True):
        rest = rest.replace(sentence, "\n")
    assert not re.sub(known.frame, "", rest), (re.sub(known.frame, "", rest), text)
    return starts


def test_every_format_is_tried():
    assert set(MAKERS) == set(FORMATS) - set(PICTURES)


@pytest.mark.parametrize("suffix", MAKERS)
@settings(max_examples=8)
@given(shapes=SHAPES, start=st.integers(0, 20))
def test_any_text_is_read_once_and_in_its_place(suffix, shapes, start):
    known = MAKERS[suffix](known_text(shapes, start))
    reading = parse(Path(f"log{suffix}"), known.data)
    check(known, reading.text, reading.pages)


@pytest.fixture(scope="module")
def known_library(tmp_path_factory):
    """A library of a file of each format, every third in an archive, and what is known of each."""
    folder = tmp_path_factory.mktemp("known")
    known = {f"log{suffix}": make(FORTY) for suffix, make in MAKERS.items()}
    files = folder / "files"
    files.mkdir()
    with zipfile.ZipFile(files / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, one) in enumerate(known.items()):
            if number % 3:
                (files / name).write_bytes(one.data)
            else:
                archive.writestr(f"old/{name}", one.data)
    with closing(library(folder / "lib", owner=True)) as held:
        assert not held.add([files]).failed
        yield held, known


@pytest.mark.parametrize("suffix", MAKERS)
def test_a_library_holds_each_sentence_once_in_its_place(known_library, suffix):
    held, known = known_library
    [id] = [one.id for one in held.documents() if one.path.endswith(f"/log{suffix}")]
    stored = held.text(id)
    starts = check(known[f"log{suffix}"], stored.text, stored.pages)
    sentences = [sentence for passage in held.passages(id) for sentence in passage.sentences]
    assert all(one.text == stored.text[one.start : one.end] for one in sentences)
    for at, words in zip(starts, known[f"log{suffix}"].sentences, strict=True):
        assert any(one.start <= at and at + len(words) <= one.end for one in sentences), words


@pytest.mark.parametrize("suffix", MAKERS)
def test_a_sentence_is_found_by_its_words_and_cited_exactly(known_library, suffix):
    held, known = known_library
    [id] = [one.id for one in held.documents() if one.path.endswith(f"/log{suffix}")]
    for words in known[f"log{suffix}"].sentences[1::7]:
        found = [hit for hit in held.search(words, [id], 5) if words in hit.text]
        assert found
        assert all(hit.text == held.text(id).text[hit.start : hit.end] for hit in found)
