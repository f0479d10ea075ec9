"""The house: imports run ui -> rag -> {index, prompts}; big libraries have doors; importing does nothing."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from support.paths import ROOT

TOP = {
    "index": {"index"},
    "prompts": {"prompts"},
    "rag": {"rag", "index", "prompts"},
    "ui": {"ui", "rag", "index", "prompts"},
}
# The rooms within each, and which others of the same they may import. "rag" stands for the files directly in
# rag/: these may import every room, as long as nothing goes in circles.
MAY_IMPORT = {
    "index.copies": {"index", "index.language"},
    "index.embedding": {"index"},
    "index.language": {"index"},
    "index.readers": {
        "index",
        "index.readers.encodings",
        "index.readers.metadata",
        "index.readers.ocr",
        "index.readers.office",
        "index.readers.printed",
        "index.readers.tables",
    },
    "index.readers.apart": {"index", "index.readers", "index.readers.ocr"},
    "index.readers.containers": {"index", "index.readers"},
    "index.readers.encodings": {"index", "index.language"},
    "index.readers.ocr": {"index", "index.readers.printed"},
    "index.readers.printed": set(),
    "index.readers.office": {"index", "index.readers.printed"},
    "index.readers.tables": set(),
    "index.readers.metadata": {"index", "index.language"},
    "index.searching": {
        "index", "index.copies", "index.embedding", "index.language", "index.readers.containers",
        "index.store",
    },
    "index.store": {"index", "index.copies", "index.embedding", "index.language"},
    "index.store.postgres": {
        "index", "index.copies", "index.embedding", "index.language", "index.store",
    },
    "index.store.queue": {"index", "index.store", "index.store.postgres", "index.store.shared"},
    "index.store.shared": {"index", "index.embedding", "index.store", "index.store.postgres"},
    "index.syncing": {"index", "index.embedding", "index.readers.containers", "index.store"},
    "rag.english": set(),
    "rag.checking.findings": {"rag.english"},
    "rag.facts": {"rag.checking", "rag.english"},
    "rag.model": {"rag", "rag.model.reading"},
    "rag.model.reading": set(),
    "rag.checking": {"rag", "rag.checking.findings", "rag.english", "rag.model", "rag.model.reading"},
    "rag.asking": {"rag", "rag.english", "rag.model", "rag.model.reading"},
    "rag.answering": {
        "rag", "rag.asking", "rag.checking", "rag.english", "rag.facts", "rag.model", "rag.model.reading",
    },
    "rag.summarizing": {
        "rag", "rag.answering", "rag.checking", "rag.checking.findings", "rag.english", "rag.facts",
        "rag.model",
    },
    "rag.briefing": {
        "rag", "rag.answering", "rag.asking", "rag.checking", "rag.english", "rag.facts",
        "rag.model", "rag.summarizing",
    },
    "rag.saving": {"rag", "rag.checking"},
    "rag.evaluating": {"rag", "rag.answering", "rag.checking"},
    "ui.words": set(),
    "ui.terminal": {"ui.words"},
    "ui.web.templates": {"ui.words"},
    "ui.export": {"ui.web.templates", "ui.words"},
    "ui.fetching": set(),
    "ui.watching": set(),
    "ui.http": {"ui.export", "ui.fetching", "ui.watching", "ui.words"},
    "ui.web": {"ui.http", "ui.web.templates", "ui.words"},
    "ui.cli": {"ui", "ui.export", "ui.fetching", "ui.http", "ui.terminal", "ui.watching", "ui.words"},
}  # fmt: skip
DOORS = {
    "chromadb": ["index/store/vectors.py", "index/store/shared/chroma_server.py", "rag/doctor.py"],
    "fsspec": ["index/store/shared/shared_files.py"],
    "s3fs": ["index/store/shared/shared_files.py"],
    "procrastinate": ["index/store/queue/*.py"],
    "llama_index": ["index/store/vectors.py", "rag/answering/retriever.py"],
    "httpx": ["rag/model/reading/fetch_reader.py", "ui/fetching/web_address.py", "ui/fetching/fetch.py"],
    "gradio": ["ui/web/app.py", "ui/web/*_handlers.py", "ui/server.py"],
    "mcp": ["ui/http/protocols/mcp_server.py"],
    "psycopg": ["index/store/postgres/*.py"],
    "psycopg_pool": ["index/store/postgres/*.py"],
    "openai": ["rag/model/openai_client.py", "rag/model/client.py", "rag/model/failures.py"],
    "rapidocr": ["index/readers/ocr/rapid_ocr.py"],
    "tiktoken": ["rag/model/tokens.py"],
    "watchfiles": ["ui/watching/folder_watch.py"],
}
HEAVY = {
    "chromadb",
    "gradio",
    "httpx",
    "llama_index",
    "mcp",
    "onnxruntime",
    "openai",
    "pandas",
    "psycopg",
    "psycopg_pool",
    "rapidocr",
    "s3fs",
    "trafilatura",
}
LIGHT = ["ui.cli.main", "rag", "index.library"]  # what every command loads before it knows what it is to do
# Read by Gradio and by ONNX Runtime when they are loaded: they must be set before.
QUIET = ("os.putenv b'GRADIO_ANALYTICS_ENABLED'", "os.putenv b'ORT_DISABLE_TELEMETRY'")
FILES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for room in TOP
    for path in sorted((ROOT / room).rglob("*.py"))
}


def module(file: str) -> str:
    return file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


MODULES = {module(file): file for file in FILES}


def imports(tree: ast.AST, *, types: bool = True, functions: bool = True) -> Iterator[tuple[int, str, str]]:
    """Line, module and name ("" for the module itself) of each import; without those of ``TYPE_CHECKING``
    blocks or of functions where these are not wanted.
    """
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, "." * node.level + (node.module or ""), a.name) for a in node.names)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from imports(node) if types else ()
        elif functions or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from imports(node, types=types, functions=functions)


def found(wrong: list[str]) -> None:
    assert not wrong, "\n" + "\n".join(wrong)


def test_imports_run_one_way():
    found(
        [
            f"{file}:{line} imports {name}"
            for file, tree in FILES.items()
            for line, name, _ in imports(tree)
            if (top := name.split(".")[0]) in TOP and top not in TOP[file.split("/")[0]]
        ]
    )


def arrows() -> Iterator[tuple[str, int, str, str]]:
    """File, line, module and imported module of every import that runs, be it within a function."""
    for file, tree in FILES.items():
        for line, package, name in imports(tree, types=False):
            target = f"{package}.{name}" if f"{package}.{name}" in MODULES else package
            if target in MODULES:
                yield file, line, module(file), target


def room_of(name: str, alone: Callable[[str], str]) -> str:
    """The innermost room of ``MAY_IMPORT`` that a module is in; what ``alone`` makes of a module in none."""
    rooms = [room for room in MAY_IMPORT if f"{name}.".startswith(f"{room}.")]
    return max(rooms, key=len) if rooms else alone(name)


def test_rooms_import_the_rooms_they_may():
    def top(name: str) -> str:
        return name.split(".")[0]

    found(
        [
            f"{file}:{line} {room} imports {target}"
            for file, line, name, target in arrows()
            if (room := room_of(name, top)) in MAY_IMPORT
            and top(name) == top(target)
            and room_of(target, top) not in MAY_IMPORT[room] | {room}
        ]
    )


def test_every_room_is_in_the_table():
    rooms = {".".join(name.split(".")[:2]) for name in MODULES if name.count(".") > 1}
    assert rooms <= set(MAY_IMPORT)


def test_rooms_do_not_import_each_other_in_circles():
    """Nor do the files beside them, each of which is looked at on its own."""
    graph: dict[str, set[str]] = {}
    for _, _, name, target in arrows():
        here, there = room_of(name, str), room_of(target, str)
        if here != there and there not in TOP:
            graph.setdefault(here, set()).add(there)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("rooms in a circle: " + " <- ".join(error.args[1]))


def test_no_room_imports_through_its_own_door():
    """Inside a package, ``from package import name`` would run in circles; submodules are named in full."""
    found(
        [
            f"{file}:{line} imports {name or package} from its own package's root"
            for file, tree in FILES.items()
            for line, package, name in imports(tree)
            if package.startswith(".")
            or (package == file.split("/")[0] and f"{package}.{name}" not in MODULES and file.count("/"))
        ]
    )


def test_modules_do_not_import_each_other_in_circles():
    graph = {
        module(file): {
            target
            for _, package, name in imports(tree, types=False, functions=False)
            if (target := f"{package}.{name}" if f"{package}.{name}" in MODULES else package) in MODULES
        }
        for file, tree in FILES.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("imported in a circle: " + " -> ".join(error.args[1]))


@pytest.mark.parametrize("library", DOORS)
def test_each_big_library_has_its_doors(library):
    found(
        [
            f"{file}:{line} imports {name}"
            for file, tree in FILES.items()
            for line, name, _ in imports(tree, types=False)
            if name.split(".")[0] == library and not any(fnmatch(file, door) for door in DOORS[library])
        ]
    )


def test_only_the_doors_print():
    found(
        [
            f"{file}:{node.lineno} prints"
            for file, tree in FILES.items()
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "sys.stdout.write")
            if not file.startswith("ui/")
        ]
    )


def run(code: str, room: Path) -> list[str]:
    """What ``code`` prints as JSON, in a process whose every folder of its own is below ``room``."""
    folders = {name: room / name for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "CWD")}
    for folder in folders.values():
        folder.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "READBACK_"))}
    environment = {
        **kept,
        **{name: str(folder) for name, folder in folders.items()},
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False, capture_output=True, text=True, env=environment, cwd=folders["CWD"], timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", LIGHT)
def test_heavy_libraries_wait_until_they_are_needed(name, tmp_path):
    loaded = run(f"import {name}, sys, json; print(json.dumps(sorted(sys.modules)))", tmp_path)
    assert HEAVY & set(loaded) == set()


# Of what a process does, what is done by our lines, be it through the standard library.
WATCH = """
import importlib, json, os, sys, sysconfig
ours, standard, seen = tuple(OURS), (sysconfig.get_path("stdlib"), "<"), []
packages = sysconfig.get_path("purelib")
events = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.putenv", "os.unsetenv", "os.chmod", "os.link",
          "os.symlink", "os.truncate", "shutil.copyfile", "sqlite3.connect", "subprocess.Popen", "os.system",
          "socket.connect", "socket.bind", "socket.getaddrinfo"}
writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
def watch(event, args):
    if event in events or event == "open" and isinstance(args[2], int) and args[2] & writing:
        frame = sys._getframe(1)
        while frame and (name := frame.f_code.co_filename).startswith(standard):
            if name.startswith(packages):
                return
            frame = frame.f_back
        if frame and name.startswith(ours):
            seen.append(f"{event} {args[0]!r} at {name}:{frame.f_lineno}")
sys.addaudithook(watch)
for name in NAMES:
    importlib.import_module(name)
print(json.dumps(seen))
"""


def test_importing_everything_does_nothing(tmp_path):
    """No file, no folder, no connection, and but the variables that keep libraries from calling home."""
    rooms = [f"{ROOT / room}{os.sep}" for room in TOP]
    done = run(f"NAMES, OURS = {sorted(MODULES)!r}, {rooms!r}\n{WATCH}", tmp_path)
    assert [line for line in done if not line.startswith(QUIET)] == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
