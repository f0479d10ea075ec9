"""Numbers that decide which texts are copies, set by hand; tests/benchmarks/bench_copies.py tries them."""

# Two sentences

SEED, NEXT, SHORT = 80.0, 75.0, 90.0
"""rapidfuzz's ratio of two sentences' words, 0 to 100, from which they are the same: where a stretch begins,
next to one that is the same, and for a sentence of few words."""

REWORDED = 0.5
"""Dice's coefficient of the telling words of two sentences, 0 to 1, from which one is the other reworded."""

FEW_WORDS = 5
"""Words below which a sentence must be all but the same."""

PROSE_WORDS = 6
"""Words from which a line can be running text."""

# A stretch of sentences

LONE_WORDS = 8
"""Words of a stretch that counts beside a longer one."""

MUCH = 0.4
"""Share of the shorter text, 0 to 1, from which reworded sentences on their own are no chance."""

TWO_SENTENCES, ONE_SENTENCE, QUOTED_SPEECH = 20, 40, 150
"""Words from which a stretch is a copy: those not quoted of two sentences and of one, and all of them."""

REWORDED_IN_ROW = 3
"""Sentences that make a copy where they are reworded and still come one after another."""

MOVED_WORDS = 3
"""Words that differ at an edge of a stretch, from which the stretch does not reach to it."""

# Two documents

WHOLE = 0.6
"""Share of a document, 0 to 1, from which it is a copy as a whole."""

OWN_BEFORE = 0.1
"""Share of a document that, before the shared text, shows that the document is a frame around it."""

MOSTLY = 0.6
"""Share of a place, 0 to 1, that must lie in what is shared for the place to have its text from there."""

MOST_OF_PLACE = 0.5
"""Share of a place, 0 to 1, from which it is reported to stand in another document, too."""

AS_GOOD = 0.6
"""Share of the best original's text with which its own origin stands for it."""

MORE = 0.2
"""Share of all that is repeated which a further original must add."""

NOTICE, SMALL, SEVERAL = 600, 0.25, 4
"""A shared text is boilerplate if it is shorter than this (characters), a smaller share of each document than
this, and in at least this many documents."""

# The keys of a sentence

SHORTEST_KEYED = 6
"""Words of a sentence that is worth a key: shorter ones stand in any text."""

PAIR_BANDS, TELLING_BANDS, ROWS = 4, 6, 3
"""Bands of MinHash values over pairs of words and over telling words, and values in a band."""

ONE_KEY_OF = 2
"""One of so many keys is kept: each stands at a place of its own in the catalog's file, so that a document
costs as many writes. Of 540 reprints as many were found with one of 1, of 2 and of 3 (bench_copies.py)."""
