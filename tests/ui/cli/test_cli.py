"""The commands: what they print as JSON and as text, and how they exit."""

import re

import pytest
from support.json_keys import CITATION, DOCUMENT
from support.pdfs import lines_of, make_pdf, page_content

ANSWER = {
    "question", "found", "confidence", "engine", "sentences", "citations", "disagreements", "nearest",
    "notes", "checked_by", "short", "follow_ups",
}  # fmt: skip


def test_list_shows_every_document_with_the_contracts_keys(as_json, library, papers):
    found = as_json("list", "--library", library)
    assert set(found) == {"documents"}
    assert [d["path"] for d in found["documents"]] == [str(p) for p in sorted(papers.iterdir())]
    assert all(set(document) == DOCUMENT for document in found["documents"])
    herald = next(d for d in found["documents"] if d["path"].endswith("harbour.md"))
    assert (herald["outlet"], herald["published"]) == ("The Saltmarsh Herald", "2026-03-14")
    assert set(herald["published_evidence"] or {"start": 0, "end": 0, "text": ""}) == {"start", "end", "text"}
    copies = [d["copies_of"] for d in found["documents"] if d["path"].endswith(("bakery.txt", "again.txt"))]
    assert sorted(map(len, copies)) == [0, 1]


def test_list_as_a_table_notes_copies(cli, library):
    said = cli("list", "--library", library, COLUMNS="160").stdout
    assert "The Saltmarsh Herald" in said
    assert "14 Mar 2026" in said
    assert re.search(r"bakery \(copy of [0-9a-f]{12}\)", said)
    assert "4 documents" in said


def test_list_as_a_table_names_what_has_no_vectors_yet_and_says_once_why(cli, papers):
    away = {
        "OPENAI_BASE_URL": "http://127.0.0.1:1/v1",
        "OPENAI_API_KEY": "k",
        "READBACK_EMBEDDING_MODEL": "m",
    }
    cli("add", papers / "harbour.md", papers / "lighthouse.txt", "--library", "lib", **away)
    said = cli("list", "--library", "lib", COLUMNS="160").stdout
    assert said.count(" (no vectors yet)") == 2
    assert len(re.findall(r"^No vectors yet: .*127\.0\.0\.1:1 ", said, re.MULTILINE)) == 1


def test_text_prints_the_text_and_nothing_else(cli, as_json, library, papers):
    exact = (papers / "lighthouse.txt").read_bytes()
    assert cli("text", "lighthouse.txt", "--library", library).stdout_bytes == exact
    found = as_json("text", "lighthouse.txt", "--library", library)
    assert set(found) == {"document", "text", "pages"}
    assert (found["text"], found["pages"]) == (exact.decode(), None)
    assert cli("text", found["document"][:6], "--library", library).stdout_bytes == exact


def test_search_gives_passages_with_exact_offsets(as_json, library):
    found = as_json("search", "rye bread", "--library", library, "--limit", 1)
    assert set(found) == {"query", "hits"}
    assert len(found["hits"]) == 1
    (hit,) = found["hits"]
    assert set(hit) == {"score", "citation", "copies"}
    assert set(hit["citation"]) == CITATION
    text = as_json("text", hit["citation"]["document"], "--library", library)["text"]
    assert text[hit["citation"]["start"] : hit["citation"]["end"]] == hit["citation"]["quote"]


def test_search_narrowed_to_a_document_finds_nothing_elsewhere(as_json, library):
    hits = as_json("search", "rye bread", "--doc", "lighthouse.txt", "--library", library)["hits"]
    herald = as_json("list", "--library", library)["documents"]
    lighthouse = next(d["id"] for d in herald if d["path"].endswith("lighthouse.txt"))
    assert {hit["citation"]["document"] for hit in hits} <= {lighthouse}


def test_ask_answers_with_citations_that_hold(as_json, library):
    answer = as_json("ask", "Who built the lighthouse on Gull Point?", "--library", library)
    assert set(answer) == ANSWER
    assert answer["found"] is True
    assert answer["engine"] == "extractive"
    assert all(set(s) == {"text", "citations", "verdict", "problems", "block"} for s in answer["sentences"])
    cited = {n for sentence in answer["sentences"] for n in sentence["citations"]}
    assert cited == {citation["n"] for citation in answer["citations"]}
    for citation in answer["citations"]:
        assert set(citation) == CITATION
        text = as_json("text", citation["document"], "--library", library)["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_ask_on_a_terminal_names_its_sources(cli, library):
    said = cli("ask", "How many passengers did the ferry Corvina carry?", "--library", library).stdout
    assert "212 passengers. [1]" in said
    flat = " ".join(said.split())
    assert re.search(
        r"\[1\] The Saltmarsh Herald, 14 March 2026 — Ferry runs aground off Saltmarsh, characters \d+–\d+",
        flat,
    )
    assert max(map(len, said.splitlines())) <= 80


def test_a_question_the_documents_do_not_answer_is_an_answer(cli, as_json, library):
    question = "Which chemical element has the atomic number 74?"
    answer = as_json("ask", question, "--library", library)
    assert (answer["found"], answer["sentences"], answer["citations"]) == (False, [], [])
    said = cli("ask", question, "--library", library)
    assert said.exit_code == 0
    assert said.stdout.startswith("Your documents do not say.\n")
    assert not answer["nearest"] or "not evidence" in said.stdout


def test_add_names_what_failed_and_adds_the_rest(cli, as_json, tmp_path):
    (tmp_path / "good.txt").write_text("The otter sleeps in the reeds by the weir.")
    done = as_json("add", "good.txt", "missing.txt", "--library", "lib", exit_code=1)
    assert set(done) == {"added", "unchanged", "replaced", "failed"}
    assert len(done["added"]) == 1
    assert [set(failure) for failure in done["failed"]] == [{"path", "error"}]
    again = cli("add", "good.txt", "missing.txt", "--library", "lib")
    assert again.exit_code == 1
    assert "missing.txt: no such file" in again.stderr
    assert again.stderr.count("\n") == 1
    assert "1 unchanged" in again.stdout


def test_add_notes_the_pages_that_hold_no_text(cli, tmp_path):
    scan = b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
    pier = page_content(lines_of("The pier was built of oak."))
    (tmp_path / "pier.pdf").write_bytes(make_pdf([], contents=[pier, scan]))
    done = cli("add", "pier.pdf", "--library", "lib")
    assert done.exit_code == 0
    assert "note: pier.pdf: page 2 is an image without text" in done.stderr


def test_a_changed_file_replaces(as_json, tmp_path):
    file = tmp_path / "note.txt"
    file.write_text("The otter sleeps in the reeds by the weir.")
    (first,) = as_json("add", file, "--library", "lib")["added"]
    file.write_text("The otter has moved to the mill pond.")
    done = as_json("add", file, "--library", "lib")
    assert (len(done["added"]), done["replaced"]) == (1, [first])
    assert [d["id"] for d in as_json("list", "--library", "lib")["documents"]] == done["added"]


def test_set_corrects_and_gives_the_document(as_json, cli, library):
    done = as_json(
        "set", "bakery.txt", "--title", "Bread", "--outlet", "Mill News", "--published", "2025-01-02",
        "--library", library,
    )  # fmt: skip
    assert set(done) == DOCUMENT
    assert (done["title"], done["outlet"], done["published"]) == ("Bread", "Mill News", "2025-01-02")
    unknown = as_json("set", "bakery.txt", "--outlet", "", "--published", "", "--library", library)
    assert (unknown["title"], unknown["outlet"], unknown["published"]) == ("Bread", None, None)
    assert "Bread" in cli("set", "bakery.txt", "--title", "Bread", "--library", library).stdout


def test_remove_removes_and_names_what_it_does_not_find(as_json, cli, library):
    done = as_json("remove", "bakery.txt", "nowhere.txt", "bakery.txt", "--library", library, exit_code=1)
    assert set(done) == {"removed", "failed"}
    assert len(done["removed"]) == 1
    assert [(set(f), f["document"]) for f in done["failed"]] == [({"document", "error"}, "nowhere.txt")]
    assert len(as_json("list", "--library", library)["documents"]) == 3
    assert cli("remove", "lighthouse.txt", "--library", library).exit_code == 0


def test_reindex_keeps_everything(as_json, cli, library):
    before = as_json("list", "--library", library)
    assert as_json("reindex", "--library", library) == {"documents": 4}
    assert as_json("list", "--library", library) == before
    assert as_json("search", "rye bread", "--library", library)["hits"]


@pytest.mark.parametrize(
    "wrong",
    [
        ["frobnicate"],
        ["list", "--frobnicate"],
        ["ask"],
        ["ask", "", "--library", "L"],
        ["ask", " ?! ", "--library", "L"],
        ["search", " ", "--library", "L"],
        ["search", "x", "--limit", "0", "--library", "L"],
        ["add"],
        ["remove"],
        ["set", "bakery.txt", "--library", "L"],
        ["set", "bakery.txt", "--published", "14 March", "--library", "L"],
        ["set", "bakery.txt", "--published", "2026-02-30", "--library", "L"],
        ["set", "bakery.txt", "--title", " ", "--library", "L"],
        ["list", "--library", ""],
        ["add", "x.txt", "--max-megabytes", "0"],
        ["eval", "retrieval", "nowhere"],
        ["eval", "claims", "nowhere"],
        ["serve", "--host", "0.0.0.0"],
        ["serve", "--host", "192.168.1.5", "--json"],
        ["serve", "--auth", "me:secret"],
        ["serve", "--port", "70000"],
        ["eval", "conflicts", "nowhere"],
        ["summarize", "bakery.txt", "--words", "0", "--library", "L"],
        ["brief", "--format", "odt", "--library", "L"],
        ["verify"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_2_with_one_line(cli, library, wrong):
    done = cli(*[str(library) if word == "L" else word for word in wrong])
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("readback")


def test_serving_others_is_refused_with_the_reason(cli):
    assert "without authentication" in cli("serve", "--host", "0.0.0.0").stderr
    assert "it must have 8 to 1024" in cli("serve", "--auth", "me:secret").stderr


@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        ["ask", "Who?"],
        ["search", "bread"],
        ["text", "x"],
        ["set", "x", "--title", "y"],
        ["remove", "x"],
    ],
    ids=lambda command: command[0],
)
def test_a_missing_library_is_named_with_the_way_to_make_one_and_not_made(cli, tmp_path, command):
    done = cli(*command, "--library", tmp_path / "no where")
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"readback add PATH --library '{tmp_path}/no where'" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "no where").exists()


def test_an_empty_library_answers_not_found_with_a_note(as_json, cli, library):
    ids = [d["id"] for d in as_json("list", "--library", library)["documents"]]
    as_json("remove", *ids, "--library", library)
    answer = as_json("ask", "Who built the lighthouse?", "--library", library)
    assert answer["found"] is False
    assert "empty" in answer["notes"][0]
    assert as_json("search", "lighthouse", "--library", library)["hits"] == []
    assert "is empty" in cli("list", "--library", library).stdout


def test_documents_that_are_not_there_or_ambiguous_exit_1(cli, library):
    for command in (["text", "nope"], ["ask", "Who?", "--doc", "nope"], ["set", "nope", "--title", "x"]):
        done = cli(*command, "--library", library)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "'nope'" in done.stderr


def test_the_library_comes_from_the_option_then_the_environment(as_json, cli, library, tmp_path):
    assert cli("list", READBACK_LIBRARY=str(library)).exit_code == 0
    assert cli("list", "--library", tmp_path / "none", READBACK_LIBRARY=str(library)).exit_code == 1


def test_an_unexpected_error_is_one_line_and_debug_shows_where(cli, library, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("the moon\x1b[31m\nis down")

    monkeypatch.setattr("rag.readback.Readback.documents", fail)
    done = cli("list", "--library", library)
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "RuntimeError: the moon" in done.stderr
    assert "--debug" in done.stderr
    assert "\x1b" not in done.stderr
    shown = cli("list", "--library", library, "--debug")
    assert shown.exit_code == 1
    assert "Traceback" in shown.stderr
    assert "\x1b" not in shown.stderr


def test_an_interrupt_is_one_line_and_exits_130(cli, library, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("rag.readback.Readback.documents", interrupt)
    done = cli("list", "--library", library)
    assert (done.exit_code, done.stdout) == (130, "")
    assert done.stderr.strip() == "readback: stopped"


def test_every_command_takes_the_common_options(cli):
    from ui.cli.main import readback

    commands = {
        name: command
        for name, command in readback.commands.items()
        if name not in ("accounts", "eval", "libraries")
    }
    assert set(commands) == {
        "add", "list", "set", "remove", "text", "search", "ask", "check", "serve", "demo", "doctor",
        "reindex", "summarize", "brief", "verify", "sync", "migrate", "queue", "worker",
    }  # fmt: skip
    groups = (["eval", "retrieval"], ["libraries", "list"], ["accounts", "list"])
    for name in [*([each] for each in commands), *groups]:
        said = cli(*name, "--help").stdout
        assert all(option in said for option in ("--library", "--json", "--debug")), name


def test_eval_retrieval_prints_metrics_with_intervals(cli, as_json, tmp_path, papers):
    import json
    import shutil

    shutil.copytree(papers, tmp_path / "set" / "documents")
    text = (papers / "lighthouse.txt").read_text()
    start = text.index("Tobias Fenn")
    evidence = {"document": "lighthouse.txt", "start": start, "end": start + len("Tobias Fenn")}
    row = {
        "id": "1", "question": "Who built the lighthouse on Gull Point?", "answers": ["Tobias Fenn"],
        "answerable": True, "evidence": [evidence],
    }  # fmt: skip
    (tmp_path / "set" / "questions.jsonl").write_text(json.dumps(row) + "\n")
    found = as_json("eval", "retrieval", "set")
    assert found["n"] == 1
    assert {"recall_at_5", "mrr_at_10", "query_ms_p50"} <= set(found["metrics"])
    assert all(set(metric) == {"value", "low", "high"} for metric in found["metrics"].values())
    said = cli("eval", "retrieval", "set").stdout
    assert "recall_at_5" in said
    assert "n = 1" in said
