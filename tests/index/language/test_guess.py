"""The language of a question is told only where it is surely none of the documents'."""

import pytest

from index.language.guess import language_of, other_language

FOREIGN = [
    ("Wie lange war die Seilbahn gesperrt?", "de"),
    ("Combien de passagers étaient à bord ?", "fr"),
    ("¿Quién pagó la factura?", "es"),
    ("Quando foi fechada a ponte?", "pt"),
    ("Когда закрыли мост?", "ru"),
]
ENGLISH = [
    "Who is Ana Birch?",
    "putin xi",
    "Did Ruta Balint join on 20 October 1973?",
    "And in 2024?",
    "",
]


@pytest.mark.parametrize(("question", "language"), FOREIGN)
def test_a_question_in_a_language_of_no_document(question, language):
    assert other_language(question, {"en", ""}) == language
    assert other_language(question, {"en", language}) == ""


@pytest.mark.parametrize("question", ENGLISH)
def test_names_make_no_other_language(question):
    assert other_language(question, {"en"}) == ""


def test_where_the_documents_languages_are_unknown_nothing_is_told():
    assert other_language("Wie lange war die Seilbahn gesperrt?", {""}) == ""


def test_a_table_of_names_and_figures_has_no_language():
    rows = [("Marc Thill", "Esch", 27), ("Odile Brandt", "Merrow", 4), ("Tove Lindqvist", "Osk", 311)]
    table = "\n\n".join(f"Row {n}: Name: {a}; Town: {b}; Berth: {c}" for n, (a, b, c) in enumerate(rows, 2))
    assert language_of(f"Name; Town; Berth\n\n{table}") == ""
    assert language_of("\n".join(f"{a}\t{b}\t{c}" for a, b, c in rows * 2)) == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry sails again from Monday. The crossing costs four crowns, two for children.", "en"),
        ("Die Fähre fährt wieder ab Montag. Die Überfahrt kostet vier Kronen, für Kinder zwei.", "de"),
        ("La traversée coûte quatre couronnes. Le bac circule de nouveau à partir de lundi.", "fr"),
    ],
)
def test_a_few_sentences_have_their_language(text, language):
    assert language_of(text) == language
