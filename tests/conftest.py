"""What tests share: a cache for the embedder's graph, papers, a library of them, and the command line."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings
from support.helpers import PAPERS
from support.helpers import library as library_at
from support.paths import ROOT
from support.shared_servers import BUCKET, S3, Chroma, Postgres, Server, running, s3_variables

from index.library import Library
from index.store.shared.shared_places import SharedPlaces

if TYPE_CHECKING:
    from index.store.queue.job_queue import JobQueue

settings.register_profile("untimed", deadline=None)  # how long an example takes says how busy the machine is
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def _environment() -> None:
    """No setting of whoever runs the tests gets in, and the embedder's graph is built once."""
    for name in list(os.environ):
        if name.startswith(("READBACK_", "OPENAI_")) and name != "READBACK_CACHE":
            del os.environ[name]
    os.environ.setdefault("READBACK_CACHE", str(ROOT / ".cache"))
    os.environ["READBACK_READER"] = "off"  # tests of the engine alone; those of the reader name it
    os.environ["PYTHONPATH"] = str(ROOT)  # for processes of their own
    os.environ["COLUMNS"] = "80"
    os.environ.pop("NO_COLOR", None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A Postgres for this session; its libraries are told apart by their names."""
    with running(Postgres) as server:
        yield server


@pytest.fixture(scope="session")
def chroma() -> Iterator[Server]:
    """A Chroma server for this session."""
    with running(Chroma) as server:
        yield server


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3]:
    """An S3 store for this session."""
    with running(S3) as server:
        yield server


@pytest.fixture
def s3(s3_server: S3, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a folder in the S3 store that no other test has."""
    for name, value in s3_variables(s3_server).items():
        monkeypatch.setenv(name, value)
    return f"s3://{BUCKET}/{uuid4().hex[:12]}"


@pytest.fixture
def places(postgres: Server, chroma: Server, tmp_path: Path) -> SharedPlaces:
    """The addresses of shared stores, with a folder of files for one test."""
    return SharedPlaces(postgres.address, chroma.address, files=str(tmp_path / "kept"))


@pytest.fixture
def own_places(places: SharedPlaces) -> SharedPlaces:
    """``places`` with a database of this test's, whose queue no other test sees."""
    from support.workers import own_database

    return own_database(places)


@pytest.fixture
def queue(own_places: SharedPlaces) -> Iterator["JobQueue"]:
    """The queue at ``own_places``."""
    from index.store.queue.job_queue import JobQueue

    with closing(JobQueue(own_places)) as made:
        yield made


@pytest.fixture
def shared_folder(tmp_path: Path) -> Path:
    """The folder of a shared library whose name no other test has."""
    return tmp_path / f"lib-{uuid4().hex[:12]}"


@pytest.fixture(params=["folder", "servers"])
def lib(request: pytest.FixtureRequest, tmp_path: Path, shared_folder: Path) -> Iterator[Library]:
    """An empty library, in a folder and on servers."""
    if request.param == "folder":
        made = library_at(tmp_path / "lib")
    else:
        made = library_at(shared_folder, shared=request.getfixturevalue("places"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a few short documents; two of them are the same text."""
    folder = tmp_path_factory.mktemp("papers")
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of ``papers``, not to be changed."""
    from rag import Readback

    folder = tmp_path_factory.mktemp("built") / "library"
    with Readback(folder, owner=False) as readback:
        assert not readback.add([papers]).failed
    return folder


@pytest.fixture
def library(built: Path, tmp_path: Path) -> Path:
    """A library of its own for one test, with ``papers`` in it."""
    return Path(shutil.copytree(built, tmp_path / "library"))


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command line in this process."""
    from ui.cli.main import readback
    from ui.terminal import console

    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, **environment: str) -> Result:
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            console.console.cache_clear()  # which knows the width of the last run
            result = CliRunner().invoke(readback, [str(argument) for argument in arguments])
        assert "--debug" in arguments or "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def as_json(cli: Callable[..., Result]) -> Callable[..., dict]:
    """Runs a command with --json and gives its one object."""

    def run(*arguments: object, exit_code: int = 0) -> dict:
        result = cli(*arguments, "--json")
        assert result.exit_code == exit_code, result.output
        assert result.stdout.count("\n") == 1
        return json.loads(result.stdout)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a command line in a process of its own."""

    def run(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "ui.cli", *map(str, arguments)],
            capture_output=True, encoding="utf-8", cwd=tmp_path, timeout=120,
            env={**os.environ, **more}, check=False,
        )  # fmt: skip
        assert "--debug" in arguments or "Traceback" not in done.stdout + done.stderr
        return done

    return run
