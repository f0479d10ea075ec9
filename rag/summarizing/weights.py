"""The numbers summaries go by."""

# Questions
WHOLE_SENTENCE = (
    1.5  # the blemish from which a sentence is likely none, and no question is made of it; by hand
)
SAME_QUESTION = 0.7  # share of the words of a question, 0 to 1, that another has which asks the same; by hand
