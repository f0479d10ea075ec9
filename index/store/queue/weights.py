"""Numbers of the job queue, each chosen by hand."""

JOB_FILES = 8
"""Files of one job at most: enough to fill a batch of passages, few enough to be shared among workers."""

JOB_BYTES = 4_000_000
"""Bytes of one job's files at most, unless one file has more."""

HEARTBEAT = 4.0
"""Seconds between two signs of life of a worker."""

DEAD_AFTER = 16.0
"""Seconds without a sign of life after which a worker's job is given to another: four signs missed."""

WATCH_PAUSE = 4.0
"""Seconds between two looks for jobs of dead workers."""

TRY_AGAIN = 3
"""Seconds before a job is tried again whose store did not answer."""

MOST_TRIES = 5
"""Workers that may die, or stores that may refuse, over one file before it fails: a restart of Postgres
counts as one."""

REPORT_PAUSE = 1.0
"""Seconds between two writes of a file's progress."""

SWEEP_PAUSE = 600.0
"""Seconds between two removals of what is old."""

READY_HOURS, SENDING_HOURS, FAILED_HOURS = 1, 1, 168
"""Hours for which a file is still listed that is ready, that its sender never sent wholly, or that failed."""
