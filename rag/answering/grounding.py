"""Check a model's sentences against the passages, and cite the sentences that support them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.document import Hit
from rag.checking.cite import Citer, Place
from rag.checking.draft import makes_claim
from rag.checking.passage_check import check_against
from rag.checking.verify import ClaimCheck, verify_quotes
from rag.english.text import read
from rag.model.prompt import PromptPassages
from rag.model.reply import ReplySentence
from rag.shapes import AnswerSentence, Verdict

_FIGURE = re.compile(r"\d")
_TELLING = 4  # content words of a sentence that is cited without a key of its own, or not its own passage

Similarity = Callable[[str, Sequence[Hit]], float]
"""The cosine of a text to the most similar sentence of passages; 0 where there are no vectors."""


@dataclass(frozen=True)
class _Borne:
    """A sentence checked against the passages it would cite."""

    places: tuple[Place, ...]
    checked: ClaimCheck


@dataclass(frozen=True)
class Grounding:
    """The passages that a model's sentences are checked against."""

    shown: PromptPassages
    citer: Citer
    similarity: Similarity

    def sentence(self, said: ReplySentence) -> AnswerSentence:
        """``said`` with its verdict, cited where it is borne out or denied.

        Its keys say where to look first. Where those passages do not support it, another may: then that is
        cited. A sentence without a key is cited only if a passage supports it.
        """
        silent = said.heading or said.text.endswith(":") or not makes_claim(said.text)
        if silent and not said.keys and not (_tells(said.text) or _FIGURE.search(said.text)):
            return AnswerSentence(said.text, (), Verdict.UNCHECKED)
        named = [self.shown.hits[key] for key in said.keys if key in self.shown.hits]
        others = [hit for hit in self.shown.hits.values() if hit not in named]
        proposed = self._borne(said.text, named)
        if proposed.checked.verdict != Verdict.SUPPORTED:
            elsewhere = self._borne(said.text, others)
            if elsewhere.checked.verdict == Verdict.SUPPORTED and _tells(said.text):
                proposed = elsewhere
        if not proposed.places:
            return AnswerSentence(said.text, (), Verdict.UNSUPPORTED)
        numbers = tuple(citation.n for citation in self.citer.cite(proposed.places))
        return AnswerSentence(said.text, numbers, proposed.checked.verdict, proposed.checked.problems)

    def _borne(self, text: str, hits: Sequence[Hit]) -> _Borne:
        """Check a sentence against passages, then against nothing but the words to be cited."""
        reading = check_against(
            text, hits, self.citer.documents, lambda group: self.similarity(text, group) or None
        )
        if reading.checked.verdict not in (Verdict.SUPPORTED, Verdict.PARTLY, Verdict.CONTRADICTED):
            return _Borne((), reading.checked)
        cited = self.citer.preview(reading.places)
        checked = verify_quotes(text, cited, self.similarity(text, hits) or None)
        held = checked.verdict in (Verdict.SUPPORTED, Verdict.PARTLY, Verdict.CONTRADICTED)
        return _Borne(reading.places if held else (), checked)


def _tells(text: str) -> bool:
    """Return whether a sentence is specific enough: "The article says so." could be of any passage."""
    return sum(word.is_content for word in read(text).words) >= _TELLING
