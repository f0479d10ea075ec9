"""The limits and times of the HTTP interface, each chosen by hand."""

# Sizes of what is sent: above all that people send, small enough to be held in memory by a home computer.
MAX_FILES = 1000  # files of one upload
MAX_FIELDS = 100  # fields of one upload that are no files
MAX_FIELD = 64 * 1024  # bytes of each such field
WHOLE_MEGABYTES = 1000  # megabytes of a whole upload, unless one file may be larger
BETWEEN_FILES = 1_000_000  # bytes of a whole upload for the lines between its files
LONGEST_DRAFT = 1_000_000  # characters of a draft to be checked
MOST_ANSWERS = 100  # answers in one export, or written into one briefing at once
MOST_WORDS = 100_000  # words that a summary may be asked to have

LONGEST_LIBRARY_NAME = 60  # characters; with its folder it stays below the limit of every file system
LONGEST_STEM = 200  # bytes of an uploaded file's name; a file system's limit is 255
LONGEST_FILE_NAME = 80  # characters of the name of an exported file, from its title
LONGEST_QUOTE = 60  # characters of a quotation repeated in an error message

NARROWEST_PAGE, PAGE_WIDTH, WIDEST_PAGE = 100, 1000, 2000  # pixels of a page's picture: least, usual, most

TRIALS = 4  # models that are tried at once; each holds a thread, and the others are for questions
PORTS = 100  # ports tried after the one asked for, before giving up

PROGRESS_PAUSE = 0.2  # seconds between two looks at the progress of an upload
UPLOADS = 100  # uploads that are added, or wait for workers, at once; each holds a thread
QUEUE_PAUSE = 0.25  # seconds between two looks at what workers add
QUEUE_PATIENCE = 120.0  # seconds that Postgres may be away while an upload waits for workers
SILENCE = 15.0  # seconds without an event after which a comment is sent; proxies close silent connections
SHUTDOWN = 2  # seconds for open requests to end when the server is stopped
