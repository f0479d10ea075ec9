"""The files that a mail brings, told from the parts of its own text."""

from email.message import EmailMessage

import pytest

from index.readers.attachments import attachments, may_attach


def mail(subject="The ferry timetable"):
    made = EmailMessage()
    made["From"], made["Subject"] = "Ilse Brandt <ilse@ferry.example>", subject
    made.set_content("See what is attached.")
    return made


def named(message):
    found = [one.name for one in attachments(message)]
    assert may_attach(bytes(message)) or not found
    return found


def test_files_come_in_order_with_their_bytes():
    made = mail()
    made.add_attachment(b"%PDF-", "application", "pdf", filename="times.pdf")
    made.add_attachment(b"a,b\n", "text", "csv", filename="fares.csv", disposition="inline")
    assert [(one.name, one.data()) for one in attachments(made)] == [
        ("times.pdf", b"%PDF-"),
        ("fares.csv", b"a,b\n"),
    ]


def test_pictures_of_the_text_and_signatures_are_no_files():
    made = mail()
    made.add_alternative("<p>See <img src='cid:logo'></p>", subtype="html")
    page = made.get_payload()[1]
    page.add_related(b"\x89PNG", "image", "png", cid="<logo>", filename="logo.png")
    made.make_mixed()
    made.add_attachment(b"\x89PNG", "image", "png", filename="sun.png", disposition="inline")
    made.add_attachment(b"x", "application", "pkcs7-signature", filename="smime.p7s")
    made.add_attachment(b"\x89PNG", "image", "png", filename="photo.png")
    assert named(made) == ["photo.png"]


def test_a_mail_that_is_attached_is_one_file_with_all_it_brings():
    inner = mail("Old / new times")
    inner.add_attachment(b"%PDF-", "application", "pdf", filename="inner.pdf")
    made = mail()
    made.add_attachment(inner)
    [one] = attachments(made)
    assert one.name == "Old new times.eml"
    assert b"inner.pdf" in one.data()


def test_a_mail_of_text_alone_is_seen_to_bring_nothing():
    made = mail()
    made.add_alternative("<p>See the timetable.</p>", subtype="html")
    assert not may_attach(bytes(made))
    assert may_attach(bytes(made).decode().encode("utf-16"))


@pytest.mark.parametrize(
    ("filename", "kind", "name"),
    [
        ("Fährplan für Łask " * 9 + ".txt", ("text", "plain"), "Fährplan für Łask " * 9 + ".txt"),
        ("../../etc/plan.txt", ("text", "plain"), "plan.txt"),
        ("C:\\Users\\ilse\\plan.txt", ("text", "plain"), "plan.txt"),
        ("plan\x07 .txt", ("text", "plain"), "plan .txt"),
        ("plan", ("application", "pdf"), "plan.pdf"),
        (None, ("application", "pdf"), "attachment.pdf"),
    ],
)
def test_a_name_has_no_folder_and_the_suffix_of_its_kind(filename, kind, name):
    made = mail()
    made.add_attachment(b"x", *kind, filename=filename)
    assert named(made) == [name]
