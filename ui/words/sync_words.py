"""The words in which every door says what became of the files of a folder."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.results import Synced


def lines(done: "Synced", folder: Path) -> Iterator[str]:
    """A line for each file that is not as it was, by its path within ``folder``."""
    root = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118  # a path drops the separator at its end

    def short(path: str) -> str:
        return path.removeprefix(root)

    yield from (f"added: {short(one.path)}" for one in done.added)
    yield from (f"changed: {short(one.path)}" for one in done.changed)
    yield from (f"moved: {short(one.old_path)} -> {short(one.path)}" for one in done.moved)
    yield from (f"removed: {short(one.path)}" for one in done.removed)
    yield from (f"gone: {short(one.path)} (still in the library as {one.document})" for one in done.gone)


def counts(done: "Synced") -> str:
    """The numbers of files by what became of them, in a few words."""
    numbers = {
        "added": len(done.added), "changed": len(done.changed), "moved": len(done.moved),
        "removed": len(done.removed), "gone": len(done.gone), "unchanged": done.unchanged,
    }  # fmt: skip
    return ", ".join(f"{number} {what}" for what, number in numbers.items() if number or what == "added")


def left_behind(number: int) -> str:
    """The advice on documents whose files are gone."""
    files = "1 file is" if number == 1 else f"{number} files are"
    return f"{files} gone; to remove what the library has of it, sync again with --remove"
