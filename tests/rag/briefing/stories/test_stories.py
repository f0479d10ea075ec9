"""Which documents tell of one event: by names, dates, shared statements and shared text."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.helpers import library, write

from index.copies.copies import Copies
from index.document import Document
from index.sentences import sentence_spans
from rag.briefing.stories.grouping import Grouping, group
from rag.briefing.stories.tenses import tense_at
from rag.briefing.stories.times import times
from rag.english.dates.find_dates import find
from rag.english.text import read
from rag.facts.statement import Statement
from rag.summarizing.statements import statements

WRITTEN = json.loads((Path(__file__).parent / "stories.json").read_text(encoding="utf-8"))
SAMPLES = WRITTEN["together"]
OWN_WINDOWS = {"published", "text", "undated"}


def read_in(folder: Path, texts: dict[str, str]):
    """Documents, statements and copies of a library of these texts."""
    holding = library(folder / "library")
    holding.add(write(folder / "texts", texts))
    documents = holding.documents()
    said = {d.id: statements(holding, d.id) for d in documents}
    copies = holding.copies([d.id for d in documents])
    holding.close()
    return documents, said, copies


@cache
def sample(name: str, folder: Path):
    texts = {file: "\n".join(lines) for file, lines in SAMPLES[name]["documents"].items()}
    return read_in(folder, texts)


@pytest.fixture(scope="module")
def rooms(tmp_path_factory):
    """A folder for each sample: their libraries are made once."""
    return {name: tmp_path_factory.mktemp("story") for name in SAMPLES}


def stories(documents, grouping: Grouping) -> set[frozenset[str]]:
    named = {d.id: Path(d.path).stem for d in documents}
    return {frozenset(named[id] for id in story.documents) for story in grouping.stories}


def by_name(documents, grouping: Grouping) -> dict:
    return {Path(d.path).stem: grouping.placed[d.id] for d in documents}


@pytest.mark.parametrize("name", SAMPLES)
def test_what_tells_of_one_event_is_together_and_nothing_else_is(name, rooms):
    documents, said, copies = sample(name, rooms[name])
    grouping = group(documents, said, copies)
    assert stories(documents, grouping) == {frozenset(story) for story in SAMPLES[name]["stories"]}


def test_without_vectors_words_and_names_do_nearly_as_well(rooms):
    right = every = 0
    for name in SAMPLES:
        documents, said, copies = sample(name, rooms[name])
        bare = {id: tuple(replace(s, vector=None) for s in found) for id, found in said.items()}
        found = stories(documents, group(documents, bare, copies))
        right += sum(len(story) for story in SAMPLES[name]["stories"] if frozenset(story) in found)
        every += len(documents)
    assert right >= 0.85 * every


@pytest.mark.parametrize("name", SAMPLES)
def test_every_document_is_in_one_story_and_has_its_reason(name, rooms):
    documents, said, copies = sample(name, rooms[name])
    grouping = group(documents, said, copies)
    listed = [id for story in grouping.stories for id in story.documents]
    assert sorted(listed) == sorted(d.id for d in documents) == sorted(grouping.placed)
    for story in grouping.stories:
        assert (story.first is None) == (story.last is None)
        assert story.first is None or story.first <= story.last
        assert len(set(story.names)) == len(story.names) <= 8
    for document in documents:
        placed = grouping.placed[document.id]
        assert placed.document == document.id
        assert placed.reason
        assert (placed.when.source == "published") == (document.published is not None)


def test_stories_stand_in_the_order_of_their_sources_and_documents_in_that_of_time(rooms):
    documents, said, copies = sample(
        "a blog, an older eruption, a match", rooms["a blog, an older eruption, a match"]
    )
    known = {d.id: d for d in documents}
    grouping = group(documents, said, copies)
    sizes = [len(story.documents) for story in grouping.stories]
    assert sizes == sorted(sizes, reverse=True)
    days = [known[id].published or "9999" for id in grouping.stories[0].documents]
    assert days == sorted(days)
    assert [known[id].published for id in grouping.stories[0].documents][-1] is None


def test_other_times_of_one_place_are_one_subject_and_other_matters_are_not(rooms):
    documents, said, copies = sample("floods of two years", rooms["floods of two years"])
    assert len({story.subject for story in group(documents, said, copies).stories}) == 1
    documents, said, copies = sample("three events in one town", rooms["three events in one town"])
    assert len({story.subject for story in group(documents, said, copies).stories}) == 3


def test_the_reason_tells_an_anniversary_from_news(rooms):
    documents, said, copies = sample("an anniversary", rooms["an anniversary"])
    placed = by_name(documents, group(documents, said, copies))
    assert placed["a"].reason == "published on 14 October 2025"
    assert placed["old"].reason.startswith("published on 18 October 2025, and tells of ")
    assert "1985" in placed["old"].reason


def test_the_undated_are_placed_and_the_reason_says_with_what(rooms):
    documents, said, copies = sample("undated reports of two years", rooms["undated reports of two years"])
    grouping = group(documents, said, copies)
    placed = by_name(documents, grouping)
    for name, year in (("u1", 2025), ("u2", 2024)):
        assert placed[name].when.source == "placed"
        assert placed[name].when.first.year == placed[name].when.last.year == year
        assert placed[name].reason.startswith("has no date; it shares ")
        assert "names" in placed[name].reason


def test_plans_and_figures_bound_when_an_undated_text_was_written(rooms):
    documents, said, copies = sample("plans and an annual report", rooms["plans and an annual report"])
    placed = by_name(documents, group(documents, said, copies))
    assert placed["c"].when.source == "text"
    assert placed["c"].when.last.year == 2021
    assert "written before" in placed["c"].reason


def test_text_that_is_shared_joins_what_nothing_else_would(tmp_path):
    agency = (
        "Grain prices at the Vostra exchange fell by four per cent on Monday after rain in the south.\n"
        "Traders spoke of relief. The harvest report of the ministry is due on Friday, and stocks are full.\n"
        "A tonne of milling wheat cost 211 crowns at noon, and barley was not quoted at all.\n"
    )
    own = "".join(f"My goat {name} ate the washing again, and I told her what I thought of it.\n" for name in
                  ("Berta", "Ludmilla", "Agnes", "Rosa", "Olga", "Hilde", "Frieda"))  # fmt: skip
    texts = {
        "agency.txt": f"Vostra Wire\n14 July 2026\n\n{agency}",
        "goats.txt": f"{own}\nI read this:\n\n{agency}",
    }
    documents, said, copies = read_in(tmp_path, texts)
    grouping = group(documents, said, copies)
    assert stories(documents, grouping) == {frozenset({"agency", "goats"})}
    assert "shares text" in by_name(documents, grouping)["goats"].reason
    assert group(documents, said, None).placed.keys() == grouping.placed.keys()


SENTENCES = [
    ("Trade will grow by a quarter by the end of 2022.", "future"),
    ("The pipeline was opened in 2019.", "past"),
    ("The bridge will be opened in 2027.", "future"),
    ("Deliveries are scheduled to start in 2027.", "future"),
    ("He invited his guest to visit the capital in 2023.", "open"),
    ("The line was to carry gas from 2028.", "open"),
    ("The tunnel would open in 2021, he said.", "open"),
    ("In March 2018 the old mill burned down.", "past"),
    ("The town wants to sell the mill in 2029.", "future"),
    ("The injured were taken to Leeds in 2017.", "past"),
    ("A map of 1994.", ""),
]


@pytest.mark.parametrize(("sentence", "how"), SENTENCES)
def test_the_words_around_a_date_say_whether_it_has_been(sentence, how):
    assert tense_at(read(sentence), find(sentence)[0]) == how


def statement(text: str, number: int = 0, total: int = 1, document: str = "d") -> Statement:
    return Statement(document, number, total, 100 * number, 100 * number + len(text), text, frozenset(), None)


def dated(*texts: str, published: str | None = None):
    day = date.fromisoformat(published) if published else None
    return times(day, [statement(text, n, len(texts)) for n, text in enumerate(texts)])


@pytest.mark.parametrize("article", WRITTEN["alone"], ids=lambda article: article["text"][0])
def test_a_look_back_is_of_its_own_time_and_news_that_mentions_one_is_not(article):
    text, published = "\n".join(article["text"]), date.fromisoformat(article["published"])
    spans = sentence_spans(text)
    said = [
        Statement("d", n, len(spans), start, end, text[start:end], frozenset(), None)
        for n, (start, end) in enumerate(spans)
    ]
    event = times(published, said).event
    assert event is not None
    assert ((published - event[1]).days > 45) == (article["tells_of"] == "old")


def test_what_has_happened_is_surer_than_what_was_to_happen():
    found = dated("The hall was built in 2020.", "The roof will be ready by 2015.")
    assert found.window.first == date(2020, 1, 1)
    assert found.window.last is None


def test_a_year_named_in_passing_is_not_when_the_event_was():
    found = dated(
        "The ferry ran aground on Friday evening.",
        "Nobody was hurt.",
        "It was the worst accident since 2009.",
        "In 2004 another ferry had lost its rudder.",
        published="2026-03-14",
    )
    assert found.event == (date(2026, 3, 13), date(2026, 3, 13))


def test_an_undated_text_that_names_its_day_is_of_that_day():
    found = dated("The council met on 3 March 2021.", "It rejected the plan by nine votes to two.")
    assert found.event == (date(2021, 3, 3), date(2021, 3, 3))


def test_nothing_is_grouped_into_nothing():
    assert group([], {}) == Grouping((), {})


def test_it_can_be_stopped_between_documents():
    def stopped():
        raise InterruptedError

    with pytest.raises(InterruptedError):
        group([document("a", None)], {}, None, stopped)


def document(id: str, published: str | None) -> Document:
    return Document(id, id, id.title(), None, published, None, f"/{id}.txt", "text/plain", 500, 1, "ready")


LINES = st.lists(
    st.one_of(st.text(max_size=60), st.sampled_from([sentence for sentence, _ in SENTENCES])), max_size=5
)
DAYS = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)).map(str))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(LINES, DAYS), max_size=5))
def test_no_text_is_too_strange(rows):
    documents = [document(f"d{n}", day) for n, (_, day) in enumerate(rows)]
    said = {
        f"d{n}": tuple(statement(text, at, len(lines), f"d{n}") for at, text in enumerate(lines))
        for n, (lines, _) in enumerate(rows)
    }
    grouping = group(documents, said, Copies())
    assert sorted(id for story in grouping.stories for id in story.documents) == [d.id for d in documents]
    assert group(documents, said, Copies()) == grouping
