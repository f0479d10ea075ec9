"""The numbers by which documents are grouped into stories.

All were set by hand, on the groupings of tests/rag/briefing/stories/stories.json, which its test repeats. The
likeness of two documents is from 0 to 2, more where they share text; a cosine from -1 to 1.
"""

from datetime import timedelta

# clusters.py
CLOSE = 1.15  # likeness: no two groups need be more alike within than this, copies are
LOOSE = 0.68  # share of the likeness within two groups that there must be between them

# gathering.py
# Likeness to the nearest member, from which a document joins a story with a day that both name.
GATHER_NEAREST = 0.6
GATHER_ALIKE = 0.5  # and the mean likeness to all members
SURELY_NEAREST = 0.8  # likeness to the nearest from which other days named are asides
SURELY_TOTAL = 1.45  # and the agreement in all

# grouping.py
SAME_EVENT = 0.65  # likeness from which documents of the same weeks are of one event
SAME_DAYS_BONUS = 0.06  # added to the likeness of documents about days at most SAME_DAYS apart
SAME_DAYS = 2  # days
SAME_SUBJECT = 0.6  # likeness from which stories are of one subject

# likeness.py
COPIED = 2.0  # added to the likeness of two documents, times the share of text they have in common

# naming.py
STORY_NAMES = 8  # names that mark a story
OFTEN = 0.15  # how often a form of a name must be written, of the one written most, to be chosen

# placing.py
SENTENCES_ALIKE = 0.6  # cosine from which sentences begin to say the same
NAMED = 0.2  # added to the likeness where all names are shared
SHARED_DAY = 0.2  # added to the agreement where both name a day of the month
MEMBERS = 12  # members of a story that a document is compared with

# reasons.py
SHARES = 0.1  # share from which a document is said to share text, statements or names

# retrospect.py
HALF_LIFE = 10.0  # sentences over which a statement comes to weigh half as much
REACH = 150  # sentences: those after them would weigh nothing
WITHIN = 0.95  # the share of its weight that a date keeps for the next sentence of a paragraph
ACROSS = 0.8  # and for the first sentence of the next paragraph
OWN_DAY = 1.0  # weight of the day of publication
UNDATED_PAST = 0.5  # weight of a sentence in the past tense for the time of writing, before any date is named
PRESENT = 0.3  # weight of one in the present tense
LOOSENED = 0.7  # the share of its weight that a date keeps after one
PASSING = 0.3  # weight of a date that does not say when its sentence is set
LEAST = 0.6  # weight that a date must have to be the event's: one named in passing does not
ERA = timedelta(400)  # a longer time than this is no event's
LONG = timedelta(150)  # "last year" and "the last quarter" are long enough ago to be looked back to

# subjects.py
ROWS = 1024  # sentences of a document compared at a time, so that two long reports fit the memory
SEVERAL = 5  # words of names from which a document that shares none is of other people
WORTH = 0.3  # likeness of texts, 0 to 1, below which names are not looked at
STRANGERS = 0.03  # likeness of names, 0 to 1, below which they share none
DIFFERENT = 0.75  # share of the likeness that is then left
WORDS_TO_VECTORS = 2.5  # times, that the words of texts are less alike than their vectors
COLUMNS = 4096  # words compared at a time
PROFILE = 400  # words of a document, and names, that say what it is about
COMMON_WORD = 0.2  # weight of a word that all documents have; rarer ones weigh more
TINY = 1e-9  # a length from which a vector is not divided by nothing

# tenses.py
TENSE_REACH = 20  # words before a date in which its verb is looked for

# times.py
OPENING = 3  # sentences that open a document

# mentions.py
NEWS = timedelta(21)  # reports of one event, or of one matter, follow each other this closely
FRESH = timedelta(45)  # what lies no further back than this is these days' news, not a look back
