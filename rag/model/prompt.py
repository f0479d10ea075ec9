"""Passages as a model is shown them: each under a key made for this one answer, as many as it can read.

Document text is data. It stands between marks that no document can know, and its title and outlet without
the letters that marks are made of.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.document import Document, Hit
from prompts import Prompt, load
from rag.model import tokens
from rag.model.citation_keys import make_keys
from rag.model.client import Message
from rag.request_errors import ContextTooLong

_AROUND = 16  # tokens that the roles and ends of two messages take
_LABEL = 150  # characters of a title or an outlet


@dataclass(frozen=True)
class PromptPassages:
    """A prompt: ``hits`` by the key each is shown under; ``refusal``, the key of no passage.

    ``size`` in tokens, as counted here.
    """

    messages: tuple[Message, ...]
    hits: dict[str, Hit]
    refusal: str
    size: int


def show(
    question: str,
    hits: Sequence[Hit],
    documents: Mapping[str, Document],
    budget: int,
    chance: random.Random | None = None,
    prompt: str = "answer",
) -> PromptPassages:
    """The prompt of ``question`` with ``hits``, best first, in ``budget`` tokens; no sentence is cut.

    ``prompt`` names the file it is made of.
    Raises ``ContextTooLong`` where not one sentence fits.
    """
    chance = chance or random.SystemRandom()
    wording = load(prompt)
    seen = [question, *(hit.text for hit in hits), *(d.title + (d.outlet or "") for d in documents.values())]
    refusal, *keys = make_keys(len(hits) + 1, seen, chance)
    mark = f"passage-{chance.getrandbits(32):08x}"
    left = budget - _size(*_render(wording, mark, keys[0], refusal, "", question))
    shown: dict[str, Hit] = {}
    blocks: list[str] = []
    for key, hit in zip(keys, hits, strict=True):
        block = _fitting(mark, key, hit, documents[hit.document], left)
        if block is None:
            break
        left -= tokens.count(block) + 1
        blocks.append(block)
        shown[key] = hit
    if not shown:
        raise ContextTooLong(
            f"no passage fits into the {budget} tokens left in the model's window; "
            "set READBACK_CONTEXT_WINDOW, or choose a model that reads more"
        )
    system, user = _render(wording, mark, keys[0], refusal, "\n".join(blocks), question)
    messages = (Message("system", system), Message("user", user))
    return PromptPassages(messages, shown, refusal, _size(system, user))


def _render(
    prompt: Prompt, mark: str, example: str, refusal: str, passages: str, question: str
) -> tuple[str, str]:
    return prompt.render(
        mark=mark, example=example, refusal=f"[{refusal}]", passages=passages, question=question
    )


def _size(system: str, user: str) -> int:
    return tokens.count(system) + tokens.count(user) + _AROUND


def _fitting(mark: str, key: str, hit: Hit, document: Document, room: int) -> str | None:
    """The passage, or as many sentences around its best one as there is room for."""
    whole = _block(mark, key, hit.text, document)
    if tokens.count(whole) < room:
        return whole
    sentences = hit.sentences
    first = last = max(range(len(sentences)), key=lambda n: sentences[n].similarity + sentences[n].coverage)
    best = None
    while True:
        text = hit.text[sentences[first].start - hit.start : sentences[last].end - hit.start]
        block = _block(mark, key, text, document)
        if tokens.count(block) >= room:
            return best
        best = block
        if last + 1 < len(sentences):
            last += 1
        elif first:
            first -= 1
        else:
            return best


def _block(mark: str, key: str, text: str, document: Document) -> str:
    labels = {"key": key, "outlet": document.outlet, "date": document.published, "title": document.title}
    said = " ".join(f'{name}="{_label(value)}"' for name, value in labels.items() if value)
    return f"<{mark} {said}>\n{text}\n</{mark}>"


def _label(text: str) -> str:
    """Foreign text within a mark: one line, without what could end it."""
    return " ".join(text.translate({ord(c): " " for c in '"<>'}).split())[:_LABEL]
