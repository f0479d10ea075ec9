"""Split a draft into sentences, and separate those that make a claim from those that make none.

The readers of the formats give blocks (``draft_blocks``, ``markdown_draft``). Headings, questions, greetings,
signatures, code and bare addresses make no claim.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import NoText, UnsupportedFormat
from index.read import SURROGATES, read
from index.readers import FORMATS, MARKDOWN, PLAIN
from index.readers.encodings.decoding import decode
from index.sentences import sentence_spans
from rag.checking.draft_blocks import GREETING, SIGN_OFF, BlockKind, DraftBlock, ends, plain_blocks
from rag.checking.markdown_draft import markdown_blocks
from rag.checking.weights import HEADING_WORDS, OPENING_BLOCKS
from rag.shapes import Block

_ENDS_ASKING = re.compile(r"[?？؟][!?？]*(?P<quoted>[\"'”’»)\]]*)$")
_OPENS_QUOTED = re.compile(r"[\"'“‘«„(\[]")
_ADDRESS = re.compile(r"[\W_]*(?:(?:\w{1,12}://|www\.|mailto:)\S+|[^\s@]+@[^\s@]+\.\w+)[\W_]*")
_SALUTED = re.compile(
    r"(?i:dear|hi|hello|hey|good (?:morning|afternoon|evening))"
    r"(?: (?:(?![a-z])[\w.'’-]+|all|everyone)){0,4}[,!](?= )"
)
_POLITE = re.compile(
    r"(?:many )?(?:thanks|thank you)\b|(?:i )?hope (?:this|you|all|everyone)\b|let me know\b|"
    r"please (?!note\b|be aware\b|remember\b)|(?:i )?look(?:ing)? forward to\b|sorry for\b|see you\b|"
    r"feel free\b|have a (?:good|nice|great)\b",
    re.IGNORECASE,
)
_MAIL_HEAD = re.compile(r"(?:from|to|cc|bcc|subject|date|sent|reply-to|re|fwd?|attachments?):", re.IGNORECASE)
_QUOTES_MAIL = re.compile(r"on .{0,150} wrote:$", re.IGNORECASE)
_BYLINE = re.compile(r"by(?: [A-Z][\w.'’-]*(?:,| and)?){1,6}$", re.IGNORECASE)
_STOP_WITHIN = re.compile(r"[^\W\d_]{3}[.!?] ")
_POSTSCRIPT = re.compile(r"p\.? ?(?:p\.? ?)?s\b\.?:?", re.IGNORECASE)
# A row is one sentence that names its cells: it stands as a line of a list, not as cells.
_KINDS = {BlockKind.HEADING: Block.HEADING, BlockKind.ITEM: Block.ITEM, BlockKind.ROW: Block.ITEM}


@dataclass(frozen=True)
class DraftSentence:
    """A sentence of a draft, as plain text; ``claims``: it says something that could be wrong.

    ``block``: the block that it opens; without one it goes on in the block of the sentence before it.
    """

    text: str
    claims: bool
    block: Block | None = None


@dataclass(frozen=True)
class Draft:
    """The text of a draft; ``markdown``: it is Markdown, not plain text."""

    text: str
    markdown: bool = False


def read_draft(path: Path, *, max_bytes: int = 50_000_000) -> Draft:
    """Read a draft from a file of any format that a library reads; an empty text file is an empty draft.

    Raises ``ReadError`` or an error below it if the file cannot be read: ``UnsupportedFormat`` for a format
    not read, ``NoText`` for a file without text, ``TooLarge`` for more than ``max_bytes`` bytes.
    """
    kind = FORMATS.get(path.suffix.lower())
    try:
        text = read(path, max_bytes=max_bytes).text
    except NoText:
        if kind not in (PLAIN, MARKDOWN):
            raise
        text = ""
    except UnsupportedFormat as error:
        told = str(error).split(": save it as", maxsplit=1)[0]
        raise UnsupportedFormat(
            f"{told}: save it as one of {', '.join(FORMATS)}, or give its text on standard input, as -."
        ) from error
    return Draft(text, kind is MARKDOWN)


def decode_draft(data: bytes) -> Draft:
    """Decode a draft that came without a file: plain text, in any encoding."""
    return Draft(decode(data))


def draft_sentences(text: str, *, markdown: bool = False) -> list[DraftSentence]:
    """The sentences of a draft, in order, without those that have no letter and no digit. Raises nothing."""
    text = SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    blocks = [b for b in (markdown_blocks if markdown else plain_blocks)(text) if _speaks(b.text)]
    return list(_sentences(blocks))


def _sentences(blocks: Sequence[DraftBlock]) -> Iterator[DraftSentence]:
    last_text = max((n for n, block in enumerate(blocks) if _is_running(block)), default=-1)
    is_mail_head = signed = False
    for n, block in enumerate(blocks):
        text = block.text
        is_prose = block.kind in (BlockKind.PROSE, BlockKind.ITEM)
        is_mail_head = bool(_MAIL_HEAD.match(text)) and (n == 0 or is_mail_head)
        if block.kind is BlockKind.PROSE and SIGN_OFF.fullmatch(text):
            signed = True
        elif _opens_anew(block):
            signed = False
        if block.kind is BlockKind.SIGNATURE:
            signed = True
        silent = (
            signed
            or is_mail_head
            or (n < OPENING_BLOCKS and bool(GREETING.fullmatch(text)))
            or (block.kind is BlockKind.PROSE and _heads(block, followed=n < last_text))
        )
        if is_prose and not silent:
            yield from _opening(block, _prose(text, opens=n < OPENING_BLOCKS))
        elif block.kind is BlockKind.PROSE:
            yield from _opening(block, (DraftSentence(part, claims=False) for part in _split(text)))
        else:
            yield from _opening(block, [DraftSentence(text, block.kind is BlockKind.ROW)])


def _opening(block: DraftBlock, sentences: Iterable[DraftSentence]) -> Iterator[DraftSentence]:
    """The sentences of a block, the first of which opens it."""
    for number, sentence in enumerate(sentences):
        yield sentence if number else replace(sentence, block=_KINDS.get(block.kind, Block.PARAGRAPH))


def _is_running(block: DraftBlock) -> bool:
    """Return whether a block is text that a heading may stand above."""
    is_text = block.kind is BlockKind.PROSE and bool(ends(block.text) or _STOP_WITHIN.search(block.text))
    return is_text or block.kind in (BlockKind.ITEM, BlockKind.ROW)


def _prose(text: str, *, opens: bool) -> Iterator[DraftSentence]:
    saluted = _SALUTED.match(text) if opens else None
    if saluted:
        yield DraftSentence(saluted[0], claims=False)
        text = text[saluted.end() :].strip()
    for sentence in _split(text):
        yield DraftSentence(sentence, makes_claim(sentence))


def _split(text: str) -> list[str]:
    """Split a line into sentences; marks that stand alone belong to the sentence before them."""
    sentences: list[list[str]] = []
    is_whole = True  # the last one; "P.S." is not, nor are marks that nothing stands before
    for start, end in sentence_spans(text):
        piece = text[start:end]
        speaks = _speaks(piece)
        if sentences and not (is_whole and speaks):
            sentences[-1].append(piece)
            is_whole = is_whole or speaks
        else:
            sentences.append([piece])
            is_whole = speaks and not _POSTSCRIPT.fullmatch(piece)
    return [" ".join(pieces) for pieces in sentences]


def makes_claim(sentence: str) -> bool:
    """Return whether a sentence says something that could be wrong; a question or a politeness does not."""
    words = len(sentence.split())
    return not (
        _asks(sentence)
        or all(_ADDRESS.fullmatch(word) for word in sentence.split() if _speaks(word))
        or (_POLITE.match(sentence) and words <= 14 and not re.search(r"\d", sentence))
        or (sentence.endswith(":") and words <= 4)
        or _QUOTES_MAIL.match(sentence)
    )


def _asks(sentence: str) -> bool:
    """Return whether a sentence is a question; one quoted from somebody is a claim."""
    match = _ENDS_ASKING.search(sentence[-20:])
    return bool(match) and (not match["quoted"] or bool(_OPENS_QUOTED.match(sentence)))  # type: ignore[index]


def _heads(block: DraftBlock, *, followed: bool) -> bool:
    """Return whether a line is a title, a name or a label: a short line without a full stop."""
    text = block.text
    words = text.split()
    if ends(text) or len(words) > HEADING_WORDS:
        return False
    if text.endswith(":"):
        return len(words) <= 6
    if _BYLINE.match(text) or block.stressed or _is_title(words):
        return True
    return block.may_head and followed and not _STOP_WITHIN.search(text)


def _is_title(words: Sequence[str]) -> bool:
    telling = [word for word in words if len(word) > 3 or word[:1].isupper()]
    return (
        bool(telling)
        and len(words) <= 8
        and all(word.lstrip("\"'“‘(")[:1].isupper() for word in telling)
        and not any(character.isdigit() for word in words for character in word)
    )


def _opens_anew(block: DraftBlock) -> bool:
    """Return whether a block after a signature is no part of the signature."""
    is_sentence = block.kind is BlockKind.PROSE and ends(block.text) and len(block.text.split()) > 4
    return is_sentence or block.kind is BlockKind.HEADING or bool(_POSTSCRIPT.match(block.text))


def _speaks(text: str) -> bool:
    return any(character.isalnum() for character in text)
