"""The frame of every command: its options, its exit codes, and one line for each error.

0 done; 1 failed, wholly or in part; 2 wrong usage; 130 interrupted; 141 the reader of the output went away.
"""

import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.words.safe_text import HOSTILE, on_terminal, one_line

if TYPE_CHECKING:
    from index.results import Progress
    from rag import Readback
    from ui.cli.hand_over import Writing

DONE, FAILED, WRONG_USAGE, INTERRUPTED, NO_READER = 0, 1, 2, 130, 141


@dataclass(frozen=True)
class Job:
    """The options that every command takes."""

    library: str | None
    as_json: bool
    debug: bool
    model: str | None = None  # in place of READBACK_MODEL
    may_write: bool = False  # whether the command takes a model

    def open(self, *, owner: bool = False, max_megabytes: int | None = None) -> "Readback":
        """Open the library, or make it. ``owner``: search through Chroma, which is slower to start."""
        from rag import Readback, load_settings

        settings = load_settings(self.library, max_megabytes=max_megabytes, model=self.model)
        return Readback(settings=settings, owner=owner)

    def open_writing(self, *, new: bool = False, max_megabytes: int | None = None) -> "Writing":
        """Open the library to write to it, be it by way of the server that has it open; ``new``: or make it.

        Raises ``LibraryMissing`` if there is none and none is to be made.
        """
        from ui.cli.hand_over import Writing

        return Writing(self.open(max_megabytes=max_megabytes) if new else self.open_existing())

    def open_existing(self) -> "Readback":
        """Open the library. Raises ``LibraryMissing`` if there is none."""
        readback = self.open()
        if not readback.library.stores.exists():
            import shlex

            from index.errors import LibraryMissing

            readback.close()
            where = f" --library {shlex.quote(self.library)}" if self.library else ""
            raise LibraryMissing(
                f"no library in {readback.library.place}; make one with: readback add PATH{where}"
            )
        if self.may_write and readback.settings.api_key and not readback.settings.model:
            note([_NO_MODEL])
        return readback


_NO_MODEL = (
    "OPENAI_API_KEY is set, but no model is named, so none is asked and nothing is sent; "
    "name one with --model NAME or READBACK_MODEL"
)
_EVERYWHERE = (
    click.Option(
        ["--library"],
        metavar="DIR",
        help="The library's folder. Otherwise READBACK_LIBRARY, or your user data folder.",
    ),
    click.Option(["as_json", "--json"], is_flag=True, help="Print one JSON object."),
    click.Option(["--debug"], is_flag=True, help="Show where in the program an error arose."),
)


model_option = click.option(
    "--model", metavar="NAME", help="The model that writes. Otherwise READBACK_MODEL, or none."
)
"""An option of commands that may ask a model; they find it in their job, not among their arguments."""


class LibraryCommand(click.Command):
    """A command; its function returns the exit code, ``None`` for done."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The options of the command and those of every command."""
        return [*super().get_params(ctx), *_EVERYWHERE]

    def invoke(self, ctx: click.Context) -> int:
        """Run the command and return its exit code; all but errors of usage end here.

        Raises ``UsageError`` if --library is empty.
        """
        library, as_json = ctx.params.pop("library"), ctx.params.pop("as_json")
        may_write = "model" in ctx.params
        model = ctx.params.pop("model", None)
        ctx.obj = Job(library, as_json, ctx.params.pop("debug"), model, may_write)
        ctx.params = {name: _text(value) for name, value in ctx.params.items()}
        try:
            if library == "":
                raise click.UsageError("--library is empty; name a folder", ctx)
            code = super().invoke(ctx)
            sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            _drop_output()
            return NO_READER
        except Exception as error:  # noqa: BLE001  # the user sees one line, whatever it is
            if ctx.obj.debug:
                complain_in_full(error)
            message, code = explain(error)
            complain(message)
            try:
                sys.stdout.flush()
            except OSError:
                _drop_output()
        return code or DONE


def _drop_output() -> None:
    """Send further output nowhere, so that nothing fails again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class CommandGroup(click.Group):
    """The command and its subcommands."""

    command_class = LibraryCommand

    def main(self, *args: Any, **kwargs: Any) -> Any:  # as click has it
        """Run a command line, and exit with its code."""
        _use_utf8()
        kwargs["standalone_mode"] = False
        try:
            code = super().main(*args, **kwargs)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help() if error.ctx else "", err=True)
            code = WRONG_USAGE
        except click.UsageError as error:
            path = error.ctx.command_path if error.ctx else "readback"
            complain(f"{error.format_message()} (see: {path} --help)", path)
            code = WRONG_USAGE
        except click.ClickException as error:
            complain(error.format_message())
            code = error.exit_code
        except click.Abort:
            complain("stopped")
            code = INTERRUPTED
        sys.exit(code)


def explain(error: Exception) -> tuple[str, int]:
    """The line that a user reads about an error, and the exit code."""
    import sqlite3

    from index.errors import ReadbackError, UsageError

    if isinstance(error, ReadbackError):
        return str(error), WRONG_USAGE if isinstance(error, UsageError) else FAILED
    if isinstance(error, sqlite3.Error):
        return f"the library's catalog cannot be used ({error}); `readback doctor` says more", FAILED
    if isinstance(error, OSError) and error.strerror:
        where = f"{str(error.filename)!r}: " if error.filename else ""
        return f"{where}{error.strerror} (--debug shows where this arose)", FAILED
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return f"unexpected error, {what} (--debug shows where this arose)", FAILED


def complain(message: str, name: str = "readback") -> None:
    """Print one line on standard error."""
    click.echo(f"{name}: {one_line(message)}", err=True)


def complain_in_full(error: Exception) -> None:
    """Print the traceback on standard error."""
    click.echo(on_terminal("".join(traceback.format_exception(error))), err=True, nl=False)


def note(messages: Iterable[str]) -> None:
    """Print remarks on standard error, a line each."""
    for message in messages:
        click.echo(f"note: {one_line(message)}", err=True)


def print_json(value: object) -> None:
    """Print one JSON object on standard output, escaped so that a terminal obeys nothing in it."""
    text = json.dumps(value, ensure_ascii=False)
    sys.stdout.write(HOSTILE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n")


def print_exactly(text: str) -> None:
    """Print ``text`` and nothing else; in a terminal each character that it would obey becomes U+FFFD."""
    if sys.stdout.isatty():
        text = on_terminal(text)
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))


@contextmanager
def progress() -> "Iterator[Callable[[Progress], None]]":
    """Show reports of passages as a bar, where standard error is a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    from ui.terminal import console

    done: dict[int, float] = {}  # of each file, the share that is done

    with console.bar() as show:

        def report(at: "Progress") -> None:
            done[at.file] = 1.0 if at.ended else at.done / (at.total or 1)
            show(Path(at.path).name, sum(done.values()), at.files)

        yield report


def named(path: str, message: str) -> str:
    """Put the path of a file before a message about it, in place of the file's name."""
    name = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in Path(path).name)
    return f"{path}: {message.removeprefix(f'{name}: ')}"


def _text(value: object) -> object:
    """Decode an argument as UTF-8, whatever the locale is; paths are left as they are."""
    if isinstance(value, tuple):
        return tuple(map(_text, value))
    return os.fsencode(value).decode("utf-8", "replace") if isinstance(value, str) else value


def _use_utf8() -> None:
    """Use UTF-8 whatever the locale is; names that are not UTF-8 come out escaped, in JSON as JSON has it."""
    if sys.stdout is None:  # closed by whoever started this: the output goes nowhere
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
