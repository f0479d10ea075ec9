"""Sizes of what an embedder is given at once. None changes a vector but by what int8 rounds."""

TEXT_BATCH = 32
"""Short texts in one pass. By hand."""

PASSAGE_BATCH = 8
"""Passages in one pass, of many documents. Measured: larger batches were slower on two cores."""

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
