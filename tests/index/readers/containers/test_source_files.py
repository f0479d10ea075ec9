"""The documents of a file: itself, the files of an archive, what is attached to a mail."""

import io
import zipfile
from email.message import EmailMessage

import pytest
from support.files import written

from index.readers.containers import source_files as module
from index.readers.containers.source_files import BadFile, name_of, source_files


def packed(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def mail(**files):
    made = EmailMessage()
    made["From"], made["Subject"] = "Ilse Brandt <ilse@ferry.example>", "Minutes"
    made.set_content("See what is attached.")
    for name, data in files.items():
        made.add_attachment(data, "application", "octet-stream", filename=name.replace("_", "."))
    return bytes(made)


def addresses(path, address="a", **limits):
    return [one.address for one in source_files(path, address, **limits)]


def test_a_file_is_its_own_document(tmp_path):
    [source] = source_files(written(tmp_path, "a.txt", "Rain."), "/x/a.txt")
    assert (source.address, source.data, source.note) == ("/x/a.txt", b"Rain.", "")


def test_a_mail_comes_first_and_what_is_attached_to_it_follows(tmp_path):
    made = mail(a_txt=b"Rain.", b_zip=packed({"c/d.txt": "Sun.", "e.eml": mail(f_txt=b"Wind.")}))
    found = list(source_files(written(tmp_path, "m.eml", made), "m.eml"))
    assert [one.address for one in found] == [
        "m.eml",
        "m.eml/a.txt",
        "m.eml/b.zip/c/d.txt",
        "m.eml/b.zip/e.eml",
        "m.eml/b.zip/e.eml/f.txt",
    ]
    assert found[2].path == tmp_path / "m.eml" / "b.zip" / "c" / "d.txt"
    assert [one.note.split(":")[0] for one in found] == ["", "a.txt", "", "", "f.txt"]


def test_archives_are_opened_to_a_small_depth(tmp_path):
    data = packed({"deep.txt": "Deep."})
    for _ in range(module.DEEPEST):
        data = packed({"next.zip": data, "here.txt": "Here."})
    found = list(source_files(written(tmp_path, "a.zip", data), "a.zip"))
    assert [type(one) for one in found].count(BadFile) == 1
    assert len(found) == module.DEEPEST + 1
    [bad] = [one for one in found if isinstance(one, BadFile)]
    assert "too deep" in bad.error


@pytest.mark.parametrize(("limit", "value"), [("MOST_PARTS", 4), ("MOST_UNPACKED", 25)])
def test_all_parts_together_have_a_limit(tmp_path, monkeypatch, limit, value):
    monkeypatch.setattr(module, limit, value)
    inner = packed({f"{n}.txt": "Five." for n in range(3)})
    data = packed({"a.txt": "Five.", "b.txt": "Five.", "c.txt": "Five.", "i.zip": inner})
    found = list(source_files(written(tmp_path, "a.zip", data), "a.zip"))
    assert isinstance(found[-1], BadFile)
    assert "more than can be read at once" in found[-1].error
    assert len(found) <= 7


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"no archive", "is broken, or no .zip"),
        (packed({"a.bin": b"x"}), "holds no file that can be read"),
        (packed({}), "holds no file that can be read"),
        (b"", "is broken"),
    ],
)
def test_an_archive_without_documents_is_refused_in_one_line(tmp_path, content, why):
    [bad] = source_files(written(tmp_path, "a.zip", content), "a.zip")
    assert (bad.address, bad.error.startswith("a.zip: "), why in bad.error) == ("a.zip", True, True)


def test_a_file_that_is_missing_or_too_large_is_refused(tmp_path):
    [missing] = source_files(tmp_path / "none.txt", "none.txt")
    [large] = source_files(written(tmp_path, "a.txt", "Rain."), "a.txt", max_bytes=3)
    assert ("no such file" in missing.error, "over the limit" in large.error) == (True, True)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/home/ada/notes/may.txt", "may.txt"),
        ("/home/ada/old.zip/notes/may.txt", "old.zip/notes/may.txt"),
        ("/home/ada/Mails.MBOX/2025 May/a.zip/b.txt", "Mails.MBOX/2025 May/a.zip/b.txt"),
        ("/home/ada/old.zip", "old.zip"),
        ("may.txt", "may.txt"),
        ("/", "/"),
    ],
)
def test_a_part_is_named_with_what_it_is_in(address, name):
    assert name_of(address) == name
