"""Which sentences of mails, tables and lists of questions may stand in a summary."""

import pytest
from support.helpers import readback, write

MAIL = """From: Odd Lund <odd@velm.example>
To: Ines Karr <ines@velm.example>
Date: Mon, 13 Jan 2025 09:12:00 +0000
Subject: Re: lamp of the pier
Content-Type: text/plain; charset=utf-8

Dear Ines,

the lamp of the pier has been dark since Friday. The mast leans to the west by two degrees.

Odd
"""
TABLE = "Berth,2023 (EUR),2024 (EUR)\nYacht,310,325\nTrawler,120,98\nFerry,450,475\n"
LIST = """# Questions about the baths

## Will my ticket be refunded?

Yes. Tickets are refunded at the desk until June. Bring the letter that we sent you.

## May dogs swim in the baths?

No. Dogs must stay outside the fence all year.
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The sentences of the summary and the key facts of a file, as one reads them."""
    folder = tmp_path_factory.mktemp("prospects")
    with readback(folder / "library") as rb:

        def sentences(name, text):
            rb.add(write(folder / name, {name: text}))
            document = next(d for d in rb.documents() if d.title)
            summary = rb.summarize(document.id)
            rb.remove([document.id])
            return [sentence.text for sentence in (*summary.sentences, *summary.key_facts)]

        yield sentences


def test_the_head_of_a_mail_is_no_part_of_its_summary(told):
    sentences = told("lamp.eml", MAIL)
    assert any("mast leans" in sentence for sentence in sentences)
    assert not any(sentence.startswith(("From:", "To:", "Date:", "Subject:")) for sentence in sentences)


def test_the_names_of_columns_alone_are_no_part_of_a_summary(told):
    sentences = told("fees.csv", TABLE)
    assert sentences
    assert all("Row " in sentence for sentence in sentences)


def test_a_short_list_of_questions_is_told_whole_and_no_bare_no_stands_for_an_answer(told):
    asked = {"May I fish here": "A: No. Only from the mole.", "Is it lit": "A: Yes, until midnight.",
             "How deep is it": "A: Four metres at low water."}  # fmt: skip
    text = "# Help\n\n" + "\n\n".join(f"**Q: {question}?**\n\n{answer}" for question, answer in asked.items())
    assert told("help.md", text) == [
        "Q: May I fish here? Only from the mole.",
        "Q: Is it lit? A: Yes, until midnight.",
        "Q: How deep is it? A: Four metres at low water.",
    ]


def test_of_the_sentences_that_answer_a_question_the_first_telling_one_is_taken(told):
    sentences = told("list.md", LIST)
    assert "Will my ticket be refunded? Tickets are refunded at the desk until June." in sentences
    assert not any("Bring the letter" in sentence for sentence in sentences)
