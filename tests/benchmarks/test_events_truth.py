"""The truth planted in the invented news events says what their articles say."""

import re
from datetime import date
from itertools import combinations

import pytest
from rapidfuzz import fuzz
from support.events_truth import Event, events, holds

from index.read import read
from index.readers.metadata.day_formats import MONTHS, find_dates
from index.sentences import sentence_spans

ROLES = {"report", "copy", "excerpt", "background", "unrelated"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAY_BEFORE = re.compile(rf"({'|'.join(DAYS)}),? (?:the )?$")

EVENTS = events()
each_event = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.folder.name)


def texts(event: Event) -> dict[str, str]:
    return {file: read(event.folder / file).text for file in event.roles}


def test_there_are_ten_with_what_makes_them_hard():
    def having(*roles: str) -> int:
        return sum(bool(event.with_role(*roles)) for event in EVENTS)

    assert len(EVENTS) == 10
    assert having("copy", "excerpt") >= 7
    assert having("background") >= 8
    assert having("unrelated") >= 2


@each_event
def test_every_article_has_a_role_and_copies_name_their_originals(event):
    files = {path.name for path in event.folder.iterdir()} - {"truth.json"}
    assert files == set(event.roles)
    assert 3 <= len(files) <= 6
    assert set(event.roles.values()) <= ROLES
    assert set(event.originals) == event.with_role("copy", "excerpt")
    assert set(event.copies) == set(event.originals.items())


@each_event
def test_the_articles_are_short(event):
    for file, text in texts(event).items():
        assert 110 <= len(text.split()) <= 450, file


@each_event
def test_planted_conflicts_stand_in_their_documents_and_in_no_other(event):
    text_of = texts(event)
    for conflict in event.conflicts:
        assert len(conflict.values) >= 2
        for value in conflict.values:
            holding = {
                file for file, text in text_of.items() if any(holds(text, words) for words in value.any)
            }
            assert holding == set(value.documents), (conflict.topic, value.any)
            assert all(any(holds(text_of[file], words) for file in holding) for words in value.any)
        # What a blog adds in its own words may contradict what it quotes.
        sides = [event.sources(value.documents - event.with_role("excerpt")) for value in conflict.values]
        assert not any(one & other for one, other in combinations(sides, 2)), conflict.topic


@each_event
def test_planted_conflicts_and_agreements_are_between_reports_of_the_event(event):
    aside = event.with_role("background", "unrelated")
    for planted in (*event.agreements, *(value for conflict in event.conflicts for value in conflict.values)):
        assert not planted.documents & aside
    for agreement in event.agreements:
        assert len(event.sources(agreement.documents)) >= 2


@each_event
def test_every_agreement_is_told_in_a_sentence_of_each_of_its_documents(event):
    text_of = texts(event)
    for agreement in event.agreements:
        for file in agreement.documents:
            text = text_of[file]
            told = [text[start:end] for start, end in sentence_spans(text) if agreement.told(text[start:end])]
            assert told, (agreement.all, file)


@each_event
def test_compatible_values_stand_somewhere_and_are_no_planted_conflict(event):
    text_of = texts(event)
    for pair in event.compatible:
        assert len(pair.values) >= 2
        for words in pair.values:
            assert any(holds(text, words) for text in text_of.values()), words


@each_event
def test_background_facts_stand_in_background_documents_only(event):
    text_of = texts(event)
    background = event.with_role("background")
    for fact in event.background_facts:
        holding = {file for file, text in text_of.items() if holds(text, fact)}
        assert holding, fact
        assert holding <= background, fact
    assert bool(background) == bool(event.background_facts)


@each_event
def test_copies_share_their_text_and_reports_do_not(event):
    text_of = texts(event)
    for copy, original in event.copies:
        assert fuzz.token_set_ratio(text_of[copy], text_of[original]) > 60, copy
    for one, other in combinations(event.with_role("report", "background", "unrelated"), 2):
        shared = longest_shared_words(text_of[one], text_of[other])
        assert shared <= 9, (one, other)


def longest_shared_words(one: str, other: str) -> int:
    """How many words in a row two texts share."""
    first, second = one.lower().split(), other.lower().split()
    best, row = 0, [0] * (len(second) + 1)
    for word in first:
        row = [0, *(row[n] + 1 if word == against else 0 for n, against in enumerate(second))]
        best = max(best, *row)
    return best


@each_event
def test_weekdays_fit_their_dates(event):
    for file, text in texts(event).items():
        for found in find_dates(text):
            before = WEEKDAY_BEFORE.search(text[: found.start])
            if before:
                assert DAYS[found.day.weekday()] == before[1], (file, found.written)
        for day, month in re.findall(rf"(?:{'|'.join(DAYS)}),? (\d\d?) ([A-Z]\w+)", text):
            assert month.lower() in MONTHS, (file, day, month)


@each_event
def test_the_reader_reads_outlets_and_dates_or_none(event):
    for file in event.roles:
        reading = read(event.folder / file)
        assert reading.published is None or date.fromisoformat(reading.published)
        assert reading.outlet is None or len(reading.outlet) < 40
