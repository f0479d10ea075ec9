"""Documents as a model is shown them: sentence by sentence, each under a key, grouped by document.

Document text is data. It stands between marks that no document can know, and its title and outlet without
the letters that marks are made of. The same documents make the same prompt up to the question, so that an
endpoint can reuse what it has read.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.document import Document, Sentence
from prompts import load
from rag.model import tokens
from rag.model.chat import Message
from rag.model.citation_keys import CitationKeys, make_prefix

_AROUND = 16  # tokens that the roles and ends of two messages take
_LABEL = 150  # characters of a title or an outlet


@dataclass(frozen=True)
class PromptDocument:
    """A document, or parts of it, for a prompt: some of its sentences in reading order.

    ``text``: the whole text, ``copies``: documents with the same text, which are not shown themselves.
    ``repeats``: the document that has the rest of its text, where only what differs is shown.
    """

    document: Document
    text: str
    sentences: tuple[Sentence, ...]
    copies: tuple[Document, ...] = ()
    repeats: Document | None = None


@dataclass(frozen=True)
class KeyedSentence:
    """A sentence that stands in a prompt under the key of ``number``; ``document`` is its document's id."""

    number: int
    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class DocumentPrompt:
    """A prompt: ``sentences`` by number, from 1, and the ``keys`` each is shown under; ``size`` in tokens."""

    messages: tuple[Message, ...]
    documents: tuple[PromptDocument, ...]
    sentences: tuple[KeyedSentence, ...]
    keys: CitationKeys
    size: int

    def sentence(self, number: int) -> KeyedSentence:
        """The sentence with this number."""
        return self.sentences[number - 1]


Task = str | Callable[[CitationKeys], str]
"""What a model is to do, as text, or as a function that is given the keys of the prompt."""


def show(
    task: Task, documents: Sequence[PromptDocument], prompt: str = "answer", today: date | None = None
) -> DocumentPrompt:
    """The prompt of ``task`` with ``documents``; ``prompt`` names the file it is made of."""
    sentences = tuple(keyed(documents))
    texts = [part for shown in documents for part in _texts(shown)]
    prefix = make_prefix(texts)
    if isinstance(task, str) and re.search(rf"{prefix}\W?\d", task.lower()):
        prefix = make_prefix([*texts, task])
    keys = CitationKeys(prefix, len(sentences))
    mark = f"document-{_digest(texts)}"
    values = {
        "mark": mark,
        "example": keys.key(1),
        "second": keys.key(2),
        "refusal": keys.refusal,
        "following": keys.following,
        "documents": "\n".join(_blocks(mark, keys, documents)),
        "today": (today or date.today()).isoformat(),
        "question": task if isinstance(task, str) else task(keys),
    }
    wording = load(prompt)
    system, user = wording.render(**{name: values[name] for name in wording.placeholders})
    size = tokens.count(system) + tokens.count(user) + _AROUND
    return DocumentPrompt(
        (Message("system", system), Message("user", user)), tuple(documents), sentences, keys, size
    )


def block_size(shown: PromptDocument) -> int:
    """The tokens that a document takes in a prompt, about."""
    keys = CitationKeys("qk", 0)
    return sum(tokens.count(block) for block in _blocks("document-00000000", keys, [shown]))


def keyed(documents: Sequence[PromptDocument]) -> Iterator[KeyedSentence]:
    """The sentences of documents as a prompt numbers them."""
    number = 0
    for shown in documents:
        for sentence in shown.sentences:
            number += 1
            yield KeyedSentence(number, shown.document.id, sentence.start, sentence.end, sentence.text)


def _texts(shown: PromptDocument) -> list[str]:
    labels = [part for d in (shown.document, *shown.copies) for part in (d.title, d.outlet) if part]
    return [*labels, *(sentence.text for sentence in shown.sentences)]


def _digest(texts: Sequence[str]) -> str:
    """Eight hexadecimal digits that stand in none of ``texts``."""
    whole = "\n".join(texts)
    for attempt in range(100):
        digest = hashlib.sha256(f"{attempt}\n{whole}".encode("utf-8", "replace")).hexdigest()[:8]
        if digest not in whole:
            break
    return digest


def _blocks(mark: str, keys: CitationKeys, documents: Sequence[PromptDocument]) -> Iterator[str]:
    number = 0
    for shown in documents:
        body = "".join(
            f"{gap}[{keys.key(number + n)}] {' '.join(sentence.text.split())}"
            for n, (gap, sentence) in enumerate(_spaced(shown), 1)
        )
        number += len(shown.sentences)
        yield f"<{mark}{_labels(shown)}>\n{body.strip()}\n</{mark}>"


def _spaced(shown: PromptDocument) -> Iterator[tuple[str, Sentence]]:
    """The sentences, each with the white space before it; what is left out between two is marked."""
    end = shown.sentences[0].start if shown.sentences else 0
    for sentence in shown.sentences:
        between = shown.text[end : sentence.start]
        if between.strip():
            yield "\n[…]\n", sentence
        else:
            yield ("\n\n" if between.count("\n") > 1 else "\n" if "\n" in between else " "), sentence
        end = max(end, sentence.end)


def _labels(shown: PromptDocument) -> str:
    document = shown.document
    labels = {"title": document.title, "outlet": document.outlet, "date": document.published}
    if shown.copies:
        labels["same_text_also_in"] = "; ".join(map(_name, shown.copies))
    if shown.repeats:
        labels["only_what_differs_from"] = _name(shown.repeats)
    return "".join(f' {name}="{_label(value)}"' for name, value in labels.items() if value)


def _name(document: Document) -> str:
    return ", ".join(filter(None, (document.outlet or document.title, document.published)))


def _label(text: str) -> str:
    """Foreign text within a mark: one line, without what could end it."""
    return " ".join(text.translate({ord(c): " " for c in '"<>'}).split())[:_LABEL]
