"""Numbers of the stores that were set by hand or measured."""

LOCK_WAIT = 5.0
"""Seconds to wait for another writer. By hand: longer than a command's small write, shorter than patience."""

SQLITE_WAIT = 30.0
"""Seconds to wait for SQLite's own lock, which is taken for one transaction only. By hand."""

WRITER_CACHE = 64_000
"""Kilobytes of the file that a connection which writes keeps at hand: the keys of copies lie all over it. By
hand."""

LOG_PAGES = 16_000
"""Pages of 4 KB in SQLite's log after which it writes them into the file. Measured: the keys of copies change
the same pages again and again; instead of SQLite's 1,000 these save 2 of 14 milliseconds a document at 20,000
documents, and some .5 at 2,000 (bench_adding.py)."""

LOG_WAIT = 0.5
"""Seconds to wait for readers of SQLite's log before it is emptied; else the next writer does it. By hand."""

FILES_WAIT, FILES_TRIES = 10, 2
"""Seconds for a connection to an S3 store, and tries, before it counts as away. By hand."""

FILES_AT_ONCE = 4
"""Files that are written at once. Measured, milliseconds a small file until the disk has it: 7.7 one by one,
1.5 by twos, .7 by fours, .7 by eights."""

TITLE_WEIGHT, BODY_WEIGHT = 0.3, 1.0
"""How much a word counts in BM25 if it stands in the title and in the body. By hand."""

SATURATION, LENGTH_SHARE, LEAST_IDF = 1.2, 0.75, 1e-6
"""BM25's k1 and b, and the least weight of a term that most passages hold: those of SQLite's FTS5."""

SAME_KEY = 10
"""Sentences of other documents, the oldest, looked at for one key: all of a group need not be linked with
all. By hand."""

ENOUGH_PARTNERS = 5
"""Partners that link a document to its group of copies. By hand."""

MOST_COMPARED = 64
"""Documents compared with a new one, those with most sentences that may be the same. By hand."""

MOST_WITH_ONE_KEY = 8
"""Documents among these that share one key only. Of 270 reprints among 3,000 invented articles, all were
found without any of them (bench_copies.py): they cost time, and in a large library they are many."""

CHROMA_LOG = 1_000
"""Changes after which Chroma writes its log into the index's own files: Chroma's default."""

TRIED_ADDING, TRIED_SEARCHING = 60, 200
"""Neighbours that Chroma's graph (HNSW) tries for a vector that is added, and for one that is looked for. Of
the 50 nearest of 12,000 vectors in 400 groups it found .999, with Chroma's own 100 and 100 .995; six vectors
cost 2.9 ms to add instead of 3.6, a search 2.0 ms instead of 1.6. It is most of what grows with a library."""

KEPT_POSTINGS = 120_000_000
"""Passages in the postings that a process keeps for a library, 8 bytes each. By hand: all of 100,000 passages
have 10 million, those of a million 100 million."""

READ_AHEAD = 0.9
"""The share of them that may be read before anybody asks; by hand."""

FREQUENT, TOO_FREQUENT = 0.002, 0.2
"""Shares of passages that hold a word between which it is read before anybody asks for it. By hand: that
takes .2 microseconds a passage, a second or two for 100,000 passages, beside whoever asks; and of the few
words that more passages hold, most are of no question."""

SAMPLED, SAMPLE_MORE = 64, 4
"""Of how many scores one is looked at to find a bound for the best ones, and how many times as many as are
wanted the bound is to let through: fewer are hardly ever left, and then all are looked at. By hand."""

MAPPED = 512 * 2**20
"""Bytes of a library's file that are read where the system has them, not copied. By hand: a search of 10,000
passages reads its candidates in 1.0 instead of 2.2 ms; what is mapped counts as memory of the process."""

LONGEST_SHARED_NAME = 40
"""Characters of a library's name in Postgres and Chroma. By hand: Postgres cuts names at 63 bytes."""

POOL_SIZE = 24
"""Connections of one process to Postgres at most. By hand: three servers and some workers below Postgres'
default of 100."""

POSTGRES_WAIT = 5.0
"""Seconds to wait for a connection to Postgres. By hand: a restart of a small one takes two."""

SHARED_WAIT = 60
"""Seconds to wait for another writer's transaction in a shared library. By hand: one makes a batch ready, and
looks for its copies."""

CHROMA_WAIT = 30.0
"""Seconds to wait for Chroma's server to answer. By hand."""

CHROMA_BATCH = 1_000
"""Vectors that Chroma's server is given, or asked for, at once. By hand: a message of some megabytes."""
