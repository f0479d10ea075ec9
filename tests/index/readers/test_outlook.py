"""Mails that Outlook saved: read as the same mail is read as .eml."""

from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from compressed_rtf import compress
from hypothesis import given
from hypothesis import strategies as st
from support.files import written
from support.outlook import (
    BODY,
    CODE_PAGE,
    HEADERS,
    HTML,
    RICH,
    SENDER,
    SENT,
    SMTP,
    SUBJECT,
    TO,
    Narrow,
    file,
    msg,
    tree,
)

from index.errors import Damaged, ReadError
from index.read import parse, read
from index.readers.containers.source_files import source_files
from index.readers.outlook import read_outlook

SENT_AT = datetime(2025, 3, 4, 8, 15, tzinfo=UTC)
TEXT = "Dear all,\r\n\r\nthe ferry sails again from Monday. It costs 4 crowns.\r\n"
MAIL = {
    SUBJECT: "The ferry sails again",
    SENDER: "Brandt, Ilse",
    SMTP: "ilse@ferry.example",
    TO: "Harbour office",
    SENT: SENT_AT,
    BODY: TEXT,
}


def test_a_mail_reads_as_the_same_mail_of_another_program(tmp_path):
    other = EmailMessage()
    other["From"], other["To"] = '"Brandt, Ilse" <ilse@ferry.example>', "Harbour office"
    other["Date"], other["Subject"] = SENT_AT, MAIL[SUBJECT]
    other.set_content(TEXT)
    ours = read(written(tmp_path, "a.msg", msg(MAIL)))
    theirs = read(written(tmp_path, "a.eml", bytes(other)))
    assert (ours.text, ours.title, ours.published) == (theirs.text, theirs.title, theirs.published)
    assert (ours.outlet, ours.published) == (theirs.outlet, "2025-03-04") == ("Brandt, Ilse", "2025-03-04")
    assert ours.media_type == "application/vnd.ms-outlook"


def test_the_headers_of_a_mail_that_came_by_a_server_are_kept():
    headers = (
        "From: =?utf-8?q?Zo=C3=AB?= <zoe@ferry.example>\r\nCc: b@ferry.example\r\n"
        "Date: Wed, 5 Mar 2025 09:00 +0100"
    )
    reading = read_outlook("a.msg", msg(MAIL | {HEADERS: headers}))
    assert reading.text.startswith(
        'From: Zoë <zoe@ferry.example>\nTo: "Harbour office"\nCc: b@ferry.example\n'
    )
    assert (reading.outlet, reading.published) == ("Zoë", "2025-03-05")


def test_a_mail_that_is_a_web_page_is_read_as_it_is_shown():
    page = {HTML: b"<p>The ferry</p><p>costs <s>4</s> 5 crowns.</p>"}
    reading = read_outlook("a.msg", msg({**MAIL, BODY: ""} | page))
    assert reading.text.endswith("\n\nThe ferry\n\ncosts 5 crowns.")


@pytest.mark.parametrize(
    ("page", "encoding", "said", "subject"),
    [
        (
            65001,
            "cp1252",
            "Die Fähre fährt zurück nach Köln, für Schüler kostet sie fünf Kronen.",
            "Für Schüler",
        ),
        (950, "cp950", "渡輪星期一再次啟航，票價四元。", "渡輪再次啟航"),
    ],
)
def test_a_mail_whose_encoding_is_wrong_or_has_another_name_is_read(page, encoding, said, subject):
    narrow = {BODY: Narrow(said.encode(encoding)), SUBJECT: Narrow(subject.encode(encoding))}
    reading = read_outlook("a.msg", msg({**MAIL, **narrow, CODE_PAGE: page}))
    assert (reading.text.splitlines()[-1], reading.title) == (said, subject)


def test_a_mail_of_rich_text_alone_is_read():
    rich = b"{\\rtf1\\ansi\\ansicpg1252 The ferry to \\'c5s\\par costs {\\v no }5 crowns.\\par}"
    for packed in (compress(rich), compress(rich, compressed=False)):
        reading = read_outlook("a.msg", msg({**MAIL, BODY: "", RICH: packed}))
        assert reading.text.endswith("\n\nThe ferry to Ås\n\ncosts 5 crowns.")


def test_a_mail_of_rich_text_that_is_a_web_page_is_read_once():
    rich = (
        rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf \par\htmlrtf0 The ferry"
        rb"{\*\htmltag84 &nbsp;}\htmlrtf \~\htmlrtf0 sails.{\*\htmltag72 </p>}\htmlrtf\par\htmlrtf0 }"
    )
    text = read_outlook("a.msg", msg({**MAIL, BODY: "", RICH: compress(rich)})).text
    assert text.endswith("\n\nThe ferry sails.")


def test_files_and_mails_that_are_attached_are_documents(tmp_path):
    old = {SUBJECT: "Old fares", SENDER: "Ilse", BODY: "It cost 3 crowns."}
    inner = tree(old, file("old.txt", b"Fares of May."))
    page = {HTML: b"<img src='cid:logo'>"}
    whole = msg(
        MAIL | page,
        file("fares.csv", b"Who,Fare\nAll,4\n"),
        inner,
        file("logo.png", b"\x89PNG\r\n", "image/png", "logo"),
    )
    found = list(source_files(written(tmp_path, "a.msg", whole), "a.msg"))
    assert [one.address for one in found] == [
        "a.msg",
        "a.msg/fares.csv",
        "a.msg/Old fares.eml",
        "a.msg/Old fares.eml/old.txt",
    ]
    texts = [parse(one.path, one.data).text for one in found]
    assert texts[0].endswith("4 crowns.\n\nAttachment: fares.csv\nAttachment: Old fares.eml")
    assert (texts[1][-18:], texts[3]) == ("Row 2: Who: All; Fare: 4"[-18:], "Fares of May.")
    assert "It cost 3 crowns." in texts[2]
    assert found[1].note == "fares.csv: attached to “The ferry sails again” of Brandt, Ilse, 2025-03-04."


def test_what_is_no_mail_is_refused(tmp_path):
    for content in (b"no mail", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), msg({})):
        with pytest.raises(Damaged):
            read(written(tmp_path, "a.msg", content))


def test_a_mail_of_broken_rich_text_is_refused():
    with pytest.raises(Damaged):
        read_outlook("a.msg", msg({**MAIL, BODY: "", RICH: compress(b"{\\rtf1 The ferry}")[:-3]}))


@given(st.binary(min_size=1, max_size=200), st.integers(0, 4000))
def test_any_bytes_are_read_or_refused(noise, at):
    whole = msg(MAIL, file("a.txt", b"x"))
    with suppress(ReadError):
        read_outlook("a.msg", whole[:at] + noise + whole[at + len(noise) :])
