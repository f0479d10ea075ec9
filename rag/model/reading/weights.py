"""The numbers of the readers."""

MOST_TOKENS = 320  # of a question and its passage together, as in training
MOST_LABELS = 3  # of a graph that judges claims: borne out, denied, neither
PAIRS_AT_ONCE = 8  # pairs that go through a graph together; by hand
FETCH_SECONDS = 60.0  # that a server may be silent while a reader is fetched; by hand
LARGEST_FILE = 500_000_000  # bytes of a fetched file, at most; by hand
