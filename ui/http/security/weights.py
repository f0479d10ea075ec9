"""The limits and times of log-in and guard, each chosen by hand."""

FREE = 5  # wrong passwords of an address without a pause: typing errors
FIRST_PAUSE = 5.0  # seconds of the first pause; each further failure doubles it
GROWTH = 2.0  # factor between a pause and the next
LONGEST_PAUSE = 900.0  # seconds; a pause never grows longer, so that nobody is locked out for good
REMEMBERED = 3600.0  # seconds after which an address's failures are forgotten
MOST_ADDRESSES = 10_000  # addresses remembered, the latest ones: a megabyte or so
OVERALL = 100  # failures of all addresses together within ``WINDOW``
WINDOW = 600.0  # seconds

LASTS = 12 * 3600.0  # seconds that a session lasts after its latest request: a working day
MOST_SESSIONS = 1000  # sessions at once; of more, the one unused for longest ends

SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 1024  # characters
SCRYPT = {"n": 2**15, "r": 8, "p": 3}  # 32 MB and a third of a second; the least that OWASP asks for
SCRYPT_MEMORY = 2**28  # bytes that scrypt may take, whatever costs a file names

LARGEST = 20_000_000  # bytes of a request that is no upload
TLS_SECONDS = 30 * 24 * 3600  # seconds that a browser is to come by TLS only, after an encrypted answer
