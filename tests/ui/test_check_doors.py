"""The doors of ``check``: command line, JSON, terminal, page and HTTP.

What a sentence deserves is judged elsewhere; here stand cases that leave no doubt.
"""

import json
import re
import subprocess
import sys
from dataclasses import asdict
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from support.json_keys import CITATION
from support.parsed import Parsed
from support.terminals import ESCAPE, HOSTILE, in_terminal

from rag import Readback
from rag.shapes import Answer, AnswerSentence, Citation, Problem, Report
from ui.export.report import report_html
from ui.server import create_app
from ui.terminal import console, paper_output
from ui.words.verdicts import VERDICTS, counts

COPIED = "The lighthouse on Gull Point was built in 1871 by the engineer Tobias Fenn."
ELSEWHERE = "The chess tournament in Velm was won by a retired dentist."
CHANGED = "It carried 312 passengers."
DRAFT = f"# What we know\n\n{COPIED} {ELSEWHERE}\n\n- {CHANGED}\n\nWho knows?\n"
SENTENCE = {"text", "citations", "verdict", "problems", "block"}
PROBLEM = {"kind", "claim", "start", "end", "source"}


def problem(sentence, claim, source=None, kind="number"):
    start = sentence.index(claim)
    return Problem(kind, claim, start, start + len(claim), source)


def made(hostile=""):
    """A report with every verdict, the foreign words in it as hostile as asked."""
    wrong = f"The line stood still for 95 minutes{hostile} on Saturday, the company said on its own page."
    partly = f"It cost 12 euros{hostile}."
    quote = f"The line was at a standstill for 90 minutes{hostile} on Saturday."
    sentences = (
        AnswerSentence(f"A heading{hostile}", (), "unchecked"),
        AnswerSentence(f"It stopped{hostile}.", (2,), "supported"),
        AnswerSentence(wrong, (1,), "contradicted", (problem(wrong, "95 minutes", "90 minutes"),)),
        AnswerSentence(partly, (2,), "partly", (problem(partly, "12 euros"),)),
        AnswerSentence(f"A dog barked{hostile}.", (), "unsupported"),
        AnswerSentence(f"It stopped{hostile}", (2,), "exact"),
        AnswerSentence(f"Es hielt an{hostile}.", (2,), "unclear"),
    )
    cited = (
        Citation(
            1, "d1", f"Standstill{hostile}", f"Corrin Courier{hostile}", "2026-03-14", 2, 0, len(quote), quote
        ),
        Citation(2, "d2", "Log", None, None, None, 5, 14, f"It stopped{hostile}"),
    )  # fmt: skip
    numbers = {verdict: sum(s.verdict == verdict for s in sentences) for verdict in VERDICTS}
    return Report(sentences, cited, numbers, (f"A note{hostile}.",))


@pytest.fixture
def draft(tmp_path):
    file = tmp_path / "draft.md"
    file.write_text(DRAFT, encoding="utf-8")
    return file


# The command


def test_json_is_the_contracts(as_json, library, draft):
    report = as_json("check", draft, "--library", library)
    assert set(report) == {"sentences", "citations", "counts"}
    assert [s["text"] for s in report["sentences"]] == [
        "What we know", COPIED, ELSEWHERE, CHANGED, "Who knows?",
    ]  # fmt: skip
    assert all(set(sentence) == SENTENCE for sentence in report["sentences"])
    assert all(set(problem) == PROBLEM for s in report["sentences"] for problem in s["problems"])
    assert all(set(citation) == CITATION for citation in report["citations"])
    assert set(report["counts"]) == set(VERDICTS)
    assert sum(report["counts"].values()) == 5
    cited = {n for sentence in report["sentences"] for n in sentence["citations"]}
    assert cited == {citation["n"] for citation in report["citations"]}
    for sentence in report["sentences"]:
        for wrong in sentence["problems"]:
            assert sentence["text"][wrong["start"] : wrong["end"]] == wrong["claim"]


def test_what_is_copied_is_exact_what_is_not_there_is_not_and_a_changed_number_is_seen(
    as_json, library, draft
):
    report = as_json("check", draft, "--library", library)
    heading, copied, elsewhere, changed, question = report["sentences"]
    assert (heading["verdict"], question["verdict"]) == ("unchecked", "unchecked")
    assert (copied["verdict"], copied["problems"]) == ("exact", [])
    (citation, *_) = [c for c in report["citations"] if c["n"] in copied["citations"]]
    text = as_json("text", citation["document"], "--library", library)["text"]
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert citation["quote"] in COPIED
    assert (elsewhere["verdict"], elsewhere["citations"]) == ("unsupported", [])
    assert changed["verdict"] == "contradicted"
    assert [p["source"] for p in changed["problems"]] == ["212"]


def test_documents_can_be_named(as_json, library, draft):
    report = as_json("check", draft, "--doc", "bakery.txt", "--library", library)
    assert report["sentences"][1]["verdict"] == "unsupported"


def test_standard_input_is_plain_text_in_any_encoding(library, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", "check", "-", "--json", "--library", str(library)],
        input=f"# Überschrift\n\n{COPIED}\n".encode("cp1252"), capture_output=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    heading, copied = json.loads(done.stdout)["sentences"]
    assert (heading["text"], copied["verdict"]) == ("# Überschrift", "exact")


def test_an_empty_draft_has_nothing_to_check(cli, as_json, library, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    report = as_json("check", "empty.txt", "--library", library)
    assert report == {"sentences": [], "citations": [], "counts": dict.fromkeys(VERDICTS, 0)}
    said = cli("check", "empty.txt", "--library", library)
    assert (said.exit_code, said.stdout) == (0, "There is nothing to check: the draft has no sentence.\n")


def test_an_empty_library_supports_nothing_and_says_why(cli, library, draft):
    cli("remove", *["bakery.txt", "bakery-again.txt", "harbour.md", "lighthouse.txt"], "--library", library)
    done = cli("check", draft, "--json", "--library", library)
    assert done.exit_code == 0
    assert [s["verdict"] for s in json.loads(done.stdout)["sentences"][1:4]] == ["unsupported"] * 3
    assert "note: The library is empty" in done.stderr
    assert "The library is empty" in cli("check", draft, "--library", library).stdout


@pytest.mark.parametrize("name", ["missing.txt", "draft.odt", ".", "binary.txt"])
def test_a_file_that_cannot_be_read_is_named_on_one_line(cli, library, tmp_path, name):
    (tmp_path / "draft.odt").write_text("x")
    (tmp_path / "binary.txt").write_bytes(b"\0\1\2")
    done = cli("check", name, "--library", library)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("readback: ")


def test_wrong_usage(cli, library, draft):
    for wrong in (["check"], ["check", draft, "--doc"], ["check", draft, "--html", draft]):
        done = cli(*wrong, "--library", library) if len(wrong) != 3 else cli(*wrong)
        assert (done.exit_code, done.stdout) == (2, "")
    assert draft.read_text(encoding="utf-8") == DRAFT
    assert cli("check", draft, "--library", "nowhere").exit_code == 1
    assert cli("check", draft, "--doc", "nope", "--library", library).exit_code == 1


def test_a_page_is_written_beside_the_report(cli, library, draft, tmp_path):
    done = cli("check", draft, "--html", "out.html", "--library", library)
    assert done.exit_code == 0
    assert COPIED[:40] in done.stdout
    assert done.stdout.endswith("The page is in out.html\n")
    assert COPIED in (tmp_path / "out.html").read_text(encoding="utf-8")
    both = cli("check", draft, "--html", "out.html", "--json", "--library", library)
    assert set(json.loads(both.stdout)) == {"sentences", "citations", "counts"}


def test_a_page_that_cannot_be_written_fails_and_the_report_is_shown_all_the_same(cli, library, draft):
    done = cli("check", draft, "--html", "no/where.html", "--library", library)
    assert done.exit_code == 1
    assert "no/where.html" in done.stderr
    assert done.stderr.count("\n") == 1
    assert COPIED[:40] in done.stdout


# The terminal


@pytest.fixture
def shown(capsys, monkeypatch):
    """What the terminal shows of a report, in that many columns."""

    def show(report, columns):
        monkeypatch.setenv("COLUMNS", str(columns))
        console.console.cache_clear()
        paper_output.report(report)
        console.console.cache_clear()
        return capsys.readouterr().out

    return show


@pytest.mark.parametrize("columns", [20, 60, 80, 120])
def test_a_report_fits_the_terminal(shown, columns):
    said = shown(made(), columns)
    flat = " ".join(said.split())
    assert max(map(len, said.splitlines())) <= max(columns, 20 + 6)
    assert "· A heading" in flat
    assert "✓ It stopped. [2] (supported)" in flat
    assert "[1] (your documents say otherwise)" in flat
    assert "number: you write “95 minutes”, the source “90 minutes” [1]" in flat
    assert "◐ It cost 12 euros. [2] (partly supported)" in flat
    assert "number: “12 euros” is not in the source" in flat
    assert "? A dog barked. (not in your documents)" in flat
    assert "= It stopped [2] (quoted word for word)" in flat
    assert "~ Es hielt an. [2] (not checked: read the source)" in flat
    assert "[1] Corrin Courier, 14 March 2026 — Standstill (page 2), characters 0–56" in flat
    assert flat.endswith(
        "7 sentences: 1 quoted word for word, 1 supported, 1 partly supported, 1 contradicted, "
        "1 not in your documents, 1 not checked, 1 with nothing to check A note."
    )
    abreast = re.search(r"Your draft {3,}The source, Corrin Courier", said)
    assert bool(abreast) == (columns >= 80)


def test_colours_are_for_terminals_and_not_for_those_who_want_none(library, draft):
    command = ["check", draft, "--library", library]
    shown = in_terminal(*command, columns=60)
    assert f"{ESCAPE}[" in shown
    plain = in_terminal(*command, columns=60, NO_COLOR="1")
    assert ESCAPE not in plain
    assert max(map(len, plain.splitlines())) <= 60
    assert "=" in plain
    assert "✗" in plain


def test_no_foreign_word_is_obeyed_by_the_terminal(shown):
    said = shown(made(HOSTILE), 80)
    assert not any(mark in said for mark in (ESCAPE, "\x9b", "\x07", "\x7f", "\x08", "\u202e"))
    assert "[bold]b[/bold] [/] :smile:" in " ".join(said.split())


def test_code_is_not_shown_in_full(shown):
    code = AnswerSentence("x = 1 " * 1000, (), "unchecked")
    assert len(shown(Report((code,), (), {"unchecked": 1}), 80)) < 500


def test_an_answer_says_what_is_wrong_in_the_same_words(capsys):
    report = made()
    paper_output.answer(Answer("Q?", True, 0.9, "a model", report.sentences[1:], report.citations))
    flat = " ".join(capsys.readouterr().out.split())
    assert "It stopped. [2] The line stood still" in flat
    assert "number: this says “95 minutes”, the source “90 minutes” [1]" in flat
    assert re.search(r"The answer +The source, Corrin Courier", flat)
    assert "A dog barked. (not in your documents)" in flat


def test_problems_may_overlap_and_lie_outside(shown):
    text = "It cost 12 euros."
    wrong = tuple(Problem("number", "x", *span) for span in [(8, 16), (5, 10), (11, 99), (-3, 2), (50, 60)])
    sentence = AnswerSentence(text, (), "partly", wrong)
    report = Report((sentence,), (), {"partly": 1})
    assert text in shown(report, 80)
    assert text in Parsed(report_html(report, "Draft")).text


# The page


class Balanced(HTMLParser):
    """Fails where an element is not closed in its turn."""

    EMPTY = frozenset({"meta", "br"})

    def __init__(self, source):
        super().__init__()
        self.open = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_shows_every_sentence_with_its_verdict_in_words():
    page = Parsed(report_html(made(), "draft.md"))
    for words in VERDICTS.values():
        assert words[1:] in page.text
    for sentence in made().sentences:
        assert sentence.text in page.text
    assert "Number: you write “95 minutes”, the source “90 minutes” [1]" in page.text
    assert "Your draft" in page.text
    assert "The source, Corrin Courier, 14 March 2026" in page.text
    assert page.marks[""] == "90 minutes"
    assert counts(made()) in page.text
    assert "A note." in page.text
    assert page.all("title")
    (html,) = page.all("html")
    assert html["lang"] == "en"


def test_the_pages_anchors_lead_somewhere():
    page = Parsed(report_html(made(), "draft.md"))
    names = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    links = [attrs["href"] for attrs in page.all("a")]
    assert links
    assert all(link[0] == "#" and link[1:] in names for link in links)


def test_the_page_needs_nothing_from_elsewhere():
    source = report_html(made(), "draft.md")
    page = Parsed(source)
    assert {"script", "img", "link", "iframe", "object", "form"} & {tag for tag, _ in page.tags} == set()
    assert "//" not in source.replace("<!DOCTYPE", "")
    assert "url(" not in source
    assert "@import" not in source
    (policy,) = [m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not any(name.startswith("on") or name == "style" for _, attrs in page.tags for name in attrs)


def test_the_policy_lets_the_style_in():
    import base64
    import hashlib

    source = report_html(made(), "draft.md")
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in unescape(source)


def tags(source):
    return [tag for tag, _ in Parsed(source).tags]


@pytest.fixture(scope="module")
def usual():
    """The tags of a page without hostile words; made once, which is when the templates are read."""
    return tags(report_html(made(), "x"))


@given(words=st.text(st.sampled_from("<>&\"'/!-=ab\0\ud800\n")) | st.text())
def test_foreign_words_stay_words(usual, words):
    for title in ("draft.md", words):
        source = report_html(made(words), title)
        source.encode()
        Balanced(source)
        assert tags(source) == usual


def test_hostile_words_are_escaped():
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)><style>*{}</style>'
    page = Parsed(report_html(made(hostile), hostile))
    assert {"script", "img"} & {tag for tag, _ in page.tags} == set()
    assert hostile in page.text


def test_an_empty_report_is_a_page():
    page = Parsed(report_html(Report((), (), dict.fromkeys(VERDICTS, 0)), "empty.md"))
    assert "There is nothing to check" in page.text


# HTTP


@pytest.fixture
def client(library):
    with Readback(library=library) as readback:
        yield TestClient(create_app(readback), base_url="http://127.0.0.1", raise_server_exceptions=False)


def refused(reply):
    return reply.status_code, reply.json()["error"]["code"]


def test_the_route_gives_the_report(client, library):
    reply = client.post("/api/check", json={"text": DRAFT, "markdown": True})
    assert reply.status_code == 200
    report = reply.json()
    assert set(report) == {"sentences", "citations", "counts"}
    assert [s["verdict"] for s in report["sentences"]][:3] == ["unchecked", "exact", "unsupported"]
    with Readback(library=library, settings=None) as readback:
        ours = readback.check(DRAFT, markdown=True)
    assert report == {
        key: value for key, value in json.loads(json.dumps(asdict(ours))).items() if key != "notes"
    }
    plain = client.post("/api/check", json={"text": DRAFT}).json()
    assert plain["sentences"][0]["text"] == "# What we know"


def test_the_route_can_be_narrowed(client):
    ids = {d["path"].rsplit("/", 1)[-1]: d["id"] for d in client.get("/api/documents").json()["documents"]}
    body = {"text": COPIED, "documents": [ids["bakery.txt"]]}
    assert client.post("/api/check", json=body).json()["counts"]["unsupported"] == 1
    body["documents"] = ["none"]
    assert refused(client.post("/api/check", json=body)) == (404, "document_not_found")


def test_the_route_refuses_what_it_cannot_take(client):
    for body in ({}, {"text": 3}, {"text": "x", "markdown": "yes"}, {"text": "x", "documents": "y"}, []):
        assert refused(client.post("/api/check", json=body)) == (422, "bad_request")
    assert refused(client.post("/api/check", content=b"{")) == (422, "bad_request")
    assert refused(client.post("/api/check", json={"text": "x" * 1_000_001})) == (413, "too_large")
    assert client.get("/api/check").status_code in (404, 405)


def test_the_route_takes_an_empty_draft_and_odd_characters(client):
    assert client.post("/api/check", json={"text": ""}).json()["sentences"] == []
    odd = client.post("/api/check", json={"text": "A \0 \x1b \u202e sank."}).json()
    assert odd["sentences"][0]["text"] == "A \0 \x1b \u202e sank."
