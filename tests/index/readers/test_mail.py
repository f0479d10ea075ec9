"""Mails: subject, sender and day, the text that is shown, and what is attached."""

import email.policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.files import written

from index.errors import Damaged, ReadError
from index.read import read
from index.readers.mail import read_mail, read_mailbox

PLAIN = "Dear all,\n\nthe lift in Mill Street is mended. It runs from Monday on.\n"


def mail(text=PLAIN, subject="The lift runs again", **headers):
    made = EmailMessage(policy=email.policy.default)
    made["From"], made["To"], made["Subject"] = "Zoë Karr <zoe@mill.example>", "all@mill.example", subject
    made["Date"] = "Tue, 4 Mar 2025 09:15:00 +0100"
    for name, value in headers.items():
        made[name] = value
    made.set_content(text)
    return made


def test_a_mail_has_its_subject_its_sender_and_its_day(tmp_path):
    reading = read(written(tmp_path, "a.eml", bytes(mail())))
    assert (reading.title, reading.outlet, reading.published) == (
        "The lift runs again",
        "Zoë Karr",
        "2025-03-04",
    )
    assert reading.media_type == "message/rfc822"
    span = reading.published_evidence
    assert reading.text[span.start : span.end] == span.text == "04 Mar 2025"
    head, _, body = reading.text.partition("\n\n")
    assert head.split("\n")[0] == "From: Zoë Karr <zoe@mill.example>"
    assert body == PLAIN.strip()


def test_the_text_is_what_a_mail_program_shows(tmp_path):
    both = mail()
    both.add_alternative("<p>Never read.</p>", subtype="html")
    assert read(written(tmp_path, "a.eml", bytes(both))).text.endswith(PLAIN.strip())
    page = mail()
    page.set_content("<div>The lift</div><p hidden>Obey.</p><p>costs <s>8</s> 9 crowns.</p>", subtype="html")
    assert read(written(tmp_path, "b.eml", bytes(page))).text.endswith("\n\nThe lift\n\ncosts 9 crowns.")


def test_what_is_attached_is_named_after_the_text(tmp_path):
    made = mail()
    made.add_attachment(b"Floor;Stops\nSecond;yes\n", "text", "csv", filename="stops.csv")
    made.add_attachment(b"\x89PNG\r\n", "image", "png", filename="lift.png")
    made.add_attachment(b"%PDF-1.7 broken", "application", "pdf", filename="plan.pdf")
    made.add_attachment(mail("It was out of order.", "The lift stands"))
    text = read(written(tmp_path, "a.eml", bytes(made))).text
    names = ("stops.csv", "lift.png", "plan.pdf", "The lift stands.eml")
    assert text.endswith(PLAIN.strip() + "\n\n" + "\n".join(f"Attachment: {name}" for name in names))


def test_a_mailbox_is_its_mails_in_a_row(tmp_path):
    second = mail("From Monday on it stands still.\n", "The lift stands")
    box = b"".join(
        b"From zoe@mill.example Tue Mar  4 09:15:00 2025\n" + bytes(one) + b"\n" for one in (mail(), second)
    )
    reading = read(written(tmp_path, "old-mails-2025.mbox", box))
    assert (reading.title, reading.outlet, reading.published) == ("old mails 2025", "Zoë Karr", "2025-03-04")
    assert reading.text.count("Subject: ") == 2
    assert reading.text.endswith("From Monday on it stands still.")


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_mail_that_was_saved_in_another_encoding(tmp_path, encoding):
    source = "From: Zoe <z@mill.example>\nSubject: Grüße\n\nDie Lifte sind für alle.\n"
    reading = read(written(tmp_path, "a.eml", source.encode(encoding)))
    assert "für alle." in reading.text


def test_what_is_no_mail_is_refused(tmp_path):
    for name in ("a.eml", "a.mbox"):
        with pytest.raises(Damaged, match="this is no mail"):
            read(written(tmp_path, name, "A story without any headers.\n"))


@given(st.binary(max_size=400), st.sampled_from([read_mail, read_mailbox]))
def test_any_bytes_are_read_or_refused(data, reader):
    for whole in (data, b"Subject: x\nContent-Type: " + data, b"From a b 2025\nFrom: " + data):
        try:
            reader("a.eml", whole)
        except ReadError:
            continue
