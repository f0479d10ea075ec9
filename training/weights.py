"""Chosen numbers of the training."""

# How long passages are, in characters, with the share of each: the product shows single sentences with their
# neighbours up to whole passages of 220 tokens. By hand.
LENGTHS = (((80, 260), 0.35), ((260, 560), 0.4), ((560, 900), 0.25))
TITLE_SHARE = 0.4  # of passages begin with their document's title; by hand

# Negatives of a question that is answered, each with the chance that it is made. By hand; the
# number of pairs that a processor reads in an hour is what limits the training.
WITHOUT_SHARE = 0.5  # the passage without its answer
ELSEWHERE_SHARE = 0.45  # another part of the same document or article, that shares the question's words
CHANGED_SHARE = 0.25  # the question with one thing changed
SWAPPED_SHARE = 0.06  # a name changed in question and passage alike: a changed question must betray nothing
RANDOM_SHARE = 0.15  # of unanswerable questions get any part of their document, the others the likest

MOST_TOKENS = 320  # of question and passage together; what the product sends at most
BATCH_TOKENS = 2400  # a step; more did not learn faster in the same time
POOL = 160  # groups that are sorted by length together; less padding
RATE = 2e-4  # of the encoder, at most; the study's
HEAD_RATE = 4.0  # times RATE: the heads begin from nothing
WARM = 60  # steps in which the rate rises
DECAY = 0.01  # AdamW's weight decay
CLIP = 1.0  # the norm that gradients are cut to
RANKING = 0.5  # of the loss over the passages of one question, beside spans and answered
FROZEN_LAYERS = 2  # lowest layers that rest in the second half; a fifth of the time
RESTS_FROM = 0.5  # of the time: from here on the lowest layers rest
OWN_SHARES = (0.15, 0.5)  # our own questions among the groups, in the first and the second half
SAVE_SECONDS = 300
