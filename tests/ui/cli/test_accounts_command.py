"""People and teams on the command line: added, changed, listed; a file is private, and never half written."""

import json
import os
import re
import stat
import subprocess
import sys

import httpx
import pytest
from support.paths import ROOT

from ui.http.teams import accounts_file

PASSWORD = "seven grey herons"


@pytest.fixture
def accounts(cli, tmp_path, monkeypatch):
    """Runs ``readback accounts …`` on a file, with a password on standard input."""
    monkeypatch.setenv("READBACK_ACCOUNTS", str(tmp_path / "accounts.json"))

    def run(*arguments, code=0):
        result = cli("accounts", *arguments)
        assert result.exit_code == code, result.output
        return result.output

    return run


def test_people_and_teams_are_made_changed_and_listed(accounts, tmp_path):
    file = tmp_path / "accounts.json"
    assert "owner in news; no password" in accounts("add", "ana", "--no-password", "--team", "news:owner")
    accounts("add", "ben@example.org", "--no-password")
    assert "the library that is served, Harbour" in accounts("team", "news", "--add", ".", "--add", "Harbour")
    accounts("set", "ben@example.org", "--team", "news:reader", "--team", "sport:editor")
    listed = json.loads(accounts("list", "--json"))
    assert listed["people"][1] == {
        "name": "ben@example.org", "password": False, "teams": {"news": "reader", "sport": "editor"},
    }  # fmt: skip
    assert listed["teams"][0] == {
        "name": "news", "libraries": [".", "Harbour"],
        "members": {"ana": "owner", "ben@example.org": "reader"},
    }  # fmt: skip
    accounts("set", "ben@example.org", "--leave", "sport")
    accounts("team", "news", "--drop", "Harbour")
    accounts("team", "sport", "--remove")
    assert accounts("list").splitlines() == [
        "ana: owner in news; no password, logs in at a proxy",
        "ben@example.org: reader in news; no password, logs in at a proxy",
        "team news: the library that is served",
    ]
    accounts("remove", "ana")
    assert accounts_file.read(file).teams["news"].members == {"ben@example.org": "reader"}
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["add", "ana", "--no-password"], "already"), (["add", "ANA", "--no-password"], "capitals"),
        (["add", "a:b", "--no-password"], "no colon"), (["add", "ben", "--team", "news"], "TEAM:ROLE"),
        (["add", "ben", "--team", "news:boss"], "reader, editor, owner"), (["add", "ben"], "no password"),
        (["set", "ben", "--team", "news:reader"], "no person"), (["set", "ana"], "nothing to change"),
        (["set", "ana", "--leave", "news"], "no team"), (["remove", "ben"], "no person"),
        (["team", "a/b"], "no slash"), (["team", "news", "--add", "../x"], "name has 1 to"),
        (["team", "news", "--remove"], "no team"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_changes_nothing(accounts, tmp_path, arguments, why):
    accounts("add", "ana", "--no-password")
    before = (tmp_path / "accounts.json").read_bytes()
    assert why in accounts(*arguments, code=2)
    assert (tmp_path / "accounts.json").read_bytes() == before


def test_a_broken_file_is_named_by_doctor_and_not_written_over(accounts, cli, tmp_path):
    file = tmp_path / "accounts.json"
    for broken, why in (
        (b"{", "Expecting"), (b"[]", "no object"), (b'{"peple": {}}', "'peple'"),
        (b'{"people": {"a": {"password": {"salt": "x"}}}}', "no hash"),
        (b'{"people": {"a": {}, "a": {}}}', "stands there twice"),
        (b'{"people": {"a": {}, "A": {}}}', "capitals"),
        (b'{"teams": {"t": {"members": {"x": "owner"}}}}', "'x'"),
        (b'{"people": {"a": {}}, "teams": {"t": {"members": {"a": "boss"}}}}', "'boss'"),
        (b'{"teams": {"t": {"libraries": "all"}}}', "no list"), (b"\xff", "utf-8"), (b"[" * 100_000, "deep"),
    ):  # fmt: skip
        file.write_bytes(broken)
        assert why in accounts("add", "ana", "--no-password", code=2)
        assert file.read_bytes() == broken
        found = cli("doctor", "--json", "--accounts", file)
        check = next(one for one in json.loads(found.stdout)["checks"] if one["name"] == "accounts")
        assert not check["ok"]
        assert why in check["detail"]
        break_serve = cli("serve", "--accounts", file, "--port", "0")
        assert break_serve.exit_code == 2
        assert why in break_serve.output


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--trust-header", "X-A", "--trusted-proxy", "127.0.0.1"], "needs --accounts"),
        (["--accounts", "a.json", "--auth", "ana:long enough"], "exclude each other"),
        (["--accounts", "a.json", "--trusted-proxy", "127.0.0.1"], "go with --trust-header"),
        (["--accounts", "a.json", "--trust-header", "X-A"], "needs --trusted-proxy"),
        (["--accounts", "a.json", "--trust-header", "X-A", "--trusted-proxy", "::1", "--public-host", "a:80"],
         "the host alone"),
        (["--accounts", "none.json"], "cannot be read"), (["--host", "0.0.0.0"], "--accounts FILE"),
    ],
)  # fmt: skip
def test_options_of_serve_that_do_not_fit_are_refused(cli, tmp_path, arguments, why):
    (tmp_path / "a.json").write_text("{}")
    result = cli("serve", *arguments)
    assert result.exit_code == 2
    assert why in result.output


def test_a_server_by_the_command_line_serves_people_and_counts_changes_at_once(built, tmp_path):
    environment = {**os.environ, "READBACK_ACCOUNTS": str(tmp_path / "accounts.json")}
    command = [sys.executable, "-m", "ui.cli"]

    def run(*arguments, typed=""):
        done = subprocess.run(
            [*command, "accounts", *arguments], cwd=ROOT, env=environment, input=typed, text=True,
            capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    run("add", "ana", "--team", "news:owner", typed=f"{PASSWORD}\n")
    assert PASSWORD not in (tmp_path / "accounts.json").read_text()
    run("team", "news", "--add", ".")
    process = subprocess.Popen(
        [*command, "serve", "--port", "0", "--library", str(built), "--shelf", str(tmp_path / "shelf")],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        line = process.stdout.readline()
        assert "to this machine only, to whoever has an account" in line
        url = re.search(r"http://\S+:\d+", line).group()
        assert httpx.get(f"{url}/api/documents").status_code == 401
        assert httpx.get(f"{url}/api/documents", auth=("ana", PASSWORD), timeout=60).status_code == 200
        run("set", "ana", "--leave", "news")
        assert httpx.get(f"{url}/api/documents", auth=("ana", PASSWORD), timeout=60).status_code == 404
        run("remove", "ana")
        assert httpx.get(f"{url}/api/documents", auth=("ana", PASSWORD), timeout=60).status_code == 401
    finally:
        process.terminate()
        process.wait(20)
