"""The language of a question is told only where it is surely none of the documents'."""

import pytest

from index.language.guess import other_language

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
