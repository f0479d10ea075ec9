"""Sentence boundaries: a table of cases, and the promises that hold for any text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.repeated import SENTENCES

from index.sentences import RULE, sentence_spans

WRAPPED = """The council of the town met on Monday evening to talk over the plans for
the new bridge, which Mr. Odell wants to build of timber. Nobody spoke for
the old ferry. It runs twice a day and carries forty people at most."""

WRAPPED_SENTENCES = [
    WRAPPED.partition(" Nobody")[0],
    "Nobody spoke for\nthe old ferry.",
    "It runs twice a day and carries forty people at most.",
]

CASES = [
    ("plain", "It rained. The road was wet.", ["It rained.", "The road was wet."]),
    ("one", "No full stop at all", ["No full stop at all"]),
    ("empty", "", []),
    ("blank", " \n\t \r\n", []),
    ("mr", "Mr. Xi spoke. Mrs. Li left.", ["Mr. Xi spoke.", "Mrs. Li left."]),
    (
        "dr",
        "Dr. Amal Reyes saw it first. He wrote it down.",
        ["Dr. Amal Reyes saw it first.", "He wrote it down."],
    ),
    ("us", "The U.S. Navy sent a ship. It sank.", ["The U.S. Navy sent a ship.", "It sank."]),
    ("initials", "J. R. Hale wrote it. She agreed.", ["J. R. Hale wrote it.", "She agreed."]),
    ("money", "It cost $1.5bn. Nobody paid.", ["It cost $1.5bn.", "Nobody paid."]),
    ("decimal", "It is 3.14 metres wide. It is old.", ["It is 3.14 metres wide.", "It is old."]),
    (
        "pm inside",
        "They met at 4 p.m. on Monday. They parted soon.",
        ["They met at 4 p.m. on Monday.", "They parted soon."],
    ),
    ("no", "See No. 7 on the list. It is red.", ["See No. 7 on the list.", "It is red."]),
    ("eg", "Take fruit, e.g. apples, with you. Eat it.", ["Take fruit, e.g. apples, with you.", "Eat it."]),
    ("vs", "Brenn vs. Velm was dull. Nobody scored.", ["Brenn vs. Velm was dull.", "Nobody scored."]),
    (
        "st",
        "The church of St. Olav burned. It was rebuilt.",
        ["The church of St. Olav burned.", "It was rebuilt."],
    ),
    ("inc", "Karr Inc. makes nets. They last.", ["Karr Inc. makes nets.", "They last."]),
    ("month", "It opened on Jan. 5 in rain. We came.", ["It opened on Jan. 5 in rain.", "We came."]),
    ("question", "Who came? Everyone did!", ["Who came?", "Everyone did!"]),
    ("ellipsis", "He waited... Then he left.", ["He waited...", "Then he left."]),
    ("quote", "“It is late.” She left.", ["“It is late.”", "She left."]),
    ("quoted speech", '"We won," he said. "They lost."', ['"We won," he said.', '"They lost."']),
    ("quote inside", "He said “no” and left. We stayed.", ["He said “no” and left.", "We stayed."]),
    ("brackets", "It fell (see the map). We dug.", ["It fell (see the map).", "We dug."]),
    ("address", "Write to a.b@c.example today. We answer.", ["Write to a.b@c.example today.", "We answer."]),
    (
        "url",
        "See https://velm.example/a.b for more. It helps.",
        ["See https://velm.example/a.b for more.", "It helps."],
    ),
    ("version", "Version 2.0.1 is out. Try it.", ["Version 2.0.1 is out.", "Try it."]),
    ("table", "| Ship | Tons |\n|:--|---:|\n| Ada | 9 |", ["| Ship | Tons |", "| Ada | 9 |"]),
    ("rules", "Ends.\n\n---\n\nNext\n====\n* * *\nLast.", ["Ends.", "Next", "Last."]),
    ("drawn table", "+----+----+\n| Ada | 9 |\n+----+----+", ["| Ada | 9 |"]),
    ("nothing else", "-----", ["-----"]),
    ("fields", "---\ntitle: Ice\ntags:\n  - sea\n- x\n---\n\nIt froze.", ["It froze."]),
    ("fields alone", "---\ntitle: Ice\n---\n", ["title: Ice"]),
    ("dash", "-- He said so.", ["-- He said so."]),
    (
        "heading",
        "# The council of the town on the bridge that Mr. Odell wants to build\n" + WRAPPED,
        ["# The council of the town on the bridge that Mr. Odell wants to build", *WRAPPED_SENTENCES],
    ),
    ("bullets", "- red paint\n- blue paint", ["- red paint", "- blue paint"]),
    ("dots", "• First one\n• Second one", ["• First one", "• Second one"]),
    ("numbers", "1. Open the lid.\n2. Close the lid.", ["1. Open the lid.", "2. Close the lid."]),
    ("heading", "The harbour\n\nIt opened in May.", ["The harbour", "It opened in May."]),
    ("headings", "News\nSport\nWeather", ["News", "Sport", "Weather"]),
    ("markdown", "# Title\n\nText here. More text.", ["# Title", "Text here.", "More text."]),
    ("crlf", "One.\r\nTwo.\r\n\r\nThree.", ["One.", "Two.", "Three."]),
    ("cr", "One.\rTwo.", ["One.", "Two."]),
    ("line separator", "One.\u2028Two.\u2029Three.", ["One.", "Two.", "Three."]),
    ("form feed", "Page one.\fPage two.", ["Page one.", "Page two."]),
    ("chinese", "他来了。她走了！为什么？", ["他来了。", "她走了！", "为什么？"]),
    ("japanese", "雨が降った。道は濡れていた。", ["雨が降った。", "道は濡れていた。"]),
    ("hindi", "बारिश हुई। सड़क गीली थी।", ["बारिश हुई।", "सड़क गीली थी।"]),
    ("arabic", "هطل المطر. كان الطريق مبتلا.", ["هطل المطر.", "كان الطريق مبتلا."]),
    ("pm end", "It ended at 5 p.m. The crowd left.", ["It ended at 5 p.m.", "The crowd left."]),
    ("us end", "He moved to the U.S. He liked it.", ["He moved to the U.S.", "He liked it."]),
    ("jr", "We saw Hale Jr. He smiled.", ["We saw Hale Jr.", "He smiled."]),
    ("footnote", "It grew by 4 percent.[12] It fell later.", ["It grew by 4 percent.[12]", "It fell later."]),
    ("small start", "iPhones sold. iPads did not.", ["iPhones sold.", "iPads did not."]),
    ("number start", "He won 3–2. 40 people came.", ["He won 3–2.", "40 people came."]),
    ("circa", "He was born c. 1850 in Brenn. He died.", ["He was born c. 1850 in Brenn.", "He died."]),
    ("et al", "Hale et al. saw it. We did not.", ["Hale et al. saw it.", "We did not."]),
    ("emoji", "We won! 🎉 It was close.", ["We won!", "🎉 It was close."]),
    (
        "wrapped",
        WRAPPED,
        [
            "The council of the town met on Monday evening to talk over the plans for\n"
            "the new bridge, which Mr. Odell wants to build of timber.",
            "Nobody spoke for\nthe old ferry.",
            "It runs twice a day and carries forty people at most.",
        ],
    ),
]

LINE_ENDS = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\v", "\f", "\x85", "\x1c", "\x1e", "\n\n", "\r\n\r\n"]
PIECES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            *LINE_ENDS,
            " ",
            "  ",
            ". ",
            "? ",
            "! ",
            "。",
            "”",
            "“",
            '"',
            "«",
            "»",
            "’",
            "\x00",
            "\x01",
            "\u200b",
            "\ufeff",
            "é",
            "e\u0301",
            "👩‍👩‍👧",
            "🇫🇷",
            "שלום",
            "مرحبا.",
            "汉字",
            "한국어",
            "Mr. ",
            "U.S. ",
            "p.m.",
            "$1.5bn",
            "- ",
            "1. ",
            "(a) ",
        ]
    ),
    st.builds(
        lambda word, times: word * times,
        st.sampled_from(["a", "ab ", "x. ", "“x. ", "漢", "'"]),
        st.integers(0, 900),
    ),
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


@pytest.mark.parametrize(("text", "sentences"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_boundaries(text, sentences):
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_is_covered_once_and_in_order(text):
    spans = sentence_spans(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not left_out(text[at:start])
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not left_out(text[at:])


def left_out(gap):
    """The lines of a gap between sentences that are neither blank nor a rule."""
    return [line for line in gap.splitlines() if line.strip() and not RULE.fullmatch(line.strip())]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["”", "’", "»", ". ", "a", "? ", "“", " ", "word "]), min_size=400, max_size=700
    ).map("".join)
)
def test_long_quotations_keep_their_marks(text):
    spans = sentence_spans(text)
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == text.replace(" ", "")


def test_a_long_quotation_is_split_all_the_same():
    text = "“" + "The sea was grey and the wind came from the north. " * 12 + "Nobody sailed.”"
    found = [text[a:b] for a, b in sentence_spans(text)]
    assert len(found) == 13
    assert found[-1] == "Nobody sailed.”"


@pytest.mark.parametrize("piece", SENTENCES)
def test_a_piece_repeated_thousands_of_times_is_split(piece):
    spans = sentence_spans(piece * (48_000 // len(piece)))
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
