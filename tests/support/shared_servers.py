"""A real Postgres and a real Chroma server on ports of 127.0.0.1, which can be killed and started again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.request import Request, urlopen

from support.waiting import until

PASSWORD = "sesame-7Qx"
BUCKET = "press"
_NOBODY = 65534
# Postgres does not run as root, who runs the tests in many containers.
NOBODY = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
_DEBIAN = Path("/usr/lib/postgresql")
_QUICK = ("fsync=off", "full_page_writes=off", "unix_socket_directories=", "listen_addresses=127.0.0.1")
_CHROMA = "import sys; from chromadb.cli.cli import app; sys.argv[0] = 'chroma'; sys.exit(app())"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Server:
    """A process in the folder ``place`` that listens on ``port``."""

    without_root = False

    def __init__(self, place: Path) -> None:
        self.place, self.port = place, free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def start(self) -> None:
        with (self.place / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command(), stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.place,
                **(NOBODY if self.without_root else {}),
            )  # fmt: skip
        until(self.ready)

    def ready(self) -> bool:
        return self.runs() and answers(self.port)

    def runs(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, (self.place / "log").read_text()
        return True

    def kill(self) -> None:
        """End it at once, as a machine that loses its power does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None


class Postgres(Server):
    """Postgres with one empty database."""

    without_root = True

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.programs = programs(place)
        (place / "password").write_text(PASSWORD)
        initdb = [self.programs / "initdb", "-D", place / "data", "-U", "postgres", "-N", "-E", "UTF8"]
        initdb += ["--locale=C", "-A", "scram-sha-256", "--pwfile", place / "password"]
        subprocess.run(initdb, check=True, capture_output=True, cwd=place, **NOBODY)
        self.address = f"postgresql://postgres:{PASSWORD}@127.0.0.1:{self.port}/postgres"

    def command(self) -> list[str]:
        options = [word for option in _QUICK for word in ("-c", option)]
        return [
            str(self.programs / "postgres"),
            "-D",
            str(self.place / "data"),
            "-p",
            str(self.port),
            *options,
        ]

    def ready(self) -> bool:
        import psycopg

        self.runs()
        try:
            psycopg.connect(self.address, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        super().kill()
        until(lambda: not answers(self.port))
        (self.place / "data" / "postmaster.pid").unlink(missing_ok=True)


class Chroma(Server):
    """A Chroma server."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        run = ["run", "--path", str(self.place / "data"), "--host", "127.0.0.1", "--port", str(self.port)]
        return [sys.executable, "-c", _CHROMA, *run]


class S3(Server):
    """A server of S3's protocol, which keeps what it gets in memory, with one empty bucket."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        return [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", str(self.port)]

    def start(self) -> None:
        super().start()
        self.ask("PUT", BUCKET)

    def ask(self, method: str, path: str, body: bytes | None = None) -> None:
        """Send one request."""
        headers = {"Host": "127.0.0.1", "Content-Type": "text/plain"}
        urlopen(Request(f"{self.address}/{path}", body, headers, method=method)).close()


def s3_variables(server: S3) -> dict[str, str]:
    """The environment in which the store's clients ask ``server``, with keys."""
    keys = {"AWS_ACCESS_KEY_ID": "reporter", "AWS_SECRET_ACCESS_KEY": PASSWORD}
    return {**keys, "AWS_ENDPOINT_URL": server.address, "AWS_DEFAULT_REGION": "us-east-1"}


def programs(place: Path) -> Path:
    """The folder of Postgres' programs: those of a wheel, where nobody may run them; else the system's."""
    if (spec := find_spec("pgserver")) and spec.submodule_search_locations:
        package, copy = Path(spec.submodule_search_locations[0]), place / "wheel"
        shutil.copytree(package / "pginstall", copy / "pgserver" / "pginstall", symlinks=True)
        shutil.copytree(package.parent / "pgserver.libs", copy / "pgserver.libs")
        return copy / "pgserver" / "pginstall" / "bin"
    found = sorted(_DEBIAN.glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    assert initdb, "there is no Postgres: `make test` installs one, or on Debian: apt-get install postgresql"
    return Path(initdb).parent


@contextmanager
def running(kind: type[Server]) -> Iterator[Server]:
    """A server in a folder of its own, until the block ends."""
    place = Path(tempfile.mkdtemp(prefix="readback-server-"))
    place.chmod(0o755)
    if os.geteuid() == 0:
        os.chown(place, _NOBODY, _NOBODY)
    server = kind(place)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(place, ignore_errors=True)
