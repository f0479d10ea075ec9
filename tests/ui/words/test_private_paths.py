"""A browser learns the names of files and folders, not where they lie."""

import pytest

from index.errors import LibraryBusy
from ui.words.private_paths import without_folders


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("no library in '/home/ada/my papers'; make one", "no library in 'my papers'; make one"),
        ("'/var/lib/rb/catalog.sqlite3' is damaged", "'catalog.sqlite3' is damaged"),
        ("cannot make a library in 'C:\\\\Users\\\\ada\\\\rb': full", "cannot make a library in 'rb': full"),
        ('"/home/o\'neill/rb" is busy', '"rb" is busy'),
        ("no document 'a/b.txt' in this library", "no document 'a/b.txt' in this library"),
        ("Send 'and/or' to /api/ask", "Send 'and/or' to /api/ask"),
    ],
)
def test_only_the_last_part_of_a_quoted_path_is_shown(message, shown):
    assert without_folders(LibraryBusy(message)) == shown
