"""A briefing and a summary made by hand from the library of ``helpers.PAPERS``, with every kind of part."""

from rag import Readback
from rag.checking.cite import Citer
from rag.checking.verify import answer_sentence
from rag.shapes import (
    AnswerSentence,
    Briefing,
    CoverageEntry,
    Disagreement,
    Problem,
    Section,
    Summary,
    TimelineEntry,
    Value,
)

TITLE = "Ferry, lighthouse and bakery"


class Made:
    """Sentences of a library's documents, cited."""

    def __init__(self, readback: Readback) -> None:
        self.readback = readback
        self.ids = {document.path.rsplit("/", 1)[1]: document.id for document in readback.documents()}
        self.citer = Citer(readback._library, self.ids.values())

    def numbers(self, name: str, *words: str) -> tuple[int, ...]:
        """The citations of stretches of a document."""
        text = self.readback.text(self.ids[name]).text
        places = [(self.ids[name], text.index(word), text.index(word) + len(word)) for word in words]
        return tuple(citation.n for citation in self.citer.cite(places))

    def quoted(self, name: str, words: str) -> AnswerSentence:
        (n,) = self.numbers(name, words)
        return answer_sentence(words, [self.citer.citations[n - 1]])

    def briefing(self) -> Briefing:
        carried = self.quoted("harbour.md", "It carried 212 passengers.")
        (built,) = self.numbers("lighthouse.txt", "was built in 1871 by the engineer Tobias Fenn")
        wrong = answer_sentence(
            "The lighthouse was built in 1874 by Tobias Fenn.", [self.citer.citations[built - 1]]
        )
        (loaves,) = self.numbers("bakery-again.txt", "eighty loaves of rye bread")
        partly = AnswerSentence(
            "It bakes eighty loaves in Drum Lane.",
            (loaves,),
            "partly",
            (Problem("name", "Drum Lane", 26, 35),),
        )
        differ = AnswerSentence("Sources differ on one point.", (), "unchecked")
        values = (
            Value("five hours", self.numbers("harbour.md", "five hours"), (self.ids["harbour.md"],), 1),
            Value(
                "eighty",
                (loaves,),
                (self.ids["bakery.txt"], self.ids["bakery-again.txt"]),
                1,
            ),
        )
        sections = (
            Section("key_points", "Key points", (carried, wrong, partly)),
            Section("agree", "Where sources agree", ()),
            Section("differ", "Where sources differ", (differ,)),
            Section("background", "Background", (AnswerSentence("A dog barked.", (), "unsupported"),)),
        )
        dated = TimelineEntry(
            "1871", "year", self.quoted("lighthouse.txt", "Its lamp can be seen from 27 kilometres away.")
        )
        copies = {"bakery-again.txt": (self.ids["bakery.txt"],)}
        ledger = tuple(
            CoverageEntry(
                id,
                name != "bakery.txt",
                "about bread" if name == "bakery.txt" else None,
                copies.get(name, ()),
            )
            for name, id in self.ids.items()
        )
        return Briefing(
            TITLE, "extractive", tuple(self.ids.values()), sections, self.citer.citations,
            (Disagreement("How long", "conflict", values), Disagreement("Mill", "namesake", values)),
            (dated,), ledger, ("One note.",),
        )  # fmt: skip

    def summary(self) -> Summary:
        said = self.quoted("harbour.md", "The repair of the hull will cost 340,000 euros")
        fact = self.quoted("harbour.md", "Nobody was injured")
        return Summary(
            self.ids["harbour.md"],
            "qwen3",
            (said,),
            self.citer.citations,
            (fact,),
            ("What will the repair cost?",),
        )


def briefing(readback: Readback) -> Briefing:
    """The briefing of a library."""
    return Made(readback).briefing()


def summary(readback: Readback) -> Summary:
    """The summary of its article on the ferry."""
    return Made(readback).summary()
