"""A model that judges sentences: what it is sent, and what is read of its answer, whatever that is."""

import json
import re
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.prompts_read import claims_of
from support.scripted import ScriptedServer, error, reply

from index.document import Document, Sentence
from index.sentences import sentence_spans
from rag.model.client import Model
from rag.model.judge import SCHEMA, AnswerStatus, JudgedClaim, Judgement, JudgeVerdict, judge
from rag.model.prompt import PromptDocument
from rag.model.writer import Writer
from rag.request_errors import JsonMissing, KeyRefused, ModelError, Stopped

TEXT = "The quay is 412 metres long. It was cut from granite. Nobody sails on Sundays."
QUAY = "How long is the quay?"
CLAIMS = [
    JudgedClaim("The quay is\n412 metres long.", (1,)),
    JudgedClaim("It is grey.", (2, 3)),
    JudgedClaim("So."),
]


def document(id="abc", text=TEXT):
    spans = sentence_spans(text)
    known = Document(
        id=id, sha256="", title="The harbour", outlet="Velm Gazette", published=None, published_evidence=None,
        path="harbour.txt", media_type="text/plain", characters=9, passages=1, state="ready", copies_of=(),
    )  # fmt: skip
    return PromptDocument(known, text, tuple(Sentence(start, end, text[start:end]) for start, end in spans))


@pytest.fixture(scope="module")
def server():
    with ScriptedServer() as server:
        yield server


@pytest.fixture(scope="module")
def writer(server):
    return Writer(Model("gull", server.url, "sk-x", context_window=16_000, pause=0.001))


def row(number, verdict="supported", **more):
    return {
        "number": number, "keys": [], "words": [], "sum": "", "not_borne_out": [], "otherwise": [],
        "verdict": verdict, **more,
    }  # fmt: skip


def told(*rows, **more):
    return json.dumps({"sentences": list(rows), "answered": "yes", "short": "", "short_keys": [], **more})


def judged(server, writer, text, question=QUAY, claims=CLAIMS, stop=None):
    """The judgement, where the model writes ``text``, or what it makes of the request."""
    server.enqueue(lambda request: reply(text(request) if callable(text) else text))
    return judge(writer, question, claims, [document()], stop)


def shown(request):
    """The document sentences of a prompt by key."""
    documents = request.body["messages"][1]["content"].partition("\nToday is")[0]
    return dict(re.findall(r"\[(\w+)\] ([^\[<]+?)(?= \[|\n)", documents))


# What is sent


def test_the_claims_are_sent_with_the_keys_of_what_they_cite(server, writer):
    judged(server, writer, told())
    request = server.requests[-1]
    one, two, three = shown(request)
    assert list(shown(request).values()) == [
        "The quay is 412 metres long.", "It was cut from granite.", "Nobody sails on Sundays.",
    ]  # fmt: skip
    assert f"Question: {QUAY}\n\nThe answer:\n1. The quay is 412 metres long. [{one}]\n" in request.prompt
    claims = claims_of(request)
    assert claims[2] == f"It is grey. [{two}] [{three}]"
    assert claims[3] == "So."


def test_a_draft_answers_no_question(server, writer):
    judged(server, writer, told(), question="")
    user = server.requests[-1].body["messages"][1]["content"]
    assert "Question:" not in user
    assert "\nThe sentences:\n1. The quay" in user


def test_the_schema_is_sent_and_asks_for_all_that_is_read(server, writer):
    judged(server, writer, told())
    sent = json.dumps(server.requests[-1].body)
    item = SCHEMA.json_schema["properties"]["sentences"]["items"]
    assert item["required"] == list(row(1))
    assert set(SCHEMA.required) == set(json.loads(told()))
    for name in (*row(1), *SCHEMA.required, *JudgeVerdict, *AnswerStatus):
        assert name in sent
    assert "not_borne_out" in server.requests[-1].body["messages"][0]["content"]  # and says what each is


# What is read


def test_a_judgement_with_all_its_fields(server, writer):
    def answer(request):
        keys = list(shown(request))[:2]
        return told(
            row(1, keys=keys, words=["412 metres", "granite"], sum="400 + 12 = 412"),
            row(2, "contradicted", not_borne_out=["grey"], otherwise=[
                {"sentence_words": "grey", "document_words": "red"},
            ]),
            row(3, "no_claim"),
            answered="partly", short=" 412 metres ", short_keys=keys[:1],
        )  # fmt: skip

    found = judged(server, writer, answer)
    assert found.judgements == {
        0: Judgement(JudgeVerdict.SUPPORTED, (1, 2), ("412 metres", "granite"), arithmetic="400 + 12 = 412"),
        1: Judgement(JudgeVerdict.CONTRADICTED, not_borne_out=("grey",), otherwise=(("grey", "red"),)),
        2: Judgement(JudgeVerdict.NO_CLAIM),
    }
    assert (found.answered, found.short, found.short_numbers) == (AnswerStatus.PARTLY, "412 metres", (1,))
    assert found.prompt.sentence(1).text == "The quay is 412 metres long."
    assert found.usage.prompt_tokens == 11


@pytest.mark.parametrize(
    ("rows", "judgements"),
    [
        ([], {}),
        ([row(2)], {1: "supported"}),
        ([row(3, "partly"), row(1, "unsupported")], {2: "partly", 0: "unsupported"}),
        ([row(0), row(4), row(-1), row(10**30)], {}),
        ([row("2", "partly")], {1: "partly"}),
        ([row("two"), row(None), row([1]), row(float("inf")), row(float("nan")), row(2)], {1: "supported"}),
        ([row(1, "true"), row(2, None), row(3, ["supported"])], {}),
        ([row(1, "unsupported"), row(1, "partly")], {0: "partly"}),
        ([{"number": 1, "verdict": "supported"}], {0: "supported"}),
        ([{"number": 1}, {"verdict": "partly"}, None, 1, "supported", []], {}),
    ],
)
def test_what_cannot_be_read_is_left_out(server, writer, rows, judgements):
    found = judged(server, writer, told(*rows))
    assert {n: judgement.verdict for n, judgement in found.judgements.items()} == judgements


@pytest.mark.parametrize("rows", [None, {}, "supported", 3, {"1": row(1)}])
def test_rows_that_are_no_list_are_none(server, writer, rows):
    assert not judged(server, writer, told(sentences=rows)).judgements


@pytest.mark.parametrize(
    ("keys", "numbers"),
    [
        (["XX1"], (1,)),
        (["[XX1]", "(XX2)"], (1, 2)),
        (["[XX1][XX2]"], (1, 2)),
        (["XX1, XX3"], (1, 3)),
        (["XX1-XX3"], (1, 2, 3)),
        ("XX2", (2,)),
        (["XX0", "XX4", "XX999999", "zz1", "1", 1, None, [], "", "XX"], ()),
        (["XX2", "[XX2]", " XX2 "], (2,)),
        (None, ()),
        ({"XX1": 1}, ()),
    ],
)
def test_keys_are_read_in_any_form_and_only_those_of_sentences_shown(server, writer, keys, numbers):
    def answer(request):
        prefix = next(iter(shown(request)))[:2]
        return told(row(1, keys=keys), short="Yes", short_keys=keys).replace("XX", prefix)

    found = judged(server, writer, answer)
    assert found.judgements[0].numbers == numbers
    assert found.short_numbers == numbers


def test_fields_of_other_forms_are_read_where_they_say_something(server, writer):
    pairs = [{"sentence_words": "a"}, {"sentence_words": "a", "document_words": ""}, None, ["a", "b"]]
    answer = told(
        row(1, words="one", not_borne_out=[None, 3, " grey ", ""], otherwise=pairs, sum=412),
        row(2, words=None, not_borne_out={"grey": 1}, otherwise=None, sum=None),
        answered="maybe", short=None, short_keys=None,
    )  # fmt: skip
    found = judged(server, writer, answer)
    assert found.judgements[0] == Judgement(JudgeVerdict.SUPPORTED, (), ("one",), ("grey",))
    assert found.judgements[1] == Judgement(JudgeVerdict.SUPPORTED)
    assert (found.answered, found.short, found.short_numbers) == (None, "", ())


def test_halves_of_characters_are_read_as_a_sign_that_can_be_shown(server, writer):
    found = judged(server, writer, told(row(1, words=["a\ud800"], sum="\udfff"), short="412\ud83d metres"))
    assert found.short == "412\ufffd metres"
    assert found.judgements[0].words == ("a\ufffd",)


# What goes wrong


@pytest.mark.parametrize(
    "text", ["", "I cannot judge.", "[1, 2]", '{"sentences": []}', '{"sentences": [{"number": 1']
)
def test_words_instead_of_json_are_an_error_of_ours(server, writer, text):
    with pytest.raises(ModelError) as raised:
        judged(server, writer, text or " ")
    assert isinstance(raised.value, JsonMissing)


def test_an_endpoint_that_refuses_is_an_error_of_ours(server, writer):
    server.enqueue(error(401, "You didn't provide an API key."))
    with pytest.raises(KeyRefused):
        judge(writer, QUAY, CLAIMS, [document()])


def test_stop_ends_it(server, writer):
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        judge(writer, QUAY, CLAIMS, [document()], stop)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["supported", "partly", "yes", "no", "XX1", "[XX2]", "XX3-XX9", "XX0", "XX99", 1, 2]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
ROW = st.fixed_dictionaries({}, optional=dict.fromkeys(row(1), JSON)) | st.builds(
    lambda n, verdict, more: row(n) | more | {"verdict": verdict},
    st.sampled_from([1, 2, 3, "1", 1.5, float("inf"), True]),
    st.sampled_from(list(JudgeVerdict)),
    st.dictionaries(st.sampled_from([name for name in row(1) if name != "verdict"]), JSON, max_size=3),
)


@given(st.lists(ROW, max_size=5) | JSON, JSON, JSON, JSON)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_json_at_all_raises_nothing_and_names_only_sentences_shown(
    server, writer, rows, answered, short, keys
):
    def answer(request):
        text = told(sentences=rows, answered=answered, short=short, short_keys=keys)
        return text.replace("XX", next(iter(shown(request)))[:2])

    try:
        found = judged(server, writer, answer)
    except ModelError:
        return
    assert set(found.judgements) <= {0, 1, 2}
    for numbers in (found.short_numbers, *(one.numbers for one in found.judgements.values())):
        assert set(numbers) <= {1, 2, 3}
        assert len(set(numbers)) == len(numbers)
    for one in found.judgements.values():
        texts = [*one.words, *one.not_borne_out, *(part for pair in one.otherwise for part in pair)]
        assert all(isinstance(text, str) and text == text.strip() != "" for text in texts)
        "".join([*texts, one.arithmetic, found.short]).encode()
    assert found.answered in (None, *AnswerStatus)


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_at_all_is_an_error_of_ours_or_a_judgement(server, writer, text):
    try:
        judged(server, writer, text)
    except ModelError:
        return
