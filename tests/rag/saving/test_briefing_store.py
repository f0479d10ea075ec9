"""Briefings kept with a library, answers written into them, and files to take away."""

import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from support.helpers import readback

from index.errors import BriefingNotFound
from rag.saving.notebook import notebook, noted
from rag.saving.saved_file import load
from rag.shapes import Answer, AnswerSentence, Citation, Disagreement, Value, as_json
from ui.server import create_app

HARBOUR = "Who is the harbour master of Saltmarsh?"
FERRY = "How many passengers did the ferry Corvina carry?"
NEVER = "What is the boiling point of molybdenum in kelvin?"


only_folder = pytest.mark.parametrize("opened", ["folder"], indirect=True)
"""For a test of the fixture ``opened`` that looks into the library's folder."""


@pytest.fixture(params=["folder", "servers"])
def opened(request, library, papers, shared_folder):
    """A library with papers in it, in a folder and on servers."""
    if request.param == "folder":
        with readback(library) as made:
            yield made
        return
    places = request.getfixturevalue("places")
    shared = {"database": places.database, "chroma": places.chroma, "files": places.files}
    with readback(shared_folder, **shared) as made:
        assert not made.add([papers]).failed
        yield made


@pytest.fixture
def client(opened):
    with TestClient(create_app(opened), base_url="http://127.0.0.1") as made:
        yield made


def sound(briefing):
    """Whether a briefing is one that a file may hold: numbers, types, spans."""
    return load(json.dumps(as_json(briefing)).encode()).shape == briefing


def held(counts):
    """Whether every citation holds."""
    return {state for state, count in counts.items() if count} == {"holds"}


def cite(n, document="a", start=0, end=4):
    return Citation(n, document, "A title", None, None, None, start, end, "text")


def said(question, *citations):
    sentences = tuple(AnswerSentence("text", (citation.n,), "supported") for citation in citations)
    return Answer(question, True, 1.0, "extractive", sentences, citations)


def test_answers_are_numbered_on_and_the_same_span_has_one_number():
    first = said("One?", cite(1), cite(2, start=5, end=9))
    second = said("Two?", cite(1, start=5, end=9), cite(2, "b"))
    briefing = notebook("Title", [first, second])
    assert [citation.n for citation in briefing.citations] == [1, 2, 3]
    assert [section.heading for section in briefing.sections] == ["One?", "Two?"]
    assert [sentence.citations for sentence in briefing.sections[1].sentences] == [(2,), (3,)]
    assert briefing.documents == ("a", "b")
    assert [covered.document for covered in briefing.coverage] == ["a", "b"]
    assert sound(briefing)


def test_a_disagreement_keeps_its_citations():
    values = (Value("4", (1,), ("a",), 1), Value("5", (2,), ("b",), 1))
    answer = replace(
        said("Q?", cite(1), cite(2, "b")), disagreements=(Disagreement("Q", "conflict", values),)
    )
    before = notebook("Title", [said("P?", cite(1, "c"))])
    briefing = noted(before, [answer])
    cited = [
        briefing.citations[n - 1].document
        for value in briefing.disagreements[0].values
        for n in value.citations
    ]
    assert cited == ["a", "b"]
    assert sound(briefing)


def test_what_was_not_found_is_said_and_cites_nothing():
    briefing = notebook("Title", [Answer("Q?", False, 0.0, "extractive", nearest=(cite(1),))])
    assert [sentence.text for sentence in briefing.sections[0].sentences] == ["Your documents do not say."]
    assert briefing.citations == ()
    assert sound(briefing)


def test_a_briefing_is_kept_listed_read_and_removed(opened):
    ident = opened.briefings.keep(opened.brief())
    other = opened.briefings.note([opened.ask(FERRY)])
    assert {kept.id for kept in opened.briefings.all()} == {ident, other}
    assert opened.briefings.read(ident).briefing == opened.brief()
    again = opened.briefings.note([opened.ask(HARBOUR)], other)
    assert again == other
    assert [section.heading for section in opened.briefings.read(other).briefing.sections] == [FERRY, HARBOUR]
    assert held(opened.verify(opened.briefings.read(other).saved).counts)
    opened.briefings.remove(ident)
    with pytest.raises(BriefingNotFound):
        opened.briefings.read(ident)
    assert [kept.id for kept in opened.briefings.all()] == [other]


def test_what_many_readers_save_at_once_is_all_kept(opened):
    answer = opened.ask(FERRY)
    ident = opened.briefings.note([answer])
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda _: opened.briefings.note([answer], ident), range(12)))
    assert len(opened.briefings.read(ident).briefing.sections) == 13
    assert opened.library.stores.saved.names() == [ident]


@only_folder
def test_the_command_verifies_what_is_kept(opened, library, cli):
    ident = opened.briefings.keep(opened.brief())
    result = cli("verify", library / "briefings" / f"{ident}.json", "--library", library, "--json")
    assert held(json.loads(result.stdout)["counts"])


@pytest.mark.parametrize("ident", ["../catalog", "x", "", "20260101-000000-0123456g", "a/b", "\x00"])
def test_no_other_file_is_a_briefing(opened, ident):
    with pytest.raises(BriefingNotFound):
        opened.briefings.read(ident)
    with pytest.raises(BriefingNotFound):
        opened.briefings.remove(ident)


@only_folder
def test_a_broken_file_is_listed_as_such_and_can_be_removed(opened, client):
    ident = opened.briefings.keep(opened.brief())
    (opened.path / "briefings" / f"{ident}.json").write_text("{")
    (opened.path / "briefings" / "note.txt").write_text("not ours")
    listed = client.get("/api/briefings").json()["briefings"]
    assert [kept["id"] for kept in listed] == [ident]
    assert "not JSON" in listed[0]["error"]
    assert client.get(f"/api/briefings/{ident}").status_code == 422
    assert client.delete(f"/api/briefings/{ident}").json() == {"removed": [ident]}
    assert client.delete(f"/api/briefings/{ident}").status_code == 404


def test_answers_go_into_a_briefing_over_http_and_come_out_as_files(client, opened):
    answers = [as_json(opened.ask(FERRY)), as_json(opened.ask(NEVER))]
    ident = client.post("/api/briefings/notes", json={"answers": answers}).json()["id"]
    got = client.get(f"/api/briefings/{ident}").json()
    assert [section["heading"] for section in got["sections"]] == [FERRY, NEVER]
    files = {
        kind: client.get(f"/api/briefings/{ident}/file", params={"format": kind})
        for kind in ("md", "html", "docx", "json")
    }
    assert all(
        reply.headers["content-disposition"].endswith(f"Saved%20answers.{kind}")
        for kind, reply in files.items()
    )
    assert "212 passengers" in files["md"].text
    assert files["html"].text.startswith("<!DOCTYPE html>")
    assert "word/document.xml" in zipfile.ZipFile(BytesIO(files["docx"].content)).namelist()
    assert load(files["json"].content).shape.title == "Saved answers"
    assert client.get(f"/api/briefings/{ident}/file", params={"format": "exe"}).status_code == 422


def test_a_quotation_that_does_not_stand_there_is_not_kept(client, opened):
    answer = as_json(opened.ask(FERRY))
    citation = answer["citations"][0]
    for change in ({"quote": "The ferry carried 900 passengers."}, {"document": "nowhere"}, {"start": 1}):
        forged = {**answer, "citations": [{**citation, **change}, *answer["citations"][1:]]}
        reply = client.post("/api/briefings/notes", json={"answers": [forged]})
        assert (reply.status_code, reply.json()["error"]["code"]) == (400, "usage_error")
    assert client.get("/api/briefings").json() == {"briefings": []}


def test_a_conversation_is_taken_away(client, opened):
    body = {"answers": [as_json(opened.ask(FERRY))], "title": 'About "the ferry" / ../x\n', "format": "md"}
    reply = client.post("/api/exports", json=body)
    assert FERRY in reply.text
    assert "/" not in reply.headers["content-disposition"].split("UTF-8''")[1]
    assert client.post("/api/exports", json={**body, "answers": []}).status_code == 422
    assert client.post("/api/exports", json={**body, "format": "pdf"}).status_code == 422


def test_a_summary_is_taken_away(client, opened):
    document = opened.documents()[0]
    reply = client.get(f"/api/documents/{document.id}/summary/file", params={"format": "md"})
    assert reply.text.startswith(f"# {document.title}")
    assert client.get("/api/documents/nowhere/summary/file", params={"format": "md"}).status_code == 404


def test_questions_to_begin_with_are_answered(opened):
    asked = opened.suggest()
    assert 1 <= len(asked) <= 4
    assert all(opened.ask(question).found for question in asked)
