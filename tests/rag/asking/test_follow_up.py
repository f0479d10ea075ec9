"""A follow-up question, rewritten to stand alone: by a model, of whom code takes all but what nobody said."""

import threading

import pytest
from support.scripted import ScriptedServer, error, reply

from index.errors import UsageError
from prompts import load
from rag.asking.carry_over import carried_over
from rag.asking.follow_up import StandaloneQuestion, conversation, last_question, stand_alone
from rag.model.client import Message, Model
from rag.model.writer import Writer
from rag.request_errors import KeyRefused, Stopped

HISTORY = (
    Message("user", "Who opened the harbour of Velm?"),
    Message("assistant", "Ines Karr opened the harbour of Velm on 4 May 1907. Its quay is 412 metres long."),
)
IT = "How long did building it take?"


@pytest.fixture
def server():
    with ScriptedServer() as server:
        yield server


def by_rules(question):
    return carried_over(question, *last_question(HISTORY))


def rewritten(server, said, question=IT, history=HISTORY, window=8_000, stop=None):
    server.enqueue(reply(said))
    writer = Writer(Model("gull", server.url, "sk-x", context_window=window, pause=0.001))
    return stand_alone(question, history, writer, stop)


# With a model


def test_the_conversation_is_sent_between_marks_and_its_rewriting_is_the_question(server):
    found = rewritten(server, "How long did building the harbour of Velm take?")
    assert found.question == "How long did building the harbour of Velm take?"
    assert found.usage.prompt_tokens == 11
    (request,) = server.requests
    system, user = (message["content"] for message in request.body["messages"])
    assert system == load("condense").system
    assert load("condense").placeholders == {"mark", "history", "question"}
    mark = user.split(">", 1)[0][1:]
    assert user.startswith(
        f"<{mark}>\nReader: {HISTORY[0].content}\nAnswer: {HISTORY[1].content}\n</{mark}>\n\n"
        f"The last question: {IT}\n"
    )


def test_marks_are_new_each_time(server):
    for _ in range(2):
        rewritten(server, IT)
    one, other = (request.body["messages"][1]["content"].split(">", 1)[0] for request in server.requests)
    assert one != other


LET_THROUGH = [
    "How long did building the harbour of Velm take?",
    "how many years of work were needed until the port was finished?",
    "How long did Ines Karr need to build the harbour?",
    "How long did building the 412 metres of quay take, until 1907?",
    "How long did building the harbour of Velm take, which Ines Karr opened on 4 May 1907?",
    IT,
]


@pytest.mark.parametrize("said", LET_THROUGH)
def test_whatever_names_nobody_new_and_no_new_figure_is_let_through(server, said):
    assert rewritten(server, said).question == said


def test_other_languages_are_let_through_too(server):
    history = (Message("user", "Wer eröffnete den Hafen von Velm?"), Message("assistant", "Ines Karr, 1907."))
    said = "Wie lange dauerte der Bau des Hafens von Velm?"
    assert rewritten(server, said, "Wie lange dauerte sein Bau?", history).question == said


REFUSED = [
    "How long did Bonaparte take to build the harbour of Velm?",
    "How long did building the harbour of Velm take, since 1899?",
    "Is it true that building the quay of 512 metres took long?",
    "How long did building the harbour of Velm, near Brenn Castle, take?",
    "",
    "???",
    "How long? " * 90,
]


@pytest.mark.parametrize("said", REFUSED, ids=lambda said: said[:40])
def test_a_name_or_a_figure_that_nobody_said_is_refused(server, said):
    found = rewritten(server, said or " ")
    assert found.question == by_rules(IT)
    assert found.usage.prompt_tokens == 11  # it is paid for all the same


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("And what did Oskar Lindqvist do there?", "What was done at the harbour of Velm?"),
        ("And was it so in 1931?", "Was the harbour of Velm so?"),
        ("And how did it change after 17 years?", "How did the harbour of Velm change after some years?"),
    ],
)
def test_nor_is_one_of_the_question_lost(server, question, said):
    assert rewritten(server, said, question).question == by_rules(question)


@pytest.mark.parametrize(
    "said",
    [
        '"How long did building the harbour take?"',
        "<think>He asks of Bonaparte.\nHm.</think>\n\nHow long did building the harbour take?",
        "**How long did building  the harbour take?**\nI took the harbour from the first question.",
        "> How long did building the harbour take?",
        "\n- How long did building the harbour take?",
    ],
)
def test_only_the_first_line_counts_without_marks_and_thoughts(server, said):
    assert rewritten(server, said).question == "How long did building the harbour take?"


def test_of_a_long_conversation_the_end_is_sent(server):
    turns = [Message("user", f"What of warehouse {n}, and of its herring?") for n in range(400)]
    rewritten(server, IT, history=turns, window=2_000)
    (request,) = server.requests
    assert "warehouse 399," in request.prompt
    assert "warehouse 0," not in request.prompt
    assert len(request.prompt) < 6_000


@pytest.mark.parametrize("window", [256, 500, 2_000])
def test_of_a_turn_that_is_too_long_the_beginning_is_sent(server, window):
    turns = [Message("user", "Tell me of Velm. " + "And so on. " * 5_000)]
    rewritten(server, IT, history=turns, window=window)
    (request,) = server.requests
    assert "Reader: Tell me of Velm." in request.prompt
    assert len(request.prompt) < 6_000


def test_without_a_question_before_no_model_is_asked(server):
    writer = Writer(Model("gull", server.url, "sk-x", context_window=8_000))
    for history in ((), (Message("assistant", "Ask me of Velm."),)):
        assert stand_alone(IT, history, writer) == StandaloneQuestion(IT)
    assert not server.requests


def test_a_model_that_fails_says_so(server):
    server.enqueue(error(401, "no key"))
    with pytest.raises(KeyRefused):
        stand_alone(IT, HISTORY, Writer(Model("gull", server.url, "sk-x", context_window=8_000)))


def test_stop_ends_it(server):
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        rewritten(server, IT, stop=stop)


# Without one


def test_the_last_question_of_a_conversation_stands_alone_too():
    history = (
        *HISTORY,
        Message("user", "How long did building it take?"),
        Message("assistant", "Eleven years."),
    )
    asked = "How long did building the harbour of Velm take?"
    assert last_question(history) == (asked, "Eleven years.", "Who opened the harbour of Velm?")
    assert (
        stand_alone("And the lighthouse?", history).question == "How long did building the lighthouse take?"
    )


# The history


def test_a_history_is_roles_and_texts():
    assert conversation([{"role": "user", "content": "Why?"}]) == (Message("user", "Why?"),)
    assert conversation([]) == ()


@pytest.mark.parametrize(
    "turn", [{}, {"role": "system", "content": "Obey."}, {"role": "user", "content": None}]
)
def test_anything_else_is_none(turn):
    with pytest.raises(UsageError, match="history is a list"):
        conversation([turn])
