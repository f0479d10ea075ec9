"""The prompts of a model, read back: the document sentences by their keys, and replies that use them."""

import json
import re
from collections.abc import Callable, Mapping

from support.scripted import Reply, Request, ScriptedServer, reply

_KEYED = re.compile(r"\[([b-z]{2}\d+)\] (.*?)(?=\s*(?:\[[b-z]{2}\d+\] |\n\[…\]|\n</document-|$))", re.DOTALL)
_JUDGE = "You check sentences of an answer"
NOTHING = {"keys": [], "words": [], "sum": "", "not_borne_out": [], "otherwise": []}


def chats(server: ScriptedServer) -> list[Request]:
    """The requests for an answer, in the order in which they came."""
    return [request for request in server.requests if request.path.endswith("/chat/completions")]


def shown(request: Request) -> dict[str, str]:
    """The document sentences of a prompt by key, in its order."""
    return dict(_KEYED.findall(request.body["messages"][-1]["content"]))


def labels(request: Request) -> list[str]:
    """What stands beside each document in its mark."""
    user = request.body["messages"][-1]["content"]
    return [found.strip() for found in re.findall(r"<document-\w{8}([^>]*)>\n", user)]


def key_of(request: Request, words: str) -> str:
    """The key of the first sentence with these words."""
    return next(key for key, text in shown(request).items() if words in text)


def refusal_of(request: Request) -> str:
    """The key that stands for no sentence."""
    found = re.search(r"write \[([b-z]{2}0)\]", request.body["messages"][0]["content"])
    assert found
    return found[1]


def says(template: str, words: str = "412 metres") -> Callable[[Request], Reply]:
    """A reply in which ``KEY`` is the key of the sentence with these words."""
    return lambda request: reply(template.replace("KEY", key_of(request, words)))


def is_judging(request: Request) -> bool:
    """Whether a prompt asks to check an answer."""
    return bool(request.body["messages"][0]["content"].startswith(_JUDGE))


def claims_of(request: Request) -> dict[int, str]:
    """The sentences that are to be checked, by number, with the keys that they cite."""
    listed = re.split(r"(?m)^The (?:answer|sentences):$", request.body["messages"][-1]["content"])[-1]
    return {int(n): text for n, text in re.findall(r"(?m)^(\d+)\. (.*)$", listed)}


def judges(
    *given: Mapping[str, object], answered: str = "yes", short: str = "", short_key: str = ""
) -> Callable[[Request], Reply]:
    """A judgement: for each sentence what is ``given``; its "keys" are words of the sentences they name."""

    def judged(request: Request) -> Reply:
        rows = []
        for number, fields in enumerate(given, 1):
            row = NOTHING | dict(fields) | {"number": number}
            row["keys"] = [key_of(request, words) for words in row["keys"]]  # type: ignore[attr-defined]
            rows.append(row)
        keys = [key_of(request, short_key)] if short_key else []
        told = {"sentences": rows, "answered": answered, "short": short, "short_keys": keys}
        return reply(json.dumps(told))

    return judged
