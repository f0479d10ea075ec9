"""A library of pictures: the places of the words that OCR read are kept with the text."""

import io

from PIL import Image
from support.helpers import library
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
