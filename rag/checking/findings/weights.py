"""The weights of the findings: fitted by ``tests/benchmarks/fit_checker.py``, which prints them.

The model is a logistic regression over how often each finding occurs in a claim. The number at the end of a
finding's name is how many words the claim shares with its source around the two facts.
"""

from dataclasses import dataclass

# Thresholds of the finders; by hand. The numbers of words that make a finding surest are those that its name
# ends in, at most: "number differs 2".
FOCUS_SENTENCES = 4  # source sentences at most that one claim sums up
FOCUS_GAIN = 0.12  # share of the claim's content words, 0 to 1, that each further one must add
SURE_OF_FACT = 2  # words around two figures or dates that both share
SURE_OF_NAME = 2  # words around two names that both share
SURE_OF_TERM = 3  # words around two terms that both share
SMALL_FIGURE = 4  # a count up to which a summary may give it by itself ("two friends")
COMPUTED_TOLERANCE = 1e-6  # relative; of a figure worked out from others
NEARLY_QUOTED = 75.0  # rapidfuzz's partial ratio, 0 to 100, from which a source has nearly what is quoted
LEAST_QUOTED = 3  # words from which a quotation can be told from another use of them
HEDGE_SHARED = 2  # words around a claim's word that the source must have too
HEDGE_REACH = 6  # words from a hedge to what it is about
NEGATION_REACH = 9  # words that a negation reaches forward
SPEAKER_REACH = 8  # words between a speaker and the verb of saying
MOST_NAMES = 25  # names of one text compared; a text with more is a list

# The share of a claim, 0 to 1, that its source must have to contradict it, rather than be about another
# thing; by hand.
_HELD = 0.4
_SURELY_HELD = 0.7


@dataclass(frozen=True)
class FindingWeight:
    """The meaning of a finding. ``kind``: of the problem; ``weight``: added to the doubt about a claim
    (log-odds, 0 or more); ``contradicts``: the share of the claim, 0 to 1, that the source must have for the
    verdict "contradicted"; ``None`` where the finding never leads to it.
    """

    kind: str
    weight: float
    contradicts: float | None = None


# The log-odds that a claim without findings is supported, and the weights; fitted by fit_checker.py.
BIAS = 0.67
SORTS = {
    "number missing": FindingWeight("number", 0.72),
    "vague number missing": FindingWeight("number", 0.17),
    "vague date missing": FindingWeight("date", 0.36),
    "number computed": FindingWeight("number", 1.06),
    "number told": FindingWeight("number", 1.36),
    "date told": FindingWeight("date", 1.14),
    "number of others": FindingWeight("number", 0.97),
    "number rate": FindingWeight("number", 1.06, _HELD),
    "number swapped": FindingWeight("number", 1.14, _HELD),
    "number loose": FindingWeight("number", 0.72),
    "number differs 0": FindingWeight("number", 0.87),
    "number differs 1": FindingWeight("number", 0.72, 0.5),
    "number differs 2": FindingWeight("number", 2.35, _HELD),
    "unit differs": FindingWeight("unit", 1.30, _HELD),
    "date missing": FindingWeight("date", 0.72),
    "date loose": FindingWeight("date", 1.00),
    "date differs 0": FindingWeight("date", 1.09),
    "date differs 1": FindingWeight("date", 1.34, _HELD),
    "date differs 2": FindingWeight("date", 1.62, _HELD),
    "name missing": FindingWeight("name", 1.76),
    "name differs 0": FindingWeight("name", 1.32),
    "name differs 1": FindingWeight("name", 1.52),
    "name differs 2": FindingWeight("name", 1.01, _HELD),
    "name clash": FindingWeight("name", 1.10, _HELD),
    "speaker": FindingWeight("name", 1.20, _HELD),
    "denied 0": FindingWeight("negation", 0.94),
    "affirmed 0": FindingWeight("negation", 0.58),
    "denied 1": FindingWeight("negation", 1.07),
    "affirmed 1": FindingWeight("negation", 0.32),
    "denied 2": FindingWeight("negation", 1.30, _SURELY_HELD),
    "affirmed 2": FindingWeight("negation", 0.72),
    "denied 3": FindingWeight("negation", 1.57, 0.6),
    "affirmed 3": FindingWeight("negation", 0.72, _SURELY_HELD),
    "negation added": FindingWeight("negation", 0.88),
    "negation added perhaps": FindingWeight("negation", 1.05),
    "antonym 0": FindingWeight("negation", 0.75),
    "antonym 1": FindingWeight("negation", 0.87),
    "antonym 2": FindingWeight("negation", 1.28, 0.5),
    "antonym 3": FindingWeight("negation", 1.86, _HELD),
    "limit added": FindingWeight("other", 1.65),
    "hedge dropped": FindingWeight("other", 0.86),
    "quotation altered": FindingWeight("quote", 1.50, _HELD),
    "quotation missing": FindingWeight("quote", 1.66),
    "not held": FindingWeight("other", 0.0),
}
