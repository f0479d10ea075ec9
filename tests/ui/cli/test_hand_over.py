"""Commands on a library that a server has open: the server does the work, and they show it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from ui.http.order_wire import OpenServer

WORDS = "The weir at Lunn was rebuilt in 1968 for 40,000 crowns.\n"


@pytest.fixture(scope="module")
def served(built, tmp_path_factory):
    """A library with the process that serves it, behind a password."""
    library = Path(shutil.copytree(built, tmp_path_factory.mktemp("served") / "library"))
    command = ["serve", "--library", str(library), "--port", "0", "--auth", "ann:lunn-weir-1968", "--json"]
    with subprocess.Popen(
        [sys.executable, "-m", "ui.cli", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            url = json.loads(server.stdout.readline())["url"]
            search = urllib.request.Request(f"{url}/api/search?query=oven")
            search.add_header("Authorization", "Bearer lunn-weir-1968")
            urllib.request.urlopen(search, timeout=60).close()  # from now on it has the right to write
            yield library, server, url
        finally:
            server.terminate()
            server.communicate(timeout=60)
    assert OpenServer.of(library) is None


def test_the_server_adds_syncs_corrects_and_removes(served, cli, as_json, tmp_path):
    library, _, _ = served
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "weir.txt").write_text(WORDS)
    (folder / "blank.txt").write_text(" ")
    done = cli("add", folder, "papers/none.txt", "--library", library)
    assert (done.exit_code, done.stdout) == (1, f"1 added, in {library}\n")
    assert f"{folder / 'blank.txt'}: the file is empty" in done.stderr
    assert "papers/none.txt: no such file" in done.stderr
    (folder / "weir.txt").rename(folder / "lunn.txt")
    (folder / "blank.txt").unlink()
    assert cli("sync", "papers", "--library", library).stdout.startswith("moved: weir.txt -> lunn.txt\n")
    assert as_json("set", "lunn.txt", "--title", "A weir", "--library", library)["title"] == "A weir"
    failed = cli("set", "lunn.txt", "--published", "soon", "--library", library)
    assert (failed.exit_code, failed.stderr.count("\n")) == (2, 1)
    removed = as_json("remove", "lunn.txt", "nobody.txt", "--library", library, exit_code=1)
    assert (len(removed["removed"]), removed["failed"][0]["document"]) == (1, "nobody.txt")


def test_whoever_does_not_know_the_secret_is_refused(served):
    library, _, url = served
    order = json.dumps({"verb": "remove", "refs": ["bakery.txt"]}).encode()
    for headers in ({}, {"X-Readback-User": "guess"}, {"Authorization": "Bearer lunn-weir-1968"}):
        request = urllib.request.Request(
            f"{url}/api/orders", order, {"Content-Type": "application/json", **headers}
        )
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(request, timeout=60)
    if os.name == "posix":
        assert (library / "writer.json").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.name != "posix", reason="no process is halted elsewhere")
def test_a_server_that_does_not_answer_is_named_in_one_line(served, cli, monkeypatch):
    library, server, url = served
    monkeypatch.setattr("ui.cli.hand_over.ANSWER_WAIT", 0.5)
    server.send_signal(signal.SIGSTOP)
    try:
        done = cli("remove", "bakery.txt", "--library", library)
    finally:
        server.send_signal(signal.SIGCONT)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert (
        f"the server at {url} (process {server.pid}) has this library open, but does not answer"
        in done.stderr
    )


def test_what_a_killed_server_left_behind_is_nobody(cli, library):
    about = {"process": 1, "command": "serve", "since": "10:00:00", "url": "http://127.0.0.1:9"}
    more = {"secret": "x", "library": "", "certificate": ""}
    (library / "writer.json").write_text(json.dumps({**about, **more}))
    assert cli("remove", "bakery.txt", "--library", library).exit_code == 0
