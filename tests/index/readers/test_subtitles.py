"""Subtitles: whole sentences, each with its time and its speaker."""

import pytest
from support.files import written

from index.errors import Damaged, NoText
from index.read import read

SUBRIP = """1
00:00:05,200 --> 00:00:07,000
The weir was built
in 1911,

2
00:00:07,100 --> 00:00:09,900
and <i>nobody</i> drowned. Then

3
01:02:03,000 --> 01:02:05,000
{\\an8}the flood came.
"""
WEBVTT = """WEBVTT - The weir

NOTE by nobody

STYLE
::cue { color: red }

intro
00:05.000 --> 00:07.000 align:start
<v Ida Noll>The weir &amp; the mill stand.

00:07.000 --> 00:09.000
<v Per Lie>They <c.loud>fall</c>.

00:09.000 --> 00:11.000
- Do they?
"""


def test_sentences_begin_with_their_time(tmp_path):
    reading = read(written(tmp_path, "the_old_weir.srt", SUBRIP))
    assert reading.text == (
        "[00:00:05] The weir was built in 1911, and nobody drowned. Then\n\n[01:02:03] the flood came."
    )
    assert (reading.title, reading.media_type) == ("the old weir", "application/x-subrip")


def test_who_speaks_is_named(tmp_path):
    reading = read(written(tmp_path, "a.vtt", WEBVTT.replace("\n", "\r\n")))
    assert reading.text == (
        "[00:00:05] Ida Noll: The weir & the mill stand.\n\n[00:00:07] Per Lie: They fall.\n\n"
        "[00:00:09] - Do they?"
    )


def test_what_holds_no_subtitles_is_refused(tmp_path):
    with pytest.raises(Damaged, match="no subtitles"):
        read(written(tmp_path, "a.srt", "A story at 10:15, it is said.\n"))
    with pytest.raises(NoText, match="nothing is spoken"):
        read(written(tmp_path, "b.srt", "1\n00:00:05,200 --> 00:00:07,000\n<i></i>\n"))
