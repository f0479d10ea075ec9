"""Have a model read sentences against the documents they cite, in one structured request."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from rag.model.chat import Usage
from rag.model.citation_keys import CitationKeys
from rag.model.completion import whole
from rag.model.prompt import DocumentPrompt, PromptDocument, show
from rag.model.structured import TEXT, Schema, json_list, json_object
from rag.model.writer import Writer


class JudgeVerdict(StrEnum):
    """The verdicts that a model may give."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"
    NO_CLAIM = "no_claim"


class AnswerStatus(StrEnum):
    """The three degrees to which an answer answers its question."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


_ITEM = json_object(
    number={"type": "integer"},
    keys=json_list(TEXT),
    words=json_list(TEXT),
    sum=TEXT,
    not_borne_out=json_list(TEXT),
    otherwise=json_list(json_object(sentence_words=TEXT, document_words=TEXT)),
    verdict={"type": "string", "enum": list(JudgeVerdict)},
)
SCHEMA = Schema(
    "judgement",
    json_object(
        sentences=json_list(_ITEM),
        answered={"type": "string", "enum": list(AnswerStatus)},
        short=TEXT,
        short_keys=json_list(TEXT),
    ),
)


@dataclass(frozen=True)
class JudgedClaim:
    """A sentence to be judged; ``cited`` are the numbers, in the documents shown, of those it cites."""

    text: str
    cited: tuple[int, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """A model's view of one sentence, nothing of which is verified.

    ``numbers`` are those of document sentences, ``words`` theirs, ``not_borne_out`` the sentence's.
    ``otherwise``: pairs of the sentence's words and those of a document that deny them.
    """

    verdict: JudgeVerdict
    numbers: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    not_borne_out: tuple[str, ...] = ()
    otherwise: tuple[tuple[str, str], ...] = ()
    arithmetic: str = ""


@dataclass(frozen=True)
class Judged:
    """The judgements by the position of the sentence, from 0, and what is said of the whole."""

    prompt: DocumentPrompt
    judgements: Mapping[int, Judgement] = field(default_factory=dict)
    answered: AnswerStatus | None = None
    short: str = ""
    short_numbers: tuple[int, ...] = ()
    usage: Usage = field(default_factory=Usage)


def judge(
    writer: Writer,
    question: str,
    claims: Sequence[JudgedClaim],
    documents: Sequence[PromptDocument],
    stop: threading.Event | None = None,
) -> Judged:
    """Have a model judge ``claims``, an answer to ``question`` ("" for a draft), against ``documents``.

    Raises ``ModelError`` where the model fails, and ``Stopped`` once ``stop`` is set.
    """
    prompt = show(lambda keys: _task(question, claims, keys), documents, "judge")
    told, usage = writer.model.structured(prompt.messages, SCHEMA, writer.answer_tokens(stop), stop)
    found = dict(_numbered(told, prompt.keys))
    answered = told.get("answered")
    return Judged(
        prompt,
        {n - 1: judgement for n, judgement in found.items() if 0 < n <= len(claims)},
        AnswerStatus(answered) if answered in list(AnswerStatus) else None,
        _text(told.get("short")),
        prompt.keys.numbers(_keys(told.get("short_keys"), prompt.keys)),
        usage,
    )


def _task(question: str, claims: Sequence[JudgedClaim], keys: CitationKeys) -> str:
    asked = f"Question: {question}\n\nThe answer:" if question else "The sentences:"
    lines = [
        f"{n}. {' '.join(claim.text.split())}{''.join(f' [{keys.key(number)}]' for number in claim.cited)}"
        for n, claim in enumerate(claims, 1)
    ]
    return "\n".join([asked, *lines])


def _numbered(told: Mapping[str, Any], keys: CitationKeys) -> list[tuple[int, Judgement]]:
    """The judgements that can be read; one that cannot is left out."""
    rows = told.get("sentences")
    found = []
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, dict) or row.get("verdict") not in list(JudgeVerdict):
            continue
        try:
            number = int(row["number"])
        except (KeyError, TypeError, ValueError, OverflowError):  # the last of an infinity
            continue
        found.append((number, _judgement(row, keys)))
    return found


def _judgement(row: Mapping[str, Any], keys: CitationKeys) -> Judgement:
    pairs = row.get("otherwise")
    otherwise = [
        (_text(pair.get("sentence_words")), _text(pair.get("document_words")))
        for pair in (pairs if isinstance(pairs, list) else ())
        if isinstance(pair, dict)
    ]
    return Judgement(
        JudgeVerdict(row["verdict"]),
        keys.numbers(_keys(row.get("keys"), keys)),
        tuple(filter(None, map(_text, _list(row.get("words"))))),
        tuple(filter(None, map(_text, _list(row.get("not_borne_out"))))),
        tuple(pair for pair in otherwise if all(pair)),
        _text(row.get("sum")),
    )


def _keys(value: object, keys: CitationKeys) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for item in _list(value) for key in keys.take(f"[{_text(item)}]")[1]))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: object) -> str:
    return whole(value).strip() if isinstance(value, str) else ""
