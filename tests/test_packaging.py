"""What is delivered: the wheel holds everything, and the locks say what pyproject.toml and the code say."""

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.paths import ROOT

ROOMS = ("index", "prompts", "rag", "ui")
TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(TEXT)
DECLARED = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
OPTIONAL = PROJECT["project"]["optional-dependencies"]
EXTRA = [Requirement(line) for lines in OPTIONAL.values() for line in lines]
GROUPS = {name: [Requirement(line) for line in lines] for name, lines in PROJECT["dependency-groups"].items()}
LOCKS = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in (
        "requirements.lock",
        "requirements-dev.lock",
        "requirements-model.lock",
        "requirements-shared.lock",
    )
}
RUN, DEV, MODEL, SHARED = LOCKS.values()


def pins(lock: str) -> dict[str, set[str]]:
    """The versions of each package: one for each range of Python versions or platforms."""
    found: dict[str, set[str]] = {}
    for line in lock.splitlines():
        if line and not line.startswith((" ", "#")):
            name, version = re.match(r"([\w.-]+)==([^\s;]+)", line).groups()
            found.setdefault(canonicalize_name(name), set()).add(version)
    return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    """The project's wheel, built from a copy with what is installed here."""
    source = tmp_path_factory.mktemp("wheel") / "source"
    ignored = shutil.ignore_patterns("__pycache__")
    for room in (*ROOMS, "tests"):
        shutil.copytree(ROOT / room, source / room, ignore=ignored)
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / file, source)
    build = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", build, str(source.parent)], cwd=source, check=True, capture_output=True
    )
    return zipfile.ZipFile(next(source.parent.glob("*.whl")))


def test_the_wheel_holds_every_file_of_the_rooms_and_no_other_package(wheel):
    wanted = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".orig", ".rej", ".swp")
    }
    there = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert there == wanted
    assert {
        "ui/web/static/app.css",
        "ui/web/static/js/main.js",
        "ui/sample/cableway-company-statement.pdf",
        *(f"{room}/py.typed" for room in ROOMS),
    } <= there


def test_the_wheel_names_the_command_the_licence_and_the_page(wheel):
    info = {
        name.split("/", 1)[1]: wheel.read(name).decode() for name in wheel.namelist() if ".dist-info/" in name
    }
    assert "readback = ui.cli.main:main" in info["entry_points.txt"]
    assert "Apache License" in info["licenses/LICENSE"]
    assert "Description-Content-Type: text/markdown" in info["METADATA"]


def test_every_dependency_says_what_it_is_for():
    lines = re.search(r"^dependencies = \[\n(.*?)^\]", TEXT, re.S | re.M)[1].splitlines()
    assert len(lines) == len(DECLARED)
    assert [line for line in lines if not re.search(r'",\s+# \S+', line)] == []
    assert lines == sorted(lines)


def imported() -> dict[str, str]:
    """The top-level names of the libraries that the code imports, each with a file that does."""
    found = {}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                found |= {name.split(".")[0]: path.relative_to(ROOT).as_posix() for name in names}
    return {name: file for name, file in found.items() if name not in {*sys.stdlib_module_names, *ROOMS}}


def test_what_is_imported_is_declared_and_what_is_declared_is_imported():
    owners = packages_distributions()
    owned = {name: {canonicalize_name(owner) for owner in owners.get(name, [name])} for name in imported()}
    declared = {canonicalize_name(requirement.name) for requirement in DECLARED + EXTRA}
    undeclared = {name: imported()[name] for name, packages in owned.items() if not packages & declared}
    assert undeclared == {}
    assert declared - set().union(*owned.values()) == set()


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (RUN, DECLARED + GROUPS["weights"]),
        (DEV, DECLARED + EXTRA + GROUPS["weights"] + GROUPS["dev"]),
        (MODEL, GROUPS["model"]),
        (SHARED, DECLARED + [Requirement(line) for line in OPTIONAL["shared"]] + GROUPS["weights"]),
    ],
    ids=LOCKS,
)
def test_a_lock_fits_pyproject(lock, wanted):
    locked = pins(lock)
    wrong = [
        str(requirement)
        for requirement in wanted
        if not (versions := locked.get(canonicalize_name(requirement.name)))
        or not all(requirement.specifier.contains(version) for version in versions)
    ]
    assert not wrong, f"not so in the lock (make lock): {wrong}"


def test_the_locks_for_use_and_for_tests_name_the_same_versions():
    dev, shared = pins(DEV), pins(SHARED)
    assert {name: dev.get(name) for name in pins(RUN)} == pins(RUN)
    assert {name: shared.get(name) for name in pins(RUN)} == pins(RUN)
    assert {name: dev.get(name) for name in shared} == shared


def test_the_lock_can_build_the_project():
    """`make install` builds it without a network: the build's requirements are locked, too."""
    for requirement in map(Requirement, PROJECT["build-system"]["requires"]):
        assert all(requirement.specifier.contains(version) for version in pins(RUN)[requirement.name])


@pytest.mark.parametrize("lock", LOCKS.values(), ids=LOCKS)
def test_a_lock_names_no_address_and_hashes_everything(lock):
    assert re.findall(r"https?://\S*|file:\S*|--(?:extra-)?index-url|--find-links", lock) == []
    entries = re.split(r"\n(?=[a-z0-9])", lock.strip())
    assert [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_of_the_scripts_checker_names_no_address_and_hashes_everything():
    lock = (ROOT / "tests/typescript/package-lock.json").read_text(encoding="utf-8")
    packages = {name: one for name, one in json.loads(lock)["packages"].items() if name}
    assert packages
    assert [name for name, one in packages.items() if not one.get("integrity")] == []
    assert re.findall(r"https?://\S*|file:\S*|resolved", lock) == []


@pytest.mark.parametrize("lock", LOCKS.values(), ids=LOCKS)
def test_a_lock_leaves_out_what_is_heavy_and_not_needed(lock):
    unwanted = {"torch", "sentence-transformers", "transformers", "kubernetes", "scipy", "tensorflow"}
    names = set(pins(lock))
    assert names & unwanted == set()
    assert [name for name in names if name.startswith("nvidia-")] == []


def test_the_changelog_opens_with_this_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (\S+)", changelog, re.M)[1] == PROJECT["project"]["version"]
