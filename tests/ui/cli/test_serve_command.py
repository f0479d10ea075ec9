"""``readback serve`` as a process: who is let in over real connections, and what it refuses to start with."""

import base64
import json
import os
import pty
import re
import signal
import socket
import ssl
import stat
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.client import HTTPSConnection
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from support.certificates import self_signed
from support.paths import ROOT

from rag import Readback
from ui.http.security import passwords
from ui.http.uploads import WHOLE_MEGABYTES

SECRET = "seven grey herons"
SERVE = [sys.executable, "-m", "ui.cli", "serve", "--port", "0"]
pytestmark = pytest.mark.enable_socket


@contextmanager
def serving(library, *arguments, **environment):
    """A server's address, and the process."""
    process = subprocess.Popen(
        [*SERVE, "--library", str(library), *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env={**os.environ, **environment},
    )  # fmt: skip
    try:
        line = process.stdout.readline()
        found = re.search(r"https?://127\.0\.0\.1:\d+", line)
        assert found, f"it did not serve: {line} {process.stderr.read()}"
        yield found.group(), process, line
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """An empty library's folder."""
    folder = tmp_path_factory.mktemp("served") / "library"
    Readback(library=folder, owner=False).close()
    return folder


def get(url, context=None, **headers):
    """Status and headers of an answer."""
    try:
        with urlopen(Request(url, headers=headers), timeout=30, context=context) as reply:
            return reply.status, reply.headers
    except HTTPError as error:
        return error.code, error.headers


def bearer(password=SECRET):
    return {"Authorization": f"Bearer {password}"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--host", "0.0.0.0"], "--auth USER:PASSWORD"),
        (["--host", "192.0.2.7", "--json"], "without authentication"),
        (["--host", "", "--json"], "without authentication"),
        (["--auth", "jonas:short"], "8 to 1024"),
        (["--auth", ":long enough"], "names no user"),
        (["--auth", "jonas"], "no password is kept for this user"),
        (["--certificate", "pyproject.toml"], "go together"),
        (["--auth", "jonas:long enough", "--key", "nowhere.pem"], "does not exist"),
        (["--certificate", "pyproject.toml", "--key", "pyproject.toml"], "cannot be used"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_it_does_not_start(tmp_path, arguments, says):
    done = subprocess.run(
        [*SERVE, "--library", str(tmp_path / "new"), *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=60, check=False,
        cwd=ROOT,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert "short" not in done.stderr.replace("too short", "")


def test_serving_wide_it_warns_locks_and_answers_to_any_name(empty):
    with serving(empty, "--host", "0.0.0.0", "--auth", f"jonas:{SECRET}") as (url, process, line):
        assert "whoever has the password" in line
        assert "other addresses" in line
        status, headers = get(f"{url}/api/health")
        assert status == 401
        assert headers["server"] is None
        assert get(f"{url}/api/health", Host="reading-room:7860")[0] == 401
        assert get(f"{url}/api/health", Host="reading-room:7860", **bearer())[0] == 200
        assert get(f"{url}/", Accept="text/html", Host="reading-room:7860")[0] == 200  # the log-in page
        elsewhere = {"Origin": "http://evil.example", **bearer()}
        assert get(f"{url}/api/health", **elsewhere)[0] == 403
        process.send_signal(signal.SIGINT)
        warning, opening, *_ = process.stderr.read().splitlines()
        assert "unencrypted" in warning
        assert opening.startswith("Opening ")  # printed before what takes time
    assert stat.S_IMODE((empty / "auth.json").stat().st_mode) == 0o600
    assert SECRET not in (empty / "auth.json").read_text()


def test_the_password_kept_serves_the_next_time_and_the_variable_names_one(empty):
    passwords.keep(empty, "jonas", SECRET)
    pair = base64.b64encode(f"jonas:{SECRET}".encode()).decode()
    with serving(empty, "--auth", "jonas") as (url, _, line):
        assert "this machine only, with the password" in line
        assert get(f"{url}/api/health", Authorization=f"Basic {pair}")[0] == 200
    with serving(empty, READBACK_AUTH="mira:eight grey herons") as (url, _, _):
        assert get(f"{url}/api/health", **bearer("eight grey herons"))[0] == 200
        assert get(f"{url}/api/health", **bearer())[0] == 401  # another user's


def test_headers_of_a_proxy_do_not_hide_who_guesses(empty):
    with serving(empty, "--auth", f"jonas:{SECRET}", FORWARDED_ALLOW_IPS="*") as (url, _, _):
        seen = [
            get(f"{url}/api/health", **bearer("guess"), **{"X-Forwarded-For": f"192.0.2.{number}"})[0]
            for number in range(6)
        ]
        assert seen == [401] * 5 + [429]
        status, headers = get(f"{url}/api/health", **bearer(), **{"X-Forwarded-Proto": "https"})
        assert status == 429
        assert int(headers["retry-after"]) >= 1
        assert headers["strict-transport-security"] is None


def test_guessing_in_parallel_gains_nothing_and_the_password_may_come_in_parallel(empty):
    def all_at_once(url, password, times):
        seen = []
        threads = [
            threading.Thread(target=lambda: seen.append(get(f"{url}/api/health", **bearer(password))[0]))
            for _ in range(times)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return seen

    with serving(empty, "--auth", f"jonas:{SECRET}") as (url, _, _):
        assert all_at_once(url, SECRET, 20) == [200] * 20
        seen = all_at_once(url, "guess", 20)
        assert sorted(seen) == [401] * 5 + [429] * 15


def test_it_takes_a_new_password_at_a_terminal(tmp_path):
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*SERVE, "--auth", "jonas", "--library", tmp_path / "new"],
        stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        said = b""
        for _ in range(2):
            while not said.rstrip().endswith(b":"):
                said += os.read(ours, 1024)
            os.write(ours, SECRET.encode() + b"\n")
            said += b"|"
        assert b"Serving" in process.stdout.readline()
        assert SECRET.encode() not in said
    finally:
        process.kill()
        process.communicate()
        os.close(ours)
    assert passwords.kept(tmp_path / "new", "jonas").opens("jonas", SECRET)


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    """A certificate for 127.0.0.1 signed by its own key, and the key, without a password and with one."""
    return self_signed(tmp_path_factory.mktemp("tls"))


def test_with_a_certificate_it_serves_encrypted(empty, tls):
    files = ("--certificate", tls / "certificate.pem", "--key", tls / "key.pem")
    with serving(empty, "--host", "0.0.0.0", "--auth", f"jonas:{SECRET}", *files) as (url, process, _):
        assert url.startswith("https://")
        trusting = ssl.create_default_context(cafile=tls / "certificate.pem")
        assert get(f"{url}/api/health", trusting, **bearer())[0] == 200
        _, headers = get(f"{url}/login", trusting, Host="reading-room")
        assert "max-age" in headers["strict-transport-security"]
        connection = HTTPSConnection(url.removeprefix("https://"), context=trusting, timeout=30)
        fields = urlencode({"user": "jonas", "password": SECRET})
        form = {"Origin": url, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/login", fields, form)
        cookie = connection.getresponse().headers["set-cookie"]
        connection.close()
        assert cookie.startswith("__Host-readback-")
        assert "; Secure" in cookie
        process.send_signal(signal.SIGINT)
        assert "unencrypted" not in process.stderr.read()


def test_a_key_with_a_password_is_refused_without_asking(empty, tls):
    done = subprocess.run(
        [*SERVE, "--library", empty, "--certificate", tls / "certificate.pem", "--key", tls / "locked.pem"],
        stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "need no password" in done.stderr
    assert done.stderr.count("\n") == 1


def send(url, head, body=b""):
    """The answer to a request written by hand; only what comes before its body ends."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 30) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
        return connection.makefile("rb").readline().decode()


def test_what_is_too_large_is_refused_before_it_is_sent(empty):
    with serving(empty) as (url, _, _):
        head = f"POST %s HTTP/1.1\nHost: {url[7:]}\nContent-Type: %s\nContent-Length: %d"
        upload = "multipart/form-data; boundary=x"
        huge = WHOLE_MEGABYTES * 1_000_000 + 2_000_000
        assert " 413 " in send(url, head % ("/api/ask", "application/json", 20_000_001))
        assert " 413 " in send(url, head % ("/v1/chat/completions", "application/json", 10**12))
        assert " 413 " in send(url, head % ("/gradio_api/queue/join", "application/json", 10**12))
        assert " 413 " in send(url, head % ("/api/documents", upload, huge))
        assert get(f"{url}/api/health")[0] == 200


def test_further_libraries_lie_where_it_is_said_and_nowhere_behind_a_lock(empty, tmp_path):
    shelf = tmp_path / "shelf"
    third = tmp_path / "data" / "readback-libraries" / "Third"
    for folder in (shelf / "Second", third):
        folder.mkdir(parents=True)
        (folder / "readback.toml").touch()  # what makes a folder a library, be it an empty one
    home = {"XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)}
    with serving(empty, "--json", READBACK_SHELF=str(shelf), **home) as (url, _, line):
        assert json.loads(line) == {"url": url}
        assert get(f"{url}/api/health?library=Second")[0] == 200
        assert get(f"{url}/api/health?library=Third")[0] == 404
    if sys.platform == "linux":
        with serving(empty, **home) as (url, _, _):
            assert get(f"{url}/api/health?library=Third")[0] == 200
    with serving(empty, "--auth", f"jonas:{SECRET}", **home) as (url, _, _):
        assert get(f"{url}/api/health?library=Third", **bearer())[0] == 404
