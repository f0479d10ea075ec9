"""The parameters of a request that an endpoint takes, learnt from those that it refuses."""

from collections.abc import Mapping, Sequence
from typing import Any

from rag.model import error_fields
from rag.model.chat import Message
from rag.model.completion import whole
from rag.model.structured import FORMATS, Schema

_FIXED = {"messages", "model", "stream", "input"}  # parameters that nothing can be sent without
_LIMITS = ("max_tokens", "max_completion_tokens")


class Parameters:
    """The known habits of one model at one endpoint."""

    def __init__(self) -> None:
        self._instead: dict[str, str] = {}  # what to send for parameters that are refused; "": nothing
        self._format = 0  # the first of FORMATS that is taken
        self._most: int | None = None  # tokens of an answer, where more was refused

    def chat(
        self, messages: Sequence[Message], wished: Mapping[str, object], schema: Schema | None
    ) -> dict[str, Any]:
        """The messages with the parameters wished, as far as the endpoint takes them."""
        sent = [{"role": message.role, "content": whole(message.content)} for message in messages]
        if schema is None:
            return {"messages": sent, **self.accepted(wished)}
        kind = FORMATS[self._format]
        if kind != "json_schema":
            sent[-1]["content"] += f"\n\n{schema.in_words()}"
        asked = schema.response_format(kind)
        return {"messages": sent, **self.accepted(wished), **({"response_format": asked} if asked else {})}

    def accepted(self, wished: Mapping[str, object]) -> dict[str, Any]:
        """The parameters wished, without those that the endpoint does not take, or under other names."""
        names: dict[str, Any] = {}
        for name, value in wished.items():
            taken = name
            while taken in self._instead:
                taken = self._instead[taken]
            if self._most is not None and taken in _LIMITS and isinstance(value, int):
                value = min(value, self._most)  # noqa: PLW2901
            names[taken] = value
        return {name: value for name, value in names.items() if name}

    def learn(self, status: int, body: object, sent: Mapping[str, Any]) -> bool:
        """Learn from a refusal of what was ``sent``; return whether asking anew may help."""
        told = error_fields.fields(body)
        if status not in (400, 422) or error_fields.is_too_long(status, told):
            return False
        if error_fields.is_thought_too_long(told):
            return False
        name = error_fields.refused_parameter(told, [name for name in sent if name not in _FIXED])
        if name in (None, "response_format"):
            return self._next_format(sent)
        limit = error_fields.smaller_figure(told, sent[name]) if name in _LIMITS else None
        if limit is not None:
            self._most = limit
        else:
            self._instead[str(name)] = "max_completion_tokens" if name == "max_tokens" else ""
        return True

    def _next_format(self, sent: Mapping[str, Any]) -> bool:
        """Go on to the next way to ask for JSON; back to the first where not even words were taken."""
        self._format = self._format + 1 if "response_format" in sent else 0
        return self._format > 0
