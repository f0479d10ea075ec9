"""The numbers of answering and of finding disagreements; "by hand" where no script fits them."""

# answer.py
TURN_PATIENCE = 3.0  # seconds that a question waits for its turn to search; by hand

SURE_OF_TOPIC = 0.9  # confidence below which "Tell me about X" gets what is said about X; by hand

# as_asked.py; by hand
SURER_AS_ASKED = 0.3  # confidence that a follow-up must have more as it was asked than rewritten
TELLING_SENTENCE = 20  # characters of a sentence, at least, that shows which document it is from

# material.py
SHOWN_PASSAGES = 80  # passages searched for a prompt; as many of them as fit are shown; by hand
NEIGHBOURED = 10  # passages, the first found, to which those before and after them are joined; by hand
CHARACTERS_A_TOKEN = 5  # of a long document, on average, at most; by hand
MOSTLY_OTHER = (
    0.5  # share of a copy's sentences, 0 to 1, above which it is shown whole beside the other; by hand
)

# documents_on.py; by hand
MENTIONED = 0.8  # share of a thing's words, rare ones weighing more, from which a passage speaks of it

# sentences_on.py; by hand
INTRODUCED = 0.3  # similarity that it is worth to a sentence to say who or what a thing is
SAID_BEFORE = 70.0  # rapidfuzz's ratio, 0 to 100, from which a sentence adds nothing to another

# quote.py
FURTHER_SENTENCE = 0.55  # a further sentence must be this likely, measured against the best one; by hand
FURTHER_SOURCE = 0.25  # likewise, for a quantity another document gives: sources may disagree; by hand
QUOTED_VALUE = 0.1  # probability from which the value of a source on the matter is quoted; by hand

# ranker.py: tests/benchmarks/fit_ranker.py prints them
SENTENCE = {
    "similarity": 9.87,
    "coverage": 6.86,
    "before": 3.62,
    "after": 0.87,
    "around": 2.03,
    "passage": 0.19,
    "pairs": 1.74,
    "lacks_quantity": -2.26,
    "lacks_name": -3.83,
    "question": -3.69,
    "heading": -1.29,
}  # factors of the signals of a sentence
ANSWER = {"similarity": 7.21, "coverage": 1.65, "told": 0.3, "lacks_type": -0.88}  # of an answer's signals
ANSWER_BIAS = -3.89  # log-odds that a question is answered, without any signal
SENTENCE_READ = SENTENCE | {"span": 0.5, "answered": 0.5}  # with a reader; the two more by hand
ANSWER_READ = {
    "similarity": 4.29,
    "coverage": -0.08,
    "told": -1.53,
    "lacks_type": -0.44,
    "span": 0.08,
    "answered": 0.57,
}  # likewise, with a reader: fit_ranker.py --reader FOLDER --without samples
ANSWER_BIAS_READ = -0.99  # likewise
READ_PASSAGES = 8  # passages that a reader reads, the best by the other signals; by hand
READ_CLOSELY = 3  # sentences, the likeliest then, that it reads again with the one before alone; by hand
CLOSE_SPAN = 0.7  # weight of the closer reading's words in the mean of both; by hand
FARTHEST_READ = 8.0  # log-odds beyond which a reader's are cut: it is sure of too much; by hand

# retrieve.py
FOUND = 0.4  # the confidence from which the documents are said to answer in their own words; by hand
GATE = 0.3  # the confidence from which the sources' values are compared; by hand
LIKELY_WORDS = 0.0  # log-odds from which its words are marked in a passage that may answer; by hand
SURE_WORDS = 2.25  # log-odds by a reader from which its words are the answer in short; by hand
SURE_ANSWER = 0.6  # and the confidence from which they are; by hand
SAME_PASSAGE = 92.0  # rapidfuzz's ratio, 0 to 100, from which a passage repeats another; by hand

NO_SINGLE_ROW = 0.2  # the confidence of a row that is asked to be compared with others; by hand

# asked_years.py; by hand
SHORT_OPENING = 8  # words of a first sentence that names a document, at most

# behind_questions.py; by hand
BEHIND_QUESTION = 3  # sentences behind a question of a document that may answer it
TELLING_WORDS = 3  # words of such a sentence, at least: "Yes." alone tells nothing
SAME_QUESTION = 0.7  # share of the words asked for that a question has which asks the same
BESIDE_ANSWER = 0.99  # chance of the "Yes." before the sentence that answers, measured against that

# numbered_part.py; by hand
PART_SENTENCES = 3  # sentences of a numbered part that are quoted, at most

# document_times.py; by hand
ON_ONE_MATTER = 0.3  # share of the question's words, from which a passage is on the matter

# newest_event.py; by hand
ANSWERS_TOO = 2.0  # log-odds, by the reader, from which a sentence of a newer document answers, too
AS_MUCH_ON_IT = 0.1  # share of the question's words that its passage may hold less than the likeliest's

# disagreements/compare.py
SURE_SPAN = 1.0  # log-odds, by the reader, from which it is sure of one source's value; by hand
LEAST_SPAN = 0.25  # log-odds from which another source's then counts against it; by hand
LEAST_ALONE = -3.0  # log-odds, by the reader, that a value answers that is shown in a dispute; by hand
BEHIND_ALONE = 3.5  # log-odds that a matched fact may be behind the answer's own; by hand
SAME_THING = 0.3  # probability from which the sources of two matched facts speak of one thing; by hand
GIVEN_VALUE = 0.05  # probability from which a source is taken to give a value; by hand

# disagreements/edited_sentences.py
COMPARED_SENTENCES = 55.0  # rapidfuzz's ratio, 0 to 100, from which two are compared by word; by hand
SHARED_WORDS = 0.6  # share of the words of the shorter sentence that both must have; by hand

# disagreements/matched_facts.py
MATCHED_DOCUMENTS = 12  # documents, the likeliest, whose facts are compared with the answer's; by hand

# disagreements/question_sources.py
ONE_EVENT_DAYS = 180  # between the publication of two documents on one event, at most; by hand

# disagreements/rivals.py
RIVALS_ALIKE = 80.0  # rapidfuzz's ratio, 0 to 100, from which one sentence may rival another; by hand
LONGEST_RIVAL = 4  # words in which rivals differ, at most; by hand

# disagreements/sides.py
SHOWN_DISPUTE = 0.01  # probability from which it is shown that two values differ; by hand
SHOWN_IN_WORDS = 0.02  # likewise, of values that are words; by hand
NAMED = 0.8  # the share of the names asked about that a thing of that name bears; by hand
DISPUTED_TIMES = 8.0  # how many times a measure may be another one of the same thing; by hand

# disagreements/source_values.py
GIVEN = {"span": 0.39, "filled": 1.56, "repeated": 1.74, "named": 0.37}
GIVEN_BIAS = -1.62

# disagreements/values.py
LONGEST_VALUE = 8  # words of a value; more are a statement; by hand

# disagreements/subject_identity.py: tests/benchmarks/fit_compare.py prints them
IDENTITY = {"names": 0.65, "figured": 1.29, "figures": 0.31}  # factors of the shared signals
IDENTITY_BIAS = -0.82

# disagreements/value_agreement.py
AKIN_TIMES = 1.6  # how many times the smaller of two measures of about one size the larger may be; by hand

# checked_reply.py; by hand
REFUSAL_SENTENCES = 2  # sentences, at most, of a reply that cites nothing and is taken for a refusal

# write.py; by hand
MOST_FOLLOW_UPS = 3  # further questions that are offered

# of_person.py; by hand
ON_TOPIC = 0.3  # share of the words asked about that stand with what one says, at least

# named_things.py; by hand
ANOTHER_WORD = 0.8  # cosine of words for one thing: bike and bicycle have .92, yacht and canoe .58
LIKELY_SENTENCES = 10  # the likeliest sentences, in which another word for a thing is looked for
