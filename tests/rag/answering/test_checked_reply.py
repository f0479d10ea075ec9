"""A model's reply, read a second time by the model and verified by code; only the endpoint is scripted."""

import pytest
from support.helpers import BAKERY, HARBOUR, readback, write
from support.prompts_read import chats, claims_of, is_judging, judges, key_of
from support.scripted import ScriptedServer, error, reply

from rag.answering.events import CheckedSentence, WrittenSentence
from rag.checking.checked_claims import CheckedClaims
from rag.checking.code_check import CheckedClaim
from rag.shapes import Verdict

QUAY = "How long is the quay of Velm?"
PARAPHRASE = "At 412 metres, it takes a while to walk along it"
GRANITE = "The quay is 412 metres long and was cut from grey granite."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checked")
    with readback(folder / "lib") as rb:
        assert not rb.add(write(folder / "in", {"harbour.txt": HARBOUR, "bakery.txt": BAKERY})).failed
    return folder / "lib"


@pytest.fixture
def server():
    with ScriptedServer() as server:
        yield server


@pytest.fixture
def rb(folder, server):
    with readback(folder, owner=False, model="gull", base_url=server.url) as rb:
        rb.writer.model._pause = 0.001
        yield rb


def writes(text):
    """A reply in which ``[words]`` is the key of the sentence with these words."""

    def written(request):
        made = text
        for words in ("412", "900", "4 May"):
            if f"[{words}]" in made:
                made = made.replace(f"[{words}]", f"[{key_of(request, words)}]")
        return reply(made)

    return written


def verdicts(answer):
    return [sentence.verdict for sentence in answer.sentences]


SUPPORTED = {"verdict": "supported", "keys": ["412"], "words": ["412 metres long"]}


def test_a_paraphrase_that_the_judge_confirms_is_supported(rb, server):
    server.enqueue(writes(f"{PARAPHRASE} [412]."), judges(SUPPORTED, short="412 metres", short_key="412"))
    answer = rb.ask(QUAY)
    assert (verdicts(answer), answer.checked_by) == (["supported"], "gull")
    assert (answer.short.text, answer.short.citations) == ("412 metres", (1,))
    assert [c.quote for c in answer.citations] == [GRANITE]
    assert any("22 tokens read, 14 written" in note for note in answer.notes)
    _, judging = chats(server)
    assert is_judging(judging)
    assert claims_of(judging)[1].startswith(PARAPHRASE)
    assert f"Question: {QUAY}" in judging.prompt


def test_the_head_of_a_table_claims_nothing(rb, server):
    table = "| Quay of Velm | Length |\n|---|---|\n| Velm | 412 metres [412] |"
    judged = {"verdict": "supported", "keys": ["412"], "words": ["412 metres long"]}
    server.enqueue(writes(table), judges({"verdict": "unsupported"}, judged))
    assert verdicts(rb.ask(QUAY)) == ["unchecked", "supported"]


def test_with_the_judge_off_code_alone_checks(folder, server):
    with readback(folder, owner=False, model="gull", base_url=server.url, judge=False) as rb:
        server.enqueue(writes(f"{PARAPHRASE} [412]."))
        answer = rb.ask(QUAY)
    assert (verdicts(answer), answer.checked_by, answer.short) == (["unclear"], "code", None)


def test_what_is_exact_is_not_read_again(rb, server):
    server.enqueue(writes("The quay is 412 metres long and was cut from grey granite [412]."))
    answer = rb.ask(QUAY)
    assert (verdicts(answer), answer.checked_by, len(chats(server))) == (["exact"], "code", 1)


def test_the_judge_cannot_undo_what_is_exact(rb, server):
    text = f"The quay is 412 metres long and was cut from grey granite [412]. {PARAPHRASE} [412]."
    server.enqueue(writes(text), judges({"verdict": "unsupported"}, SUPPORTED))
    assert verdicts(rb.ask(QUAY)) == ["exact", "supported"]


@pytest.mark.parametrize("judging", [error(401, "no key"), reply("Looks good to me.")], ids=["401", "prose"])
def test_a_judge_that_fails_leaves_the_verdicts_of_code_and_a_note(rb, server, judging):
    server.enqueue(writes(f"{PARAPHRASE} [412]."))
    server.otherwise = judging
    answer = rb.ask(QUAY)
    assert (answer.found, verdicts(answer), answer.checked_by) == (True, ["unclear"], "code")
    assert answer.notes[0].startswith("The answer was not read a second time: ")


# Not found


def test_an_answer_that_the_judge_calls_none_is_not_found_with_its_reason(rb, server):
    said = "The documents tell of Velm but do not name its mayor."
    server.enqueue(reply(said), judges({"verdict": "no_claim"}, answered="no"))
    answer = rb.ask("Who is the mayor of Velm?")
    assert (answer.found, answer.sentences, answer.citations) == (False, (), ())
    assert f"gull: {said}" in answer.notes
    assert answer.nearest


def test_what_is_supported_is_shown_though_the_judge_says_no(rb, server):
    server.enqueue(writes(f"{PARAPHRASE} [412]."), judges(SUPPORTED, answered="no"))
    answer = rb.ask(QUAY)
    assert (answer.found, verdicts(answer)) == (True, ["supported"])


@pytest.mark.parametrize("answered", ["yes", "partly", "perhaps"])
def test_only_a_no_makes_it_not_found(rb, server, answered):
    server.enqueue(reply("Whales sing to sailors."), judges({"verdict": "unsupported"}, answered=answered))
    assert rb.ask(QUAY).found


# Mostly unsupported


def test_more_than_half_unsupported_is_said_with_the_nearest_passages(rb, server):
    text = f"Whales sing to sailors. Foxes bark at hens. {PARAPHRASE} [412]."
    server.enqueue(writes(text), judges({"verdict": "unsupported"}, {"verdict": "unsupported"}, SUPPORTED))
    answer = rb.ask(QUAY)
    assert verdicts(answer) == ["unsupported", "unsupported", "supported"]
    assert answer.notes[0].startswith("More than half of this answer is not in your documents")
    assert answer.nearest


def test_half_unsupported_is_not_more_than_half(rb, server):
    server.enqueue(
        writes(f"Whales sing to sailors. {PARAPHRASE} [412]."), judges({"verdict": "unsupported"}, SUPPORTED)
    )
    answer = rb.ask(QUAY)
    assert not any(note.startswith("More than half") for note in answer.notes)
    assert answer.nearest == ()


# The answer in a few words


SHORTS = [
    ("412 metres", "412", "412 metres"),
    ("No", "412", "No"),
    ("412 metres", "", None),  # names no sentence
    ("512 metres", "412", None),  # no figure of the documents
    ("Bruno Vahl", "412", None),  # no name of them
    ("It is " + "very " * 30 + "long", "412", None),
    ("", "412", None),
]


@pytest.mark.parametrize(("short", "key", "shown"), SHORTS)
def test_a_short_answer_stands_only_if_its_facts_do(rb, server, short, key, shown):
    server.enqueue(writes(f"{PARAPHRASE} [412]."), judges(SUPPORTED, short=short, short_key=key))
    answer = rb.ask(QUAY)
    assert (answer.short and answer.short.text) == shown
    if answer.short:
        assert set(answer.short.citations) <= {c.n for c in answer.citations}


# Events, and shares


def test_events_show_the_sentence_unclear_and_then_checked(rb, server):
    server.enqueue(writes(f"{PARAPHRASE} [412]."), judges(SUPPORTED))
    events = list(rb.stream(QUAY))
    (written,) = [e for e in events if isinstance(e, WrittenSentence)]
    (checked,) = [e for e in events if isinstance(e, CheckedSentence)]
    assert (written.sentence.verdict, checked.sentence.verdict) == ("unclear", "supported")
    assert written.citations == checked.citations


@pytest.mark.parametrize(
    ("verdicts", "supported", "doubtful"),
    [
        ("exact supported unsupported unchecked unchecked", 2 / 3, False),
        ("supported unsupported", 1 / 2, False),
        ("supported unsupported contradicted", 1 / 3, True),
        ("unclear unclear", 0, False),
        ("", 0, False),
    ],
)
def test_shares_count_claims_alone(verdicts, supported, doubtful):
    checked = CheckedClaims(tuple(CheckedClaim(Verdict(verdict)) for verdict in verdicts.split()))
    assert checked.supported_share == pytest.approx(supported)
    assert checked.is_doubtful is doubtful
