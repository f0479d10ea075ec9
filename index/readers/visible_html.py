"""A web page as it is shown: without what is struck out or hidden, with raised digits that stay raised."""

import re
from typing import Any

from index.readers.weights import HIDDEN_SHARE, OLDEST_YEAR

STRUCK = frozenset(["del", "s", "strike"])
READINGS = frozenset(["rt", "rp", "rtc"])
STRUCK_STYLE = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
HIDDEN_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|"
    r"(?:font-size|opacity)\s*:\s*0(?:\.0+)?(?:px|em|pt|%)?\s*(?:!important\s*)?(?:;|$))",
    re.IGNORECASE,
)
RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
POWER = re.compile(r"[+−-]?\d{1,3}|n")
NOTE = re.compile(r"[\[(]?\s*(\d{1,3}|[a-z*†‡§])\s*[\])]?")
UNIT_OR_NUMBER = re.compile(r"(?:\d|(?<![^\W\d_])[^\W\d_]{1,2}|[)\]])$")
YEAR = re.compile(r"(?<!\d)[12]\d{3}$")
# What may need mending: most pages are left as they are.
SUSPECT = re.compile(
    r"<(?:del|s|strike|sup|ruby|noframes|math)[\s>]|\shidden[\s>=]|line-through|display\s*:\s*none|"
    r"visibility\s*:\s*hidden|opacity\s*:\s*0|font-size\s*:\s*0",
    re.IGNORECASE,
)


def visible_source(source: str, tree: Any) -> str:
    """The source of a page with what a reader does not see left out; ``tree`` is its parsed form, changed."""
    if not SUSPECT.search(source):
        return source
    from lxml.html import tostring

    _open_frames(tree)
    _drop(tree)
    for formula in list(tree.iter("math")):
        _replace(formula, _formula(formula))
    for ruby in list(tree.iter("ruby", "rb")):
        ruby.drop_tag()
    for raised in list(tree.iter("sup")):
        mark = _raised(raised)
        if mark is not None:
            _replace(raised, mark)
    return str(tostring(tree, encoding="unicode"))


def _open_frames(tree: Any) -> None:
    """Parse what a page of frames shows to browsers without them: to the parser it is text."""
    from lxml.html import fragments_fromstring

    for silent in list(tree.iter("noframes")):
        inner = re.sub(r"</?(?:body|html)\b[^>]*>", "", silent.text or "")
        parts = fragments_fromstring(inner) if inner.strip() else []
        silent.tag, silent.text = "div", None
        for part in parts:
            if isinstance(part, str):
                silent.text = part
            else:
                silent.append(part)


def _drop(tree: Any) -> None:
    """Remove what is struck out or hidden, and the readings beside ideographs.

    What holds most of the page is not hidden from the reader, but shown by a script.
    """
    most = len(tree.text_content()) * HIDDEN_SHARE
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None or element.tag == "body":
            continue
        style = element.get("style") or ""
        struck = element.tag in STRUCK or STRUCK_STYLE.search(style)
        hidden = _is_hidden(element, style) and len(element.text_content()) <= most
        if struck or hidden or element.tag in READINGS:
            _replace(element, "")


def _is_hidden(element: Any, style: str) -> bool:
    return element.get("hidden") is not None or bool(HIDDEN_STYLE.search(style))


def _raised(element: Any) -> str | None:
    """The characters for a raised text: raised digits for a power, "[1]" for the mark of a note."""
    text = "".join(element.text_content().split())
    before = _text_before(element)
    note = NOTE.fullmatch(text)
    if note and (element.find(".//a") is not None or _is_mark(text, before)):
        return f"[{note[1]}]"
    return text.translate(RAISED) if POWER.fullmatch(text) and UNIT_OR_NUMBER.search(before) else None


def _is_mark(text: str, before: str) -> bool:
    """Return whether digits behind ``before`` are the mark of a note: years and sentences have no power."""
    if not text.isdigit():
        return False
    year = YEAR.search(before)
    return not UNIT_OR_NUMBER.search(before) or bool(year and int(year[0]) >= OLDEST_YEAR)


def _text_before(element: Any) -> str:
    """The text directly before an element, within its parent."""
    previous = element.getprevious()
    if previous is None:
        return (element.getparent().text or "").rstrip() if element.getparent() is not None else ""
    return ((previous.tail or "") or str(previous.text_content())).rstrip()


def _formula(element: Any) -> str:
    """A formula of MathML in a line: operators between blanks, powers raised, fractions with a stroke."""
    if element.get("alttext"):
        return str(element.get("alttext"))
    parts: list[str] = []
    for leaf in element.iter("mi", "mo", "mn", "mtext"):
        text = (leaf.text or "").strip()
        parent = leaf.getparent()
        second = parent.index(leaf) == 1
        if parent.tag == "msup" and second:
            parts.append(text.translate(RAISED))
        elif parent.tag == "mfrac" and second:
            parts.append(f"/{text}")
        else:
            parts.append(f" {text} " if leaf.tag == "mo" and text not in "()[]" else text)
    return " ".join("".join(parts).split())


def _replace(element: Any, text: str) -> None:
    """Put ``text`` in the place of an element; what follows it stays."""
    parent, previous = element.getparent(), element.getprevious()
    text += element.tail or ""
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text
    parent.remove(element)
