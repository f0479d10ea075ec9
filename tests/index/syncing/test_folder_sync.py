"""A library that follows a folder: nothing is lost that was corrected, and nothing removed unasked."""

import shutil
import zipfile
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import pytest
from support.helpers import library, readback, write
from support.stores import assert_files_agree, assert_stores_agree

from index.errors import FolderEmpty, ReadError, UsageError
from index.results import Failure
from index.syncing.folder_files import FolderFiles

TEXTS = {
    "kiln.txt": "The kiln at Brack Hill fires 600 tiles in one night.\n",
    "sluice.txt": "The sluice of Merrow was opened in 1911 by Dora Finch.\n",
    "tram.txt": "The tram to Osk leaves every 12 minutes from Corn Street.\n",
}


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "papers", TEXTS)
    return tmp_path / "papers"


@pytest.fixture
def synced(tmp_path, folder):
    """A library that has the folder."""
    with closing(library(tmp_path / "lib")) as held:
        held.sync(folder)
        yield held


@pytest.fixture(autouse=True)
def _stores_agree(tmp_path):
    yield
    if (tmp_path / "lib" / "files").exists():
        assert_stores_agree(tmp_path / "lib")
        assert_files_agree(tmp_path / "lib")


def ids(held):
    return {Path(one.path).name: one.id for one in held.documents()}


def test_a_renamed_file_keeps_its_id_and_what_was_corrected(synced, folder):
    before = ids(synced)
    synced.set("sluice.txt", title="The Merrow sluice", outlet="Osk Courier", published="2024-05-06")
    version = synced.version()
    (folder / "archive").mkdir()
    (folder / "sluice.txt").rename(folder / "archive" / "merrow.txt")
    done = synced.sync(folder)
    assert [(Path(one.old_path).name, one.document) for one in done.moved] == [
        ("sluice.txt", before["sluice.txt"])
    ]
    assert (done.added, done.gone, done.unchanged) == ((), (), 2)
    document = synced.document("merrow.txt")
    assert (document.id, document.title, document.outlet, document.published) == (
        before["sluice.txt"], "The Merrow sluice", "Osk Courier", "2024-05-06",
    )  # fmt: skip
    assert synced.version() != version  # pages show the new name
    assert synced.sync(folder).unchanged == 3


def test_a_briefing_that_cites_a_moved_document_still_holds(tmp_path, folder):
    with readback(tmp_path / "lib") as held:
        held.sync(folder)
        kept = held.briefings.keep(held.brief())
        (folder / "kiln.txt").rename(folder / "tiles.txt")
        held.sync(folder)
        assert {one.state for one in held.verify(held.briefings.read(kept).saved).citations} == {"holds"}


def test_a_file_is_in_its_old_place_again_under_an_id_of_its_own(synced, folder):
    before = ids(synced)["kiln.txt"]
    for name in ("first", "second"):  # its id is made of content and name, then of its place
        (folder / "kiln.txt").rename(folder / f"{name}.txt")
        synced.sync(folder)
        write(folder, {"kiln.txt": TEXTS["kiln.txt"]})
        assert len(synced.sync(folder).added) == 1
    assert ids(synced)["first.txt"] == before
    assert len(set(ids(synced).values())) == 5


def test_what_is_gone_stays_until_it_is_to_be_removed(synced, folder):
    id = ids(synced)["tram.txt"]
    (folder / "tram.txt").unlink()
    assert [one.document for one in synced.sync(folder).gone] == [id]
    assert len(synced.documents()) == 3
    assert [one.document for one in synced.sync(folder, remove=True, dry_run=True).removed] == [id]
    assert len(synced.documents()) == 3
    done = synced.sync(folder, remove=True)
    assert ([one.document for one in done.removed], done.gone, done.unchanged) == ([id], (), 2)
    assert set(ids(synced)) == {"kiln.txt", "sluice.txt"}


def test_documents_of_other_folders_are_nobodys_business(synced, folder, tmp_path):
    (other,) = write(tmp_path / "papers-too", {"fair.txt": "The fair of Osk begins on 3 June.\n"})
    synced.add([other])
    other.unlink()
    done = synced.sync(folder, remove=True)
    assert (done.gone, done.removed, done.unchanged) == ((), (), 3)


@pytest.mark.parametrize("remove", [False, True])
def test_a_drive_that_is_not_there_empties_no_library(synced, folder, remove):
    for file in folder.iterdir():
        file.unlink()
    with pytest.raises(FolderEmpty, match="is its drive connected"):
        synced.sync(folder, remove=remove)
    folder.rmdir()
    with pytest.raises(ReadError, match="no such folder"):
        synced.sync(folder, remove=remove)
    write(folder.parent, {"papers": "a file"})
    with pytest.raises(UsageError, match="is a file"):
        synced.sync(folder, remove=remove)
    assert len(synced.documents()) == 3


def test_a_bad_file_is_named_and_the_rest_is_done(synced, folder):
    write(
        folder, {"empty.txt": "", "well.txt": "The well of Tarrow is 40 metres deep.\n", "~$well.docx": "x"}
    )
    done = synced.sync(folder)
    assert [Path(one.path).name for one in done.added] == ["well.txt"]
    assert [Path(one.path).name for one in done.failed] == ["empty.txt"]


def test_a_file_that_is_being_written_is_left_alone(synced, folder):
    write(folder, {"tram.txt": "The tram to Osk le", "new.txt": "The new mas"})
    busy = {str(folder.resolve() / name) for name in ("tram.txt", "new.txt")}
    done = synced.sync(folder, busy=busy, remove=True)
    assert (done.added, done.changed, done.removed, done.unchanged) == ((), (), (), 2)


def test_nothing_is_done_by_a_dry_run(synced, folder):
    version = synced.version()
    (folder / "kiln.txt").rename(folder / "tiles.txt")
    write(folder, {"sluice.txt": "The sluice is shut.\n", "well.txt": "The well is deep.\n"})
    done = synced.sync(folder, dry_run=True)
    assert (len(done.added), len(done.changed), len(done.moved)) == (1, 1, 1)
    assert synced.version() == version


def test_a_file_that_did_not_change_is_read_once(folder, monkeypatch):
    reading = FolderFiles(1_000_000)
    first = reading.content(folder).files
    write(folder, {"tram.txt": "The tram to Osk is late.\n"})
    read = []
    monkeypatch.setattr(
        "index.syncing.folder_files.load", lambda path, **_: read.append(path.name) or path.read_bytes()
    )
    second = reading.content(folder).files
    assert read == ["tram.txt"]
    assert [one.sha256 for one in first][:2] == [one.sha256 for one in second][:2]


def test_a_folder_that_was_moved_as_a_whole_is_a_folder_like_another(synced, folder, tmp_path):
    shutil.move(folder, tmp_path / "elsewhere")
    assert len(synced.sync(tmp_path / "elsewhere").added) == 3


def test_an_archive_is_news_only_when_a_document_in_it_is(synced, folder):
    def packed(**texts):
        with zipfile.ZipFile(folder / "a.zip", "w") as archive:
            for name, text in texts.items():
                archive.writestr(name.replace("_", "."), text)

    def news(**how):
        done = synced.sync(folder, **how)
        return len(done.added), len(done.changed), done.unchanged, len(done.failed)

    packed(a_txt=TEXTS["kiln.txt"])
    assert [news(dry_run=True), news(), news(), news(dry_run=True)] == [
        (1, 0, 3, 0), (1, 0, 3, 0), (0, 0, 4, 0), (0, 0, 4, 0),
    ]  # fmt: skip
    packed(a_txt=TEXTS["kiln.txt"], b_txt=TEXTS["tram.txt"])
    assert [news(dry_run=True), news(), news()] == [(0, 1, 3, 0), (0, 1, 3, 0), (0, 0, 4, 0)]
    packed(a_txt=TEXTS["kiln.txt"], b_pdf="no PDF")
    assert [news(), news()] == [(0, 1, 3, 1), (0, 0, 4, 1)]
    (folder / "a.zip").unlink()
    assert [Path(one.path).name for one in synced.sync(folder, remove=True).removed] == ["a.txt"]


def sent(path, *names, words=TEXTS):
    """A mail with texts attached."""
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = (
        "Ada <a@x.example>",
        "Works",
        "Mon, 5 May 2025 10:00:00 +0000",
    )
    mail.set_content("What is known of the works is attached to this.")
    for name in names:
        mail.add_attachment(words[name].encode(), "text", "plain", filename=name)
    path.write_bytes(bytes(mail))
    return path


def boxed(path, *mails):
    """A mailbox of mails."""
    line = b"From a@x.example Mon May  5 10:00:00 2025\n"
    path.write_bytes(b"".join(line + mail.read_bytes() + b"\n" for mail in mails))


def packed(path, *names):
    """An archive of texts."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, TEXTS[name])
    return path


@pytest.fixture
def post(tmp_path):
    """A library that has a folder of one mail with two attachments, one mailbox and one archive."""
    folder = tmp_path / "post"
    folder.mkdir()
    mail = sent(folder / "works.eml", "kiln.txt", "tram.txt")
    boxed(folder / "old.mbox", sent(tmp_path / "b.eml", "sluice.txt"), sent(tmp_path / "c.eml", "kiln.txt"))
    packed(folder / "all.zip", "kiln.txt", "sluice.txt")
    with closing(library(tmp_path / "lib")) as held:
        done = held.sync(folder)
        assert ([Path(one.path) for one in done.added][2], len(held.documents())) == (mail, 8)
        assert held.sync(folder).unchanged == 3
        yield held, folder


def within(held, name):
    """The ids of the documents in the file of this name, itself included, by what follows its name."""
    found = ((one.path.partition(f"/{name}"), one.id) for one in held.documents())
    return {rest: id for (_, there, rest), id in found if there}


@pytest.mark.parametrize("name", ["works.eml", "old.mbox", "all.zip"])
@pytest.mark.parametrize("to", ["deep/{}", "new-{}", "deep/new-{}"])
def test_what_is_in_a_file_moves_with_it(post, name, to):
    held, folder = post
    before = within(held, name)
    corrected = next(id for rest, id in before.items() if rest.endswith("kiln.txt"))
    held.set(corrected, title="The kiln of Brack Hill")
    target = folder / to.format(name)
    target.parent.mkdir(exist_ok=True)
    (folder / name).rename(target)
    done = held.sync(folder, remove=True)
    assert {one.document for one in done.moved} == set(before.values())
    assert (done.added, done.changed, done.removed, done.unchanged) == ((), (), (), 2)
    assert within(held, target.name) == before
    assert held.document(corrected).title == "The kiln of Brack Hill"
    assert held.sync(folder).unchanged == 3


def test_what_is_gone_from_a_mail_or_with_it_is_removed(post):
    held, folder = post
    sent(folder / "works.eml", "kiln.txt", "sluice.txt", words={**TEXTS, "kiln.txt": "The kiln is cold.\n"})
    done = held.sync(folder)
    assert [Path(one.path).name for one in done.changed] == ["works.eml"]
    assert set(within(held, "works.eml")) == {"", "/kiln.txt", "/sluice.txt"}
    boxed(folder / "old.mbox", sent(folder.parent / "b.eml", "sluice.txt"))
    assert len(held.sync(folder).changed) == 1
    assert set(within(held, "old.mbox")) == {"", "/2025-05-05 Works/sluice.txt"}
    (folder / "works.eml").unlink()
    assert len(held.sync(folder).gone) == 3
    assert len(held.sync(folder, remove=True).removed) == 3
    assert within(held, "works.eml") == {}


def test_an_attachment_that_was_saved_as_the_mail_went_keeps_its_id(post):
    held, folder = post
    id = within(held, "works.eml")["/tram.txt"]
    (folder / "works.eml").unlink()
    write(folder, {"saved.txt": TEXTS["tram.txt"]})
    done = held.sync(folder)
    assert [(Path(one.path).name, one.document) for one in done.moved] == [("saved.txt", id)]
    assert len(done.gone) == 2


def test_a_sync_that_was_cut_short_within_a_mail_is_done_by_the_next(post):
    held, folder = post
    held.remove([within(held, "works.eml")["/tram.txt"]])  # as if it had not come yet
    assert [Path(one.path).name for one in held.sync(folder).changed] == ["works.eml"]
    assert set(within(held, "works.eml")) == {"", "/kiln.txt", "/tram.txt"}


def test_a_part_that_cannot_be_read_is_tried_once_while_a_folder_is_watched(post, monkeypatch):
    held, folder = post
    words = {**TEXTS, "tram.txt": "\0\1 no text"}
    sent(folder / "works.eml", "kiln.txt", "tram.txt", words=words)
    with zipfile.ZipFile(folder / "all.zip", "a") as archive:
        archive.writestr("plan.pdf", "no PDF")
    first = held.sync(folder, busy=frozenset())
    bad = sorted(Path(one.path).name for one in first.failed)
    assert (bad, len(first.changed)) == (["plan.pdf", "tram.txt"], 1)
    tried = []
    add = held.add
    monkeypatch.setattr(
        held, "add", lambda paths, *rest, **more: tried.append(paths) or add(paths, *rest, **more)
    )
    again = held.sync(folder, busy=frozenset())
    assert (tried.pop(), again.failed, again.changed) == ([], first.failed, ())
    held.sync(folder)  # by hand, or now and then: a program that reads it may have come
    assert sorted(path.name for path in tried.pop()) == ["all.zip", "works.eml"]
    sent(folder / "works.eml", "kiln.txt", "tram.txt")
    packed(folder / "all.zip", "kiln.txt", "sluice.txt")
    assert held.sync(folder, busy=frozenset()).failed == ()
    assert "/tram.txt" in within(held, "works.eml")


def test_the_hash_of_an_archive_is_that_of_the_bytes_in_which_its_parts_were_found(folder, monkeypatch):
    path = packed(folder / "a.zip", "kiln.txt")
    reading = FolderFiles(1_000_000)
    file = next(one for one in reading.content(folder).files if one.path == path)
    packed(path, "kiln.txt", "tram.txt")  # between the two
    assert len(reading.parts(file)) == 2
    fresh = next(one for one in reading.content(folder).files if one.path == path)
    assert fresh.sha256 != file.sha256
    monkeypatch.setattr("index.syncing.folder_files.unpacked", lambda *_: pytest.fail("unpacked again"))
    assert len(reading.parts(fresh)) == 2


def test_what_is_not_there_any_more_is_forgotten(folder):
    packed(folder / "a.zip", "kiln.txt")
    reading = FolderFiles(1_000_000)
    files = reading.content(folder).files
    for file in files:
        reading.parts(file)
    reading.remember(files, [Failure(f"{folder}/a.zip/kiln.txt", "broken")])
    assert [file.path.name for file in reading.failed_before(files)] == ["a.zip"]
    (folder / "a.zip").unlink()
    left = reading.content(folder).files
    assert (reading.failed_before(files), len(left)) == ({}, 3)
    assert len(reading._hashes) == 3
    assert (reading._parts, reading._failures) == ({}, {})
