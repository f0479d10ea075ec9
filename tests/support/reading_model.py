"""A scripted model that reads what its prompts show, and answers each by its kind."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from support.prompts_read import NOTHING, claims_of, key_of, shown
from support.scripted import Reply, Request, reply

_PARTS = (
    "lead", "key_points", "agree", "differ", "timeline", "who_said_what", "only_in_one", "background",
)  # fmt: skip

_TASKS = {
    "take notes for a colleague": "notes",
    "join the notes": "merge",
    "check sentences": "judge",
    "summarize one document": "summary",
    "write a briefing for": "brief",
    "whether sources deny": "deny",
}


def kind_of(request: Request) -> str:
    """The prompt that was sent, by the words of its task."""
    system = request.body["messages"][0]["content"]
    return next((kind for words, kind in _TASKS.items() if words in " ".join(system.split())), "")


def keys_of(request: Request, *words: str) -> list[str]:
    """The keys of the first sentences that hold each of ``words``."""
    return [key_of(request, part) for part in words]


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
    """Supported is what cites a sentence, unsupported what cites none."""
    known = shown(request)
    rows = []
    for number, line in claims_of(request).items():
        keys = [key for key in re.findall(r"\[([a-z]{2}\d+)\]", line) if key in known]
        more = {"keys": keys, "words": [known[key] for key in keys]}
        verdict = "supported" if keys else "unsupported"
        rows.append(NOTHING | more | {"number": number, "verdict": verdict})
    return reply(json.dumps({"sentences": rows, "answered": "yes", "short": "", "short_keys": []}))


def briefing(request: Request, **parts: object) -> Reply:
    """A briefing with these parts; whatever else it needs is empty. "keys" are words of notes."""

    def with_keys(value: object) -> object:
        if isinstance(value, dict):
            return {
                name: keys_of(request, *inner) if name == "keys" else with_keys(inner)
                for name, inner in value.items()
            }
        return [with_keys(one) for one in value] if isinstance(value, list) else value

    empty = dict.fromkeys(_PARTS, ()) | {"title": "", "questions": ()}
    return reply(json.dumps(empty | {name: with_keys(value) for name, value in parts.items()}))


def denials(request: Request, same_thing: bool = True, both_true: bool = False) -> Reply:
    """The same said of every difference claimed."""
    numbers = re.findall(r"(?m)^(\d+)\. ", request.body["messages"][-1]["content"])
    rows = [{"number": int(n), "same_thing": same_thing, "both_true": both_true} for n in numbers]
    return reply(json.dumps({"differences": rows}))


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
        return {"notes": notes, "merge": notes, "judge": judgement, "deny": denials}[kind](request)
