"""The limits of fetching a web address, each chosen by hand."""

LONGEST_ADDRESS = 2000  # characters; browsers and servers take about as many
SECONDS = 30  # for all of one address: the looking up, the redirects and the document
MOST_REDIRECTS = 5  # from one address to the next; pages that are moved need one or two
LONGEST_NAME = 80  # characters of the file name that a document gets from its address
