"""Numbers of the page that were chosen by hand."""

# Seconds between two renderings of a growing answer: more of them are not seen, and each is compared in the
# browser with the one before.
ANSWER_INTERVAL = 1 / 15

# Seconds without news after which a turn is yielded again unchanged: only then does Gradio notice that its
# tab is gone.
IDLE_INTERVAL = 0.5

# Seconds between two looks at the progress of a guide, a briefing or a check.
PROGRESS_INTERVAL = 0.2

# Answers, and guides and briefings of each kind, that are generated at the same time, over all tabs; beyond
# these, requests wait.
QUESTIONS_AT_ONCE = 20
JOBS_AT_ONCE = 8

# Turns of a conversation that a browser keeps; older ones are dropped.
KEPT_TURNS = 40

# Places cited in a conversation that its next questions are chosen by; its script sends fewer.
SHOWN_PLACES = 1_000

# Turns that a follow-up question is understood by: they are sent to the model with it.
HISTORY_TURNS = 6

# Sentences of an answer in one paragraph.
PARAGRAPH_SENTENCES = 4

# Characters up to which the last word of a sentence is kept on one line with its first citation: a longer one
# (an address) may be wider than a phone.
TIED_CHARACTERS = 24

# Characters of a text up to which the viewer renders it whole, and those that a window of a longer one has: a
# browser lays out the first in a moment.
WHOLE_TEXT = 200_000
WINDOW_TEXT = 60_000

# Characters of one block in the viewer: a longer paragraph is cut into blocks.
BLOCK_CHARACTERS = 6_000

# Characters: if four of five lines of a text are no longer, its lines were broken to fit a width.
WRAPPED_LINE = 140

# Characters: if four of five lines are shorter, they are verses or a list, and keep their line breaks.
VERSE_LINE = 45

# Share of the usual length of a line, 0 to 1: a shorter one ends its paragraph.
ENDING_LINE = 0.6

# Bytes of the log-in form; a longer one is not read.
LOGIN_FORM = 16_384

# Characters of a user's name that the log-in page gives back after a failed attempt.
USER_NAME = 200

# Characters of a sentence that name it in the list of what is to mend.
REMARK_CHARACTERS = 72

# Characters of a draft that the page checks at once, some 30,000 words: their marks are drawn in a second.
LONGEST_CHECK = 200_000

# Pages of a PDF that the viewer has at once, most of them without their pictures yet.
WINDOW_SHEETS = 40
