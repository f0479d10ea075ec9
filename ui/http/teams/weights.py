"""The limits of accounts and teams, each chosen by hand."""

LONGEST_PERSON = 200  # characters of a person's name: e-mail addresses are shorter
LONGEST_TEAM = 60  # characters of a team's name, as of a library's
LARGEST_FILE = 10_000_000  # bytes of an accounts file: some 50,000 people
FILE_WAIT = 10.0  # seconds to wait for another process that changes the accounts file
MOST_TABS = 10_000  # tabs of browsers whose person is remembered, the latest ones: a megabyte or so
LONGEST_TAB = 100  # characters of a tab's name, of which Gradio uses 10 or 11
