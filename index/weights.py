"""Numbers of splitting and reading texts. All are set by hand."""

CHARACTERS_PER_TOKEN = 16
"""Characters that count as a token at least: to the tokenizer, a word of any length is one."""

LONGEST_BLOCK = 8_000
"""Characters given to sentencex at once: it is quadratic in a line's length with many quotation marks."""

LONG_SENTENCE = 400
"""Characters of a quotation above which it is split all the same: sentencex never splits inside one."""

WRAPPED_WIDTH = range(50, 121)
"""Characters of the longest line of a text whose lines may be hard-wrapped."""

LANGUAGE_GLANCE = 1_200
"""Characters from which a document's language is guessed: of 125 texts 3,000 gave none another one."""

LANGUAGE_SAMPLE = 3_000
"""Characters from which the likelihoods of languages are found: more changes nothing."""

LANGUAGE_SHORTEST = 80
"""Characters below which the guess is worth nothing."""

LIKELY_LANGUAGE = 0.7
"""Likelihood below which a text has no language: of 120 tables of names all, of 150 paragraphs of prose 7."""

OTHER_LANGUAGE = 12
"""Log-odds from which a question is in another language: above those of English ones full of names."""

SURE_OF_LANGUAGE = 0.9
"""Likelihood from which a text's language decides how its dates are read."""

BATCH_PASSAGES = 64
"""Passages of documents that are embedded together, and stored together at first. By hand: more are a longer
wait until the embedder begins."""

STORED_PASSAGES = 256
"""Passages that are stored together later on, unless a pause ends before. Measured: instead of 64 they save
some 2 of 13 milliseconds a document (bench_adding.py), as each transaction of SQLite and of Chroma writes
some pages of the file once more."""

STORE_PAUSE = 0.5
"""Seconds after which documents that were read are stored, though they are few. By hand: a wait that nobody
notices."""

VECTORS_PAUSE = 2.0
"""Seconds after which vectors that were made are stored, though they are few. By hand: what is lost if the
process is killed; the documents are found by their words meanwhile."""

BATCHES_AHEAD = 1
"""Batches that wait for being embedded while one is. By hand: the embedder does not wait while a file is
read, and more would only be held in memory."""

BATCH_BYTES = 20_000_000
"""Bytes of files that are held until their documents are stored. By hand."""

MAX_BYTES = 50_000_000
"""Bytes of the largest file read, unless the caller says otherwise."""
