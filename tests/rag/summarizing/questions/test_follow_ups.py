"""Questions to ask next: of the documents cited, answered, not asked and not read yet."""

import threading

import pytest
from support.helpers import readback, write

from rag.answering.retrieve import quotations, retrieve
from rag.request_errors import Stopped
from rag.summarizing.questions.follow_ups import follow_ups

FERRY = """Ferry Aldis Rose adrift

The ferry Aldis Rose left Norhaven at 16:05 on Saturday.
The Aldis Rose carried 212 passengers and 14 cars on that day.
Petra Vane, a schoolteacher from Lorne, was travelling with eleven pupils.
The tug Bram Tolley was built in Corrin in 1971 by Ostler and Sons.
Captain Ilka Brand steered the Aldis Rose to the Sule pier.
The Aldis Rose was launched in 1988 at Calder Light.
"""
OTHER = """The library of Norhaven

The town library of Norhaven was painted in 1999 by Sorrel and Pike.
Ansel Quint, a painter from Tarn, gave the library 40 pictures.
"""
ASKED = "When was the tug Bram Tolley built?"


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    folder = tmp_path_factory.mktemp("next")
    with readback(folder / "library") as made:
        made.add(write(folder / "texts", {"ferry.txt": FERRY, "other.txt": OTHER, "again.txt": FERRY}))
        yield made


def cited(opened, question):
    return [(c.document, c.start, c.end) for c in opened.ask(question).citations]


def offered(opened, asked, shown, documents=(), stop=None):
    def answered(question):
        return quotations(retrieve(opened.library, question, documents))

    return follow_ups(opened.library, asked, shown, answered, stop)


def test_each_is_answered_by_a_sentence_that_was_not_shown(opened):
    shown = cited(opened, ASKED)
    found = offered(opened, [ASKED], shown)
    assert 0 < len(found) <= 3
    assert ASKED not in found
    for question in found:
        answer = quotations(retrieve(opened.library, question))
        assert answer.found
        assert "Bram Tolley was built" not in answer.citations[0].quote
        assert "library" not in question  # of a document that the answer does not cite


def test_what_was_asked_or_read_is_not_offered_again(opened):
    shown = cited(opened, ASKED)
    first = offered(opened, [ASKED], shown)
    later = offered(opened, [*first, ASKED], shown)
    assert not set(first) & set(later)
    ferry = next(document for document in opened.documents() if document.path.endswith("ferry.txt"))
    assert offered(opened, [ASKED], [(ferry.id, 0, len(FERRY))]) == ()


def test_they_are_answered_from_the_ticked_documents(opened):
    other = next(document for document in opened.documents() if document.path.endswith("other.txt"))
    assert offered(opened, [ASKED], cited(opened, ASKED), [other.id]) == ()


def test_a_document_that_is_gone_is_passed_over(opened):
    assert offered(opened, [ASKED], [("0" * 12, 0, 40)]) == ()


def test_it_can_be_stopped(opened):
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        offered(opened, [ASKED], cited(opened, ASKED), stop=stop)
