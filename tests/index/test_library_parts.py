"""A library of archives and mails: their parts are documents of their own, and stay in step with them."""

import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from support.helpers import BAKERY, COMET, HARBOUR
from support.stores import assert_files_agree, assert_stores_agree

from index.errors import DocumentNotFound


def packed(path, **files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return path


def sent(path, **files):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Ilse Brandt <ilse@ferry.example>", "The harbour"
    mail.set_content("What is known of the harbour is attached to this.")
    for name, text in files.items():
        mail.add_attachment(text.encode(), "text", "plain", filename=name.replace("_", "."))
    path.write_bytes(bytes(mail))
    return path


def names(lib, path):
    return sorted(document.path.removeprefix(f"{path}") for document in lib.documents())


def test_the_parts_of_an_archive_are_known_replaced_and_removed_with_it(lib, tmp_path):
    path = packed(tmp_path / "a.zip", harbour_txt=HARBOUR, bakery_txt=BAKERY)
    first = lib.add([path])
    assert (len(first.added), names(lib, path)) == (2, ["/bakery.txt", "/harbour.txt"])
    assert set(lib.add([path]).unchanged) == set(first.added)
    packed(path, harbour_txt=HARBOUR, comet_md=COMET)
    again = lib.add([path])
    assert (len(again.added), len(again.unchanged), len(again.replaced)) == (1, 1, 1)
    assert names(lib, path) == ["/comet.md", "/harbour.txt"]
    packed(path, harbour_txt=BAKERY, comet_md=COMET)
    assert (len(lib.add([path]).replaced), names(lib, path)) == (1, ["/comet.md", "/harbour.txt"])
    assert_stores_agree(lib)
    assert_files_agree(lib)


def test_a_part_that_cannot_be_read_fails_alone_and_its_older_self_stays(lib, tmp_path):
    path = packed(tmp_path / "a.zip", harbour_txt=HARBOUR, bakery_txt=BAKERY)
    lib.add([path])
    packed(path, harbour_txt=b"\0\1\2 no text", comet_md=COMET, plan_pdf="no PDF")
    done = lib.add([path])
    assert [failure.path for failure in done.failed] == [f"{path}/harbour.txt", f"{path}/plan.pdf"]
    assert names(lib, path) == ["/comet.md", "/harbour.txt"]
    path.write_bytes(b"broken")
    assert [failure.path for failure in lib.add([path]).failed] == [str(path)]
    assert names(lib, path) == ["/comet.md", "/harbour.txt"]


def test_what_is_attached_to_a_mail_is_cited_as_its_own_and_a_remark_says_who_brought_it(lib, tmp_path):
    remarks = []
    path = sent(tmp_path / "m.eml", harbour_txt=HARBOUR)
    assert len(lib.add([path], remark=remarks.append).added) == 2
    assert remarks == ["harbour.txt: attached to “The harbour” of Ilse Brandt."]
    mail, attached = lib.documents()
    assert (mail.title, attached.path) == ("The harbour", f"{path}/harbour.txt")
    assert lib.text(attached.id).text == HARBOUR
    assert "granite" not in lib.text(mail.id).text
    assert lib.search("grey granite")[0].document == attached.id
    assert lib.document("m.eml/harbour.txt") == lib.document("harbour.txt") == attached
    sent(path)
    assert len(lib.add([path]).replaced) == 2
    assert names(lib, path) == [""]


def test_an_archive_sent_again_is_known_by_its_name(lib, tmp_path):
    path = packed(tmp_path / "a.zip", harbour_txt=HARBOUR)
    first = lib.add([path])
    assert lib.add([path], address=lambda path: path.name).unchanged == first.added


def test_a_file_beside_an_archive_of_nearly_its_name_stays(lib, tmp_path):
    (tmp_path / "a.zip0").mkdir()
    near = tmp_path / "a.zip0" / "bakery.txt"
    near.write_text(BAKERY)
    lib.add([near, packed(tmp_path / "a.zip", harbour_txt=HARBOUR)])
    lib.add([packed(tmp_path / "a.zip", comet_txt=COMET)])
    assert names(lib, tmp_path) == ["/a.zip/comet.txt", "/a.zip0/bakery.txt"]


def test_an_archive_s_name_removes_what_came_out_of_it(lib, tmp_path):
    (tmp_path / "old").mkdir()
    one = packed(tmp_path / "a.zip", harbour_txt=HARBOUR, bakery_txt=BAKERY)
    lib.add([one, packed(tmp_path / "b.zip", comet_md=COMET)])
    assert len(lib.remove(["a.zip"]).removed) == 2
    assert names(lib, tmp_path) == ["/b.zip/comet.md"]
    lib.add([packed(tmp_path / "old" / "b.zip", harbour_txt=HARBOUR)])
    unsure = lib.remove(["b.zip", "c.zip"])
    assert [failure.document for failure in unsure.failed] == ["b.zip", "c.zip"]
    assert f"{tmp_path}/old/b.zip" in unsure.failed[0].error
    assert len(lib.remove([f"{tmp_path}/old/b.zip"]).removed) == 1
    assert_stores_agree(lib)


def test_a_whole_path_names_one_archive_also_where_another_has_its_name(lib, tmp_path):
    (tmp_path / "two").mkdir()
    lib.add([packed(tmp_path / "b.zip", comet_md=COMET)], address=lambda path: path.name)
    lib.add([packed(tmp_path / "two" / "b.zip", harbour_txt=HARBOUR)])
    done = lib.remove(["b.zip"])
    assert (len(done.removed), done.failed) == (1, ())
    assert [Path(document.path).name for document in lib.documents()] == ["harbour.txt"]


def test_a_name_that_is_no_text_is_not_found(lib, tmp_path):
    lib.add([packed(tmp_path / "b.zip", comet_md=COMET)])
    done = lib.remove(["caf\udce9.txt"])
    assert (done.removed, len(done.failed)) == ((), 1)
    with pytest.raises(DocumentNotFound):
        lib.document("caf\udce9.txt")
