"""Numbers of the search, all set by hand; the ranking was measured on two development sets."""

CANDIDATES = 100
"""Passages of each kind, by words and by vectors, that are ranked."""

NEAR = 0.35
"""Cosine of a sentence to a query, of whose words it has none, from which it is near it. By hand: of fifty
strings of letters without a meaning none came over .32, "thunder" came to .36 where lightning struck."""

SHORTEST_PART = 3
"""Characters of a word that is still being typed from which it is looked for within words."""

SHOWN_MORE = 6
"""Passages whose texts are read beyond those asked for: some repeat a better one. By hand."""

SAME_TEXT = 92.0
"""rapidfuzz's ratio, 0 to 100, from which two passages are the same text."""

SHARED_WORDS = 0.4
"""Share of the different words of the shorter of two passages that they have in common, at least, if they are
the same text. By hand: in copies whose every eighth letter is misread it is .48 and more."""

REPEATED_PASSAGE, REPEATED_SENTENCE = 0.5, 0.8
"""Share of a passage, and of its best sentence, that better passages repeat where it is a copy."""

COVERAGE_AS_SIMILARITY = 0.7
"""Cosine that a coverage of 1 stands for where there are no vectors (yet). By hand."""

WORDS, PASSAGE, SENTENCE, COVERAGE = 1.0, 1.0, 1.0, 0.5
"""Weight of each signal in the ranking, in standard deviations: BM25, the passage's cosine, the best
sentence's cosine, the best sentence's share of the question's words."""
