"""Encodings: found where a file does not name its own."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.files import STORY, written

from index.read import read
from index.readers.encodings.decoding import decode


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
        ("iso8859-15", "Le nœud ferroviaire a coûté 12 € par tête, selon le maire."),
        ("cp1252", "Add ½ cup of milk and ¼ spoon of salt; bake at 180°C."),
        ("cp1252", "schön\n\nGrüße, öfter\n\nüäöß"),
        ("cp850", "Die Mühle drehte sich täglich, sagte Jörg Schäfer, und er mußte lachen."),
        ("cp850", "Le blé était déjà coupé, où sont passés les élèves ?"),
        ("mac_roman", "Die Mühle drehte sich täglich, sagte Jörg Schäfer."),
        ("mac_roman", "Le blé était déjà coupé, où sont passés les élèves ?"),
        ("iso8859-2", "Pociąg z Łomży spóźnił się o dwanaście minut, więc podróżni czekali na zewnątrz."),
        ("iso8859-2", "Vlak přijel se zpožděním, řekl přednosta stanice v Českých Budějovicích."),
        ("cp852", "Pociąg z Łomży spóźnił się o dwanaście minut, więc podróżni czekali na zewnątrz."),
        ("iso8859-5", "Поезд из Твери опоздал, и пассажиры ждали на улице."),
        ("iso8859-13", "Traukinys vėlavo dvylika minučių, todėl žmonės laukė lauke."),
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


@pytest.mark.parametrize(
    ("first", "then", "encoding"),
    [
        (
            "The bistrô opens at nine; Chloë serves a crème brûlée for €7.",
            "La ni\u00f1a comió piña.",
            "cp1252",
        ),
        ("Gänse, Mäuse, Bäume, Hühner und Füchse leben hier. " * 4, "müde Füße", "cp1252"),
        ("Ein Satz mit schönen Grüßen.", "Już późno, więc kończę źródłowy łańcuch.", "cp1250"),
    ],
)
def test_a_file_put_together_of_two_encodings_is_read_in_both(tmp_path, first, then, encoding):
    content = f"{first}\n".encode() + then.encode(encoding)
    assert read(written(tmp_path, "a.txt", content)).text == f"{first}\n{then}"
    content = then.encode(encoding) + f"\n{first}".encode()
    assert read(written(tmp_path, "b.txt", content)).text == f"{then}\n{first}"


def test_what_only_looks_like_utf8_is_left_in_its_encoding(tmp_path):
    text = "Её\nНет, её не было дома."  # the first line's bytes are UTF-8, too
    assert read(written(tmp_path, "a.txt", text.encode("cp1251"))).text == text


@given(
    st.text(
        st.sampled_from(
            "The quick brown fox jumps over the lazy dog. \nÀ côté d’une forêt, l’été – Übergrößen für €"
        ),
        min_size=1,
    )
)
def test_utf8_is_never_taken_for_anything_else(text):
    assert decode(text.encode()) == text


@given(st.binary(max_size=300))
def test_any_bytes_become_a_text(data):
    text = decode(data)
    assert not re.search("[\ud800-\udfff]", text)
    assert text == decode(data)


def test_one_broken_byte_does_not_spoil_utf8(tmp_path):
    text = "Größe, Maß, Übung, Straße, Äpfel, schön, für, über, können, müssen. " * 3
    content = text.encode() + b"\xff end"
    assert read(written(tmp_path, "a.txt", content)).text == f"{text}\ufffd end"
