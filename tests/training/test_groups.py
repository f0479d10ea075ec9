"""Groups of a question with its passages, and what is left out of them."""

import json
import random

from training.documents import AskedQuestion, ReadingDocument, found
from training.groups import Neighbours, groups
from training.prepare import RUN, as_json, excluded_runs, runs

FIRST = "The bridge of Hamn opened in 1984. It is 300 metres long. Anna Berg built it."
SECOND = "The ferry of Hamn stopped in 1985. It was 30 metres long. Carl Lund ran it."


def documents():
    asked = [
        AskedQuestion("When did the bridge open?", found(FIRST, "1984")),
        AskedQuestion("Who paid for the bridge?"),
    ]
    return [ReadingDocument("test", "hamn", FIRST, tuple(asked)), ReadingDocument("test", "hamn", SECOND)]


def test_the_passage_that_answers_comes_first_and_no_other_has_the_answer():
    for seed in range(60):
        for group in groups(documents(), Neighbours(documents()), random.Random(seed)):
            first, *others = group.crops
            assert [first.text[a:b] for a, b in first.spans] in ([], ["1984"])
            assert all(not other.spans and "1984" not in other.text for other in others)


def test_another_document_of_the_family_that_shares_words_is_found():
    one, other = documents()
    assert Neighbours([one, other]).other(one, "When did the ferry stop?", random.Random(1)) is other


def test_a_group_is_a_line_of_json():
    (group, *_) = groups(documents(), Neighbours(documents()), random.Random(3))
    row = json.loads(as_json(group))
    assert row["q"] == group.question
    assert [crop["k"] for crop in row["c"]] == [crop.kind for crop in group.crops]


def test_texts_that_measure_are_known_by_their_runs_of_words(tmp_path):
    words = [f"word{n}" for n in range(RUN + 1)]
    (tmp_path / "eval.txt").write_text(" ".join(words))
    banned = excluded_runs([tmp_path])
    assert len(banned) == 2
    assert all(run in banned for run in runs("- " + ", ".join(words[1:]).upper()))
    assert not set(runs("other words " * RUN)) & banned
