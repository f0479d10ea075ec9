"""A model that writes answers: its prompts, its context window, and its cost."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property

from index.document import Document, Hit
from rag.model.client import Message, Model, Usage
from rag.model.prompt import PromptPassages, show
from rag.model.weights import HEAVIER, PRICED_TOKENS, SPARE
from rag.request_errors import ContextTooLong, ModelBrokeOff, ModelError

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
class _Fit:
    """The known context window of a model: ``heavier``, how many of its tokens one of ours is."""

    window: int
    longest: int  # tokens of an answer
    heavier: float = 1.0

    @property
    def answer(self) -> int:
        """The model's tokens that are left for what it writes."""
        return min(self.longest, self.window // 4)

    @property
    def budget(self) -> int:
        """Our tokens that a prompt may have."""
        return int((self.window - self.answer) * SPARE / self.heavier)

    def after(self, error: ModelError) -> "_Fit":
        """The window to try after a prompt was too long; some servers only break the answer off."""
        limit = error.limit if isinstance(error, ContextTooLong) else None
        if limit is None:
            return replace(self, window=self.window // 2)
        if limit < self.window:
            return replace(self, window=limit)
        return replace(self, heavier=HEAVIER * self.heavier)


class Writer:
    """A model, its prices, and the most tokens in which it writes an answer."""

    def __init__(self, model: Model, answer_tokens: int, prices: Prices = Prices()) -> None:
        self.model = model
        self.prices = prices
        self._longest = answer_tokens

    @cached_property
    def _fit(self) -> _Fit:
        return _Fit(self.model.window().tokens, self._longest)

    def reply(
        self,
        question: str,
        hits: Sequence[Hit],
        documents: Mapping[str, Document],
        stop: threading.Event | None = None,
        *,
        tries: int = 4,
        prompt: str = "answer",
    ) -> tuple[PromptPassages, Iterator[str | Usage]]:
        """The prompt that was sent and the pieces of the reply; close the iterator to hang up.

        Shown more than it can read, it is shown less, up to ``tries`` times in all. Raises ``ModelError``.
        """
        fit = learnt = self._fit
        while True:
            tries -= 1
            try:
                shown = show(question, hits, documents, fit.budget, prompt=prompt)
                stream = self.model.stream(shown.messages, fit.answer, stop)
                first = next(stream)
            except (ContextTooLong, ModelBrokeOff) as error:
                fit = fit.after(error)
                if not tries or fit.budget < _LEAST:
                    raise
                if isinstance(error, ContextTooLong):
                    learnt = fit
            else:
                self._fit = learnt  # only what has worked; one that broke off may have had other reasons
                return shown, _going_on(first, stream)

    def line(self, messages: Sequence[Message], stop: threading.Event | None = None) -> tuple[str, Usage]:
        """A short reply. Raises ``ModelError``."""
        return self.model.complete(messages, min(256, self._fit.answer), stop)

    def bill(self, usage: Usage) -> str:
        """The note that says who was asked, where, how much it read and wrote, and at what cost."""
        cost = self.prices.cost(usage)
        told = f", at a cost of {cost:.6f}".rstrip("0").rstrip(".") if cost is not None else ""
        return (
            f"Asked {self.model.name} at {self.model.place}:"
            f" {usage.prompt_tokens:,} tokens read, {usage.completion_tokens:,} written{told}."
        )

    @property
    def budget(self) -> int:
        """Tokens, as counted here, that a prompt may have."""
        return self._fit.budget

    def room(self) -> int:
        """Tokens, as counted here, that a conversation may take in a prompt."""
        return self._fit.budget // 4


def _going_on(first: str | Usage, rest: Iterator[str | Usage]) -> Iterator[str | Usage]:
    with closing(rest):  # type: ignore[type-var]  # a generator
        yield first
        yield from rest
