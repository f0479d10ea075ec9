"""Numbers of archives and attachments. All are set by hand."""

MOST_PARTS = 10_000
"""Files that one container may hold, with those of the containers in it."""

MOST_UNPACKED = 1_000_000_000
"""Bytes that the parts of one container may have in all, as much as one upload."""

DEEPEST = 3
"""Containers within each other that are opened: an archive of mails with archives attached."""

PLAUSIBLE_RATIO, SMALL_PART = 200, 5_000_000
"""Times its packed size that a part may have, and the bytes up to which any may; a table has up to 50."""

LONGEST_SUBJECT = 80
"""Characters of a mail's subject that stand in the address of what was attached to it."""
