"""Plain text: the document's text is the file's own."""

import codecs

from support.files import BODY, STORY, written

from index.read import read


def test_the_files_own_time_is_no_date(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("A bridge opens" + BODY)
    assert read(path).published is None
    assert read(path).published_evidence is None


def test_text_is_the_files_own(tmp_path):
    text = "  Ein Titel\r\n\r\n\tNaïve 😀 text\x0cwith a form feed.\r\n\r\n"
    reading = read(written(tmp_path, "a.txt", text))
    assert reading.text == text
    assert reading.media_type == "text/plain"
    assert reading.title == "Ein Titel"
    assert reading.pages is None


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    assert read(written(tmp_path, "a.txt", codecs.BOM_UTF8 + STORY.encode())).text == STORY
