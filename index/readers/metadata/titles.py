"""The title of a text: its headline if it has one, else its file's name."""

import re
from pathlib import PurePath
from textwrap import shorten
from unicodedata import normalize

from index.readers.metadata.day_formats import find_dates
from index.readers.metadata.lines import Line, head
from index.readers.metadata.outlets import FURNITURE, PRESS_WORD, SMALL_WORDS, find_masthead
from index.readers.metadata.published import CLOCK, PUBLISHED, UPDATED, is_byline
from index.readers.metadata.weights import (
    MAIL_LINES,
    MATTER_WORDS,
    OPENING,
    OPENING_TITLE,
    STORED_TITLE_LENGTH,
    TELLING_WORDS,
    TITLE_LENGTH,
)
from index.sentences import sentence_spans

SENTENCE_END = re.compile(r"(?<!\w\.\w)[.。。;；:：,]['\"”’)]*$")
LABELLED = re.compile(
    r"^(?:title|headline|titel|titre|título|titolo|заголовок)\s*[:：]\s*(\S.*)$", re.IGNORECASE
)
# The headers of a mail, as mail programs print them.
MAIL_FIELD = re.compile(
    r"^(?P<name>from|to|cc|bcc|date|sent|subject|reply-to|von|an|gesendet|datum|betreff|de|à|objet|envoyé|para|asunto|"
    r"enviado|da|a|oggetto|inviato|от|кому|тема|дата)\s?:\s*(?P<value>.*)$",
    re.IGNORECASE,
)
SUBJECT = re.compile(r"subject|betreff|objet|asunto|oggetto|тема", re.IGNORECASE)
# What names a writer, or a day of publication, and no matter.
CREDIT = re.compile(
    rf"^\W*(?:by|von|par|por|de|von|author|written by|page|{PUBLISHED}|{UPDATED})\b", re.IGNORECASE
)
WORDS = re.compile(r"[^\W\d_]+")
# What word processors and converters write where nobody gave a title.
MEANINGLESS = re.compile(
    r"^(?:microsoft (?:word|excel|powerpoint)\b.*|untitled.*|word document|document\d*|pdf-?title|titel|"
    r"presentation\d*|powerpoint[ -]pr\w+|"
    r"slide \d+|scan\w*|new document|no ?title|unnamed|none|null|layout \d+|print|title|"
    r".*\.(?:docx?|pdf|indd|qxd|rtf|txt|tex|dvi|pptx?|xlsx?|html?|odt|pmd|ps|eps))$",
    re.IGNORECASE,
)
_DATED = re.compile(r"^\W*(?:date\W+)?\d{4}-\d\d-\d\d\s+", re.IGNORECASE)  # what a collector wrote before it


def headline(text: str) -> str | None:
    """Give the first line where it looks like a headline: short, no sentence, with more text after it.

    Lines that only say who wrote the text, where and when are passed over, unless one of them with other
    words is all there is. A mail has its subject.
    """
    subject = _subject(text)
    if subject:
        return subject
    masthead = find_masthead(text)
    lines = head(text)[1 if masthead else 0 :]
    for number, line in enumerate(lines[: 5 if masthead else 3]):
        labelled = LABELLED.match(line.text)
        if labelled and len(labelled[1]) <= TITLE_LENGTH * 2:
            return labelled[1].strip()
        if is_byline(line.text) or (number and FURNITURE.match(line.text)):
            continue
        found = _headline(line, last=number == len(lines) - 1)
        break
    else:
        found = None
    return found or (_dated_headline(lines) if not masthead else None)


def _dated_headline(lines: list[Line]) -> str | None:
    """Give a first line such as "Minutes of the board, 3 May 2024": a day behind words that name a matter."""
    line = next(iter(lines), None)
    date = next(find_dates(line.text), None) if line and is_byline(line.text) else None
    if line is None or date is None or CREDIT.match(line.text) or CLOCK.search(line.text):
        return None
    words = WORDS.findall(line.text[: date.start])
    telling = [word for word in words if word[0].islower() and word not in SMALL_WORDS]
    if len(words) < MATTER_WORDS or not telling or PRESS_WORD.search(line.text):
        return None
    return _headline(line, last=len(lines) == 1)


def _subject(text: str) -> str | None:
    """Give the subject of a mail whose headers stand first."""
    fields: list[re.Match[str]] = []
    for line in text.lstrip("\ufeff\r\n\t ").splitlines()[:MAIL_LINES]:
        field = MAIL_FIELD.match(line)
        if not field and not line[:1].isspace():
            break
        fields += [field] if field else []
    subject = next((field["value"].strip() for field in fields if SUBJECT.fullmatch(field["name"])), "")
    return subject[:STORED_TITLE_LENGTH] if subject and len(fields) > 1 else None


def _headline(line: Line, *, last: bool) -> str | None:
    if len(line.text) > TITLE_LENGTH or last:
        return None
    words = sum(char.isalpha() for char in line.text)
    # Half letters at least: rows of numbers, rules of dashes and code are no headlines.
    wordy = words >= 2 and words * 2 >= len(line.text)
    data = "\t" in line.text or line.text[0] in "{[<|\"'#%*`>" or line.text.count(",") > 5
    sentence = SENTENCE_END.search(line.text)
    return " ".join(line.text.split()) if wordy and not data and not sentence else None


def sensible(title: str | None) -> str | None:
    """Give a title given in a file's properties, as one line; None where it says nothing."""
    title = " ".join((title or "").split())
    if len(title) < 2 or MEANINGLESS.match(title) or not any(char.isalpha() for char in title):
        return None
    return title[:STORED_TITLE_LENGTH]


def untitled(text: str, name: str) -> str:
    """Give a text without a headline its file's name; if that says nothing, its first telling sentence."""
    named = from_name(name)
    if not _is_identifier(named):
        return named
    sentences = (" ".join(_DATED.sub("", text[a:b]).split()) for a, b in sentence_spans(text[:OPENING]))
    telling = (one for one in sentences if len(one.split()) >= TELLING_WORDS)
    return shorten(next(telling, named), OPENING_TITLE, placeholder=" …")


def from_name(name: str) -> str:
    """Give a file's name without its suffix, with spaces where it reads like words."""
    stem = normalize("NFC", PurePath(name).stem or name or "untitled")
    parts = _parts(stem)
    wordlike = [part for part in parts if part.isalpha() and len(part) > 1]
    if _is_identifier(stem) or len(wordlike) < 2 or len(wordlike) * 2 < len(parts):
        return stem
    return " ".join(parts)


def _parts(stem: str) -> list[str]:
    return [part for part in re.split(r"[_\s-]+", stem) if part]


def _is_identifier(stem: str) -> bool:
    """Return whether a name has a part of letters and digits such as machines give."""
    return any(len(p) > 6 and re.search(r"\d", p) and re.search(r"[a-f]", p) for p in _parts(stem))
