"""PDF, Word and web pages: paragraphs, pages and metadata, from files made here."""

import io
import threading
import zipfile

import docx
import pytest

from index.errors import Damaged, NoText
from index.read import read
from index.readers import web_page

WORDS = "The mayor said on Monday that the bridge over the river has been opened to all."
IMAGE = b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"


def make_pdf(pages, *, title=None, encrypted=False, raw=None):
    """A PDF of lines ``(x, y, size, text)`` a page, in Helvetica."""
    streams = [raw] if raw is not None else [
        b"BT " + b" ".join(
            f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj".encode("cp1252") for x, y, size, text in lines
        ) + b" ET" for lines in pages
    ]  # fmt: skip
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({title or ''}) /CreationDate (D:20200101000000Z) >>".encode(),
    ]
    for number, stream in enumerate(streams):
        page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"{page} /Contents {6 + 2 * number} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    lock = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<01> <01>]"
    )
    extra = lock.encode() if encrypted else b""
    size = len(objects) + 1
    out.write(
        b"trailer << /Size %d /Root 1 0 R /Info 4 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (size, extra, start)
    )
    return out.getvalue()


def lines_of(*texts, top=700, size=11, x=72, step=14):
    return [(x, top - step * number, size, text) for number, text in enumerate(texts)]


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_pdf_lines_become_paragraphs(tmp_path):
    first = lines_of("The bridge over the river was opened on Monday by the mayor, who", "had waited for it.")
    second = lines_of(
        "A second paragraph follows after a gap, and is as long as the first", "one is.", top=650
    )
    reading = read(written(tmp_path, "a.pdf", make_pdf([[(72, 760, 20, "A bridge opens"), *first, *second]])))
    assert reading.text.split("\n\n") == [
        "A bridge opens",
        "The bridge over the river was opened on Monday by the mayor, who had waited for it.",
        "A second paragraph follows after a gap, and is as long as the first one is.",
    ]
    assert reading.title == "A bridge opens"
    assert reading.published is None  # its date of creation is none of publication
    assert reading.media_type == "application/pdf"


def test_pdf_divided_words_are_made_whole(tmp_path):
    lines = lines_of(
        "The well-known engineer had the construc-",
        "tion finished. It was a well-",
        "known bridge, and the construction was sound.",
    )
    text = read(written(tmp_path, "a.pdf", make_pdf([lines]))).text
    assert text == (
        "The well-known engineer had the construction finished. "
        "It was a well-known bridge, and the construction was sound."
    )


def test_pdf_pages_cover_the_text(tmp_path):
    pages = [lines_of("First page with a sentence that is long enough to run on and that", "goes on")]
    pages += [lines_of("over the page here.", "Then it ends."), [], lines_of("Last page.")]
    reading = read(written(tmp_path, "a.pdf", make_pdf(pages)))
    assert "goes on over the page here." in reading.text
    assert [page.page for page in reading.pages] == [1, 2, 3, 4]
    assert reading.pages[0].start == 0
    assert reading.pages[-1].end == len(reading.text)
    for page, following in zip(reading.pages, reading.pages[1:], strict=False):
        assert page.end == following.start
    assert reading.text[reading.pages[1].start :].startswith("over the page")
    assert reading.text[reading.pages[3].start : reading.pages[3].end] == "Last page."


def test_pdf_page_furniture_is_left_out(tmp_path):
    bodies = ["Alpha is the first letter.", "Beta is the second letter.", "Gamma is the third letter."]
    pages = [
        [(72, 800, 9, "The Daily Example"), *lines_of(body), (72, 30, 9, f"Page {number} of 3")]
        for number, body in enumerate(bodies, 1)
    ]
    reading = read(written(tmp_path, "a.pdf", make_pdf(pages)))
    assert reading.text.split("\n\n") == ["The Daily Example", *bodies]


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("The bridge", "The bridge"),
        ("Microsoft Word - bridge.doc", "A line that is a title"),
        ("untitled", "A line that is a title"),
        ("", "A line that is a title"),
    ],
)
def test_pdf_titles(tmp_path, given, title):
    lines = [*lines_of("A line that is a title"), *lines_of("And a text of its own.", top=600)]
    assert read(written(tmp_path, "a.pdf", make_pdf([lines], title=given))).title == title


def test_pdf_datelines(tmp_path):
    lines = [*lines_of("A bridge opens"), *lines_of("Springfield, 11 May 2026. The bridge is open.", top=600)]
    reading = read(written(tmp_path, "a.pdf", make_pdf([lines])))
    assert reading.published == "2026-05-11"
    assert reading.published_evidence.text == "11 May 2026"


def test_pdf_without_text_or_with_a_password(tmp_path):
    with pytest.raises(NoText, match=r"images.*OCR"):
        read(written(tmp_path, "a.pdf", make_pdf([], raw=IMAGE)))
    with pytest.raises(NoText, match="no text"):
        read(written(tmp_path, "a.pdf", make_pdf([[]])))
    with pytest.raises(Damaged, match=r"encrypted.*password"):
        read(written(tmp_path, "a.pdf", make_pdf([lines_of("x")], encrypted=True)))
    with pytest.raises((Damaged, NoText)):
        read(written(tmp_path, "a.pdf", make_pdf([lines_of(WORDS)])[:300]))


def test_pdfs_in_many_threads(tmp_path):
    path = written(tmp_path, "a.pdf", make_pdf([lines_of(WORDS, f"Page {number}.") for number in range(30)]))
    texts = []
    threads = [threading.Thread(target=lambda: texts.append(read(path).text)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 6
    assert len(set(texts)) == 1


def saved(document, path):
    document.save(path)
    return path


def test_word_paragraphs_lists_and_tables_in_order(tmp_path):
    document = docx.Document()
    document.core_properties.title = ""
    document.add_heading("A bridge opens", 1)
    document.add_paragraph("The Daily Example", style="Subtitle")
    document.add_paragraph(WORDS)
    document.add_paragraph("free of charge", style="List Bullet")
    document.add_paragraph("for all", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Length", "120 m", "Cost\nin all", "4 million"], strict=True):
        cell.text = text
    document.add_paragraph("The end.")
    reading = read(saved(document, tmp_path / "some_file.docx"))
    assert reading.text.split("\n\n") == [
        "A bridge opens",
        "The Daily Example",
        WORDS,
        "• free of charge",
        "• for all",
        "Length | 120 m\nCost in all | 4 million",
        "The end.",
    ]
    assert reading.title == "A bridge opens"
    assert reading.published is None  # its date of creation is none of publication
    assert reading.pages is None


def test_word_title_of_the_properties(tmp_path):
    document = docx.Document()
    document.core_properties.title = "The bridge"
    document.add_paragraph(WORDS)
    assert read(saved(document, tmp_path / "a.docx")).title == "The bridge"


def test_word_merged_cells_come_once(tmp_path):
    document = docx.Document()
    table = document.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(0, 2).text = "narrow"
    assert read(saved(document, tmp_path / "a.docx")).text == "wide | narrow"


def test_word_without_text(tmp_path):
    with pytest.raises(NoText):
        read(saved(docx.Document(), tmp_path / "a.docx"))


def repacked(path, **replaced):
    """The .docx at ``path`` with some of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, replaced.get(name.rsplit("/", 1)[-1].split(".")[0], source.read(name)))
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize(
    "part", [b"", b"<no xml", b"<a/>", b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>', b"\xff\xfe\x00"]
)
def test_word_malformed_parts(tmp_path, part):
    document = docx.Document()
    document.add_paragraph(WORDS)
    with pytest.raises((Damaged, NoText)):
        read(repacked(saved(document, tmp_path / "a.docx"), document=part))


def test_word_bomb_is_refused(tmp_path):
    document = docx.Document()
    document.add_paragraph(WORDS)
    path = saved(document, tmp_path / "a.docx")
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/x.bin", "w") as part,
    ):
        for _ in range(310):
            part.write(bytes(1_000_000))
    with pytest.raises(Damaged, match="unpacks to 310 MB"):
        read(path)


ARTICLE = f"""<!doctype html><html><head><meta charset="utf-8">
<title>A bridge opens - The Daily Example</title>
<meta property="og:site_name" content="The Daily Example"><meta property="og:title" content="A bridge opens">
<meta property="article:published_time" content="2024-05-01T10:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>A bridge opens</h1><p class="date">Published 1 May 2024</p>{f"<p>{WORDS}</p>" * 4}</article>
<section class="comments"><p>I do not like this bridge at all, says a commenter.</p></section>
<footer>© 2019 Someone. All rights reserved.</footer></body></html>"""


def test_web_article_and_metadata(tmp_path):
    reading = read(written(tmp_path, "a.html", ARTICLE))
    assert reading.text.startswith("A bridge opens\n\n")
    assert reading.text.count("A bridge opens") == 1
    assert WORDS in reading.text
    for furniture in ("Sport", "commenter", "rights reserved"):
        assert furniture not in reading.text
    assert (reading.title, reading.outlet) == ("A bridge opens", "The Daily Example")
    assert reading.published == "2024-05-01"
    assert reading.media_type == "text/html"
    assert read(written(tmp_path, "a.xhtml", ARTICLE)).media_type == "application/xhtml+xml"


def test_web_date_is_shown_where_the_text_shows_it(tmp_path):
    page = ARTICLE.replace("Published 1 May 2024", "").replace(
        f"<p>{WORDS}</p>", f"<p>SPRINGFIELD, May 1, 2024 — {WORDS}</p>", 1
    )
    reading = read(written(tmp_path, "a.html", page))
    span = reading.published_evidence
    assert reading.text[span.start : span.end] == span.text == "May 1, 2024"


def test_web_prose_gives_no_date(tmp_path):
    body = "".join(f"<p>On January 17, 2019 it began, part {n}. {WORDS}</p>" for n in range(5))
    page = f"<html><head><title>Some page</title></head><body>{body}<p>© 2014 Someone</p></body></html>"
    reading = read(written(tmp_path, "a.html", page))
    assert (reading.published, reading.published_evidence, reading.outlet) == (None, None, None)


def test_web_pages_without_an_article(tmp_path):
    page = "<p>Short &amp; plain</p><script>var x = 'hidden'</script><div>second<br>line</div>"
    assert read(written(tmp_path, "a.html", page)).text.replace("\n\n", "|") in (
        "Short & plain|second|line",
        "Short & plain|second line",
    )
    assert read(written(tmp_path, "b.html", "no markup at all")).text == "no markup at all"
    with pytest.raises(NoText):
        read(written(tmp_path, "c.html", "<html><head><script>x</script></head><body></body></html>"))


def test_web_tables_are_kept(tmp_path):
    rows = "<table><tr><th>Length</th><th>Cost</th></tr><tr><td>120 m</td><td>4 million</td></tr></table>"
    text = read(written(tmp_path, "a.html", ARTICLE.replace("</article>", f"{rows}</article>"))).text
    assert "Length | Cost" in text
    assert "120 m | 4 million" in text
    assert "---" not in text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("iso-8859-1", "cp1252"),
        ("utf-8", "cp1252"),
        ("windows-1251", "utf-8"),
        ("no-such-thing", "utf-8"),
        ("utf-16", "utf-8"),
        ("utf-7", "cp1252"),
        (None, "cp1252"),
        (None, "utf-16"),
    ],
)
def test_web_encodings_and_lies_about_them(tmp_path, declared, encoding):
    sentence = "Die größte Brücke über den Fluß wurde am Montag eröffnet, sagte der Bürgermeister."
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    page = f"<html><head>{meta}<title>Brücke</title></head><body>{f'<p>{sentence}</p>' * 4}</body></html>"
    assert sentence in read(written(tmp_path, "a.html", page.encode(encoding))).text


def test_web_misdeclared_cyrillic(tmp_path):
    sentence = "Мост через реку открыли в понедельник, сообщили журналистам в мэрии города."
    page = f'<html><head><meta charset="iso-8859-1"></head><body>{f"<p>{sentence}</p>" * 4}</body></html>'
    assert sentence in read(written(tmp_path, "a.html", page.encode("cp1251"))).text


def test_web_page_of_great_size_keeps_its_text(tmp_path):
    many = "".join(f"<p>Paragraph {number} says its word.</p>" for number in range(web_page.EXTRACTOR_LIMIT))
    reading = read(written(tmp_path, "a.html", f"<html><head><title>A long page</title></head><body>{many}"))
    assert reading.title == "A long page"
    assert f"Paragraph {web_page.EXTRACTOR_LIMIT - 1} says its word." in reading.text


def test_same_page_gives_the_same_text(tmp_path):
    path = written(tmp_path, "a.html", ARTICLE)
    assert read(path) == read(path)
