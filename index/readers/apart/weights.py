"""The limits of a process that reads for another. All are set by hand."""

READING_SECONDS = 180.0
"""Seconds after which the reading of a file is given up. 1,000 pages of a PDF take half a minute."""

WORK_SECONDS, WORK_SECONDS_A_MEGABYTE = 20.0, 4.0
"""Seconds of a processor for reading a file, and further ones for each of its megabytes. By hand: 1,000 pages
of a PDF take half a minute, and have some megabytes."""

READING_MEGABYTES = 4_000
"""Megabytes of memory of the process that reads: the file, its text and the libraries, several times over."""

READING_IDLE = 60.0
"""Seconds for which that process is kept when no file comes. By hand: as long as an upload pauses."""
