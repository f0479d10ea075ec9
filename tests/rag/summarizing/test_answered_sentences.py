"""The questions that sentences answer, where a text is made of questions with answers below."""

import pytest

from rag.summarizing.answered_sentences import questions_of
from rag.summarizing.spoken_sentences import PlacedSentence

LABELLED = (
    "# Help\n\n**Q: May I fish?**\n\nA: No. It is a harbour.\n\n**Q: Is it lit?**\n\nA: Yes, all night."
)
HEADED = "## May I fish?\n\nOnly from the mole.\n\nBring a lamp.\n\n## Is it lit?\n\nAll night."
STORY = (
    "The mole is old.\n\nIt is of oak.\n\nWho built it?\n\nNobody knows.\n\nThe town pays.\n\n"
    "Why so late?\n\nIt had no coins.\n\nIt has now."
)


def found(text, *lines):
    placed = [
        PlacedSentence(text.index(line), line, text[: text.index(line)].endswith("# ")) for line in lines
    ]
    return [span and span.text for span in questions_of(placed)]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            LABELLED,
            {
                "Help": None,
                "**Q: May I fish?**": None,
                "A: No.": "**Q: May I fish?**",
                "It is a harbour.": "**Q: May I fish?**",
                "**Q: Is it lit?**": None,
                "A: Yes, all night.": "**Q: Is it lit?**",
            },
        ),
        (
            HEADED,
            {
                "May I fish?": None,
                "Only from the mole.": "May I fish?",
                "Bring a lamp.": None,
                "Is it lit?": None,
                "All night.": "Is it lit?",
            },
        ),
    ],
)
def test_an_answer_has_the_question_above_it(text, asked):
    assert found(text, *asked) == list(asked.values())


def test_a_story_that_asks_now_and_then_is_no_list_of_questions():
    assert set(found(STORY, *STORY.split("\n\n"))) == {None}
