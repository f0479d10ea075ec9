"""Questions made of sentences: a table of what is asked, what is left alone, and no text that breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.summarizing.questions.clauses import names_in
from rag.summarizing.questions.question_forms import asked_of

ASKED = [
    ("The lighthouse on Gull Point was built in 1871.", "When was the lighthouse on Gull Point built?"),
    ("Ines Karr opened the harbour of Velm on 4 May 1907.", "When did Ines Karr open the harbour of Velm?"),
    ("Mayor Ines Karr opened the harbour on 4 May.", "When did Mayor Ines Karr open the harbour?"),
    ("Putin on Monday welcomed the offer.", "When did Putin welcome the offer?"),
    ("Putin had eleven old convictions, most of them sad.", "How many old convictions did Putin have?"),
    ("Sixty-three people were stuck in the Velm tunnel.", "How many people were stuck in the Velm tunnel?"),
    ("About 14,000 visitors came to the Gull Point fair.", "How many visitors came to the Gull Point fair?"),
    ("Ottoline Grau was born in Fennick.", "Where was Ottoline Grau born?"),
    ("Mr Penn lived in Port Allen with a parrot.", "Where did Mr Penn live?"),
    ("The Velm festival was held at St Edric's Church.", "Where was the Velm festival held?"),
    ("The Corvina carried 212 passengers and 30 cars.", "How many passengers did the Corvina carry?"),
    ("The Velm Company was founded in 1907 and employs 84 people.", "When was the Velm Company founded?"),
    ("The line stood still, said Ingrid Vasko, spokeswoman for the company.", "Who is Ingrid Vasko?"),
    ("The harbour master, Odile Brandt, said that nobody had been hurt.", "Who is Odile Brandt?"),
    ("Mayor Pia Renning wants answers.", "Who is Pia Renning?"),
    ("Ottoline Grau (born 1871; died 1948) was a map-maker and mountaineer.", "Who was Ottoline Grau?"),
]  # fmt: skip
LEFT_ALONE = [
    "On Monday, Putin welcomed the offer, which was new.",
    "The Velm tunnel will open again on 2 April.",
    "The Corvina carries 212 passengers and 30 cars.",
    "The Corvina carries cars made in Velm in 1907.",
    "The ministry of Velm has hired 40 teachers.",
    "The ministry of Velm had begun the work in 1907.",
    "He opened it on 4 May 1907.",
    "1907 saw the Velm bridge.",
    "Why not?",
    "The bridge was built in 1871.",
    "Eleven of the 18 cabins were occupied.",
    "The Russian leader spoke on Monday.",
    "The council of Velm has not opened the bridge in 1907.",
    "Velm agreed on Monday to buy the mill.",
    "The Gull Point tower was built and rebuilt twice in 1907.",
    "Ines Karr left the fair ten minutes later.",
    "Ines Karr has kept the lighthouse since 1907.",
    "Several ships of the Velm Line sank.",
    "Building the Velm bridge took eleven years.",
    "The man arrested on Monday in Velm was released.",
    "A fair in Velm was called off on Friday.",
    "Jorin Askell, who drove the coach as a man of experience, slept.",
    "Sundal Coaches, described as an experienced driver, slept.",
    "El mercado abrió sus puertas en 1907.",
    "1907 | 412 | 90",
    "This quote will show why the call was called for:",
]


def questions(*lines: str) -> list[str]:
    known = names_in([*lines, "We saw that, a pilot and Putin were there."])
    return asked_of(lines[0], known)


@pytest.mark.parametrize(("line", "question"), ASKED, ids=[question for _, question in ASKED])
def test_what_is_asked(line, question):
    assert question in questions(line)


@pytest.mark.parametrize("line", LEFT_ALONE)
def test_what_is_not_plain_or_names_nobody_is_left_alone(line):
    assert questions(line) == []


@pytest.mark.parametrize(("line", "_"), ASKED)
def test_only_four_kinds_are_asked(line, _):
    assert all(
        one.startswith(("Who is ", "Who was ", "How many ", "When ", "Where ")) for one in questions(line)
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
    for asked in asked_of(line, names_in([line])):
        assert asked.endswith("?")
        assert asked[0].isupper()
        assert "  " not in asked
        assert len(asked) <= 141
