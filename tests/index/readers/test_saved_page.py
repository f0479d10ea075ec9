"""Web pages that a browser saved whole: the page is read, and nothing of what it shows beside."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.files import BODY, written

from index.errors import Damaged, ReadError
from index.read import read
from index.readers.saved_page import read_saved_page

PARAGRAPHS = "".join(f"<p>{line}</p>" for line in (*BODY.strip().split("\n"), "Für alle kostet es 4 €."))
ARTICLE = (
    "<html><head><title>The bridge is open</title></head><body><article>"
    f"<h1>The bridge is open</h1>{PARAGRAPHS}</article></body></html>"
)


def saved(page=ARTICLE, charset="utf-8", **headers):
    made = EmailMessage()
    made["Snapshot-Content-Location"] = headers.get("address", "https://www.herald.example/bridge")
    made.set_content(page, subtype="html", charset=charset, cte=headers.get("cte", "quoted-printable"))
    made.make_related()
    made.add_related("<p>An advertisement.</p>", subtype="html", cid="<frame>")
    made.add_related(b"\x89PNG\r\n", "image", "png", cid="<picture>")
    return made


@pytest.mark.parametrize("name", ["bridge.mhtml", "bridge.mht"])
@pytest.mark.parametrize(("charset", "cte"), [("utf-8", "quoted-printable"), ("cp1252", "base64")])
def test_the_page_is_read_as_if_it_were_saved_alone(tmp_path, name, charset, cte):
    alone = read(written(tmp_path, "bridge.html", ARTICLE))
    reading = read(written(tmp_path, name, bytes(saved(charset=charset, cte=cte))))
    assert (reading.text, reading.title) == (alone.text, "The bridge is open")
    assert "kostet es 4 €." in reading.text
    assert "advertisement" not in reading.text
    assert (reading.outlet, reading.media_type) == ("herald.example", "multipart/related")


def test_the_start_that_is_named_is_the_page():
    made = saved()
    made.set_param("start", "<frame>")
    assert read_saved_page("a.mhtml", bytes(made)).text == "An advertisement."


def test_what_holds_no_page_is_refused(tmp_path):
    for content in (b"no page", b"Content-Type: image/png\n\nx", bytes(saved("<p> </p>"))):
        with pytest.raises(ReadError):
            read(written(tmp_path, "a.mhtml", content))
    with pytest.raises(Damaged, match="no web page"):
        read_saved_page("a.mhtml", b"From: a\n\nText.")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    for whole in (
        data,
        b"Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n" + data,
    ):
        try:
            read_saved_page("a.mhtml", whole)
        except ReadError:
            continue
