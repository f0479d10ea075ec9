"""How many tokens a text is, without a network and without LlamaIndex."""

import pytest
from support.helpers import python

from rag.model.tokens import count


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", 0),
        ("hello world", 2),
        ("tiktoken is great!", 6),
        ("antidisestablishmentarianism", 6),
        ("2 + 2 = 4", 7),
        ("お誕生日おめでとう", 9),
    ],
)
def test_counts_that_others_publish(text, tokens):
    assert count(text) == tokens


def test_marks_are_text_like_any_other():
    assert count("<|endoftext|>") > 1
    assert count("a <|endofprompt|> b") > 4


@pytest.mark.parametrize(
    "text", ["a" * 100_000, " " * 1_500_000 + "x", "\n" * 300_000, "中" * 100_000, "\ud83d" * 9]
)
def test_hostile_text_is_counted(text):
    assert 0 < count(text) <= len(text) * 3


def test_cutting_hardly_changes_the_count():
    sentence = "The ferry Corvina ran aground on a sandbank off Saltmarsh on Friday evening. "
    once = count(sentence)
    assert abs(count(sentence * 1000) - 1000 * once) <= 1010


QUIET = """
import os, tempfile
seen = []
writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
def watch(event, args):
    if event.startswith("socket.") or event == "os.mkdir" or event == "open" and args[2] & writing:
        seen.append(f"{event} {args[:1]}")
sys.addaudithook(watch)
from rag.model.tokens import count
tokens = count("hello world")
print(json.dumps([tokens, seen, [name for name in ("llama_index.core", "requests") if name in sys.modules]]))
"""


def test_nothing_is_fetched_written_or_imported_for_it():
    assert python(QUIET) == [2, [], []]


HIDDEN = """
sys.modules["llama_index"] = None  # as if it were not installed
from rag.model.tokens import count
print(json.dumps([count(text) for text in ("", "a", "abc", "abcd")]))
"""


def test_without_the_file_characters_are_counted():
    assert python(HIDDEN) == [0, 1, 1, 2]
