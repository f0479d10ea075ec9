"""The style of the code (docs/style.md), as far as a test can hold it: names, docstrings, numbers, rooms."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from support.paths import ROOT

ROOMS = ("index", "prompts", "rag", "ui")
FILES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
}
WIDEST = {"index": 18, "rag": 18, "ui": 12}
SHARED_MODULES = {"__init__", "__main__", "weights", "settings"}
UNCLEAR = {"told", "tell", "tells", "said", "shown", "made", "held", "borne", "whom"}
ASKING = ("What", "Whether", "Which", "Who", "Whom", "Whose", "How")
PLAIN_FLOATS = {0.0, 0.5, 1.0}  # nothing, a half and all; every other fraction is a choice

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def definitions(tree: ast.AST) -> Iterator[Definition]:
    """The classes of a module, and the functions and methods that are not within another function."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Definition):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from definitions(node)


def public(file: str) -> Iterator[Definition]:
    """The definitions of a file that other files may use."""
    for node in ast.iter_child_nodes(FILES[file]):
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (one for one in definitions(node) if not one.name.startswith("_"))


def found(wrong: list[str]) -> None:
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("room", WIDEST)
def test_a_room_is_seen_at_a_glance(room):
    entries = {path.name for path in (ROOT / room).iterdir()} - {"__pycache__"}
    assert len(entries) <= WIDEST[room], sorted(entries)


def test_no_module_has_the_name_of_another():
    places = defaultdict(list)
    for file in FILES:
        if (name := file.split("/")[-1].removesuffix(".py")) not in SHARED_MODULES:
            places[name].append(file)
    found([f"{name}: {', '.join(files)}" for name, files in places.items() if len(files) > 1])


def test_no_public_class_has_the_name_of_another():
    places = defaultdict(list)
    for file in FILES:
        for node in public(file):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(file)
    found([f"{name}: {', '.join(files)}" for name, files in places.items() if len(files) > 1])


def parts(name: str) -> set[str]:
    """The words of a name in snake_case or CamelCase, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}


def test_names_hold_no_word_that_explains_nothing():
    modules = [file for file in FILES if parts(file.split("/")[-1].removesuffix(".py")) & UNCLEAR]
    names = [
        f"{file}:{node.lineno} {node.name}"
        for file in FILES
        for node in public(file)
        if parts(node.name) & UNCLEAR or "read_back" in node.name
    ]
    found(modules + names)


def test_docstrings_begin_with_a_deed_or_a_thing():
    """Not with a question word: "Parse …", "The dates of …", never "What …" or "Whether …"."""
    found(
        [
            f"{file}:{getattr(node, 'lineno', 1)} {text.splitlines()[0]}"
            for file, tree in FILES.items()
            for node in (tree, *definitions(tree))
            if (text := ast.get_docstring(node)) and text.split()[0].rstrip(",:") in ASKING
        ]
    )


def errors() -> set[str]:
    """The names of our errors: every class that comes of ``Exception``, by way of ours."""
    bases = {
        node.name: {ast.unparse(base) for base in node.bases}
        for tree in FILES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    known = {"ReadbackError"}
    while more := {name for name, of in bases.items() if of & known} - known:
        known |= more
    return known


def raised(node: ast.AST) -> set[str]:
    """The names of the classes that a function raises by itself."""
    return {
        ast.unparse(one.exc.func if isinstance(one.exc, ast.Call) else one.exc).split(".")[-1]
        for one in ast.walk(node)
        if isinstance(one, ast.Raise) and one.exc is not None
    }


def test_a_public_function_says_which_of_our_errors_it_raises():
    ours = errors()
    found(
        [
            f"{file}:{node.lineno} {node.name} raises {name}"
            for file in FILES
            for node in public(file)
            if not isinstance(node, ast.ClassDef)
            for name in sorted(raised(node) & ours)
            if name not in (ast.get_docstring(node) or "")
        ]
    )


def test_fractions_stand_in_weights():
    """A chosen number lives in the ``weights.py`` of its room, with its unit and how it was chosen."""
    found(
        [
            f"{file}:{node.lineno} {node.value}"
            for file, tree in FILES.items()
            if not file.endswith("/weights.py")
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, float)
            if node.value not in PLAIN_FLOATS
        ]
    )
