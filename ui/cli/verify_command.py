"""The command ``verify``: a saved briefing against today's library."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.command_frame import Job, LibraryCommand, note, print_json

if TYPE_CHECKING:
    from rag.saving.saved_file import Saved
    from rag.saving.verification import Verification


@click.command(cls=LibraryCommand)
@click.argument("file", metavar="BRIEF", type=click.Path(path_type=Path))
@click.pass_obj
def verify(job: Job, file: Path) -> None:
    """Show which citations of a saved briefing or summary still stand in your documents.

    BRIEF is the JSON that `readback brief` or `readback summarize` wrote with --output or --json.
    """
    from rag.saving.saved_file import read_saved

    with job.open_existing() as library:
        saved = read_saved(file, max_bytes=library.settings.max_megabytes * 1_000_000)
        found = library.verify(saved)
    note(found.notes)
    if job.as_json:
        from ui.words.verdicts import as_contract

        print_json(as_contract(found))
    else:
        _show(found, saved)


def _show(found: "Verification", saved: "Saved") -> None:
    """Print the citations that do not hold, and the counts."""
    from rich.text import Text

    from rag.saving.verification import State
    from ui.terminal.console import say
    from ui.terminal.sentences_output import source
    from ui.words.phrases import counted
    from ui.words.safe_text import one_line

    by_n = {citation.n: citation for citation in saved.shape.citations}
    for reread in found.citations:
        if reread.state == State.HOLDS and reread.detail is None:
            continue
        source(by_n[reread.n], quote=True)
        colour = {State.HOLDS: "green", State.MOVED: "yellow"}.get(reread.state, "red")
        detail = f": {one_line(reread.detail)}" if reread.detail else ""
        say(Text.assemble((reread.state, f"bold {colour}"), detail), "    ")
        say()
    states = ", ".join(f"{n:,} {state}" for state, n in found.counts.items() if n)
    total = counted(len(found.citations), "citation")
    say(Text(f"{total}: {states}" if states else "There is no citation to verify.", "bold"))
