"""The templates: nothing foreign becomes markup, and a line break of the source is no space."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateSyntaxError, UndefinedError
from support.parsed import Parsed, answered, citation, document

from rag.settings import Settings
from rag.shapes import Answer, AnswerSentence, Disagreement, Problem, Report, Value
from ui.web import templates
from ui.web.panes import check_pane, frame
from ui.web.panes.cited_spans import View
from ui.web.panes.conversation import thread
from ui.web.panes.reprints import Group, Reprint
from ui.web.panes.sources import source_list
from ui.web.panes.turns import Turn
from ui.web.panes.viewer import viewer
from ui.web.templates import ENVIRONMENT, render
from ui.words.engine_status import engine

FILES = sorted(Path(templates.__file__).parent.glob("*.jinja"))
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "![x](http://evil.example/x.png)",
    "{{7*7}} ${alert(1)}",
    "</mark></p><style>*{display:none}</style>",
    "javascript:alert(1)",
    "a\0b\rc\r\nd & e &amp; f",
)


def engine_of(**settings):
    return engine(Settings(Path("library"), **settings))


def assert_harmless(source):
    page = Parsed(source)
    assert {"script", "img", "iframe", "style", "link", "form", "a"}.isdisjoint(tag for tag, _ in page.tags)
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert {"href", "src", "srcset", "style", "action"}.isdisjoint(attributes)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_everywhere(text):
    cite = citation(1, quote=text, title=text, outlet=text, published=text, document=text)
    problem = Problem("number", text, 0, len(text), text)
    sentences = [
        AnswerSentence(text, (1,), v, (problem,)) for v in ("supported", "partly", "contradicted", text)
    ]
    case = Disagreement(text, text, (Value(text, (1,), (text,), 1),))
    turns = [
        Turn(text, 1, answered(*sentences, citations=[cite], notes=(text,), disagreements=(case,))),
        Turn(text, 1, Answer(text, False, 0.0, text, nearest=(cite,), notes=(text,))),
        Turn(text, 1, error=text),
        Turn(text, 1, answered(*sentences, citations=[cite]), state="stopped"),
        Turn(text, 1, answered(*sentences, citations=[cite], notes=(f"Understood as: {text}",))),
        Turn(text, 1, answered(*sentences, citations=[cite]), state="working", draft=text),
    ]  # fmt: skip
    engine = engine_of(model=text, embedding_model=text)
    assert_harmless(frame.top(engine).split("</a>", 1)[1] + frame.invitation(engine))  # the skip link apart
    assert_harmless(frame.first_screen(engine, 50, sample=True))
    assert_harmless(thread(turns))
    assert_harmless(check_pane.view(Report(tuple(sentences), (cite,), {}, (text,))))
    failed = document(title=text, outlet=text, published=text, path=text, error=text)
    group = Group(failed, (Reprint(document(text, outlet=None), failed, 0.5),))
    assert_harmless(source_list([group], text))
    assert_harmless(viewer(failed, text * 3, None, View(text, ((0, len(text), 1), (1, 2, 2)), 0)))


@given(st.text())
def test_escaped_text_reads_as_it_was(text):
    known = text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
    page = Parsed(ENVIRONMENT.from_string('<p title="{{ text }}">{{ text }}</p>').render(text=text))
    assert page.text == known
    assert page.all("p")[0]["title"] == known


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<p>\n  <b>a</b>\n  <i>b</i>\n</p>\n", "<p><b>a</b><i>b</i></p>"),
        ("<p>\n  some\n  words {{ a }}\n  and more\n</p>", "<p>some words A and more</p>"),
        ('<a href="x"\n   title="{{ a }}">\n{{ a }}\n{{ a }}</a>', '<a href="x" title="A">AA</a>'),
        ("{% if a %}\n  <b>{{ a }}</b> c\n{% endif %}\n d", "<b>A</b> cd"),
        ("{{ a ~\n   a }}{# of\ntwo lines #}\n", "AA"),
    ],
)
def test_a_line_break_is_a_space_between_words_only(source, html):
    assert ENVIRONMENT.from_string(source).render(a="A") == html


def test_a_text_keeps_its_line_breaks():
    assert ENVIRONMENT.from_string("<p>\n  {{ a }}\n</p>").render(a="\n b \n") == "<p>\n b \n</p>"


def test_an_error_names_its_line():
    with pytest.raises(TemplateSyntaxError) as error:
        ENVIRONMENT.from_string("<p>\n  some\n  words\n  {{ }}\n</p>")
    assert error.value.lineno == 4


def test_a_name_that_is_not_there_is_an_error():
    with pytest.raises(UndefinedError):
        render("trouble")


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_template_compiles_and_only_our_own_files_go_unescaped(path):
    source = path.read_text(encoding="utf-8")
    ENVIRONMENT.from_string(source)
    unescaped = set(re.findall(r"\{\{ (\S+)\|safe", source))
    assert unescaped <= {"head.html.jinja": {"style", "script"}, "page.html.jinja": {"sheet.style"}}.get(
        path.name, set()
    )
