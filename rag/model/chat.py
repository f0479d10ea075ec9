"""Messages to a model, and the usage of its answer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rag.model import tokens
from rag.model.completion import Completion


@dataclass(frozen=True)
class Message:
    """One turn of a conversation; ``role`` is "system", "user" or "assistant"."""

    role: str
    content: str


@dataclass(frozen=True)
class Usage:
    """The tokens and cost of an answer, and why it ended: "stop", "length" or "content_filter"."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None  # where the endpoint itself tells it, in its own currency
    finish: str = "stop"

    def __add__(self, other: "Usage") -> "Usage":
        costs = [cost for cost in (self.cost, other.cost) if cost is not None]
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            sum(costs) if costs else None,
            other.finish,
        )


def usage_of(completion: Completion, messages: Sequence[Message], text: str) -> Usage:
    """The usage the endpoint reports; tokens are counted here where it reports none."""
    told = completion.usage
    sent, written, cost = (told.get(name) for name in ("prompt_tokens", "completion_tokens", "cost"))
    return Usage(
        sent if type(sent) is int else counted(messages),
        written if type(written) is int else tokens.count(text),
        float(cost) if isinstance(cost, int | float) and math.isfinite(cost) else None,
        completion.finish,
    )


def counted(messages: Sequence[Message]) -> int:
    """The tokens of the messages, as counted here."""
    return sum(tokens.count(message.content) for message in messages)
