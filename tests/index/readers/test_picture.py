"""Pictures of text: read by OCR with their places, refused in one line without it."""

import io
import struct
import zlib

import pytest
from PIL import Image
from support.files import written
from support.ocr import placed, stand_in, without

from index.errors import Damaged, NoText, ReadError, UnsupportedFormat
from index.read import find_files, read
from index.readers.ocr import picture_frames
from index.readers.pdf_pages import open_pages

FARES = placed(("Ferry fares", 10, 5), ("The crossing costs 4.50 crowns.", 10, 20))
DOGS = placed(("Dogs travel free on a lead.", 10, 10))


def picture(kind="PNG", *others, size=(600, 800)):
    file = io.BytesIO()
    more = [Image.new("RGB", size, "white") for _ in others]
    frames = {"save_all": True, "append_images": more} if more else {}
    Image.new("RGB", size, "white").save(file, kind, **frames)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.JPEG", "JPEG"), ("a.webp", "WEBP"), ("a.tif", "TIFF")],
)
def test_a_picture_is_read_and_a_note_says_by_what(tmp_path, monkeypatch, name, kind):
    stand_in(monkeypatch, FARES)
    reading = read(written(tmp_path, name, picture(kind)))
    assert reading.text == "Ferry fares\n\nThe crossing costs 4.50 crowns."
    assert (reading.media_type, reading.pages[0].page) == (f"image/{kind.lower()}", 1)
    assert reading.notes == (f"{name}: read by OCR: hold its figures against the picture.",)


def test_each_frame_is_a_page_and_cited_words_are_boxed_on_it(tmp_path, monkeypatch):
    stand_in(monkeypatch, FARES, DOGS)
    data = picture("TIFF", 2)
    reading = read(written(tmp_path, "a.tiff", data))
    assert [reading.text[page.start : page.end].strip() for page in reading.pages] == [
        "Ferry fares\n\nThe crossing costs 4.50 crowns.",
        "Dogs travel free on a lead.",
    ]
    start = reading.text.index("free on")
    with open_pages(data, reading.ocr) as pages:
        [box] = pages.boxes(reading.text, reading.pages[1], start, start + len("free on"))
        assert len(pages.sizes()) == 2
        assert pages.picture(2, 300, [box]).startswith(b"\x89PNG")
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx((0.22, 0.10, 0.29, 0.12))


def test_without_ocr_a_picture_is_refused_when_named_and_left_alone_in_a_folder(tmp_path, monkeypatch):
    without(monkeypatch)
    path = written(tmp_path, "a.png", picture())
    with pytest.raises(UnsupportedFormat, match=r"pip install \"readback\[ocr\]\""):
        read(path)
    written(tmp_path, "b.txt", "Text.")
    assert find_files([tmp_path])[0] == [tmp_path / "b.txt"]
    stand_in(monkeypatch)
    assert find_files([tmp_path])[0] == [path, tmp_path / "b.txt"]


@pytest.mark.parametrize("words", [(), placed(("● 1", 40, 40))], ids=["none", "strokes of a drawing"])
def test_a_picture_without_words_is_refused(tmp_path, monkeypatch, words):
    stand_in(monkeypatch, words)
    with pytest.raises(NoText, match="no words"):
        read(written(tmp_path, "a.png", picture()))


def bomb():
    """A PNG that claims to have 60,000 by 60,000 pixels."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(9_000))), (b"IEND", b""))
    made = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


@pytest.mark.parametrize(
    "content", [bomb(), picture()[:60], b"\x89PNG\r\n\x1a\n" + bytes(40), b"no picture", picture("JPEG")]
)
def test_a_hostile_picture_ends_in_one_line(tmp_path, monkeypatch, content):
    stand_in(monkeypatch, FARES)
    with pytest.raises(Damaged) as caught:
        read(written(tmp_path, "a.png", content))
    assert "\n" not in str(caught.value)


def test_a_picture_of_too_many_pixels_is_refused(tmp_path, monkeypatch):
    stand_in(monkeypatch, FARES)
    monkeypatch.setattr(picture_frames, "MOST_PIXELS", 1_000)
    with pytest.raises(ReadError, match="600 by 800 pixels"):
        read(written(tmp_path, "a.png", picture()))
