"""Count the tokens of a text: exact for some models, a good guess for the others.

The encoding is read from the copy that LlamaIndex ships; tiktoken's own loader would fetch it, or put a copy
into a temporary folder.
"""

import base64
import math
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

_FILE = "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"  # SHA-1 of cl100k_base's address, as tiktoken names copies
_WORDS = (  # where cl100k_base cuts a text into words
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+"
    r"|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
)
_PIECE = 10_000  # characters; tiktoken panics at a million spaces in a row


def count(text: str) -> int:
    """The number of tokens in ``text``; marks such as ``<|endoftext|>`` are text like any other."""
    encoding = _encoding()
    if encoding is None:
        return math.ceil(len(text) / 3)
    pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
    return sum(len(encoding.encode(piece, disallowed_special=())) for piece in pieces)


@cache
def _encoding() -> "Encoding | None":
    """The tokenizer, about 45 MB once loaded; ``None`` where the copy is not there or is damaged."""
    spec = find_spec("llama_index")  # its core would be imported to be found
    for folder in spec.submodule_search_locations or () if spec else ():
        try:
            lines = (Path(folder) / "core/_static/tiktoken_cache" / _FILE).read_bytes().splitlines()
            ranks = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in lines)}
        except (OSError, ValueError):
            continue
        from tiktoken import Encoding

        return Encoding("cl100k_base", pat_str=_WORDS, mergeable_ranks=ranks, special_tokens={})
    return None
