"""A draft against a library: which passage speaks for a sentence, and which against it."""

import threading

import pytest
from support.helpers import readback, write

from rag.request_errors import Stopped
from rag.shapes import Verdict

DOCUMENTS = {
    "herald.txt": (
        "Flood closes the Anholm ferry\n\nThe Herald\n14 March 2024\n\n"
        "The ferry to Anholm was closed on Monday after a flood. Ninety people had to wait for two days. "
        "“We had neither bread nor light,” said Ada Holm, the harbour master."
    ),
    "post.txt": (
        "No ferry to Anholm\n\nThe Post\n15 March 2024\n\n"
        "The ferry to Anholm was closed on Monday after a flood. The company said it would not pay the "
        "passengers anything."
    ),
    "elsewhere.txt": "Tulips\n\nTulips are sold by the dozen at the market in Velm, which opens on Fridays.",
}


DENIED = "The ferry to Anholm was closed on Monday after a flood."


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("check")
    with readback(folder / "library") as made:
        made.add(write(folder, DOCUMENTS))
        yield made


def only(library, draft, **options):
    report = library.check(draft, **options)
    assert len(report.sentences) == 1
    return report.sentences[0], report


def test_a_sentence_word_for_word_is_exact(library):
    sentence, report = only(library, "Ninety people had to wait for two days.")
    assert (sentence.verdict, sentence.problems, len(sentence.citations)) == ("exact", (), 1)
    (citation,) = report.citations
    assert citation.quote == library.text(citation.document).text[citation.start : citation.end]


def test_that_nobody_reads_what_code_cannot_decide_is_said(library):
    sentence, report = only(library, "Tulip sellers come to Velm once a week.")
    assert sentence.verdict == Verdict.UNCLEAR
    (note,) = report.notes
    assert note.startswith("Without a model")
    assert only(library, "Ninety people had to wait for two days.")[1].notes == ()


def test_the_same_words_in_another_order_are_for_a_reader(library):
    sentence, _report = only(library, "After a flood the ferry to Anholm was closed on Monday.")
    assert (sentence.verdict, sentence.problems) == ("unclear", ())


def test_an_extract_is_supported(library):
    sentence, report = only(library, "Ninety people had to wait.")
    assert (sentence.verdict, sentence.problems) == ("supported", ())
    assert [c.quote for c in report.citations] == ["Ninety people had to wait for two days."]


@pytest.mark.parametrize(
    ("draft", "kind", "source"),
    [
        ("Ninety people had to wait for three days.", "number", "two days"),
        ("Ninety people had to wait for two weeks.", "unit", "two days"),
        ("Eighty people had to wait for two days.", "number", "Ninety"),
        ("On 18 March 2019 the ferry to Anholm was closed after a flood.", "date", "Monday"),
        ("The ferry to Anholm was closed on Tuesday after a flood.", "date", "Monday"),
        ("“We had neither bread nor light,” said Ben Holm, the harbour master.", "name", "Ada Holm"),
        ("“We had neither bread nor heat,” said Ada Holm.", "quote", "We had neither bread nor"),
        ("The ferry to Anholm was not closed on Monday after a flood.", "negation", DENIED),
    ],
)
def test_one_changed_fact_is_contradicted_in_the_words_of_the_source(library, draft, kind, source):
    sentence, report = only(library, draft)
    assert sentence.verdict == "contradicted"
    assert [(p.kind, p.source) for p in sentence.problems] == [(kind, source)]
    assert source in report.citations[sentence.citations[0] - 1].quote
    for problem in sentence.problems:
        assert draft[problem.start : problem.end] == problem.claim


@pytest.mark.parametrize(
    "draft",
    [
        "The moon is made of green cheese.",
        "“We will sue them,” said Ada Holm, the harbour master.",
        "The ferry to Ebeltoft was closed on Monday after a flood.",
        "The passengers will be paid 90 euros each.",
        "The ferry to Anholm was closed in June 1999 after a strike.",
    ],
)
def test_what_stands_nowhere_is_unsupported_and_cites_nothing(library, draft):
    sentence, report = only(library, draft)
    assert (sentence.verdict, sentence.problems, sentence.citations) == ("unsupported", (), ())
    assert report.citations == ()


@pytest.mark.parametrize(
    "draft",
    [
        "The company paid the passengers a bribe.",
        "The company said it would pay the passengers.",
        "Ninety people had to wait for two days, and all of them fell ill.",
        "For two days ninety travellers were stuck and had to be patient.",
    ],
)
def test_what_code_cannot_know_is_unclear_with_a_passage_to_read(library, draft):
    sentence, report = only(library, draft)
    assert (sentence.verdict, sentence.problems) == ("unclear", ())
    assert len(report.citations) == len(sentence.citations) > 0


def test_a_contradiction_cites_the_sentence_that_says_otherwise_first(library):
    sentence, report = only(library, "Ninety people had to wait for three days.")
    assert sentence.verdict == "contradicted"
    quote = next(c.quote for c in report.citations if c.n == sentence.citations[0])
    assert quote == "Ninety people had to wait for two days."


def test_two_versions_that_say_otherwise_are_both_cited(tmp_path):
    policies = {
        f"{year}.md": f"# Holiday rules, {year}\n\nCooks may keep {days} days of holiday until spring. "
        "Requests go to the head cook. Two weeks must be asked for early. The kitchen closes in August.\n"
        for year, days in ((2031, 4), (2033, 11))
    }
    with readback(tmp_path / "library") as made:
        made.add(write(tmp_path / "files", policies))
        sentence, report = only(made, "Cooks may keep 6 days of holiday until spring.")
    assert sentence.verdict is Verdict.CONTRADICTED
    assert {problem.source for problem in sentence.problems} == {"4 days", "11 days"}
    assert {citation.title for citation in report.citations} == {"Holiday rules, 2031", "Holiday rules, 2033"}


def test_headings_and_questions_claim_nothing(library):
    report = library.check("# The ferry\n\nWho closed the ferry to Anholm?", markdown=True)
    assert [sentence.verdict for sentence in report.sentences] == ["unchecked", "unchecked"]
    assert report.citations == ()
    assert report.counts == dict.fromkeys(Verdict, 0) | {"unchecked": 2}


def test_documents_narrow_where_to_look(library):
    post = next(d.id for d in library.documents() if d.path.endswith("post.txt"))
    draft = "Ninety people had to wait for two days."
    assert only(library, draft)[0].verdict == "exact"
    assert only(library, draft, documents=[post])[0].verdict == "unsupported"


def test_progress_tells_how_far_it_is(library):
    heard = []
    library.check(DOCUMENTS["herald.txt"], progress=lambda done, total: heard.append((done, total)))
    assert heard == [(done, len(heard)) for done in range(len(heard))]
    assert len(heard) > 3


def test_a_document_is_borne_out_by_itself(library):
    for name, text in DOCUMENTS.items():
        verdicts = {s.text: s.verdict for s in library.check(text).sentences}
        assert set(verdicts.values()) <= {"exact", "unchecked"}, (name, verdicts)
        assert verdicts.get("Ninety people had to wait for two days.", "exact") == "exact"


def test_an_empty_library_supports_nothing(tmp_path):
    with readback(tmp_path / "empty") as library:
        report = library.check("The ferry to Anholm was closed on Monday.")
    assert report.counts["unsupported"] == 1
    assert report.citations == ()
    assert report.notes


def test_a_check_stops_before_the_next_sentence(library):
    stop, heard = threading.Event(), []

    def progress(done, total):
        heard.append((done, total))
        stop.set()

    with pytest.raises(Stopped):
        library.check("Ninety people had to wait. It rained. It snowed.", progress=progress, stop=stop)
    assert heard == [(0, 3)]
