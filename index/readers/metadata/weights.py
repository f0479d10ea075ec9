"""Numbers of where a text's title, outlet and date are looked for. All are set by hand."""

HEAD_LINES, HEAD_CHARACTERS, MOST_HEAD_LINES = 6, 600, 10
"""The head: so many lines that are not blank, more up to so many characters, but no more than so many."""

TAIL_LINES, TAIL_CHARACTERS = 3, 2000
"""The tail: the last lines that are not blank, within the last characters."""

TITLE_LENGTH = 140
"""Characters of the longest headline."""

STORED_TITLE_LENGTH = 300
"""Characters of a title given in a file's properties that are kept."""

OPENING, TELLING_WORDS, OPENING_TITLE = 2_000, 6, 80
"""Of a text without a title, with an identifier for a name: the first so many characters are looked at for a
sentence of so many words, of which so many characters are its title."""

MATTER_WORDS, MAIL_LINES = 3, 12
"""Words before a day from which they name a matter; the first lines in which a mail has its headers."""

BYLINE_LENGTH = 160
"""Characters of the longest byline: a longer line is a paragraph."""

LINE_SEARCHED, EVIDENCE_SEARCHED = 300, 1000
"""Characters of a line in which a date is looked for: an unknown one, and one known from metadata."""

WORDS_BESIDE_DATE, WORDS_BESIDE_LAST_DATE = 8, 3
"""Words that may stand beside a byline's date: in the head, and in the tail, where other texts are cited."""

DAYS_AHEAD = 366
"""Days after today until which a date of publication is plausible."""
