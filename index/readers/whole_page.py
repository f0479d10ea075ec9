"""All of a web page's visible text, as of one that is a text and nothing around it."""

import re
from typing import Any

from index.readers.visible_html import visible_source

PROLOGUE = re.compile(r"\A[\s\ufeff]*<\?xml[^>]{0,300}>")
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br caption center dd details div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tr "
        "ul title",
    )
)
SILENT = frozenset(
    re.findall(r"\w+", "script style noscript template head iframe object svg canvas select textarea nav")
)
CELLS = ("td", "th")
LINE_END = "\ue000"  # of a line within a block, as <pre> shows it
TEXTS = "//text()[not(parent::script or parent::style)]"
LINKS = "//a[@href]"
# What a page is laid out with; a text that a program saved as a web page has none of it.
LAYOUT = "//nav|//header|//footer|//aside|//form|//div|//iframe|//frame"


def storable(source: str) -> str:
    """The source of a page without the prologue of XML, and without what no store takes."""
    return UNSTORABLE.sub("", PROLOGUE.sub("", source))


def is_text_alone(tree: Any) -> bool:
    """Return whether a page has no parts but those of a text, as one that a program saved as a web page.

    A page that is laid out without them, as old ones are, is more than half links.
    """
    if tree.xpath(LAYOUT):
        return False
    letters, linked = (sum(map(str.isalnum, "".join(tree.xpath(path)))) for path in (TEXTS, LINKS + TEXTS))
    return 2 * linked < letters


def plain_text(source: str) -> str:
    """All visible text of a page, or of a part of one such as a mail, a line a block."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, fromstring

    if not source.strip():
        return ""
    try:
        tree = fromstring(storable(source), parser=HTMLParser(huge_tree=True))
    except ParserError:
        return ""
    visible_source(source, tree)
    return whole_text(tree)


def whole_text(tree: Any) -> str:
    """All visible text of a page, a line a block; without recursion, which hostile pages exhaust."""
    from lxml.etree import iterwalk

    parts: list[str] = []
    kept = 0  # <pre> elements around
    walk = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        end = "\n" if _is_block(element) else ""
        if event == "start" and element.tag in SILENT:
            walk.skip_subtree()
        elif event == "start":
            beside = element.tag in CELLS and element.getprevious() is not None
            parts.append(" | " if beside else end)
            kept += element.tag == "pre"
            parts.append(_spaced(element.text, is_kept=kept > 0))
        else:
            kept -= event == "end" and element.tag == "pre"
            parts.append(end)
            parts.append(_spaced(element.tail, is_kept=kept > 0))
    blocks = (_block(block) for block in "".join(parts).split("\n"))
    return "\n\n".join(block for block in blocks if block)


def _spaced(text: str | None, *, is_kept: bool) -> str:
    """Text with its white space as a browser shows it; ``is_kept``: its lines stay, as in <pre>."""
    if not is_kept:
        return re.sub(r"\s+", " ", text or "")
    parted = re.sub(r"\n[ \t\r]*(?=\n)", "\n", (text or "").replace("\r\n", "\n"))
    return re.sub(r"\n+", lambda ends: LINE_END if ends.group() == "\n" else "\n", parted)


def _block(block: str) -> str:
    """A block with one space between words, and no blank lines."""
    lines = (" ".join(line.split()).strip("| ") for line in block.split(LINE_END))
    return "\n".join(line for line in lines if line)


def _is_block(element: Any) -> bool:
    """Return whether an element is on lines of its own; the only paragraph of a table's cell is not."""
    if not isinstance(element.tag, str) or element.tag not in BLOCKS:
        return False
    parent = element.getparent()
    return not (element.tag == "p" and parent is not None and parent.tag in CELLS and len(parent) == 1)
