"""The HTML of the page, of a check report and of an exported page, as Jinja2 templates with autoescape.

Python decides the content and hands over text, numbers and frozen dataclasses; tags stand in templates only.
A line break in a template, with the white space around it, is layout of the source, as in JSX: it renders as
nothing beside a tag or a block, and as one space between words. A space that is to be rendered stands within
a line. So a chip stays tied to its word, and indentation adds nothing to what is sent.
"""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from index.results import words_only_note
from ui.words.phrases import counted, day, sentence_case

_TAG_OR_BREAK = re.compile(r"(?P<tag>\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})|\s*\n\s*", re.DOTALL)


def render(template: str, **values: object) -> str:
    """Render ``template``, the name of a file here without ``.html.jinja``.

    Raises ``jinja2.UndefinedError`` if the template uses a name or an attribute that is not there.
    """
    return ENVIRONMENT.get_template(f"{template}.html.jinja").render(**values)


def _escaped(value: object) -> Markup:
    """Escape a value for text and quoted attributes, so that a browser keeps the offset of every character.

    Without this, a browser drops NUL and turns CR into LF. ``Markup`` is needed here because the reference
    that stands for CR comes after the escaping; Jinja2 calls this for each ``{{ }}``.
    """
    if isinstance(value, Markup):
        return value
    text = str(value).encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
    return Markup(str(escape(text)).replace("\r", "&#13;"))  # noqa: S704 - escaped in this line


class _LineBreaks(Extension):
    """Replace the line breaks of a template's source, as the module's docstring says."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Return ``source`` on one line; breaks stay inside comments, so that errors name the right line."""
        return _TAG_OR_BREAK.sub(_joined, source)


def _joined(match: re.Match[str]) -> str:
    """Return a tag of Jinja2 as it is; of a line break, the space that it stands for, if any."""
    if match["tag"]:
        return match["tag"]
    before, after = match.string[: match.start()], match.string[match.end() :]
    beside_tag = (
        not (before and after)
        or before.endswith((">", "%}", "#}"))
        or after.startswith(("<", "{%", "{#"))
        or (before.endswith("}}") and after.startswith("{{"))
    )
    breaks = "\n" * match[0].count("\n")
    return ("" if beside_tag else " ") + "{#" + breaks + "#}"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_escaped,
        extensions=[_LineBreaks],
        auto_reload=False,
    )
    filters: dict[str, Any] = {
        "counted": counted, "day": day, "sentence_case": sentence_case, "words_only": words_only_note,
    }  # fmt: skip
    environment.filters.update(filters)
    return environment


ENVIRONMENT = _environment()
"""The one environment of all templates."""
