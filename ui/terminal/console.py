"""Lines in a terminal: wrapped to its width, and colours only where it is one."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ui.terminal.weights import LONGEST_NAME, NARROWEST, WIDEST
from ui.words.safe_text import one_line


@cache
def console(*, stderr: bool = False) -> Console:
    """Standard output, or standard error; the same object each time."""
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False, color_system=colours)


def width() -> int:
    """The columns of a line at most, 100 or those of the terminal."""
    return min(WIDEST, console().width)


def say(text: Text | str = "", indent: str = "", first: Text | str | None = None) -> None:
    """Print a paragraph, each line after ``indent``, the first after ``first``."""
    paragraph = text if isinstance(text, Text) else Text(text)
    lead = indent if first is None else first
    for line in paragraph.wrap(console(), max(NARROWEST, width() - len(indent))):
        line.rstrip()
        console().print(Text.assemble(lead, line), soft_wrap=True)
        lead = indent


def print_table(table: Table, indent: str = "") -> None:
    """Print a table without blanks at the ends of its lines."""
    with console().capture() as capture:
        console().print(table)
    text = Text.from_ansi(capture.get())
    for line in text.split("\n", allow_blank=False):
        line.rstrip()
        console().print(Text.assemble(indent, line), soft_wrap=True)


@contextmanager
def bar() -> Iterator[Callable[[str, float, float], None]]:
    """A bar on standard error, where that is a terminal.

    Call it with a name for the work, how much of it is done, and of how much.
    """
    errors = console(stderr=True)
    if not errors.is_terminal:
        yield lambda _what, _done, _total: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    name = TextColumn("{task.description}", markup=False)
    with Progress(name, BarColumn(), TimeRemainingColumn(), console=errors, transient=True) as progress:
        task = progress.add_task("starting", total=None)
        yield lambda text, done, total: progress.update(
            task, description=one_line(text)[:LONGEST_NAME], completed=done, total=total
        )
