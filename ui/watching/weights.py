"""Times of watching a folder, in seconds, each chosen by hand."""

LOOK = 0.5  # between two looks whether something happened: as long as a person waits without noticing
QUIET = 2.0  # without a change until a file is taken as whole: copying and saving write more often than that
WHOLE = 600.0  # between two syncs in which every file counts: some drives report no changes
BLIND = 60.0  # between two syncs where changes cannot be followed at all
AGAIN = 5.0  # until a folder that was not there, or a library that was busy, is looked for again
FAREWELL = 10.0  # for a watch or an embedder to end: longer than one passage takes on a busy computer
