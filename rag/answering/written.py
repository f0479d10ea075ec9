"""A model's reply as far as it is read."""

from rag.checking.cite import Place
from rag.model.prompt import DocumentPrompt
from rag.model.reply import FurtherQuestion, ReplySentence

_REPEATED = 3  # sentences said before, in a row, after which a model is going round


class Written:
    """A reply as far as it is read: its sentences, and the questions it says may follow.

    ``removed`` counts citations that name nothing; ``is_refusal``: the documents are said not to answer.
    """

    def __init__(self, shown: DocumentPrompt) -> None:
        self.shown = shown
        self.sentences: list[ReplySentence] = []
        self.follow_ups: list[str] = []
        self.removed = 0
        self.is_refusal = False
        self._repeated = 0

    def add(self, event: ReplySentence | FurtherQuestion) -> bool:
        """Take what was read; return whether it is a new sentence."""
        if isinstance(event, FurtherQuestion):
            self.follow_ups.append(event.text)
            return False
        self.removed += event.unknown
        self.is_refusal = self.is_refusal or event.is_refusal
        if not event.text:
            return False
        is_new = all(event.text != sentence.text for sentence in self.sentences)
        self._repeated = 0 if is_new else self._repeated + 1
        if is_new:
            self.sentences.append(event)
        return is_new

    @property
    def is_over(self) -> bool:
        """True if no more of the reply is read."""
        return self._repeated >= _REPEATED

    def places(self, sentence: ReplySentence) -> tuple[Place, ...]:
        """The document sentences that a sentence cites."""
        found = (self.shown.sentence(number) for number in self.shown.keys.numbers(sentence.keys))
        return tuple((one.document, one.start, one.end) for one in found)
