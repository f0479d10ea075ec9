"""A model that writes answers: its prompts, its context window, and its cost."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.model.client import Message, Model, Usage
from rag.model.prompt import DocumentPrompt, PromptDocument, show
from rag.model.weights import ANSWER_TOKENS, HEAVIER, PRICED_TOKENS, SHOWN_TOKENS, SPARE
from rag.request_errors import ContextTooLong, ModelBrokeOff, ModelError

if TYPE_CHECKING:
    from rag.model.reading.claim_reader import ClaimReader

_LEAST = 200  # tokens of the smallest prompt worth sending


@dataclass(frozen=True)
class Prices:
    """The prices of a million tokens, read and written, in the user's currency."""

    read: float = 0.0
    written: float = 0.0

    def cost(self, usage: Usage) -> float | None:
        """The cost the endpoint reports, else by these prices; ``None`` where both are unknown."""
        if usage.cost is not None or not (self.read or self.written):
            return usage.cost
        return (usage.prompt_tokens * self.read + usage.completion_tokens * self.written) / PRICED_TOKENS


@dataclass(frozen=True)
class Room:
    """Tokens, 0 or more, for documents in a prompt: for ``whole`` ones, and for ``parts`` of some."""

    whole: int
    parts: int


Choose = Callable[[Room], Sequence[PromptDocument]]
"""Gives the documents, or parts of them, that are shown in so much room."""


@dataclass(frozen=True)
class _Fit:
    """The known context window of a model, in tokens; ``heavier``, how many of its tokens one of ours is."""

    window: int
    most_written: int
    most_shown: int
    heavier: float = 1.0

    @property
    def answer(self) -> int:
        """The model's tokens that are left for what it writes."""
        return min(self.window // 4, self.most_written)

    def room(self, around: int) -> Room:
        """The room for documents beside ``around`` tokens of other text."""
        read = self._ours(self.window - self.answer) - around
        half = self._ours(self.window // 2) - around
        return Room(max(0, min(half, self.most_shown)), max(0, min(read, self.most_shown)))

    def _ours(self, tokens: int) -> int:
        return int(tokens * SPARE / self.heavier)

    def after(self, error: ModelError) -> "_Fit":
        """The window to try after a prompt was too long; some servers only break the answer off."""
        limit = error.limit if isinstance(error, ContextTooLong) else None
        if limit is None:
            return replace(self, window=self.window // 2)
        if limit < self.window:
            return replace(self, window=limit)
        return replace(self, heavier=HEAVIER * self.heavier)


class Writer:
    """A model that writes, and its prices.

    ``answer_tokens``: the most it may write for one answer; ``shown_tokens``: the most of the documents that
    it is shown at once; ``judges``: whether it reads its answers a second time, to check them;
    if not, ``claim_reader`` reads what code cannot decide.
    """

    def __init__(
        self,
        model: Model,
        prices: Prices = Prices(),
        *,
        answer_tokens: int = ANSWER_TOKENS,
        shown_tokens: int = SHOWN_TOKENS,
        judges: bool = True,
        claim_reader: "ClaimReader | None" = None,
    ) -> None:
        self.model = model
        self.prices = prices
        self.judges = judges
        self.claim_reader = claim_reader
        self._limits = (answer_tokens, shown_tokens)
        self._known: _Fit | None = None

    def reply(
        self,
        task: str,
        choose: Choose,
        stop: threading.Event | None = None,
        *,
        tries: int = 4,
        prompt: str = "answer",
    ) -> tuple[DocumentPrompt, Iterator[str | Usage]]:
        """The prompt that was sent and the pieces of the reply; close the iterator to hang up.

        Shown more than it can read, it is shown less, up to ``tries`` times in all. Raises ``ModelError``.
        """
        fit = learnt = self._fit(stop)
        around = show(task, (), prompt).size
        while True:
            tries -= 1
            try:
                shown = self._shown(task, choose, fit, around, prompt)
                stream = self.model.stream(shown.messages, fit.answer, stop)
                first = next(stream)
            except (ContextTooLong, ModelBrokeOff) as error:
                fit = fit.after(error)
                if not tries or fit.room(0).parts < _LEAST:
                    raise
                if isinstance(error, ContextTooLong):
                    learnt = fit
            else:
                self._known = learnt  # only what has worked; one that broke off may have had other reasons
                return shown, _going_on(first, stream)

    def _shown(self, task: str, choose: Choose, fit: _Fit, around: int, prompt: str) -> DocumentPrompt:
        room = fit.room(around)
        documents = choose(room)
        if not any(shown.sentences for shown in documents):
            raise ContextTooLong(
                f"no passage fits into the {room.parts} tokens left in the model's window; "
                "set READBACK_CONTEXT_WINDOW, or choose a model that reads more"
            )
        return show(task, documents, prompt)

    def line(self, messages: Sequence[Message], stop: threading.Event | None = None) -> tuple[str, Usage]:
        """A short reply. Raises ``ModelError``."""
        return self.model.complete(messages, self._fit(stop).answer, stop)

    def answer_tokens(self, stop: threading.Event | None = None) -> int:
        """The tokens that one reply may have."""
        return self._fit(stop).answer

    def bill(self, usage: Usage) -> str:
        """The note that says who was asked, where, how much it read and wrote, and at what cost."""
        cost = self.prices.cost(usage)
        told = f", at a cost of {cost:.6f}".rstrip("0").rstrip(".") if cost is not None else ""
        return (
            f"Asked {self.model.name} at {self.model.place}:"
            f" {usage.prompt_tokens:,} tokens read, {usage.completion_tokens:,} written{told}."
        )

    def room(self, around: int = 0, stop: threading.Event | None = None) -> Room:
        """The room for documents in a prompt with ``around`` tokens of other text."""
        return self._fit(stop).room(around)

    def _fit(self, stop: threading.Event | None) -> _Fit:
        if self._known is None:
            self._known = _Fit(self.model.window(stop).tokens, *self._limits)
        return self._known


def _going_on(first: str | Usage, rest: Iterator[str | Usage]) -> Iterator[str | Usage]:
    with closing(rest):  # type: ignore[type-var]  # a generator
        yield first
        yield from rest
