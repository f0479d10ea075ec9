"""Rewrite a follow-up question ("How long did it last?") so that it stands alone.

A model rewrites it, and code sees that it put in nothing that was not said; without one rules do
(``carry_over``). Only the question goes on: an answer is never made from history.
"""

import random
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.errors import UsageError
from index.language.words import query_words, words
from prompts import load
from rag.asking.carry_over import Embed, carried_over, put_in
from rag.english.names import names
from rag.english.text import read
from rag.model import tokens
from rag.model.client import Message, Usage
from rag.model.writer import Writer

_ROLES = ("user", "assistant")
_LONGEST = 400  # characters of a rewritten question
_SHARE = 4  # of the room for documents, this part is for the conversation
_READ = 1000  # characters of a turn


@dataclass(frozen=True)
class StandaloneQuestion:
    """A question that stands alone; ``usage`` of the model that rewrote it.

    Without a model also ``thing``: what a follow-up put in the place of another thing ("a canoe");
    ``as_asked``: the follow-up before it was rewritten; ``answered``: the last answer. Each is "" for none.
    """

    question: str
    usage: Usage = field(default_factory=Usage)
    thing: str = ""
    as_asked: str = ""
    answered: str = ""


def conversation(history: Sequence[Mapping[str, str]]) -> tuple[Message, ...]:
    """Parse a history into messages. Raises ``UsageError`` if an item is not a role and its content."""
    said = []
    for turn in history:
        role, content = turn.get("role"), turn.get("content")
        if role not in _ROLES or not isinstance(content, str):
            raise UsageError('history is a list of {"role": "user" or "assistant", "content": text}')
        said.append(Message(role, content))
    return tuple(said)


def stand_alone(
    question: str,
    history: Sequence[Message],
    writer: Writer | None = None,
    stop: threading.Event | None = None,
    embed: Embed = lambda _: None,
) -> StandaloneQuestion:
    """Return ``question`` rewritten to stand without ``history``. Raises ``ModelError`` and ``Stopped``.

    ``embed`` compares words where no model rewrites.
    """
    if not any(turn.role == "user" for turn in history):
        return StandaloneQuestion(question)
    if writer is None:
        asked, answered, earlier = last_question(history, embed)
        carried = carried_over(question, asked, answered, earlier, embed)
        return StandaloneQuestion(carried, thing=put_in(question), as_asked=question, answered=answered)
    prompt = load("condense")
    text = _recent(history, writer.room(stop=stop).parts // _SHARE)
    mark = f"conversation-{random.SystemRandom().getrandbits(32):08x}"  # which no answer can know
    system, user = prompt.render(mark=mark, history=text, question=question)
    said, usage = writer.line([Message("system", system), Message("user", user)], stop)
    rewritten = _first_line(said)
    if not _rewrites(rewritten, question, f"{text} {question}"):
        rewritten = carried_over(question, *last_question(history, embed), embed)
    return StandaloneQuestion(rewritten, usage)


def last_question(history: Sequence[Message], embed: Embed = lambda _: None) -> tuple[str, str, str]:
    """The last question of a conversation, standing alone, what was answered, and the questions before it.

    Each is "" for none.
    """
    asked = answered = earlier = ""
    for turn in history:
        if turn.role == "user":
            said = turn.content[:_READ]
            alone = carried_over(said, asked, answered, earlier, embed) if asked else said
            asked, answered, earlier = alone, "", f"{asked} {earlier}".strip()[:_READ]
        else:
            answered = turn.content[:_READ]
    return asked, answered, earlier


def _recent(history: Sequence[Message], room: int) -> str:
    """The last turns that fit into ``room`` tokens; of one that is too long, its beginning."""
    lines: list[str] = []
    for turn in reversed(history):
        line = f"{'Reader' if turn.role == 'user' else 'Answer'}: {' '.join(turn.content.split())}"
        size = tokens.count(line)
        if size > room:
            line = line[: max(0, room) * 3]
        if not line or room <= 0:
            break
        lines.append(line)
        room -= size
    return "\n".join(reversed(lines))


def _first_line(said: str) -> str:
    lines = [line.strip(" \t\"'“”*#>-") for line in re.sub(r"(?s)<think>.*?</think>", "", said).splitlines()]
    return next((" ".join(line.split()) for line in lines if line), "")


def _rewrites(rewritten: str, question: str, said: str) -> bool:
    """Return whether a rewriting can be used: it asks something, and names no one and no figure unsaid.

    A name or figure of the question is kept.
    """
    known = set(words(said))
    named = {word for text in (rewritten, question) for word in _telling_facts(text)}
    kept = all(word in set(words(rewritten)) for word in _telling_facts(question))
    return bool(query_words(rewritten)) and len(rewritten) <= _LONGEST and kept and named <= known


def _telling_facts(text: str) -> set[str]:
    """The words of a text that are part of a name or a figure."""
    body = read(text)
    spans = [(body.words[n.at].start, body.words[n.end - 1].end) for n in names(body) if not n.opens]
    spans += [match.span() for match in re.finditer(r"\w*\d\w*", text)]
    return {word for start, end in spans for word in words(text[start:end])}
