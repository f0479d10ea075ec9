"""A scripted model that answers with citations, and then judges its own answer as it is told."""

import json
import re
from collections.abc import Callable, Mapping

from support.scripted import Reply, Request, reply

_SENTENCE = re.compile(r"\[([b-z]{2}\d+)\] ([^\n]*?)(?= \[[b-z]{2}\d+\]|\n|$)")
_CLAIM = re.compile(r"^(\d+)\. (.*)$", re.MULTILINE)


def keys(request: Request) -> dict[str, str]:
    """The sentences of the documents in a prompt, by their keys."""
    return dict(reversed(_SENTENCE.findall(request.prompt)))  # an answer that is judged repeats keys


def key_of(request: Request, words: str) -> str:
    """The key of the sentence of a document that has these words."""
    return next(key for key, text in keys(request).items() if words in text)


def cited(text: str, request: Request) -> str:
    """``text`` with ``[words]`` replaced by the key of the sentence that has them."""
    return re.sub(r"\[([^\[\]]+)\]", lambda found: f"[{key_of(request, found[1])}]", text)


def judged(
    *verdicts: str | Mapping[str, object] | None,
    short: str = "",
    short_words: str = "",
    answered: str = "yes",
) -> Callable[[Request], Reply]:
    """A judgement: a verdict for each sentence, or that with ``not_borne_out`` or ``otherwise`` words.

    Of a sentence with ``None`` it says nothing.
    """

    def answer(request: Request) -> Reply:
        told = keys(request)
        claims = _CLAIM.findall(request.prompt.split("The answer:")[1])
        rows = []
        for (number, claim), verdict in zip(claims, verdicts, strict=True):
            if verdict is None:
                continue
            named = [key for key in re.findall(r"\[(\w+)\]", claim) if key in told]
            more = {"verdict": verdict} if isinstance(verdict, str) else verdict
            rows.append(
                {
                    "number": int(number), "keys": named, "words": [told[key] for key in named], "sum": "",
                    "not_borne_out": [], "otherwise": [], **more,
                }
            )  # fmt: skip
        shown = [key_of(request, short_words)] if short_words else []
        whole = {"sentences": rows, "answered": answered, "short": short, "short_keys": shown}
        return reply(json.dumps(whole))

    return answer


def judged_alike(verdict: str) -> Callable[[Request], Reply]:
    """A judgement that gives every sentence the same verdict."""

    def answer(request: Request) -> Reply:
        claims = _CLAIM.findall(request.prompt.split("The answer:")[1])
        return judged(*[verdict] * len(claims))(request)

    return answer


def following(request: Request, *questions: str) -> str:
    """Lines with questions to ask next, as a model ends an answer."""
    prefix = next(iter(keys(request)))[:2]
    return "".join(f"\n[{prefix}?] {question}" for question in questions)
