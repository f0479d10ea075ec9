"""A part of a document that is asked for by its number is quoted."""

import pytest
from support.helpers import readback, write

FILES = {
    "lease.md": "# Lease of the boathouse\n\n1. The tenant keeps the roof tight.\n2. The rent is 40 euros a "
    "week. It is due on Friday.\n3. Dogs sleep outside.\n",
    "rules.md": "# Rules of the harbour\n\n## 2 Speed\n\nBoats go at three knots. Ferries go at five.\n\n"
    "## 3 Lamps\n\nAll boats show a lamp at night.\n",
}


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parts")
    made = readback(folder / "library", reader="")
    made.add(write(folder / "files", FILES))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("What does clause 2 of the lease say?", ["The rent is 40 euros a week.", "It is due on Friday."]),
        ("what is in clause 3 of the lease", ["Dogs sleep outside."]),
        ("What does section 2 of the rules say?", ["Boats go at three knots.", "Ferries go at five."]),
        ("What does Section 3 of the harbour rules state?", ["All boats show a lamp at night."]),
    ],
)
def test_the_numbered_part_is_quoted(rb, question, quotes):
    answer = rb.ask(question)
    assert answer.found
    assert [sentence.text for sentence in answer.sentences] == quotes


def test_a_part_that_is_not_there_is_not_answered(rb):
    assert not rb.ask("What does clause 9 of the lease say?").found
