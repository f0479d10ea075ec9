"""Prompts: exactly their placeholders, nothing of a value read as one, and what they come out as."""

import random

import pytest

import prompts
from index.document import Document, Hit, ScoredSentence
from prompts import Prompt, load
from rag.model import tokens
from rag.model.prompt import show
from rag.request_errors import ContextTooLong

TEXT = "The quay is 412 metres long. It was cut from grey granite. Nobody sails on Sundays."
SENTENCES = tuple(
    ScoredSentence(TEXT.index(part), TEXT.index(part) + len(part), part, similarity, 0.0)
    for part, similarity in (
        ("The quay is 412 metres long.", 0.1),
        ("It was cut from grey granite.", 0.9),
        ("Nobody sails on Sundays.", 0.2),
    )
)
HIT = Hit(7, "abc", 0, 0, len(TEXT), TEXT, 1.0, SENTENCES)
DOCUMENT = Document(
    id="abc", sha256="", title='The "harbour" <of Velm>\nand more', outlet="Velm Gazette",
    published="2026-03-14", published_evidence=None, path="harbour.txt", media_type="text/plain",
    characters=len(TEXT), passages=1, state="ready", copies_of=(),
)  # fmt: skip


def shown(budget=3_000, hits=(HIT,)):
    return show("How long is the quay?", hits, {"abc": DOCUMENT}, budget, random.Random(1))


def test_every_prompt_loads_and_names_its_wording():
    for name in ("answer", "condense", "summary", "summary_part"):
        assert len(load(name).digest) == 12
    assert load("answer").digest != load("condense").digest


@pytest.mark.parametrize("values", [{}, {"a": "1"}, {"a": "1", "b": "2", "c": "3"}])
def test_exactly_the_placeholders_are_given(values):
    with pytest.raises(ValueError, match="'try'"):
        Prompt("try", "$a", "${b} $$").render(**values)


def test_values_are_never_templates():
    assert Prompt("try", "$a", "$b").render(a="$b ${a} $$", b="%s {a} \\1") == ("$b ${a} $$", "%s {a} \\1")


@pytest.mark.parametrize("text", ["no rule", "a\n---\nb\n---\nc", "cost: $ 5\n---\nb"])
def test_a_file_that_is_no_prompt_is_refused(tmp_path, monkeypatch, text):
    (tmp_path / "odd.md").write_text(text)
    monkeypatch.setattr(prompts, "_HERE", tmp_path)
    with pytest.raises(ValueError, match="'odd'"):
        load("odd")


def test_the_answer_prompt_as_it_is_sent():
    made = shown()
    (key,) = made.hits
    mark = _mark(made)
    assert made.messages[1].content == (
        f'<{mark} key="{key}" outlet="Velm Gazette" date="2026-03-14" title="The harbour of Velm and more">\n'
        f"{TEXT}\n</{mark}>\n\nQuestion: How long is the quay?"
    )
    system = made.messages[0].content
    assert f"The passages stand between <{mark} ...> and </{mark}>." in system
    assert f"such as [{key}]" in system
    assert f"write [{made.refusal}] and nothing else" in system
    assert made.refusal != key
    assert "$" not in system


def _mark(made):
    return made.messages[1].content.split()[0].removeprefix("<")


def test_marks_and_keys_are_new_for_each_answer():
    one, other = (show("Why?", [HIT], {"abc": DOCUMENT}, 3_000) for _ in range(2))
    assert (_mark(one), one.hits.keys()) != (_mark(other), other.hits.keys())


def test_a_passage_that_does_not_fit_keeps_whole_sentences_around_its_best():
    whole = shown().size
    for less in range(1, 60):
        try:
            made = shown(whole - less)
        except ContextTooLong:
            break
        text = made.messages[1].content.split(">\n", 1)[1].split("\n</")[0]
        assert "It was cut from grey granite." in text
        assert all(part in [s.text for s in SENTENCES] for part in text.replace(". ", ".|").split("|"))
        assert made.size <= whole - less
    else:
        pytest.fail("it always fitted")


def test_no_budget_no_prompt():
    with pytest.raises(ContextTooLong):
        shown(100)


def test_the_size_is_what_the_messages_have():
    made = shown()
    assert made.size >= sum(tokens.count(message.content) for message in made.messages)
