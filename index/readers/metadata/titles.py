"""The title of a text: its headline if it has one, else its file's name."""

import re
from pathlib import PurePath

from index.readers.metadata.lines import Line, head
from index.readers.metadata.outlets import FURNITURE, find_masthead
from index.readers.metadata.published import is_byline
from index.readers.metadata.weights import STORED_TITLE_LENGTH, TITLE_LENGTH

SENTENCE_END = re.compile(r"(?<!\w\.\w)[.。。;；:：,]['\"”’)]*$")
LABELLED = re.compile(
    r"^(?:title|headline|titel|titre|título|titolo|заголовок)\s*[:：]\s*(\S.*)$", re.IGNORECASE
)
# What word processors and converters write where nobody gave a title.
MEANINGLESS = re.compile(
    r"^(?:microsoft (?:word|excel|powerpoint)\b.*|untitled.*|word document|document\d*|pdf-?title|titel|"
    r"presentation\d*|slide \d+|scan\w*|new document|no ?title|unnamed|none|null|layout \d+|print|title|"
    r".*\.(?:docx?|pdf|indd|qxd|rtf|txt|tex|dvi|pptx?|xlsx?|html?|odt|pmd|ps|eps))$",
    re.IGNORECASE,
)


def headline(text: str) -> str | None:
    """Give the first line where it looks like a headline: short, no sentence, with more text after it.

    Lines that only say who wrote the text, where and when are passed over.
    """
    masthead = find_masthead(text)
    lines = head(text)[1 if masthead else 0 :]
    for number, line in enumerate(lines[: 5 if masthead else 3]):
        labelled = LABELLED.match(line.text)
        if labelled and len(labelled[1]) <= TITLE_LENGTH * 2:
            return labelled[1].strip()
        if is_byline(line.text) or (number and FURNITURE.match(line.text)):
            continue
        return _headline(line, last=number == len(lines) - 1)
    return None


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


def from_name(name: str) -> str:
    """Give a file's name without its suffix, with spaces where it reads like words."""
    stem = PurePath(name).stem or name or "untitled"
    parts = [part for part in re.split(r"[_\s-]+", stem) if part]
    wordlike = [part for part in parts if part.isalpha() and len(part) > 1]
    identifier = any(len(part) > 6 and re.search(r"\d", part) and re.search(r"[a-f]", part) for part in parts)
    if identifier or len(wordlike) < 2 or len(wordlike) * 2 < len(parts):
        return stem
    return " ".join(parts)
