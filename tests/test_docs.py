"""What README.md and docs/ say is so: examples run, tables name what there is, links lead somewhere."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path

import click
import pytest
from support.helpers import graph_cache
from support.paths import ROOT

from rag import Readback, Settings
from ui.cli.main import readback

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = "from ui.cli.main import main; main()"


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", README, re.S | re.M)


def section(title: str) -> str:
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", README, re.S | re.M)[1]


def rows(text: str) -> list[list[str]]:
    """The cells of the Markdown tables in ``text``, without heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    heads = [number for number, line in enumerate(lines) if line.startswith("|---")]
    body = [line for number, line in enumerate(lines) if not {number, number + 1} & set(heads)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in body]


@pytest.fixture
def desk(tmp_path):
    """A folder with the sample documents as ``news``, and an environment with a library of its own."""
    shutil.copytree(ROOT / "ui" / "sample", tmp_path / "news")
    (tmp_path / "home").mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("READBACK_", "XDG_"))}
    own = {
        "HOME": str(tmp_path / "home"),
        "READBACK_LIBRARY": str(tmp_path / "library"),
        "READBACK_CACHE": str(graph_cache()),
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "100",
    }
    return tmp_path, kept | own


def run(desk: tuple[Path, dict[str, str]], *arguments: str) -> str:
    folder, environment = desk
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, f"{arguments}: {done.stderr}"
    return done.stdout


def examples(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, with what it is said to print."""
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


@pytest.mark.parametrize("block", blocks("console"), ids=lambda block: block.split("\n")[0])
def test_the_console_examples_print_what_they_are_said_to_print(desk, block):
    for command, output in examples(block):
        name, *arguments = shlex.split(command)
        assert name == "readback"
        printed = " ".join(run(desk, "-c", COMMAND, *arguments).split())
        at = 0
        for piece in output.split("…"):  # an ellipsis stands for anything
            words = " ".join(piece.split())
            at = printed.find(words, at)
            assert at >= 0, f"`{command}` does not print {words!r} there, but:\n{printed}"
            at += len(words)
    left = [path for path in (desk[0] / "home").rglob("*") if path.is_file()]
    assert left == [], "files of libraries that keep accounts of their users"


def test_the_draft_of_the_readme_gets_the_report_it_is_said_to_get(desk):
    part = section("On the command line").split("### Checking a draft")[1]
    draft, report = re.findall(r"^```(?:markdown|text)\n(.*?)^```", part, re.S | re.M)
    (desk[0] / "draft.md").write_text(draft, encoding="utf-8")
    run(desk, "-c", COMMAND, "add", "news")
    printed = " ".join(run(desk, "-c", COMMAND, "check", "draft.md").split())
    at = 0
    for piece in report.split("…"):
        words = " ".join(piece.split())
        at = printed.find(words, at)
        assert at >= 0, f"{words!r} is not there, but:\n{printed}"
        at += len(words)


def test_there_are_console_examples():
    assert sum(1 for block in blocks("console") for _ in examples(block)) >= 5


@pytest.mark.parametrize("block", blocks("python"), ids=lambda block: block.split("\n")[0])
def test_the_python_examples_run(desk, block):
    assert run(desk, "-c", f"{block}\nassert answer.found and nodes\nprint('done')") == "done\n"


def test_every_setting_is_in_the_table_and_every_row_is_a_setting():
    table = {name.strip("`"): (variable, default) for name, variable, default, _ in rows(section("Settings"))}
    settable = [field for field in fields(Settings) if field.name != "fixed"]  # not set
    assert list(table) == [field.name for field in settable]
    for field in settable:
        variable, default = table[field.name]
        named = {"base_url": "OPENAI_BASE_URL", "api_key": "OPENAI_API_KEY"}
        assert variable == f"`{named.get(field.name, f'READBACK_{field.name.upper()}')}`"
        if field.default not in (MISSING, Path(), ""):
            assert default == f"`{field.default}`"


def commands(group: click.Group, path: str = "readback") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def options(command: click.Command) -> set[str]:
    return {name for option in command.params if isinstance(option, click.Option) for name in option.opts}


def test_every_command_and_option_is_in_the_table_and_every_row_is_a_command():
    table = {
        re.match(r"`(readback[a-z ]*[a-z])", row[0])[1]: row[1]
        for row in rows(section("On the command line"))
        if row[0].startswith("`readback")
    }
    there = dict(commands(readback))
    assert set(table) == set(there)
    for_all = set.intersection(*map(options, there.values()))
    assert {option for option in for_all if f"`{option}" not in section("On the command line")} == set()
    for name, command in there.items():
        assert set(re.findall(r"`(--[a-z-]+)`", table[name])) == options(command) - for_all, name


def test_every_route_is_named_and_every_route_named_is_there(tmp_path):
    from ui.server import create_app

    with Readback(library=tmp_path) as library:
        there = {path for path in create_app(library).openapi()["paths"] if path.startswith("/api/")}
    assert set(re.findall(r"`(/api/[^`]*)`", section("Over HTTP"))) == there


def test_every_target_named_is_in_the_makefile_and_every_target_explains_itself():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    explained = set(re.findall(r"^([a-z]+):.*## \S", makefile, re.M))
    assert explained >= {"help", "install", "demo", "test", "lint", "bench", "lock", "clean"}
    named = {
        name for page in PAGES for name in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text("utf-8"), re.M)
    }
    assert named <= explained


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_every_file_named_is_there():
    named = re.findall(r"`((?:index|prompts|rag|ui|tests)/[\w./]+)`", README)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
