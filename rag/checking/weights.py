"""Thresholds of the checker and of the reader of drafts.

The weights of the single findings are in ``findings/weights.py``.
"""

# A verdict on a claim and one source; by hand.
RETOLD = 0.5  # share of a claim's content words, 0 to 1, from which a source retells it
# The same share and the cosine of claim and source, added (0 to 2), from which it does, too: a paraphrase
# shares few words with its source.
RETOLD_IN_SENSE = 0.9
SAME_MATTER = 0.6  # share and cosine, added, below which the two are not on the same matter
LARGEST_LOG_ODDS = 50.0  # a bound, so that the exponential does not overflow

# A claim and the passages of a library; by hand.
PASSAGES = 6  # passages searched for each sentence of a draft
NEARLY_BEST = 0.8  # share of the best passage's strength, 0 to 1, from which another may speak for the claim
CITED_SENTENCES = 3  # sentences of one source cited for a claim
CITED_DOCUMENTS = 3  # documents cited for a claim
SHORT_LINE = 9  # words below which a line without a full stop is a heading, not a sentence
SOURCE_NAME = 50  # characters of a title that stands for the name of a source
NAMED_SOURCES = 3  # sources named in an attribution before it says "and others"

# The form of a draft; by hand.
HEADING_WORDS = 12  # words up to which a line without a full stop may be a heading
OPENING_BLOCKS = 3  # blocks at the start of a draft in which a greeting may stand
NARROWEST_LINE = 45  # columns; lines are not wrapped at fewer
MARKDOWN_NESTING = 12  # levels of blocks, and of links in links; deeper blocks are read as lines

# missing_facts.py; by hand.
STRETCH_AROUND = 2  # sentences on either side of a cited one in which a figure may be said otherwise
COMPUTED_FROM = 60  # numbers of a stretch, at most, from which others may follow
HALF_A_UNIT = 0.5  # of the last digit of a figure: so far a rounded one may be off
COMPUTED_TO = 0.01  # relative; a number worked out may be rounded by so much
LONGEST_NAME = 5  # words; a longer run of capitals is a title or a heading
ENGLISH_WORDS = 0.25  # share of function words, 0 to 1, from which a sentence is taken for English

# code_check.py and extracts.py; chosen so that of false sentences hardly one passes.
MOST_LEFT_OUT = 3  # words that an extract may leave out between two of its words
CLASHING_LIKENESS = (
    70.0  # rapidfuzz's partial ratio, 0 to 100, from which a sentence with another fact contradicts the claim
)
CLASHING_WORDS = 0.9  # share of the words beside names and figures, 0 to 1, two clashing sentences share
READ_SENTENCES = 8  # sentences most like a claim that it is compared with where it cites none
SOMEWHAT_ALIKE = 0.2  # share of a claim's content words, 0 to 1, below which nothing is about it

# read_claim.py; by hand.
BORNE_OUT = 0.9  # probability, by a reader that judges claims, from which a sentence is supported
READ_STRETCHES = 3  # stretches most like a claim that it reads where the claim cites none
READ_AROUND = 1  # sentences on either side that it reads, too

# rulings.py; by hand.
LONGEST_SUM = 200  # characters of a sum that are read; a model may write without end

# checked_claims.py; by hand.
MOSTLY_UNSUPPORTED = 0.5  # share of what is claimed, 0 to 1, above which a note warns of a text
JUDGED_AT_ONCE = 40  # sentences judged in one request
JUDGED_AROUND = 2  # sentences on either side of a cited one that are shown with it
JUDGED_ELSEWHERE = 3  # sentences most like a claim that are shown whatever it cites
SHORTEST_ANSWER = 90  # characters of an answer "in a few words", at most

# check.py; by hand.
CHECKED_AT_ONCE = 12  # sentences of a draft that a model reads in one request
CHECKED_WHOLE = 200_000  # characters of a document that is compared whole; of longer ones, passages are
