"""A draft against a library: which passage speaks for a sentence, and which against it."""

import pytest
from support.helpers import readback, write

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


def test_a_sentence_two_documents_hold_is_cited_from_both(library):
    sentence, report = only(library, "After a flood the ferry to Anholm was closed on Monday.")
    assert (sentence.verdict, sentence.problems) == ("supported", ())
    assert {library.document(c.document).path.split("/")[-1] for c in report.citations} == {
        "herald.txt",
        "post.txt",
    }
    for citation in report.citations:
        assert citation.quote == library.text(citation.document).text[citation.start : citation.end]


@pytest.mark.parametrize(
    ("draft", "verdict", "kind", "source"),
    [
        ("Ninety people had to wait for three days.", "contradicted", "number", "two days"),
        ("The company said it would pay the passengers.", "contradicted", "negation", None),
        ("“We had neither bread nor heat,” said Ada Holm.", "contradicted", "quote", None),
        ("On 18 March 2019 the ferry to Anholm was closed after a flood.", "contradicted", "date", None),
        ("Ninety people had to wait for two days, and 14 of them fell ill.", "partly", None, None),
        ("The moon is made of green cheese.", "unsupported", None, None),
    ],
)
def test_what_no_document_holds_is_never_supported(library, draft, verdict, kind, source):
    sentence, report = only(library, draft)
    if verdict == "contradicted":
        assert sentence.verdict in ("contradicted", "partly")
        assert kind in {problem.kind for problem in sentence.problems}
        assert source is None or source in {problem.source for problem in sentence.problems}
    else:
        assert sentence.verdict == verdict
    assert bool(sentence.citations) == (verdict != "unsupported")
    assert {n for s in report.sentences for n in s.citations} == {c.n for c in report.citations}


def test_a_contradiction_cites_the_sentence_that_says_otherwise_first(library):
    sentence, report = only(library, "Ninety people had to wait for three days.")
    assert sentence.verdict == "contradicted"
    quote = next(c.quote for c in report.citations if c.n == sentence.citations[0])
    assert quote == "Ninety people had to wait for two days."


def test_headings_and_questions_claim_nothing(library):
    report = library.check("# The ferry\n\nWho closed the ferry to Anholm?", markdown=True)
    assert [sentence.verdict for sentence in report.sentences] == ["unchecked", "unchecked"]
    assert report.citations == ()
    assert report.counts == {
        "supported": 0, "partly": 0, "contradicted": 0, "unsupported": 0, "unchecked": 2,
    }  # fmt: skip


def test_documents_narrow_where_to_look(library):
    post = next(d.id for d in library.documents() if d.path.endswith("post.txt"))
    draft = "Ninety people had to wait for two days."
    assert only(library, draft)[0].verdict == "supported"
    assert only(library, draft, documents=[post])[0].verdict != "supported"


def test_progress_tells_how_far_it_is(library):
    heard = []
    library.check(DOCUMENTS["herald.txt"], progress=lambda done, total: heard.append((done, total)))
    assert heard == [(done, len(heard)) for done in range(len(heard))]
    assert len(heard) > 3


def test_a_document_is_supported_by_itself(library):
    for name, text in DOCUMENTS.items():
        report = library.check(text)
        assert report.counts["contradicted"] == 0, name
        wrong = [s for s in report.sentences if s.verdict not in ("supported", "unchecked")]
        assert wrong == []


def test_an_empty_library_supports_nothing(tmp_path):
    with readback(tmp_path / "empty") as library:
        report = library.check("The ferry to Anholm was closed on Monday.")
    assert report.counts["unsupported"] == 1
    assert report.citations == ()
    assert report.notes
