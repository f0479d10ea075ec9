"""Drafts into sentences: a table of cases, and the promises that hold for any text."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.repeated import DRAFTS

from index.errors import Damaged, NoText, ReadError, TooLarge, UnsupportedFormat
from rag.checking.draft import Draft, decode_draft, draft_sentences, read_draft

ARTICLE = """Ferry runs aground off Saltmarsh

By Clara Dunmore

SALTMARSH (FPA) — The ferry Corvina ran aground on a sandbank on Friday, said the harbour
master. Nobody was injured. Dr. Hale saw
it first.

What happened next

Who pays for it? “Not us,” Brandt said. She asked: “Who else?” The repair will cost 340,000 euros
"""
MINUTES = """Harbour committee, minutes

Present: Anna Karr, Oskar Lind

Decisions:
- The quay is closed until 4 May.
- The ice house stays open, and its
  roof is mended in June
* Who tells the fishermen?
1. The ferry sails twice a day.
   It takes 212 people.
2) Tickets cost six euros.
"""
MAIL = """From: Anna Karr
Subject: The ferry

Dear Oskar,
thank you for your message. The ferry sails at 16:05, and it carried 212 passengers on
Saturday.

On Monday, 4 May 2026, Oskar Lind wrote:
> The ferry was late again.
> It sailed at five.

Please let me know what you think.

Kind regards,
Anna Karr
Harbour Office, Saltmarsh
555 0142

P.S. The quay is 412 metres long.
"""
MARKDOWN = """---
title: The ferry
date: 2026-05-04
---

# The *ferry* Corvina

**A summary**

The [ferry](https://ferry.example/a) ran **aground** off
Saltmarsh; see `log`[^1]. ~~It sank.~~ Nobody &amp; nothing<br>was hurt.

![The ferry](ferry.png)

> The tide lifted it.
>
> > It took five hours.

- It carried 212 passengers.
  - Two were children
- [x] The hull is mended.

1. Why did it happen?

```python
print("ferry")
```

    indented code

***

| Ship | Passengers | |
|------|-----------:|-|
| Corvina | **212** | full |
| | | |

| | |
|-|-|
| a lonely | cell |

<p>It was <b>dark</b>.</p> <!-- not said -->

https://ferry.example/b

[^1]: The log of the rescue.
"""


def marked(text, *, markdown=False):
    """``+`` before what claims something, ``-`` before what does not."""
    return [f"{'-+'[s.claims]} {s.text}" for s in draft_sentences(text, markdown=markdown)]


CASES = [
    ("article", False, ARTICLE, """
        - Ferry runs aground off Saltmarsh
        - By Clara Dunmore
        + SALTMARSH (FPA) — The ferry Corvina ran aground on a sandbank on Friday, said the harbour master.
        + Nobody was injured.
        + Dr. Hale saw it first.
        - What happened next
        - Who pays for it?
        + “Not us,” Brandt said.
        + She asked: “Who else?”
        + The repair will cost 340,000 euros
    """),
    ("minutes", False, MINUTES, """
        - Harbour committee, minutes
        - Present: Anna Karr, Oskar Lind
        - Decisions:
        + The quay is closed until 4 May.
        + The ice house stays open, and its roof is mended in June
        - Who tells the fishermen?
        + The ferry sails twice a day.
        + It takes 212 people.
        + Tickets cost six euros.
    """),
    ("mail", False, MAIL, """
        - From: Anna Karr
        - Subject: The ferry
        - Dear Oskar,
        - thank you for your message.
        + The ferry sails at 16:05, and it carried 212 passengers on Saturday.
        - On Monday, 4 May 2026, Oskar Lind wrote:
        + The ferry was late again.
        + It sailed at five.
        - Please let me know what you think.
        - Kind regards,
        - Anna Karr
        - Harbour Office, Saltmarsh
        - 555 0142
        + P.S. The quay is 412 metres long.
    """),
    ("markdown", True, MARKDOWN, """
        - title: The ferry
        - date: 2026-05-04
        - The ferry Corvina
        - A summary
        + The ferry ran aground off Saltmarsh; see log.
        + Nobody & nothing
        + was hurt.
        - The ferry
        + The tide lifted it.
        + It took five hours.
        + It carried 212 passengers.
        + Two were children
        + The hull is mended.
        - Why did it happen?
        - print("ferry")
        - indented code
        - Ship; Passengers
        + Ship: Corvina; Passengers: 212; full
        - a lonely; cell
        + It was dark.
        - https://ferry.example/b
        + The log of the rescue.
    """),
    ("one line", False, "The ferry carried 212 passengers", "+ The ferry carried 212 passengers"),
    ("greeting before the text", False, "Hi Anna, the ferry sank. It was old.", """
        - Hi Anna,
        + the ferry sank.
        + It was old.
    """),
    ("no greeting", False, "Hello Kitty was drawn in 1974.", "+ Hello Kitty was drawn in 1974."),
    ("a name", False, "The ferry sank.\n\nAnna Karr", "+ The ferry sank.\n- Anna Karr"),
    ("signature", False, "The ferry sank.\n-- \nAnna Karr\nShe is here.\n", """
        + The ferry sank.
        - Anna Karr She is here.
    """),
    ("semantic lines", False, "The ferry sank on\nMonday evening.", "+ The ferry sank on Monday evening."),
    ("dash within", False, "The ferry sank\n— it was old.", "+ The ferry sank — it was old."),
    ("initials", False, "J. R. Hale wrote it.", "+ J. R. Hale wrote it."),
    ("table of a Word file", False, "Ship | Passengers\nCorvina | 212\nRose | 71\n", """
        - Ship; Passengers
        + Ship: Corvina; Passengers: 212
        + Ship: Rose; Passengers: 71
    """),
    ("rule of signs", False, "The ferry sank.\n\n=====\n\n* * *\n", "+ The ferry sank."),
    ("addresses", False, "www.ferry.example\n\na@ferry.example", "- www.ferry.example\n- a@ferry.example"),
    ("please note", False, "Please note that the ferry sank.", "+ Please note that the ferry sank."),
    ("marks that stand alone", False, "“The ferry sank.” !", "+ “The ferry sank.” !"),
    ("Windows lines", False, "The ferry\r\nsank.\r\n\r\nIt was old.\r\n", "+ The ferry sank.\n+ It was old."),
    ("Arabic question", False, "أين العبارة؟", "- أين العبارة؟"),
    ("Chinese", False, "渡轮于星期五搁浅。没有人受伤。", "+ 渡轮于星期五搁浅。\n+ 没有人受伤。"),
    ("no front matter", True, "---\nThe ferry sank.\n\n---\n", "+ The ferry sank."),
    ("lists in a quote", True, "> - It sank.\n> - It was old.", "+ It sank.\n+ It was old."),
    ("picture in a sentence", True, "The ![flag](f.png) ferry sank.", "+ The ferry sank.\n- flag"),
    ("linked picture", True, "[![logo](l.png)](https://l.example)", "- logo"),
    ("autolink", True, "<https://l.example>", "- https://l.example"),
    ("comment", True, "<!--\nIt sank.\n-->\n\nIt was old.", "+ It was old."),
    ("script", True, "<script>\nsink()\n</script>\n\nIt was old.", "+ It was old."),
    ("headless table", True, "| | |\n|-|-|\n| a | b |", "- a; b"),
    ("quotes twenty deep", True, "> " * 60 + "It sank.\n\nIt was old.", "+ It sank.\n+ It was old."),
    ("lists twenty deep", True, "\n".join("  " * n + f"- It sank {n} times." for n in range(40)),
     "\n".join(f"+ It sank {n} times." for n in range(40))),
    ("after what is deep", True, "- " * 30 + "It **sank**.\n\nIt was old.", "+ It sank.\n+ It was old."),
    ("nothing", False, " \n\t\n", ""),
    ("nothing at all", True, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("markdown", "text", "wanted"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_cases(markdown, text, wanted):
    assert marked(text, markdown=markdown) == [
        line.strip() for line in wanted.strip().splitlines() if line.strip()
    ]


ANY = (
    st.text(st.sampled_from("aB1é文 \n\t\r#>-*_`~[]()!|<>&\\.:;?“”'\"=+\u2028\ud800\0"), max_size=200)
    | st.text()
)


def test_a_sentence_says_which_block_it_opens():
    text = (
        "# A title\n\nOne stood. Two sat.\n\n- Three ran.\n- Four swam.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    opened = [(sentence.text, sentence.block) for sentence in draft_sentences(text, markdown=True)]
    assert opened == [
        ("A title", "heading"), ("One stood.", "paragraph"), ("Two sat.", None), ("Three ran.", "item"),
        ("Four swam.", "item"), ("a; b", "paragraph"), ("a: 1; b: 2", "item"),
    ]  # fmt: skip


@given(ANY, st.booleans())
@example("\ud800", False)
@example("- [x] ", True)
@example("|a\n-|-\n|", True)
@example("[^1]:", True)
def test_any_text_gives_sentences_of_one_line_that_say_something(text, markdown):
    for sentence in draft_sentences(text, markdown=markdown):
        assert sentence.text == " ".join(sentence.text.split())
        assert any(map(str.isalnum, sentence.text))
        assert sentence.text.encode()


@given(st.text(st.sampled_from("abC é文,.!?“”-—*>:; \n\n\t")))
def test_plain_text_loses_no_letter_and_keeps_their_order(text):
    said = "".join(sentence.text for sentence in draft_sentences(text))
    assert [c for c in said if c.isalnum()] == [c for c in text if c.isalnum()]


@given(st.text(st.sampled_from("abC|| \n")))
@example(":|b\n:|C")
def test_a_table_loses_no_letter_and_may_say_its_headings_with_each_row(text):
    said = "".join(sentence.text for sentence in draft_sentences(text))
    assert {c for c in said if c.isalnum()} == {c for c in text if c.isalnum()}


WORDS = st.lists(
    st.sampled_from(["ferry", "sank", "Corvina", "212", "Mr.", "4.5", "it’s"]), min_size=1, max_size=6
)
SENTENCE = st.builds(lambda words, stop: " ".join(["It", *words]) + stop, WORDS, st.sampled_from(".?!"))
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=3).map(" ".join)
FORMS = [
    "{}",
    "# {}",
    "> {}",
    "> > {}",
    "- {}",
    "1. {}",
    "**{}**",
    "[{}](https://x.example)",
    "    {}",
    "~~~\n{}\n~~~",
]


@given(st.lists(st.tuples(PARAGRAPH, st.sampled_from(FORMS)), max_size=6))
@settings(max_examples=60)
def test_markdown_loses_no_word_and_keeps_their_order(parts):
    text = "\n\n".join(form.format(words) for words, form in parts)
    said = " ".join(sentence.text for sentence in draft_sentences(text, markdown=True))
    assert said.split() == " ".join(words for words, _ in parts).split()


@pytest.mark.parametrize("piece", DRAFTS, ids=repr)
@pytest.mark.parametrize("markdown", [False, True], ids=["plain", "markdown"])
def test_a_mark_repeated_thousands_of_times_is_read(piece, markdown):
    sentences = draft_sentences(piece * (50_000 // len(piece)) + "x", markdown=markdown)
    assert all(sentence.text.strip() for sentence in sentences)


@pytest.mark.parametrize(
    ("name", "data", "draft"),
    [
        ("a.md", b"# It\n", Draft("# It\n", markdown=True)),
        ("a.markdown", "Größe".encode("cp1252"), Draft("Größe", markdown=True)),
        ("a.txt", "It sank.".encode("utf-16"), Draft("It sank.")),
        ("a.html", b"<html><body><p>It sank in the night, they said.</p></body></html>",
         Draft("It sank in the night, they said.")),
        ("empty.md", b"", Draft("", markdown=True)),
        ("blank.txt", b" \n", Draft("")),
    ],
)  # fmt: skip
def test_files_are_read_as_the_library_reads_them(tmp_path, name, data, draft):
    (tmp_path / name).write_bytes(data)
    read = read_draft(tmp_path / name)
    assert (read.text.strip(), read.markdown) == (draft.text.strip(), draft.markdown)


def test_word_files_are_read(tmp_path):
    from docx import Document

    document = Document()
    document.add_paragraph("The ferry sank on Friday.")
    document.save(str(tmp_path / "a.docx"))
    assert marked(read_draft(tmp_path / "a.docx").text) == ["+ The ferry sank on Friday."]


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("missing.txt", None, ReadError),
        ("a.xls", b"x", UnsupportedFormat),
        ("nothing", b"x", UnsupportedFormat),
        ("a.txt", b"\0\1\2", Damaged),
        ("a.pdf", b"no", Damaged),
        ("a.html", b"<html></html>", NoText),
        ("large.txt", b"x" * 100_001, TooLarge),
    ],
)
def test_files_that_cannot_be_read_say_why_on_one_line(tmp_path, name, data, error):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(error) as caught:
        read_draft(tmp_path / name, max_bytes=100_000)
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)
    assert "add it again" not in str(caught.value)


def test_a_stream_is_decoded():
    assert decode_draft("Die Fähre sank.".encode("cp1252")) == Draft("Die Fähre sank.")
    assert decode_draft(b"") == Draft("")
