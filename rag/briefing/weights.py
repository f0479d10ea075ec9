"""The numbers a briefing goes by.

All were set by hand: the thresholds on the ten events of tests/events, and some moved on a third of
tests/events_aside (``tests/benchmarks/bench_events.py`` prints what they come to), the limits of length by
reading briefings. Cosines are of two sentence vectors, -1 to 1.
"""

# assemble.py
CITED = 4  # sources cited for one statement

# comparison.py
COMPARED_DOCUMENTS = 40  # documents of one story that are compared, each with each

# denials.py
DENIAL_ALIKE = 0.3  # cosine from which a denial and what it denies speak of one matter

# material.py
CENTRALITY = 0.8  # the part of a sentence's weight that its likeness to all others has
OPENING = 0.2  # and the part that standing near the beginning has

# people.py
FIRST_NAMES_ALIKE = 45.0  # rapidfuzz's ratio, 0 to 100, from which one first name may stand for another

# points.py
COMPARED_STATEMENTS = 600  # statements of one story compared with each other
NEIGHBOURS = 6  # statements of other documents that each is compared with
STATEMENTS_ALIKE = 0.55  # cosine from which two statements may say the same
WORDS_AT_LEAST = 0.3  # share of the words of one that the other must have, to be worth checking
WORDS_ENOUGH = 0.5  # share of words that is enough whatever the cosine
BLEMISH_COST = 0.15  # what one blemish takes off a weight of 0 to 1
MOST_BLEMISHES = 2.0  # the most that blemishes count
SURE_MATCH = 0.42  # score from which one figure confirms another
SMALL = 2  # a count up to it is given alike by chance

# opening_choice.py
LEAD_SENTENCES = 3  # sentences that a briefing begins with
LEAD_HEADLINE = 0.6  # worth of having all words of a headline, beside a weight of 0 to 1
LEAD_LEAST = 2  # of them, though one source alone has it
LEAD_AGREED = 0.1  # worth of each further source, up to two
LEAD_DISPUTED = 0.3  # cost of a value that others contradict
LEAD_TOPIC = 2.0  # worth of being on the topic for sure, where there is one; headlines count nothing then
LEAD_LATE = 0.1  # cost of each sentence that stands before it in its document, but the first two
LEAD_UNFIT = 1.0  # cost of having no verb, of depending on another sentence, of being somebody's words
HEADLINE_COMMON = 0.5  # share of its words that a document of the story has on average, at least
SHORTEST_HEADLINE = 4  # words of a headline, at least
LONGEST_HEADLINE = 20  # and at most

# repetition.py
REPEATS = 0.8  # cosine from which a point repeats another
REPEATS_FIGURE = 0.5  # the same of two with the same figures
REPEATS_WORDS = 0.7  # share of the words of the shorter one from which it does, too

# brief.py
FITTING = 3  # pairs of values that differ and fit together; by hand

# section_choice.py
KEY_POINTS = 4  # key points of one story
MOST_KEY_POINTS = 10  # key points of many stories
AGREED = 8  # statements of "Where sources agree"
SPOKEN = 4  # statements of "Who said what"
ONLY_IN_ONE = 4  # statements of "Only in one source"
BACKGROUND = 4  # statements of other events
DATED = 12  # lines of the timeline
OF_A_DOCUMENT = 2  # key points, or statements of its own, that one document may give
OF_A_STORY = 1  # statements of each other event
SHARED_WORTH = 0.1  # worth of each further source of a key point, up to two, beside a weight of 0 to 1

# speaker_statements.py
OF_A_SPEAKER = 3  # statements of one speaker

# story_choice.py
ON_TOPIC = 0.35  # cosine from which a sentence is about a topic
TOPIC_WORDS = 0.5  # share of the topic's words from which it is, too
NEAR_BEST = 0.6  # share of the most relevant story's relevance that another needs

# timeline.py
SAYING_REACH = 3  # words before a date, among which a verb of saying makes it that of saying so

# swapped_phrases.py
PHRASE_WORDS = 5  # words of a phrase after its preposition
SWAPPED_ALIKE = 0.45  # cosine from which two sentences speak of one matter
SWAPPED_SHARE = 0.6  # share of the content words around two phrases that must be the same
SWAPPED_WORDS = 2  # and the number of them

# briefing_plan.py; by hand, from what the prompts come to
LINE_SHARE = 0.5  # tokens of a note in a prompt for each of its tokens as JSON
BRIEF_SENTENCES = 35  # sentences of a briefing that are checked
BRIEF_WRITTEN = 2_600  # tokens of a briefing as JSON
DENY_READ = 1_100  # tokens that the second reading of the disagreements takes
DENY_WRITTEN = 120  # tokens that it writes

# claimed_disputes.py; by hand
CLAIMED = 12  # disagreements of a model's that are looked into, at most

# composition.py; by hand
LONGEST_TITLE = 120  # characters of a title
LONGEST_SENTENCE = 600  # characters of a sentence of a briefing
LONGEST_VALUE = 120  # characters of a value in dispute, or of its topic
PLACES_NAMED = 8  # sentences of documents that one sentence of a briefing rests on, at most
MOST_ASKED = 5  # questions to ask next

# model_briefing.py; by hand
COMPOSING_TRIES = 3  # times that a briefing is asked for, each time from half the notes, if they are too long

# note_merging.py; by hand
MERGED_TOKENS = 16_000  # tokens of notes joined in one request
MERGED_SHARE = 0.8  # share of the room, 0 to 1, that the notes are to take once they are joined
FEWEST_MERGED = 3  # notes asked for of one group, at least
MERGE_ROUNDS = 3  # rounds of joining, after which the rest is cut off

# documents_answer.py; by hand
DOCUMENTS_LISTED = 50  # documents listed in an answer

# overview.py
TIMELINE_LINES = 12  # of an answer that is a timeline; by hand
OVERVIEW_SENTENCES = 5  # of an answer about all documents; by hand

# titles; by hand
SHARED_WORDS = 3  # words that a title has of other sources' sentences, above which more count for nothing
TITLE_WORDS = 10  # words of a sentence that the title of a dispute takes from it, at most
