"""Sizes of what an embedder is given at once. None changes a vector but by what int8 rounds."""

MOST_THREADS = 4
"""Texts read at a time, on as many cores. By hand: some are left for all else."""

TEXT_BATCH = 8
"""Short texts in one pass. Measured with sentences, milliseconds of a core: 3.8 for one of 1, 2.9 of 8, 3.4
of 32. A whole passage costs 30 alone, and 35 in one pass with seven others."""

REQUEST_TEXTS, REQUEST_CHARACTERS = 512, 60_000
"""Limits of one request to an endpoint. By hand: a passage has some 1,000 characters, once whole and once in
some ten sentences, so that sixteen fit."""

REQUESTS_AT_ONCE = 4
"""Requests to an endpoint under way at once. By hand: what a server at home or a small plan stands."""

CACHED_QUESTIONS = 64
"""Questions whose vectors are remembered. By hand: one question needs its own several times."""

MASKED = -10_000.0
"""Attention score of padding: BERT's own."""

LAYER_NORM_EPSILON = 1e-12
"""Added to the variance in BERT's layer normalisation: from the published configuration of the model."""

KEPT_TEXTS = 4_096
"""Texts of an answer whose vectors a process keeps for a library, 1.5 KB each. By hand."""

KEPT_WORDS, SHORT_WORD = 10_000, 30
"""Words whose word pieces a process keeps, and characters of the longest of them. By hand: these are most
of a text's, in some two megabytes. Counting the tokens of 500 words takes .7 milliseconds instead of 1.2."""
