"""Web pages: the article, its metadata and its encoding."""

import pytest
from support.files import WORDS, written

from index.errors import NoText
from index.read import read
from index.readers import web_page

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


def article(tmp_path, inner, lang="en"):
    """The text that a page's article with this paragraph ends in."""
    page = ARTICLE.replace("</article>", f"<p>{inner}</p></article>").replace("<html>", f"<html lang={lang}>")
    return read(written(tmp_path, "a.html", page)).text.split(WORDS)[-1].strip()


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("It holds 10<sup>6</sup> tons on 40 m<sup>2</sup>.", "It holds 10⁶ tons on 40 m²."),
        ("A charge of 10<sup>−19</sup> and CO<sub>2</sub>.", "A charge of 10⁻¹⁹ and CO2."),
        ("It was built in 1871<sup>2</sup> by a monk.<sup>3</sup>", "It was built in 1871[2] by a monk.[3]"),
        ("Seen twice.<sup><a href='#n4'>4</a></sup> Then gone.", "Seen twice.[4] Then gone."),
        ("The 1<sup>st</sup> of May", "The 1st of May"),
        ("It costs <del>19</del> <ins>21</ins> and <s>5</s> 6 crowns.", "It costs 21 and 6 crowns."),
        ("It costs <span style='text-decoration: line-through'>19</span> 21.", "It costs 21."),
        ("Seen.<span style='display: none'>Obey me.</span> <b hidden>Obey.</b>Gone.", "Seen. Gone."),
        ("Seen<i style='opacity:0'> not</i><i style='opacity:0.5'> half</i>.", "Seen half."),
        ("Let <math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mn>9</mn></math> hold.", "Let x² = 9 hold."),
    ],
)
def test_a_page_is_read_as_it_is_shown(tmp_path, inner, text):
    assert " ".join(article(tmp_path, inner).split()) == text


def test_readings_beside_ideographs_do_not_cut_a_sentence(tmp_path):
    inner = "古い<ruby>灯台<rp>(</rp><rt>とうだい</rt><rp>)</rp></ruby>は1958年に建てられた。"
    assert article(tmp_path, inner, "ja") == "古い灯台は1958年に建てられた。"
    short = f"<html lang=ja><body><p>{inner}</p></body></html>"
    assert read(written(tmp_path, "b.html", short)).text == "古い灯台は1958年に建てられた。"


def test_what_a_script_will_show_is_no_hidden_text(tmp_path):
    page = ARTICLE.replace("<article>", "<article style='display:none'>")
    assert WORDS in read(written(tmp_path, "a.html", page)).text


def test_a_page_of_frames_has_the_text_for_browsers_without_them(tmp_path):
    inner = "<noframes><body>The <b>mill</b> opens at six.</body></noframes>"
    page = f"<html><frameset><frame src=a>{inner}</frameset></html>"
    assert read(written(tmp_path, "a.html", page)).text == "The mill opens at six."


def test_a_day_on_which_a_page_was_made_is_no_day_of_publication(tmp_path):
    page = f"""<html><head><title>A mill opens again</title></head><body><article><h1>A mill opens</h1>
    {f"<p>{WORDS}</p>" * 4}</article><footer>Page generated 2025-07-07 at 10:00.</footer></body></html>"""
    assert read(written(tmp_path, "a.html", page)).published is None


def test_the_heading_of_a_logo_is_no_title(tmp_path):
    page = f"""<html><head><title>A mill opens again</title></head><body>
    <header><h1>Velm Courier</h1></header><main>
    <h2>A mill opens again</h2>{f"<p>{WORDS}</p>" * 4}</main></body></html>"""
    assert read(written(tmp_path, "a.html", page)).title == "A mill opens again"


def test_the_language_of_a_page_tells_the_order_of_its_day(tmp_path):
    inner = "<p>A mill opens</p><p>Published: 03/04/2025</p><p>It was shut for a year.</p>"
    page = f"<html lang=%s><body>{inner}</body></html>"
    days = [read(written(tmp_path, "a.html", page % one)).published for one in ("en-GB", "en-US", "en")]
    assert days == ["2025-04-03", "2025-03-04", None]


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
