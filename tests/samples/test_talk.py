"""What is reached on questions in many wordings and in conversations is held: a part of ``score_talk.py``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import score_talk

WORDED = {"w01", "w09"}  # one on which sources differ, one for a person
# A little less than is reached: int8 networks differ by a hair from one kind of processor to another.
RIGHT, VALUES = 22, 22  # of 24 answers; their shares of the values that sources give, added up
FOLLOWED = 10  # of 18 follow-up questions


def test_wordings_give_one_answer():
    rows = [row for row in score_talk.read(score_talk.HERE / "wordings.jsonl") if row["id"] in WORDED]
    with score_talk.opened("sample") as libraries:
        right, values = score_talk.score_wordings(libraries, rows)
    assert right >= RIGHT
    assert values >= VALUES


def test_follow_ups_are_understood():
    rows = [row for row in score_talk.read(score_talk.HERE / "chains.jsonl") if row["library"] == "local"]
    with score_talk.opened("local") as libraries:
        assert score_talk.score_chains(libraries, rows) >= FOLLOWED
