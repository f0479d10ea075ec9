"""The limits of asking a model, chosen by hand."""

# client.py
SILENCE = 120.0  # seconds for which an endpoint may keep silent; by hand
CONNECT = 5.0  # seconds for opening a connection; by hand
LISTING = 10.0  # seconds for which an endpoint may keep silent when asked for its list of models; by hand
PARALLEL_HERE = 1  # requests at once to a model on this computer, which has one processor for all; by hand
PARALLEL = 4  # requests at once to other endpoints; by hand

# connection_test.py
TRIAL = 30.0  # seconds for a trial: some servers load a model when it is first asked; by hand

# local_servers.py
LOOK = 2.0  # seconds for which a server on this computer may keep silent on its models; by hand

# failures.py
LONGEST_WAIT = 30.0  # seconds; an endpoint that asks for more is given up at once; by hand
NAMED_WAIT = 1e7  # seconds of waiting beyond which a message says "later"; by hand

# client.py, writer.py
ANSWER_TOKENS = 16_000  # tokens that an answer may have, with what a model thinks before it; by hand
SHOWN_TOKENS = 60_000  # tokens of documents shown at once: more cost more, and are read less well; by hand
SPARE = 0.97  # share of the window that is used: other models count other tokens; by hand
HEAVIER = 1.3  # factor of a model's tokens per token of ours, after a prompt was too long; by hand
PRICED_TOKENS = 1e6  # tokens that a price is for

# window.py
WINDOW = 32_768  # tokens; what most models of today can read, where nothing tells; by hand
