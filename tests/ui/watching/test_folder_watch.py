"""A watched folder: what happens in it is synced once it has come to rest, and each thing is named once."""

import json
import signal
import subprocess
import sys
import threading

import pytest

from index.errors import LibraryBusy
from index.results import Failure, Synced, SyncedFile
from ui.watching import folder_watch
from ui.watching.folder_watch import News
from ui.watching.weights import QUIET, WHOLE

LIMIT = 60  # seconds for something to happen


def result(**parts):
    empty = dict.fromkeys(("added", "changed", "moved", "gone", "removed", "failed"), ())
    return Synced(**{**empty, "unchanged": 0, **parts})


@pytest.mark.parametrize(
    ("looks", "moments"),
    [
        ([(0, set())], [None]),  # the first counts for all
        ([(0, set()), (1, {"a"}), (1 + QUIET, set())], [None, frozenset()]),
        ([(0, set()), (1, {"a"}), (2, {"a"}), (2.5, {"a"}), (4, set())], [None]),  # it still grows
        ([(0, set()), (1, {"a", "b"}), (1 + QUIET, {"b"})], [None, frozenset({"b"})]),
        ([(0, set()), (1, set()), (WHOLE, set())], [None, None]),
        ([(0, None), (60, None)], [None, None]),  # a drive that reports no changes
    ],
)
def test_a_file_is_synced_once_nothing_happens_to_it_any_more(looks, moments):
    clock = iter([at for at, _ in looks])
    changes = iter([changed for _, changed in looks])
    assert list(folder_watch._moments(changes, lambda: next(clock))) == moments


def test_each_thing_is_news_once():
    news = News()
    gone, bad = SyncedFile("/f/a.txt", "1"), Failure("/f/b.txt", "empty")
    assert news.fresh(result(gone=(gone,), failed=(bad,))).gone == (gone,)
    assert news.fresh(result(gone=(gone,), failed=(bad,))) is None
    added = news.fresh(result(gone=(gone,), failed=(bad,), added=(gone,)))
    assert (added.added, added.gone, added.failed) == ((gone,), (), ())
    assert isinstance(news.fresh(LibraryBusy("busy")), LibraryBusy)
    assert news.fresh(LibraryBusy("busy")) is None


def test_an_error_is_reported_and_it_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_watch, "AGAIN", 0)
    stop, heard = threading.Event(), []

    def sync(_busy):
        if len(heard) < 2:
            raise LibraryBusy("busy")
        stop.set()
        return result()

    folder_watch.watch(tmp_path, sync, heard.append, stop)
    assert [type(one) for one in heard] == [LibraryBusy, LibraryBusy, Synced]


def test_a_command_follows_a_folder_until_it_is_interrupted(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "crane.txt").write_text("The crane of Dunmar lifts 30 tonnes.\n")
    command = ["sync", "--watch", str(folder), "--library", str(tmp_path / "lib"), "--json"]
    with subprocess.Popen(
        [sys.executable, "-m", "ui.cli", *command],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        late = threading.Timer(LIMIT, process.kill)  # else a line that does not come is waited for
        late.start()
        try:
            first = json.loads(process.stdout.readline())
            assert process.stderr.readline().startswith("Watching ")
            (folder / "~$crane.docx").write_text("ann")
            (folder / "half.txt.part").write_text("The qu")
            (folder / "deep").mkdir()
            (folder / "crane.txt").rename(folder / "deep" / "hoist.txt")
            (folder / "quay.txt").write_text("The quay of Dunmar is 90 metres long.\n")
            second = json.loads(process.stdout.readline())
            (folder / "deep").rename(folder / "deeper")
            third = json.loads(process.stdout.readline())
            process.send_signal(signal.SIGINT)
            assert (process.wait(LIMIT), process.stdout.read()) == (0, "")
            assert process.stderr.read() == "Stopped.\n"
        finally:
            late.cancel()
            process.kill()
    id = first["added"][0]["document"]
    assert [one["path"] for one in second["added"]] == [str(folder / "quay.txt")]
    assert second["moved"] == [
        {"path": str(folder / "deep/hoist.txt"), "document": id, "old_path": str(folder / "crane.txt")}
    ]
    assert (second["failed"], second["gone"]) == ([], [])
    assert [one["path"] for one in third["moved"]] == [str(folder / "deeper/hoist.txt")]
