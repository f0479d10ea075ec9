"""Briefings and summaries as files: every format carries every citation, and foreign text stays text."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt
from support import briefings
from support.blocks import BLOCKS

from index.errors import Damaged, UsageError
from index.read import read
from rag import Readback
from rag.saving.notebook import notebook
from rag.saving.saved_file import Source, load, save
from rag.shapes import (
    AnswerSentence,
    Block,
    Briefing,
    Citation,
    CoverageEntry,
    Disagreement,
    Problem,
    Section,
    Summary,
    TimelineEntry,
    Value,
)
from ui.export.export import FORMATS, export, format_of
from ui.export.to_markdown import plain

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = date(2026, 11, 22)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "![x](http://evil.example/x.png) [y](javascript:alert(1))",
    "| a | b |\n|---|---|\n# head\n\n- item\n[^1]: note",
    "`code` *b* _u_ ~~s~~ $x$ &lt; {{7*7}} <!-- -->",
    "http://evil.example www.evil.example a@b.example <http://a.example>",
    "a\0b\x1b[31m\u202egnp.exe\ufffe\ud800",
    "1. one",
    "--- ",
    "</w:t></w:r><w:r><w:t>",
)
RTL = "ספינת הנוסעים נסחפה ביום שבת (12 נוסעים)."


@pytest.fixture(scope="module")
def made(built):
    """A briefing and a summary, and what is kept of their documents."""
    with Readback(built, owner=False) as readback:
        shapes = briefings.briefing(readback), briefings.summary(readback)
        return [(shape, readback.sources(shape)) for shape in shapes]


def folded(text):
    return " ".join(text.split())


def citations_of(shape):
    return {
        citation.n: (folded(citation.quote), citation.document, f"{citation.start}–{citation.end}")
        for citation in shape.citations
    }


def in_markdown(data):
    unescaped = re.sub(r"\\(?=[^\w\s])", "", data.decode())
    return {int(n): note for n, note in re.findall(r"^\[\^(\d+)\]: (.*)$", unescaped, re.M)}


def in_html(data):
    sources = html.fromstring(data.decode()).xpath("//ol[@class='sources']/li")
    return {int(item.get("id").removeprefix("source-")): folded(item.text_content()) for item in sources}


def endnotes(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("word/endnotes.xml"))


def words(element):
    return "".join(element.itertext(f"{W}t"))


def in_word(data):
    notes = endnotes(data).iter(f"{W}endnote")
    return {int(note.get(f"{W}id")): folded(words(note)) for note in notes if note.get(f"{W}type") is None}


def in_json(data):
    saved = load(data)
    hashes = {source.document: source.sha256 for source in saved.sources}
    return {
        c.n: f"{folded(c.quote)} {c.document} {c.start}–{c.end} {hashes[c.document][:16]}"
        for c in saved.shape.citations
    }


READERS = {"md": in_markdown, "html": in_html, "docx": in_word, "json": in_json}


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_carries_every_citation(made, format):
    for shape, sources in made:
        hashes = {source.document: source.sha256 for source in sources}
        found = READERS[format](export(shape, format, sources, DAY))
        assert sorted(found) == [citation.n for citation in shape.citations]
        for n, (quote, document, offsets) in citations_of(shape).items():
            for wanted in (quote, document, offsets, hashes[document][:16]):
                assert wanted in found[n]


@pytest.mark.parametrize("format", ["md", "html", "docx"])
def test_every_part_is_in_every_format(made, format, tmp_path):
    (tmp_path / f"briefing.{format}").write_bytes(export(made[0][0], format, made[0][1], DAY))
    text = read(tmp_path / f"briefing.{format}", max_bytes=5_000_000).text
    if format == "html":  # of a page, readers take what they hold for the article
        text = html.fromstring(export(made[0][0], format, made[0][1], DAY).decode()).text_content()
    text = folded(text.replace("\\", ""))
    for words in (
        briefings.TITLE, "4 documents", "22 November 2026", "without a language model", "One note.",
        "It carried 212 passengers.", "otherwise", "“1874”", "“Drum Lane” is not in the source", "Nothing.",
        "Sources differ on one point.", "How long", "five hours", "2 documents, 1 independent",
        "Different things of one name", "1871", "Its lamp can be seen", "about bread", "otherwise",
        "The Saltmarsh Herald, 14 March 2026", made[0][1][0].sha256,
    ):  # fmt: skip
        assert words.lower() in text.lower()


def test_a_word_file_has_one_place_for_each_note_in_order_and_links_from_everywhere_else(made):
    for shape, sources in made:
        data = export(shape, "docx", sources, DAY)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            body = etree.fromstring(package.read("word/document.xml"))
            types = package.read("[Content_Types].xml").decode()
            links = package.read("word/_rels/document.xml.rels").decode()
        placed = [int(place.get(f"{W}id")) for place in body.iter(f"{W}endnoteReference")]
        assert placed == list(range(1, len(shape.citations) + 1))
        marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
        assert {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")} <= marks
        assert "/word/endnotes.xml" in types
        assert "relationships/endnotes" in links


def test_a_word_file_opens_with_headings_tables_and_properties(made):
    shape, sources = made[0]
    document = docx.Document(io.BytesIO(export(shape, "docx", sources, DAY)))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[:3] == ["Key points", "Where sources agree", "Where sources differ"]
    assert [table.rows[0].cells[0].text for table in document.tables] == [
        "Value",
        "Value",
        "1871",
        "Document",
    ]
    assert len(document.tables[-1].rows) == 5
    known = document.core_properties
    assert (known.title, known.subject, known.author) == (briefings.TITLE, "Briefing", "Readback")
    assert known.created.date() == DAY


def test_a_page_asks_for_nothing_and_all_its_links_lead_somewhere(made):
    for shape, sources in made:
        page = html.fromstring(export(shape, "html", sources, DAY).decode())
        anchors = page.xpath("//@id")
        assert len(anchors) == len(set(anchors))
        assert {link.removeprefix("#") for link in page.xpath("//@href")} <= set(anchors)
        assert not page.xpath("//script | //img | //link | //iframe | //form | //@src | //@style")
        (policy,) = page.xpath("//meta[@http-equiv]/@content")
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        style = page.xpath("string(//style)")
        assert "url(" not in style
        assert "@import" not in style
        for citation in shape.citations:
            source = page.get_element_by_id(f"source-{citation.n}")
            assert source.xpath("string(blockquote)") == citation.quote
            assert source.xpath(".//a/@href")


def hostile_briefing(text):
    cited = Citation(1, text, text, text, text, None, 0, len(text), text)
    sentences = [
        AnswerSentence(text, (1,), verdict, (Problem("number", text[:3], 0, 3, text[:2]),))
        for verdict in ("supported", "partly", "contradicted", "unsupported", text)
    ]
    case = Disagreement(text, text, (Value(text, (1,), (text, "other"), 2),))
    return Briefing(
        text, text, (text,), (Section(text, text, tuple(sentences)),), (cited,), (case,),
        (TimelineEntry(text, text, sentences[1]),), (CoverageEntry(text, True, text, (text,)),), (text,),
    )  # fmt: skip


def hostile_source(text):
    return Source(text, text, text, text, text, text, text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    shape, sources = hostile_briefing(text), [hostile_source(text)]
    page = html.fromstring(export(shape, "html", sources, DAY).decode())
    assert not page.xpath("//script | //img | //iframe | //@onerror | //@src")
    assert all(link.startswith("#") for link in page.xpath("//@href"))
    source = export(shape, "md", sources, DAY).decode()
    tokens = tokens_of(re.sub(r"^\[\^1\]: ", "", source, flags=re.M))
    assert {
        "link_open",
        "image",
        "html_inline",
        "html_block",
        "code_inline",
        "fence",
        "em_open",
    } & tokens == (
        {"em_open"} | ({"code_inline"} if "`" in text else set())  # our own, around the kind; a model's code
    )
    assert source.count("\n[^1]: ") == 1
    document = docx.Document(io.BytesIO(export(shape, "docx", sources, DAY)))
    assert "alert" not in text or "alert" in document.paragraphs[0].text


def tokens_of(source):
    found = MarkdownIt("commonmark").enable("table").parse(source)
    return {token.type for outer in found for token in (outer, *(outer.children or ()))}


CHAT = notebook("Chat", [BLOCKS])


def test_blocks_are_elements_of_a_page():
    page = html.fromstring(export(CHAT, "html", (), DAY).decode())
    section = page.get_element_by_id("part-1")
    assert [child.tag for child in section] == [
        "h2", "p", "h3", "p", "ul", "ul", "table", "ul", "div", "p",
    ]  # fmt: skip
    assert folded(section.xpath("string(p)")).startswith("212 people, 12 euros each")
    assert [folded(th.text_content()) for th in section.xpath("table[@class='cells']/thead//th")] == [
        "What", "Where", "Price",
    ]  # fmt: skip
    assert section.xpath("string(.//strong)") == "212 people, 12 euros each"
    assert section.xpath("string(.//code)") == "board"
    assert "<b>deck</b>" in section.text_content()
    assert section.xpath("string(.//span[@class='unclear'])").endswith("Not checked: read the source")


def test_blocks_are_styles_and_a_table_in_word():
    document = docx.Document(io.BytesIO(export(CHAT, "docx", (), DAY)))
    styles = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    assert ("Heading 2", "The crossing") in styles
    assert sum(name == "List Bullet" for name, _ in styles) == 2
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["What", "Where", "Price"]
    assert table.rows[2].cells[1].text == "<b>deck</b>"
    bold = [run.text for p in document.paragraphs for run in p.runs if run.bold]
    assert {"212 people, 12 euros each", "212 people"} <= set(bold)


def test_blocks_are_blocks_in_markdown():
    tokens = MarkdownIt("commonmark").enable("table").parse(export(CHAT, "md", (), DAY).decode())
    kinds = [token.type for token in tokens]
    for kind, count in (("table_open", 2), ("bullet_list_open", 2), ("list_item_open", 4)):
        assert kinds.count(kind) == count
    assert [t.tag for t in tokens if t.type == "heading_open"] == ["h1", "h2", "h3", "h2"]


MARKS = st.text(st.sampled_from("\\`*_{}[]()<>#|~^$&!=+-.:@/%\"'1a \n\t") | st.characters(), max_size=40)


@given(MARKS)
def test_foreign_text_in_markdown_reads_as_it_is(text):
    """One item, one paragraph, and in it nothing but the words."""
    found = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"- {plain(text)}[^1]")
    kinds = [token.type for token in found if token.type != "inline"]
    assert kinds == [
        "bullet_list_open", "list_item_open", "paragraph_open", "paragraph_close", "list_item_close",
        "bullet_list_close",
    ]  # fmt: skip
    (inline,) = [token for token in found if token.type == "inline"]
    assert {token.type for token in inline.children} <= {"text", "text_special"}
    shown = "".join(token.content for token in inline.children)
    assert shown.removesuffix("[^1]") == plain_words(text)


def plain_words(text):
    from ui.words.safe_text import one_line

    return one_line(text)


NOT_SURROGATES = st.text(max_size=12)
NUMBERS = st.integers(1, 30)


@st.composite
def shapes(draw):
    """Briefings and summaries that cite what they hold."""
    days = st.one_of(st.none(), st.dates().map(date.isoformat))
    numbers = draw(st.lists(NUMBERS, unique=True, max_size=4))
    text = NOT_SURROGATES
    citations = tuple(
        Citation(
            n, draw(text), draw(text), draw(st.none() | text), draw(days), draw(st.none() | NUMBERS),
            at := draw(st.integers(0, 10**7)), at + draw(NUMBERS), draw(text),
        )
        for n in numbers
    )  # fmt: skip
    cited = st.lists(st.sampled_from(numbers), max_size=3).map(tuple) if numbers else st.just(())
    problem = st.builds(Problem, text, text, NUMBERS, NUMBERS, st.none() | text)
    block = st.none() | st.sampled_from(Block) | text
    sentence = st.builds(AnswerSentence, text, cited, text, st.lists(problem, max_size=2).map(tuple), block)
    several = st.lists(sentence, max_size=3).map(tuple)
    texts = st.lists(text, max_size=3).map(tuple)
    if draw(st.booleans()):
        return Summary(
            draw(text), draw(text), draw(several), citations, draw(several), draw(texts), draw(texts)
        )
    value = st.builds(Value, text, cited, texts, NUMBERS)
    case = st.builds(Disagreement, text, text, st.lists(value, max_size=2).map(tuple))
    many = {
        "sections": st.lists(st.builds(Section, text, text, several), max_size=3),
        "disagreements": st.lists(case, max_size=2),
        "timeline": st.lists(st.builds(TimelineEntry, text, text, sentence), max_size=2),
        "coverage": st.lists(
            st.builds(CoverageEntry, text, st.booleans(), st.none() | text, texts), max_size=2
        ),
    }
    drawn = {name: tuple(draw(part)) for name, part in many.items()}
    return Briefing(draw(text), draw(text), draw(texts), citations=citations, notes=draw(texts), **drawn)


SOURCES = st.lists(
    st.builds(Source, *[NOT_SURROGATES] * 3, st.none() | NOT_SURROGATES, st.none(), *[NOT_SURROGATES] * 2),
    max_size=2,
).map(tuple)


@given(shapes(), SOURCES)
def test_what_is_saved_is_read_back_whole(shape, sources):
    saved = load(save(shape, sources))
    assert (saved.shape, saved.sources) == (shape, sources)


@settings(max_examples=15, deadline=None)
@given(shapes(), SOURCES, st.sampled_from(sorted(FORMATS)))
def test_no_shape_breaks_a_format(shape, sources, format):
    assert export(shape, format, sources, DAY)


def saved_briefing(made, **changes):
    shape, sources = made[0]
    return save(replace(shape, **changes), sources)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not JSON"),
        (b"# A briefing\n", "not JSON"),
        (b"PK\x03\x04", "not JSON"),
        (b'{"sections": [', "not JSON"),
        (b"\xff\xfe{\x00}\x00", "not JSON"),
        (b"[" * 100_000 + b"]" * 100_000, "not JSON"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "not JSON"),
        (b"[]", "neither a briefing nor a summary"),
        (b'{"question": "Why?"}', "neither a briefing nor a summary"),
        (b'{"sections": 3, "coverage": []}', "is no briefing: title: Field required"),
        (
            b'{"sentences": [], "key_facts": [{}], "document": "d", "engine": "e", "citations": []}',
            "key_facts.0",
        ),
    ],
)
def test_what_is_no_briefing_is_refused_and_named(data, why):
    with pytest.raises(Damaged, match=why) as error:
        load(data, "brief.json")
    assert "'brief.json'" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_briefing_cut_short_anywhere_is_refused(made):
    data = save(*made[0]).rstrip()
    for end in range(0, len(data), 97):
        with pytest.raises(Damaged):
            load(data[:end])


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"n": 1,', '"n": "1",', "citations.0.n: Input should be a valid integer"),
        ('"n": 2,', '"n": 1,', "two citations have the number 1"),
        ('"n": 2,', '"n": 77,', "citation 2 is used and not there"),
        ('"2026-03-14"', '"yesterday"', "is not a date"),
        ('"start": ', '"start": -', "is from -"),
        ('"used": true', '"used": 1', "used"),
    ],
)  # fmt: skip
def test_a_briefing_edited_into_nonsense_is_refused(made, old, new, why):
    data = save(*made[0]).decode()
    assert old in data
    with pytest.raises(Damaged, match=re.escape(why)):
        load(data.replace(old, new).encode())


def test_what_a_later_version_adds_is_no_hindrance(made):
    data = save(*made[0]).decode().replace('"engine"', '"colour": {"of": []},\n "engine"', 1)
    assert load(b"\xef\xbb\xbf" + data.encode()).shape == made[0][0]


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_at_all_is_a_paper_too(format):
    empty = Briefing("Nothing", "extractive", (), (Section("key_points", "Key points", ()),), (), (), (), ())
    data = export(empty, format, ())
    if format == "docx":
        assert "Nothing." in [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]
        assert "word/endnotes.xml" not in zipfile.ZipFile(io.BytesIO(data)).namelist()
    elif format != "json":
        assert "0 documents" in data.decode()
        assert "Nothing." in data.decode()


def test_five_hundred_citations_in_any_order():
    numbers = [*range(250, 501), *range(1, 250)]
    cited = tuple(Citation(n, "d", "T", None, None, None, n, n + 5, f"Quote {n}.") for n in range(1, 501))
    points = tuple(AnswerSentence(f"Point {n}.", (n,), "supported") for n in numbers)
    shape = Briefing(
        "Many", "extractive", ("d",), (Section("key_points", "Points", points),), cited, (), (), ()
    )
    for format in FORMATS:
        found = READERS[format](export(shape, format, (Source("d", "0" * 64, "T", None, None, "d.txt", ""),)))
        assert sorted(found) == list(range(1, 501))
        assert all(f"Quote {n}." in note for n, note in found.items())


def test_what_runs_from_right_to_left_does_so_in_word_and_on_the_page():
    cited = Citation(1, "d", RTL, None, None, None, 0, len(RTL), RTL)
    points = (AnswerSentence(RTL, (1,), "supported"), AnswerSentence("Left.", (1,), "supported"))
    shape = Briefing(RTL, "extractive", ("d",), (Section("key_points", RTL, points),), (cited,), (), (), ())
    document = docx.Document(io.BytesIO(export(shape, "docx", ())))
    ways = {p.text: p._p.pPr.find(f"{W}bidi") is not None for p in document.paragraphs if RTL in p.text}
    assert ways
    assert all(ways.values())
    left = next(p for p in document.paragraphs if p.text.startswith("Left."))
    assert left._p.pPr.find(f"{W}bidi") is None
    page = html.fromstring(export(shape, "html", ()).decode())
    assert {item.get("dir") for item in page.xpath("//h1 | //ul[@class='points']/li | //blockquote")} == {
        "auto"
    }


def test_the_format_is_what_the_name_ends_with(tmp_path):
    names = {"a.md": "md", "a.MARKDOWN": "md", "a.b.htm": "html", "x.html": "html", "x.Docx": "docx"}
    assert {name: format_of(tmp_path / name) for name in names} == names
    for name in ("a", "a.pdf", ".md"):
        with pytest.raises(UsageError, match=r"\.md, \.html, \.docx, \.json"):
            format_of(tmp_path / name)
    with pytest.raises(UsageError, match="no format 'pdf'"):
        export(Summary("d", "e", (), ()), "pdf", ())
