"""The numbers of evaluations: conventions of reporting, chosen by hand."""

# answers.py
RISK_COVERAGE = 0.8  # share of the answers, the most confident ones, of which the risk is reported

# retrieval.py
INTERVAL = (0.025, 0.975)  # quantiles of the resamples at the ends of a 95 % interval
SLOW = 0.95  # quantile of the times of queries that is reported
