"""A scripted model that reads what its prompts show, and answers each by its kind."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from support.scripted import Reply, Request, reply

_TASKS = {
    "take notes for a colleague": "notes",
    "join the notes": "merge",
    "check sentences": "judge",
    "summarize one document": "summary",
    "write a briefing": "brief",
    "deny each other": "deny",
}
_BLOCK = re.compile(r"<document-\w+[^>]*>\n(.*?)\n</document-\w+>", re.DOTALL)
_KEYED = re.compile(r"\[([a-z]{2}\d+)\] ")


def kind_of(request: Request) -> str:
    """The prompt that was sent, by the words of its task."""
    system = request.body["messages"][0]["content"]
    return next((kind for words, kind in _TASKS.items() if words in " ".join(system.split())), "")


def shown(request: Request) -> dict[str, str]:
    """The sentences of a prompt by their keys."""
    user = request.body["messages"][-1]["content"]
    found: dict[str, str] = {}
    for block in _BLOCK.findall(user):
        parts = _KEYED.split(block)
        found |= {
            key: text.replace("[…]", "").strip() for key, text in zip(parts[1::2], parts[2::2], strict=True)
        }
    return found


def keys_of(request: Request, *words: str) -> list[str]:
    """The keys of the first sentences that hold each of ``words``."""
    return [next(key for key, text in shown(request).items() if part in text) for part in words]


def cited(request: Request, text: str, *words: str) -> str:
    """``text`` with the keys of the sentences that hold ``words``."""
    return text + " " + "".join(f"[{key}]" for key in keys_of(request, *words))


def notes(request: Request) -> Reply:
    """A note on every sentence, in its own words."""
    return reply(json.dumps({"notes": [note(text, key) for key, text in shown(request).items()]}))


def note(point: str, *keys: str, **others: str) -> dict[str, Any]:
    """A note as a model writes it."""
    return {"point": point, "keys": list(keys), "quote": "", "speaker": "", "date": "", "figure": ""} | others


def judgement(request: Request) -> Reply:
    """Supported is what cites something, unless no word of it stands there."""
    user = request.body["messages"][-1]["content"]
    asked = user[user.rindex("\n\nThe sentences:") :] if "\n\nThe sentences:" in user else user
    known = shown(request)
    rows = []
    for number, line in re.findall(r"^(\d+)\. (.*)$", asked, re.MULTILINE):
        keys = [key for key in re.findall(r"\[([a-z]{2}\d+)\]", line) if key in known]
        verdict = "supported" if keys else "unsupported"
        rows.append(
            {
                "number": int(number), "keys": keys, "words": [known[key] for key in keys], "sum": "",
                "not_borne_out": [], "otherwise": [], "verdict": verdict,
            }
        )  # fmt: skip
    return reply(json.dumps({"sentences": rows, "answered": "yes", "short": "", "short_keys": []}))


@dataclass
class ReadingModel:
    """Answers a prompt by its kind; ``answers`` go before what it does by itself."""

    answers: Mapping[str, Callable[[Request], Reply]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, request: Request) -> Reply:
        kind = kind_of(request)
        self.asked.append(kind)
        if kind in self.answers:
            return self.answers[kind](request)
        return {"notes": notes, "merge": notes, "judge": judgement}[kind](request)
