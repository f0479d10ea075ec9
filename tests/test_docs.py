"""What the pages say is so: examples run, tables name what there is, names and links lead somewhere."""

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FrameType

import click
import pytest
from filelock import FileLock
from starlette.testclient import TestClient
from support.helpers import graph_cache
from support.helpers import readback as open_library
from support.paths import ROOT

from index.readers import SUFFIXES
from rag import Readback, Settings
from ui.cli.main import readback

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
README = ROOT / "README.md"
ROOMS = ("index", "prompts", "rag", "ui")
ADDRESS = "http://127.0.0.1:7860"
MOST_LINES = 150  # of the README: one look


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def doc(name: str) -> str:
    return text(ROOT / "docs" / name)


def blocks(kind: str) -> list[tuple[Path, str]]:
    """Every block of this kind with its page, the README's first."""
    pages = sorted(PAGES, key=lambda page: page != README)
    return [(page, block) for page in pages for block in fenced(text(page), kind)]


def fenced(page: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", page, re.S | re.M)


def rows(text: str) -> list[list[str]]:
    """The cells of the Markdown tables in ``text``, without heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    heads = [number for number, line in enumerate(lines) if line.startswith("|---")]
    body = [line for number, line in enumerate(lines) if not {number, number + 1} & set(heads)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in body]


def commands_of(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, with what it is said to print."""
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


CONSOLE, PYTHON = blocks("console"), blocks("python")
DRAFT, REPORT = (fenced(doc("cli.md"), kind)[0] for kind in ("markdown", "text"))

# One process for every example, as loading takes longer than most of them. The README's begin with nothing;
# those of the other pages with the library that its commands made.
RUNNER = """
import contextlib, io, json, os, shutil, sys, traceback
from ui.cli.main import main

def command(arguments):
    sys.argv = ["readback", *arguments]
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    failed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(failed):
        try:
            main()
        except SystemExit as end:
            code = end.code
    printed.flush()
    return {"code": code, "printed": printed.buffer.getvalue().decode(), "failed": failed.getvalue()}

def python(code):
    space = {}
    try:
        exec(code, space)
    except Exception:
        return {"code": 1, "failed": traceback.format_exc()}
    return {"code": 0, "found": space["answer"].found, "nodes": len(space.get("nodes", []))}

made, done = None, []
for job in json.load(sys.stdin):
    shutil.rmtree(job["library"], ignore_errors=True)
    if job["begins"] == "filled":
        shutil.copytree(made, job["library"])
    made = made or job["library"]
    os.environ["READBACK_LIBRARY"] = job["library"]
    done.append(python(job["code"]) if "code" in job else [command(one) for one in job["commands"]])
json.dump(done, sys.stdout)
"""


def jobs(folder: Path) -> Iterator[dict[str, object]]:
    """The examples for the runner; the first one's library is what the later ones begin with."""
    for number, (page, block) in enumerate(CONSOLE):
        commands = [shlex.split(command) for command, _ in commands_of(block)]
        assert {command[0] for command in commands} == {"readback"}, page.name
        begins = "empty" if page == README else "filled"
        library = folder / f"library-{number}"
        yield {"library": str(library), "begins": begins, "commands": [command[1:] for command in commands]}
    yield {"library": str(folder / "draft"), "begins": "filled", "commands": [["check", "draft.md"]]}
    for page, block in PYTHON:
        begins = "empty" if page == README else "filled"
        yield {"library": str(folder / "news-library"), "begins": begins, "code": block}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with the sample documents as ``news``, a draft, and what became of every example.

    Where several processes run the tests, one of them makes it for all.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "desk"
    with FileLock(f"{folder}.lock"):
        if not (folder / "results.json").exists():
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(ROOT / "ui" / "sample", folder / "news")
            (folder / "draft.md").write_text(DRAFT, encoding="utf-8")
            (folder / "home").mkdir()
            (folder / "results.json").write_text(run_examples(folder), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def results(desk):
    """What became of every example, in the order of :func:`jobs`."""
    return json.loads((desk / "results.json").read_text(encoding="utf-8"))


def run_examples(folder: Path) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("READBACK_", "XDG_"))}
    own = {
        "HOME": str(folder / "home"),
        "READBACK_CACHE": str(graph_cache()),
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "100",
    }
    done = subprocess.run(
        [sys.executable, "-c", RUNNER],
        cwd=folder, env=kept | own, input=json.dumps(list(jobs(folder))), check=False, capture_output=True,
        encoding="utf-8", timeout=250,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def names(examples: list[tuple[Path, str]]) -> list[str]:
    return [f"{page.name} {block.splitlines()[0]}" for page, block in examples]


def assert_prints(command: str, result: dict[str, object], output: str) -> None:
    """An ellipsis in ``output`` stands for anything; white space does not count."""
    assert result["code"] == 0, f"`{command}`: {result['failed']}"
    printed = " ".join(str(result["printed"]).split())
    at = 0
    for piece in output.split("…"):
        words = " ".join(piece.split())
        at = printed.find(words, at)
        assert at >= 0, f"`{command}` does not print {words!r} there, but:\n{printed}"
        at += len(words)


@pytest.mark.parametrize("number", range(len(CONSOLE)), ids=names(CONSOLE))
def test_the_console_examples_print_what_they_are_said_to_print(results, number):
    examples = list(commands_of(CONSOLE[number][1]))
    for (command, output), result in zip(examples, results[number], strict=True):
        assert_prints(command, result, output)


def test_the_draft_gets_the_report_it_is_said_to_get(results):
    assert_prints("readback check draft.md", results[len(CONSOLE)][0], REPORT)


@pytest.mark.parametrize("number", range(len(PYTHON)), ids=[page.name for page, _ in PYTHON])
def test_the_python_examples_run(results, number):
    result = results[len(CONSOLE) + 1 + number]
    assert result["code"] == 0, result["failed"]
    assert result["found"]
    assert result["nodes"] or "nodes" not in PYTHON[number][1]


def test_examples_leave_nothing_in_the_home(desk):
    left = [path for path in (desk / "home").rglob("*") if path.is_file()]
    assert left == [], "files of libraries that keep accounts of their users"


def test_there_are_examples():
    assert sum(1 for _, block in CONSOLE for _ in commands_of(block)) >= 10
    assert [page.name for page, _ in PYTHON] == ["README.md", "python.md"]
    assert len(curls()) >= 2


@pytest.fixture(scope="module")
def app(desk, tmp_path_factory):
    """The server over a library of the sample documents."""
    from ui.server import create_app

    folder = shutil.copytree(desk / "library-0", tmp_path_factory.mktemp("served") / "library")
    with open_library(folder, owner=False) as library:
        yield create_app(library)


def test_every_route_is_named_and_every_route_named_is_there(app):
    there = {path for path in app.openapi()["paths"] if path.startswith("/api/")}
    assert set(re.findall(r"`(/api/[^`]*)`", doc("http.md"))) == there


def curls() -> set[str]:
    found = {block for _, block in blocks("sh") if block.startswith("curl ")}
    assert all(f" {ADDRESS}/" in block for block in found)
    return found


@pytest.mark.parametrize("example", sorted(curls()))
def test_the_requests_of_the_pages_are_answered(app, example):
    command, url, option, body = shlex.split(example)
    assert (command, option) == ("curl", "--json")
    reply = TestClient(app, base_url=ADDRESS).post(url, json=json.loads(body))
    assert reply.status_code == 200, reply.text
    assert "Sixty-three passengers" in reply.text


def test_every_setting_is_in_the_table_and_every_row_is_a_setting():
    table = {name.strip("`"): (variable, default) for name, variable, default, _ in rows(doc("settings.md"))}
    settable = [field for field in fields(Settings) if field.name != "fixed"]  # not set
    assert list(table) == [field.name for field in settable]
    for field in settable:
        variable, default = table[field.name]
        named = {"base_url": "OPENAI_BASE_URL", "api_key": "OPENAI_API_KEY"}
        assert variable == f"`{named.get(field.name, f'READBACK_{field.name.upper()}')}`"
        if field.default not in (MISSING, Path(), ""):
            assert default == f"`{field.default}`"


def test_every_suffix_is_in_the_table_and_every_one_in_it_is_read():
    table = doc("cli.md").split("## Adding")[1].split("\n\n")[1]
    assert re.findall(r"`(\.\w+)`", table) == list(SUFFIXES)
    readme = re.search(r"It reads (.*?)\. ", text(README), re.S)[1]
    assert set(re.findall(r"`(\.\w+)`", readme)) <= set(SUFFIXES)


def commands(group: click.Group, path: str = "readback") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def options(command: click.Command) -> set[str]:
    return {name for option in command.params if isinstance(option, click.Option) for name in option.opts}


def test_every_command_and_option_is_in_the_table_and_every_row_is_a_command():
    page = doc("cli.md")
    table = {
        re.match(r"`(readback[a-z ]*[a-z])", row[0])[1]: row[1]
        for row in rows(page)
        if row[0].startswith("`readback")
    }
    there = dict(commands(readback))
    assert set(table) == set(there)
    for_all = set.intersection(*map(options, there.values()))
    assert {option for option in for_all if f"`{option}" not in page} == set()
    for name, command in there.items():
        assert set(re.findall(r"`(--[a-z-]+)`", table[name])) == options(command) - for_all, name


def test_every_target_named_is_in_the_makefile_and_every_target_explains_itself():
    makefile = text(ROOT / "Makefile")
    explained = set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.M))
    assert explained >= {"help", "install", "demo", "test", "lint", "bench", "lock", "clean"}
    named = {name for page in PAGES for name in re.findall(r"(?:^|`)make ([a-z-]+)", text(page), re.M)}
    assert named <= explained


def test_the_readme_is_short_and_leads_to_every_page():
    readme = text(README)
    assert len(readme.splitlines()) <= MOST_LINES
    others = {page.relative_to(ROOT).as_posix() for page in PAGES} - {"README.md"}
    assert others <= set(re.findall(r"\]\(([^)#\s]+)", readme))


def anchors(page: Path) -> set[str]:
    """The names of a page's headings in links, as GitHub makes them."""
    prose = re.sub(r"^```.*?^```", "", text(page), flags=re.S | re.M)
    heads = re.findall(r"^#+ (.*)$", prose, re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    wrong = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text(page)):
        file, _, anchor = link.partition("#")
        target = page.parent / file if file else page
        if "://" not in link and not (target.exists() and (not anchor or anchor in anchors(target))):
            wrong.append(link)
    assert wrong == []


NAMED = re.compile(r"`((?:index|prompts|rag|ui|tests|docs|\.ci)/[\w./-]+)(?:: ([\w., ]+))?`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_named_is_there(page):
    """Also in commands and pictures, and every function named as ``file.py: function`` or
    ``file.py: Class.method``.
    """
    rooms = "|".join(ROOMS)
    anywhere = re.findall(rf"(?<![\w./])(?:{rooms}|tests)/[\w/-]+(?:\.\w+)+", text(page))
    pictures = "\n".join(fenced(text(page), "mermaid"))
    pictured = re.findall(rf"\b(?:{rooms})/[\w/]+(?:\.\w+)?", pictures)
    wrong = [name for name in anywhere + pictured if not (ROOT / name).exists()]
    for file, symbols in NAMED.findall(text(page)):
        if not (ROOT / file).exists():
            wrong.append(file)
        elif symbols:
            there = defined(ROOT / file)
            wrong += [f"{file}: {name}" for name in symbols.split(", ") if name not in there]
    assert wrong == []


def defined(file: Path) -> set[str]:
    """The functions, classes, methods and names that a module defines: ``name`` or ``Class.name``."""
    found = set()

    def look(body: list[ast.stmt], before: str) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                found.add(before + node.name)
                if isinstance(node, ast.ClassDef):
                    look(node.body, f"{node.name}.")
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                found.update(before + target.id for target in targets if isinstance(target, ast.Name))

    look(ast.parse(text(file)).body, "")
    return found


def test_the_pages_for_developers_name_the_code():
    for name in ("architecture.md", "style.md"):
        assert len(NAMED.findall(doc(name))) >= 60


def drawn(picture: str) -> set[tuple[str, str]]:
    """The arrows of a picture written as ``one --> two & three``."""
    arrows = re.findall(r"^ *(\w+) --> ([\w &]+)$", picture, re.M)
    return {(one, other.strip()) for one, others in arrows for other in others.split("&")}


def test_every_arrow_between_the_rooms_of_rag_is_drawn():
    """The rooms below rag/, prompts/, and rag itself for what imports the facade."""
    arrows = set()
    for file in (ROOT / "rag").rglob("*.py"):
        parts = file.relative_to(ROOT).parts
        room = parts[1] if len(parts) > 2 else "rag"
        for node in ast.walk(ast.parse(text(file))):
            if isinstance(node, ast.ImportFrom) and node.module:
                first, *others = node.module.split(".")
                if first == "prompts":
                    arrows.add((room, "prompts"))
                elif first == "rag" and len(others) > 1:
                    arrows.add((room, others[0]))
                elif node.module == "rag.readback" and room != "rag":
                    arrows.add((room, "rag"))
    picture = fenced(doc("architecture.md"), "mermaid")[1]
    assert {(one, other) for one, other in arrows if one != other} == drawn(picture)


def calls(verb: Callable[[], object]) -> list[str]:
    """Our functions in the order in which they are first called, as ``file.py: Class.method``."""
    seen: dict[CodeType, None] = {}

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            seen.setdefault(frame.f_code)

    sys.setprofile(look)
    try:
        verb()
    finally:
        sys.setprofile(None)
    ours = f"{ROOT}{os.sep}"
    return [
        f"{Path(code.co_filename).relative_to(ROOT).as_posix()}: {code.co_qualname}"
        for code in seen
        if code.co_filename.startswith(ours) and code.co_flags & CO_OPTIMIZED  # no class being defined
    ]


def walk(title: str) -> list[str]:
    """The functions that the numbered steps of a walk name, in order."""
    section = re.search(rf"^## {title}\n(.*?)^## ", doc("architecture.md"), re.S | re.M)[1]
    steps = section[section.index("\n1. ") :]
    return [f"{file}: {name}" for file, names in NAMED.findall(steps) for name in names.split(", ") if name]


# How many functions each walk names at least that are called without a model, and the verb.
SOME = ("fellgate-wire-cableway-stops.txt", "observer-rescue-log.md", "valley-mercury-cable-car.html")
WALKS: dict[str, tuple[int, Callable[[Readback, Path], object]]] = {
    "A question": (9, lambda library, _: library.ask("How many passengers were stuck?")),
    "A claim": (6, lambda library, _: library.check("The Tolland Cableway is 7.3 kilometres long.")),
    "A briefing": (14, lambda library, _: library.brief(SOME)),
    "A file": (12, lambda library, file: library.add([file])),
}


@pytest.fixture(scope="module")
def walked(desk, tmp_path_factory):
    """A library of the sample documents, with all that later calls find open."""
    folder = shutil.copytree(desk / "library-0", tmp_path_factory.mktemp("walked") / "library")
    with open_library(folder) as library:
        library.search("cable car")
        yield library


@pytest.mark.parametrize("title", WALKS)
def test_the_walks_name_functions_in_the_order_they_are_called(walked, tmp_path, title):
    least, verb = WALKS[title]
    file = tmp_path / "again.md"
    file.write_bytes((ROOT / "ui" / "sample" / "gazette-2024-lightning.txt").read_bytes())
    called = calls(lambda: verb(walked, file))
    named = [name for name in walk(title) if name in called]
    assert len(set(named)) >= least, set(walk(title)) - set(called)
    assert named == sorted(named, key=called.index)
