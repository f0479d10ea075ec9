"""The commands ``brief`` and ``verify``, and taking away what they show."""

import io
import json

import docx
import pytest
from support import briefings
from support.json_keys import CITATION
from support.terminals import ESCAPE, HOSTILE

from rag import Readback
from rag.saving.saved_file import load, save
from ui.terminal import console, paper_output

BRIEFING = {
    "title", "engine", "documents", "sections", "citations", "disagreements", "timeline", "coverage",
}  # fmt: skip


@pytest.fixture
def saved(library, tmp_path):
    """A briefing of the library, saved by hand."""
    with Readback(library, owner=False) as opened:
        shape = briefings.briefing(opened)
        data = save(shape, opened.sources(shape))
    (tmp_path / "brief.json").write_bytes(data)
    return data


def test_json_is_the_contracts_and_nothing_else(cli, as_json, library):
    found = as_json("brief", "--library", library)
    assert set(found) == BRIEFING
    assert {covered["document"] for covered in found["coverage"]} == set(found["documents"])
    assert len(found["documents"]) == 4
    assert all(set(citation) == CITATION for citation in found["citations"])
    for citation in found["citations"]:
        text = as_json("text", citation["document"], "--library", library)["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_the_terminal_shows_parts_ledger_and_sources(cli, library):
    said = cli("brief", "--library", library)
    assert said.exit_code == 0
    for words in ("Coverage", "Sources", "The Saltmarsh Herald", "4 documents"):
        assert words in said.stdout


def test_documents_and_topic_are_passed_on(cli, as_json, library):
    found = as_json("brief", "--doc", "harbour.md", "--topic", "the ferry", "--library", library)
    assert len(found["documents"]) == 1
    assert cli("brief", "--doc", "nope", "--library", library).exit_code == 1


@pytest.mark.parametrize("format", ["md", "html", "docx", "json"])
def test_a_file_is_written_in_the_format_of_its_name(cli, library, tmp_path, format):
    done = cli("brief", "--output", f"out.{format}", "--library", library)
    assert (done.exit_code, done.stdout) == (0, f"Written to out.{format}\n")
    data = (tmp_path / f"out.{format}").read_bytes()
    if format == "docx":
        assert docx.Document(io.BytesIO(data)).paragraphs[0].style.name == "Title"
    else:
        assert b"Coverage" in data or format == "json"
    if format == "json":
        assert len(load(data).sources) == 4
        assert cli("verify", f"out.{format}", "--library", library).exit_code == 0
    else:
        done = cli("verify", f"out.{format}", "--library", library)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "--format json" in done.stderr


def test_the_format_can_be_named_and_printed(cli, library, tmp_path):
    printed = cli("brief", "--format", "md", "--library", library)
    assert printed.exit_code == 0
    assert printed.stdout.startswith("# ")
    assert "\n[^1]: " in printed.stdout
    assert load(cli("brief", "--format", "json", "--library", library).stdout_bytes).sources
    named = cli("brief", "--format", "md", "--output", "notes", "--library", library)
    assert named.exit_code == 0
    assert (tmp_path / "notes").read_bytes() == printed.stdout_bytes


def test_a_file_and_json_go_together(as_json, library, tmp_path):
    found = as_json("brief", "--output", "brief.json", "--library", library)
    kept = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))
    assert set(found) == BRIEFING
    assert set(kept) == BRIEFING | {"notes", "questions", "sources"}
    assert {key: kept[key] for key in BRIEFING} == found


@pytest.mark.parametrize(
    "wrong",
    [
        ["--output", "brief.pdf"],
        ["--output", "brief"],
        ["--output", "no/where.md"],
        ["--output", "."],
        ["--output", "-", "--format", "md"],
        ["--format", "pdf"],
        ["--format", "docx"],
        ["--format", "md", "--json"],
    ],
)
def test_what_cannot_be_written_is_refused_before_the_work(cli, library, tmp_path, wrong):
    done = cli("brief", *wrong, "--library", library)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_a_document_of_the_library_is_not_overwritten(cli, library, papers):
    before = (papers / "harbour.md").read_bytes()
    done = cli("brief", "--output", papers / "harbour.md", "--library", library)
    assert done.exit_code == 2
    assert "would overwrite" in done.stderr
    assert (papers / "harbour.md").read_bytes() == before


def test_a_disk_that_is_full_fails(cli, library):
    done = cli("brief", "--output", "/dev/full", "--format", "md", "--library", library)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("readback: ")


def test_verify_prints_the_contracts_json(as_json, cli, library, saved):
    found = as_json("verify", "brief.json", "--library", library)
    assert set(found) == {"citations", "counts"}
    assert set(found["counts"]) == {"holds", "moved", "changed", "gone"}
    assert all(set(reread) == {"n", "state", "detail"} for reread in found["citations"])
    assert found["counts"]["holds"] == len(load(saved).shape.citations)


def test_verify_shows_what_does_not_hold_and_exits_0(cli, library, saved):
    cli("remove", "lighthouse.txt", "--library", library)
    done = cli("verify", "brief.json", "--library", library)
    assert done.exit_code == 0
    assert "gone: the document is not in the library any more" in " ".join(done.stdout.split())
    assert "Its lamp can be seen from 27 kilometres away." in done.stdout
    assert done.stdout.splitlines()[-1].startswith("5 citations: 3 holds, 2 gone")


def test_verify_says_which_sentences_do_not_follow(cli, library, saved, tmp_path):
    assert b"It carried 212 passengers." in saved
    edited = saved.replace(b'"text": "It carried 212 passengers."', b'"text": "It carried 900 passengers."')
    (tmp_path / "brief.json").write_bytes(edited)
    done = cli("verify", "brief.json", "--json", "--library", library)
    assert done.exit_code == 0
    assert "It carried 900 passengers." in done.stderr
    assert done.stderr.startswith("note: ")


@pytest.mark.parametrize("data", [b"", b"# A briefing", b'{"sections": []}', b"[]", b"[" * 99_999, b"\0\xff"])
def test_what_is_no_briefing_is_named_on_one_line(cli, library, tmp_path, data):
    (tmp_path / "other.json").write_bytes(data)
    done = cli("verify", "other.json", "--library", library)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("readback: 'other.json' is ")
    assert done.stderr.count("\n") == 1


def test_no_file_no_library_no_argument(cli, library, saved):
    missing = cli("verify", "missing.json", "--library", library)
    assert missing.exit_code == 1
    assert "'missing.json' does not exist" in missing.stderr
    assert cli("verify", ".", "--library", library).exit_code == 1
    assert cli("verify", "brief.json", "--library", "nowhere").exit_code == 1
    assert cli("verify", "--library", library).exit_code == 2


def test_hostile_words_are_harmless_in_a_terminal(cli, library, tmp_path, capsys):
    with Readback(library, owner=False) as opened:
        shape = briefings.briefing(opened)
        sources = opened.sources(shape)
    data = save(shape, sources).decode()
    for word in (
        "Key points",
        briefings.TITLE,
        "How long",
        "One note",
        "about bread",
        "passengers",
        "Herald",
    ):
        data = data.replace(word, json.dumps(HOSTILE)[1:-1])
    hostile = load(data.encode())
    console.console.cache_clear()
    paper_output.briefing(hostile.shape, hostile.sources)
    assert ESCAPE not in capsys.readouterr().out
    (tmp_path / "hostile.json").write_text(data, encoding="utf-8")
    done = cli("verify", "hostile.json", "--library", library)
    assert done.exit_code == 0
    assert ESCAPE not in done.output


@pytest.mark.parametrize("format", ["md", "html", "docx", "json"])
def test_a_summary_is_written_and_verified_in_the_same_way(cli, library, tmp_path, format):
    done = cli("summarize", "harbour.md", "--output", f"out.{format}", "--library", library)
    assert (done.exit_code, done.stdout) == (0, f"Written to out.{format}\n")
    assert (tmp_path / f"out.{format}").stat().st_size
    verified = cli("verify", f"out.{format}", "--library", library)
    assert verified.exit_code == (0 if format == "json" else 1)
    assert cli("summarize", "harbour.md", "--format", "docx", "--library", library).exit_code == 2
