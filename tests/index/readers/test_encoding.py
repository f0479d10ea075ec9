"""Encodings: found where a file does not name its own."""

import pytest
from support.files import STORY, written

from index.read import read


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_wide_encodings(tmp_path, encoding):
    assert read(written(tmp_path, "a.txt", STORY.encode(encoding))).text == STORY


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Le maire a déclaré que l’été sera chaud – très chaud, peut-être."),
        ("cp1252", "It costs £5."),
        ("cp1252", "Regeringen föreslår nya åtgärder för att öka säkerheten på järnvägen."),
        ("cp1250", "Rząd przyjął we wtorek projekt ustawy o ochronie środowiska, choć są głosy sprzeciwu."),
        ("cp1251", "Мост открыли в понедельник, сообщили в мэрии города."),
        ("cp866", "Мост открыли в понедельник, сообщили в мэрии города."),
        ("koi8_r", "Мост открыли в понедельник, сообщили в мэрии города."),
        ("cp1253", "Η γέφυρα άνοιξε τη Δευτέρα, δήλωσε ο δήμαρχος της πόλης στους δημοσιογράφους."),
        ("cp1255", "הגשר נפתח ביום שני, כך אמר ראש העיר לעיתונאים."),
        ("cp1256", "افتتح الجسر يوم الاثنين وفق ما قاله رئيس البلدية للصحفيين."),
        ("cp1254", "Köprünün pazartesi günü açıldığını belediye başkanı söyledi, işçiler sevindi."),
        ("shift_jis", "橋は月曜日に開通したと市長が述べた。工事は三年かかった。"),
        ("euc_jp", "橋は月曜日に開通したと市長が述べた。工事は三年かかった。"),
        ("iso2022_jp", "橋は月曜日に開通したと市長が述べた。工事は三年かかった。"),
        ("gb18030", "市长说，大桥于星期一通车。工程用了三年时间。"),
        ("big5", "市長說，大橋於星期一通車。工程用了三年時間。"),
        ("cp949", "다리가 월요일에 개통되었다고 시장이 말했다. 공사는 삼 년이 걸렸다."),
    ],
)
def test_encodings_that_do_not_say_so(tmp_path, encoding, text):
    assert read(written(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_one_broken_byte_does_not_spoil_utf8(tmp_path):
    text = "Größe, Maß, Übung, Straße, Äpfel, schön, für, über, können, müssen. " * 3
    content = text.encode() + b"\xff end"
    assert read(written(tmp_path, "a.txt", content)).text == f"{text}\ufffd end"
