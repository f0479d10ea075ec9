"""Packages that are refused before they are opened."""

import io
import zipfile

import pytest

from index.errors import Damaged
from index.readers.office.package import checked_package

BOMB = '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>'


def package(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return out.getvalue()


@pytest.mark.parametrize("content", [BOMB.encode(), BOMB.encode("utf-16")])
def test_entities_of_xml_are_refused(content):
    with pytest.raises(Damaged, match="entities"):
        checked_package("a.docx", package(document=content), ".docx")


def test_what_is_no_archive_is_refused():
    with pytest.raises(Damaged, match=r"a\.xlsx: not an intact \.xlsx"):
        checked_package("a.xlsx", package(document=b"<a/>")[:60], ".xlsx")


def test_a_broken_part_is_left_to_the_library():
    data = bytearray(package(document=b"<a/>" * 50))
    data[45] ^= 255
    checked_package("a.docx", bytes(data), ".docx")
