"""A library of pictures: the places of the words that OCR read are kept with the text."""

import io

from PIL import Image
from support.helpers import library, readback
from support.ocr import placed, stand_in

from rag.shapes import as_json

WORDS = placed(("Ferry fares", 10, 5), ("The crossing of the harbour costs 4.50 crowns.", 10, 20))


def test_the_places_of_words_are_kept_and_outlast_indexing_anew(tmp_path, monkeypatch):
    stand_in(monkeypatch, WORDS)
    file = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(file, "PNG")
    (tmp_path / "fares.png").write_bytes(file.getvalue())
    lib = library(tmp_path / "lib")
    remarks = []
    [id] = lib.add([tmp_path / "fares.png"], remark=remarks.append).added
    assert remarks == ["fares.png: read by OCR: hold its figures against the picture."]
    for _ in range(2):
        [page] = lib.ocr(id)
        assert (page.page, page.width, page.height, page.words) == (1, 144.0, 192.0, WORDS)
        length = len(lib.text(id).text)
        assert as_json(lib.text(id))["pages"] == ({"page": 1, "start": 0, "end": length},)
        lib.reindex()
    lib.close()


def test_an_answer_tells_that_what_it_cites_was_read_by_ocr(tmp_path, monkeypatch):
    stand_in(monkeypatch, WORDS)
    Image.new("RGB", (300, 400), "white").save(tmp_path / "fares.png")
    (tmp_path / "mill.txt").write_text(
        "The mill stands on the Lode. It was built in 1871.\n", encoding="utf-8"
    )
    with readback(tmp_path / "lib") as held:
        held.add([tmp_path / "fares.png", tmp_path / "mill.txt"])
        fares = held.ask("What does the crossing of the harbour cost?")
        assert [note for note in fares.notes if "OCR" in note] == [
            "“Ferry fares”, page 1: read by OCR; hold the figures against the page."
        ]
        assert not any("OCR" in note for note in held.ask("When was the mill built?").notes)
