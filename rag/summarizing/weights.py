"""The numbers by which a document is summed up, set by hand, on news articles and the samples of tests/."""

# central.py
HASHED = 512  # dimensions that words are hashed into (Weinberger et al. 2009, "Feature Hashing")
SENSE = 0.6  # share of the similarity that the embedder's vectors give, where there are any; words the rest
LEAD = 1.2  # standard deviations of centrality that standing first counts for
LEAD_REACH = 2.5  # sentences, after which a third of it is left
TITLE = 0.8  # standard deviations that the words of the title count for
NAMED = 0.2  # and a name
FIGURE = 0.2  # and a figure
VOTED = 2.5  # and the result of a vote, which is what minutes are read for; its sentence may be brief
LONG = 60  # sentences, above which each part of a text has a beginning of its own
FLAT = 1e-6  # a spread of scores up to which all are the same

# estimate.py; by hand, from the prompts of today on articles
KEYED_CHARACTERS = 3.6  # characters of a document to a token in a prompt, with the keys of its sentences
NOTE_RATIO = 0.35  # tokens of notes written for each token of documents read
SUMMARY_WRITTEN = 500  # tokens of a summary with its further questions
JUDGED_READ = 450  # tokens shown to a judge for each sentence: what it cites, and what is like it
JUDGED_WRITTEN = 120  # tokens that a judge writes on each sentence

# key_facts.py
FEWEST_FACTS = 3  # key facts, where there are so many
MOST_FACTS = 8  # key facts at most
FACTS_SHARE = 0.25  # share of the sentences with a fact that are key facts
FACTS_READ = 400  # sentences, the most central ones, that facts are looked for in
FIGURE_WORTH = 1.0  # of a figure; the first three of a sentence count
DATE_WORTH = 0.7  # of a date, likewise
NAME_WORTH = 0.3  # of a name, likewise
CENTRAL_WORTH = 1.0  # of a sentence as central as any
LEAST_WORTH = 1.0  # that a key fact has: a figure, or a date and a name
SMALL = 2  # a count up to it ("two friends") says little

# model_summary.py
TOO_MANY = 2  # times the sentences asked for, beyond which no more of a model's are taken; by hand

# note_reading.py; by hand
LONGEST_POINT = 500  # characters of a note's point
LONGEST_FIELD = 200  # characters of a speaker, a date or a figure
MOST_PLACES = 8  # sentences that one note rests on, at most

# note_taking.py; by hand
NOTED_TOKENS = 8_000  # tokens of documents read in one request: of more, a model leaves much out
LABEL_TOKENS = 60  # tokens that the title, outlet and date of a document take
KEY_TOKENS = 5  # tokens that the key of a sentence takes
SPLITS = 5  # times that what is too long is split in two: 1/32 of it is read alone
SPLITS_UNREAD = 1  # times that what a model answered badly is split in two

# prospects.py
FEW = 3  # sentences below which a document is made of its lines
TELLING = 4  # words of a sentence that answers a question of its document, at least, if another does, too
SHORTEST = 5  # words of a sentence that can be part of a summary, at least
LONGEST = 120  # and at most
BRIEF = 8  # words below which a sentence is less welcome
LENGTHY = 40  # and above which it is
LETTERS = 0.6  # share of the characters of prose that are letters; of code, rows and lists of figures, fewer
WORD_MISSING = 0.25  # blemish for each word that a sentence is too short by
WORD_OVER = 0.03  # blemish for each word that it is too long by
POINTS_BACK = 0.4  # blemish of "also", "however", "both" near the beginning
FIRST_PERSON = 0.8  # blemish of "we", "you"
OPENS_QUOTED = 0.2  # blemish of opening with a quotation
ADDRESS = 1.0  # blemish of a web or mail address
CODE = 1.0  # blemish of marks of code or of a table
SUPPOSES = 0.8  # blemish of opening with what the writer thinks of it, as "obviously"
EXCLAIMS = 0.5  # blemish of ending with "!" or "…"
NO_VERB = 1.5  # blemish of having no verb

# spoken_sentences.py
TURNS = 1 / 3
"""Share of paragraphs with a speaker's label from which a text is minutes or a talk. By hand."""

FEWEST_ANSWERS, ANSWERS = 2, 0.5  # answers of a text of questions, and their share of its paragraphs; by hand
SPEAKER_BACK = 2  # sentences back, up to which the speaker of a bare quotation is looked for; by hand

# selection.py
SHORT = 12  # sentences, below which a document gets a share of them
FEWEST = 5  # sentences of the summary of another, at least
MOST = 10  # and at most
SHARE = 0.4  # share of a short document's sentences
USUAL = 22  # words of a sentence
PER_PART = 16  # sentences of a short document that one of its parts has
# Share of its worth that likeness to a chosen sentence costs (maximal marginal relevance, Carbonell and
# Goldstein 1998).
REDUNDANCY = 0.6

# answered_questions.py
MOST_QUESTIONS = 5  # questions of a document
QUESTIONS_READ = 60  # sentences that questions are made of, the most central ones
TRIES = 40  # questions that are asked to see whether they are answered
OF_A_KIND = 2  # questions of one kind
WHOLE_SENTENCE = 1.5  # the blemish from which a sentence is likely none, and no question is made of it
SAME_QUESTION = 0.7  # share of the words of a question that another has which asks the same

# follow_ups.py; by hand
FOLLOW_UPS = 3  # questions under an answer
FOLLOW_UP_TRIES = 8  # of them that are asked to see whether they are answered
FOLLOWED_SOURCES = 4  # documents of an answer whose questions are taken

# suggest.py
LARGE = 200_000  # characters from which a document is not read for a suggestion
SUGGESTED_FROM = 12  # documents that are

# clauses.py
SUBJECT_WORDS = 9  # words of a subject
REST_WORDS = 12  # words behind its verb
