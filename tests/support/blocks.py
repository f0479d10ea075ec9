"""An answer with every kind of block and of mark, made by hand."""

from rag.shapes import Answer, AnswerSentence, Citation, Problem, ShortAnswer

FARE = "A ticket costs 12 euros on board."
LEFT = "The Aldis Rose left Norhaven at 16:05 with 212 people aboard."
COURIER = Citation(1, "d1", "Ferry adrift", "Corrin Courier", "2026-03-14", None, 0, len(LEFT), LEFT)
LOG = Citation(2, "d2", "Harbour log", None, None, 3, 90, 90 + len(FARE), FARE)
SENTENCES = (
    AnswerSentence("The crossing", (), "unchecked", (), "heading"),
    AnswerSentence("The ferry had **212 people** aboard.", (1,), "supported", (), "paragraph"),
    AnswerSentence(LEFT, (1,), "exact"),
    AnswerSentence(
        "She was adrift for **95 minutes**.", (1,), "partly", (Problem("number", "95", 22, 24),), "item"
    ),
    AnswerSentence("Es war kalt.", (2,), "unclear", (), "item"),
    AnswerSentence("The tug was painted green.", (), "unsupported"),
    AnswerSentence("What | Where | Price", (), "unchecked", (), "row"),
    AnswerSentence(
        "Ticket | on `board` | 15 euros",
        (2,),
        "contradicted",
        (Problem("number", "15", 21, 23, "12 euros"),),
        "row",
    ),
    AnswerSentence("Dog | <b>deck</b> | 3 euros", (1, 2), "supported", (), "row"),
    AnswerSentence("That is all.", (), "unchecked", (), "paragraph"),
)
BLOCKS = Answer(
    "What of the crossing?", True, 0.9, "gpt-4o", SENTENCES, (COURIER, LOG), checked_by="gpt-4o",
    short=ShortAnswer("212 people, 12 euros each", (1, 2)), follow_ups=("Who towed her?", "Was it cold?"),
)  # fmt: skip
