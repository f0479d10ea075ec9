"""Weights of finding disagreements."""

from rag.answering.disagreements.value_signals import Signals
from rag.answering.question import ValueSort

# fmt: off
WEIGHTS = {
    ValueSort.COUNT: Signals(
        similarity=1.12, coverage=0.00, around=0.67, behind=0.26, before=1.64,
        after=0.00, kin=0.00, noun=2.24, copula=1.15, agent=-0.71,
        placed=0.02, opens=0.53, place=0.00, size=0.00, long=0.00,
        asked=-6.36, heading=0.00, counted=2.02, small=-0.74, capital=0.00,
        leads_on=0.00, filled=1.54, akin=0.00, repeated=1.54, named=0.00,
        sense=0.00,
    ),
    ValueSort.MEASURE: Signals(
        similarity=0.00, coverage=2.80, around=0.00, behind=0.46, before=2.45,
        after=0.00, kin=0.00, noun=0.00, copula=1.02, agent=-0.95,
        placed=0.19, opens=-0.17, place=-1.31, size=0.00, long=0.00,
        asked=-3.58, heading=0.00, counted=0.91, small=0.00, capital=0.00,
        leads_on=0.00, filled=0.12, akin=1.47, repeated=1.00, named=1.09,
        sense=0.00,
    ),
    ValueSort.TIME: Signals(
        similarity=1.68, coverage=1.73, around=0.68, behind=0.01, before=2.46,
        after=0.00, kin=3.00, noun=0.00, copula=1.10, agent=0.08,
        placed=0.34, opens=0.26, place=-0.65, size=1.15, long=0.00,
        asked=-2.22, heading=0.00, counted=0.00, small=0.00, capital=0.00,
        leads_on=-0.07, filled=1.12, akin=0.00, repeated=1.48, named=0.00,
        sense=0.00,
    ),
    ValueSort.NAME: Signals(
        similarity=1.37, coverage=0.64, around=0.83, behind=0.02, before=1.56,
        after=0.93, kin=1.12, noun=2.18, copula=-0.66, agent=0.48,
        placed=-0.18, opens=0.40, place=-0.37, size=1.31, long=-0.26,
        asked=0.00, heading=0.00, counted=0.00, small=0.00, capital=-0.06,
        leads_on=-0.12, filled=2.37, akin=0.00, repeated=0.72, named=0.61,
        sense=0.00,
    ),
    ValueSort.PHRASE: Signals(
        similarity=0.18, coverage=0.36, around=0.07, behind=0.08, before=0.97,
        after=0.00, kin=0.53, noun=0.33, copula=0.81, agent=-0.05,
        placed=0.22, opens=0.53, place=0.00, size=1.48, long=0.00,
        asked=-0.90, heading=0.00, counted=0.00, small=0.00, capital=0.16,
        leads_on=-0.19, filled=2.23, akin=0.00, repeated=0.02, named=0.85,
        sense=5.77,
    ),
}
# fmt: on
BIAS = {
    ValueSort.COUNT: -4.62,
    ValueSort.MEASURE: -5.03,
    ValueSort.TIME: -5.85,
    ValueSort.NAME: -6.22,
    ValueSort.PHRASE: -7.67,
}
