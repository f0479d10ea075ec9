"""The command as a process: speed, encoding, signals, pipes, and serving."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager

import pytest
from support.paths import ROOT

HEAVY = ("rag", "index", "rich", "numpy", "chromadb", "llama_index", "gradio", "onnxruntime", "uvicorn")


def start(*arguments, cwd, **more):
    return subprocess.Popen(
        [sys.executable, "-m", "ui.cli", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", cwd=cwd, env={**os.environ, **more},
    )  # fmt: skip


def loaded(command):
    """Which heavy libraries a command line loads."""
    code = (
        "import sys\nfrom ui.cli.main import readback\n"
        f"try: readback.main({command!r})\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stderr.splitlines()[-1].replace("'", '"'))


def test_help_loads_nothing_heavy():
    assert loaded(["--help"]) == []
    assert loaded(["ask", "--help"]) == []


def test_asking_loads_neither_chroma_nor_llamaindex(library):
    names = loaded(["ask", "Who built the lighthouse?", "--json", "--library", str(library)])
    assert not {"chromadb", "llama_index", "gradio"} & set(names)


def test_the_console_script_is_this_door():
    import tomllib

    assert (
        tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]["readback"]
        == "ui.cli.main:main"
    )


def test_no_arguments_show_the_help_and_exit_2(process):
    done = process()
    assert (done.returncode, done.stdout) == (2, "")
    assert "Commands:" in done.stderr
    assert re.match(r"readback\b", process("--version").stdout)


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_output_is_utf_8_whatever_the_locale(process, library, form):
    plain = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    title = "Größe — „Brot“ 文"
    assert (
        process("set", "bakery.txt", "--title", title, "--library", library, *form, **plain).returncode == 0
    )
    assert title in process("list", "--library", library, *form, **plain, COLUMNS="150").stdout


def test_json_is_all_there_is_on_standard_output(process, library, tmp_path):
    for command in (
        ["add", tmp_path / "none.txt"],
        ["list"],
        ["search", "bread"],
        ["ask", "Who is Odile Brandt?"],
    ):
        done = process(*command, "--json", "--library", library)
        assert isinstance(json.loads(done.stdout), dict), command
        assert done.stderr.count("\n") == (1 if command[0] == "add" else 0), done.stderr


def test_a_reader_that_goes_away_is_no_error(library):
    command = f"'{sys.executable}' -m ui.cli text harbour.md --library '{library}'; echo $? >&2"
    done = subprocess.run(["bash", "-c", f"({command}) | true"], capture_output=True, text=True, check=True)
    assert done.stderr.strip() in ("141", "0")
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", "list", "--json", "--library", str(library)],
        stdout=theirs, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(theirs)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110
def test_a_full_disk_is_one_line(library):
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "ui.cli", "text", "harbour.md", "--library", str(library)],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "No space left" in done.stderr


def test_ctrl_c_while_adding_is_one_line_and_loses_nothing(cli, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(90):
        sentences = " ".join(f"Heron {number} caught fish number {i} in pond {i % 7}." for i in range(120))
        (folder / f"{number:02}.txt").write_text(sentences)
    adding = start("add", folder, "--library", "lib", cwd=tmp_path)
    while adding.poll() is None and len(_listed(cli)) < 2:
        time.sleep(0.05)
    assert adding.poll() is None, "too fast to interrupt"
    adding.send_signal(signal.SIGINT)
    out, errors = adding.communicate(timeout=60)
    assert (adding.returncode, out) == (130, "")
    assert errors.strip() == "readback: stopped"
    listed = _listed(cli)
    assert 2 <= len(listed) < 90
    # What was stored is found by its words; its vectors are made by the next `add`.
    assert {document["state"] for document in listed} <= {"ready", "indexing"}
    found = json.loads(cli("search", "heron in pond", "--json", "--library", "lib").stdout)
    assert "Heron" in found["hits"][0]["citation"]["quote"]


def _listed(cli):
    done = cli("list", "--json", "--library", "lib")
    return json.loads(done.stdout)["documents"] if done.exit_code == 0 else []


@contextmanager
def serving(*arguments, cwd):
    """A serving command, and the address it names."""
    process = start(*arguments, cwd=cwd)
    try:
        seen = []
        while line := process.stdout.readline():
            seen.append(line)
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                break
        else:
            pytest.fail(f"it did not serve: {seen} {process.stderr.read()}")
        yield process, found.group(), seen
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(20)


def get(url):
    with urllib.request.urlopen(url, timeout=30) as response:
        return response.read().decode()


@pytest.mark.enable_socket
def test_serve_names_its_address_and_the_port_it_took_instead(library, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serving("serve", "--library", library, "--port", port, cwd=tmp_path) as (process, url, seen):
            assert "this machine only" in seen[-1]
            assert not url.endswith(f":{port}")
            assert json.loads(get(f"{url}/api/health"))["documents"] == 4
            process.send_signal(signal.SIGINT)
            watchdog = threading.Timer(30, process.kill)
            watchdog.start()
            errors = process.stderr.read()
            watchdog.cancel()
            assert process.wait(30) == 0
            assert f"port {port} is taken" in errors
            assert "Traceback" not in errors


@pytest.mark.enable_socket
def test_demo_answers_from_a_library_of_its_own_and_serves_it(process, tmp_path, monkeypatch):
    monkeypatch.setenv("READBACK_LIBRARY", str(tmp_path / "mine"))
    first = process("demo", "--no-serve", "--json")
    assert (first.returncode, first.stderr) == (0, "")
    assert json.loads(first.stdout)["found"] is True
    assert not (tmp_path / "mine").exists()
    with sqlite3.connect(tmp_path / "mine-demo" / "catalog.sqlite3") as database:  # of an older one
        database.execute("UPDATE meta SET value = 'another' WHERE key = 'fingerprint'")
    database.close()
    with serving("demo", "--port", 0, cwd=tmp_path) as (_, url, seen):
        said = "".join(seen)
        assert json.loads(first.stdout)["question"] in said
        assert re.search(r"\[1\] .*characters", said.replace("\n    ", " "))
        assert json.loads(get(f"{url}/api/health"))["documents"] == 8
    assert (tmp_path / "mine-demo").is_dir()
