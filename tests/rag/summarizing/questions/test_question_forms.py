"""Questions made of sentences: a table of what is asked, what is left alone, and no text that breaks it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.english.verbs import by_base, by_past, by_third
from rag.summarizing.dependent_sentences import hangs
from rag.summarizing.questions.question_forms import BARELY, asked_of
from rag.summarizing.questions.vocabulary import vocabulary

ASKED = [
    ("The lighthouse on Gull Point was built in 1871.", "When was the lighthouse on Gull Point built?"),
    ("The tower was built in 1871 by the engineer Tobias Fenn.", "Who was the tower built by?"),
    ("Ines Karr opened the harbour of Velm on 4 May 1907.", "When did Ines Karr open the harbour of Velm?"),
    ("Mayor Ines Karr opened the harbour of Velm.", "Who opened the harbour of Velm?"),
    ("The quay is 412 metres long.", "How long is the quay?"),
    ("A ticket costs six euros.", "How much does a ticket cost?"),
    ("The ferry carries 212 passengers and 30 cars.", "How many passengers does the ferry carry?"),
    ("Eleven of the 18 cabins were occupied.", "How many of the 18 cabins were occupied?"),
    ("About 14,000 visitors came to the square.", "How many visitors came to the square?"),
    ("There are 14 names on the waiting list.", "How many names are there on the waiting list?"),
    ("The call lasted 75 minutes.", "How long did the call last?"),
    ("Revenue rose by 8.4 percent to 412 million pounds.", "By how much did revenue rise?"),
    ("The company has agreed to buy the mill.", "What has the company agreed to do?"),
    ("The family asks for donations to the air ambulance.", "What does the family ask for?"),
    ("The school closed on Monday because the roof leaked.", "Why did the school close?"),
    ("The funeral will be held in Velm on 6 March at 11.30.", "When will the funeral be held in Velm?"),
    ("Putin on Monday welcomed the offer.", "When did Putin welcome the offer?"),
    ("“We feared the tide,” said pilot Odile Brandt.", "What did pilot Odile Brandt say about the tide?"),
    ("The operator said that the line would open in June.", "What did the operator say about the line?"),
    ("The line stood still, said Ingrid Vasko, spokeswoman for the company.", "Who is Ingrid Vasko?"),
    ("The chief executive, Paul Dessing, is leaving the company.", "Who is the chief executive?"),
    ("Yeast is a fungus of a single cell.", "What is yeast?"),
    ("Ottoline Grau (born 1871; died 1948) was a mountaineer.", "Who was Ottoline Grau?"),
    ("The score must be displayed at the entrance.", "What must be displayed at the entrance?"),
    ("The bolt hit the drive station at 16:35.", "When did the bolt hit the drive station?"),
    ("The council decided that the bridge must close.", "What did the council decide?"),
    ("Mr Penn lives in Port Allen with a parrot.", "Where does Mr Penn live?"),
]  # fmt: skip
LEFT_ALONE = [
    "He opened it on 4 May 1907.",
    "Why not?",
    "The council has not opened the bridge.",
    "Building it took eleven years.",
    "The man arrested on Monday was released.",
    "El mercado abrió sus puertas en 1907.",
    "1907 | 412 | 90",
    "This quote will show why the call was called for:",
]
LEANING = [
    "He said so.", "However, this was late.", "It employs 410 people.", "In this context, all is well.",
    "After reading their exchange, nobody was wiser.", "For a small garden, it will do.",
    "“We won,” she said.", "“Nobody was hurt.”", "The latter was shut.",
    "“We were ready,” its leader, Tomas Brill, said.",
]  # fmt: skip
STANDING = [
    "The ferry ran aground.", "This year the ferry ran aground.", "It is clear that the ferry ran aground.",
    "“We won,” Ines Karr said.", "First Minister Ines Karr resigned.", "Another-world tales sell well.",
    "As the tide fell, Ines Karr left the ship.", "High winds are expected on Friday.",
]  # fmt: skip


def questions(*lines: str) -> list[str]:
    known = vocabulary([*lines, "We saw that revenue, yeast, a pilot and Putin were there."])
    return [asked.text for asked in asked_of(lines[0], known) if asked.tier < BARELY]


@pytest.mark.parametrize(("line", "question"), ASKED, ids=[question for _, question in ASKED])
def test_what_is_asked(line, question):
    assert question in questions(line)


@pytest.mark.parametrize("line", LEFT_ALONE)
def test_what_is_not_plain_is_left_alone(line):
    assert questions(line) == []


@pytest.mark.parametrize("line", LEANING)
def test_sentences_that_hang_on_another(line):
    assert hangs(line)


@pytest.mark.parametrize("line", STANDING)
def test_sentences_that_stand_alone(line):
    assert not hangs(line)


def test_the_verbs_have_their_forms():
    pairs = (
        ("opened", "open"),
        ("baked", "bake"),
        ("began", "begin"),
        ("stopped", "stop"),
        ("carried", "carry"),
    )
    for past, base in pairs:
        assert by_past()[past].base == base
    assert by_third()["carries"].base == "carry"
    assert by_third()["teaches"].base == "teach"
    assert by_base()["write"].participle == "written"
    assert "hit" not in by_past()
    assert all(
        re.fullmatch("[a-z]+", form) for verb in by_base().values() for form in (verb.past, verb.third)
    )


_PIECES = st.sampled_from(
    [
        "The", "ferry", "Ines Karr", "opened", "was", "built", "will", "be", "in 1907", "on 4 May", "212",
        "hit", "because", "that", "who", ",", "; ", "(", ")", "“", "”", ".", "said",
        "according to", "There are",
        "costs", "of", "by", "12 of the", "**", "has", "not", "", "\u200b", "码头", "ñ", "\\", "$x",
        "[", "percent",
        "€5", "passengers",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=25))
def test_whatever_the_sentence_its_questions_are_questions(pieces):
    line = " ".join(" ".join(pieces).split())
    for asked in asked_of(line, vocabulary([line])):
        assert asked.text.endswith("?")
        assert asked.text[0].isupper()
        assert "  " not in asked.text
        assert len(asked.text) <= 140
