"""JSON of a model: read whatever stands around it, refused where it is not what was asked for."""

import pytest

from rag.model.structured import Schema, read_object

SCHEMA = Schema(
    "verdict",
    {
        "type": "object",
        "properties": {"verdict": {"type": "string"}, "why": {"type": "string"}},
        "required": ["verdict"],
    },
)
PLAIN = '{"verdict": "yes", "why": "it, } says"}'


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"```json\n{PLAIN}\n```",
        f'<think>Maybe {{"verdict": "no"}}?</think>\n{PLAIN}',
        f"I think of {{x}}, and here it is: {PLAIN} I hope that {{it}} helps.",
        '{"verdict": "yes", "why": "it, } says",}',
        f'{{"other": 1}} {PLAIN}',
        f"Hmm.</think>{PLAIN}",
    ],
)
def test_the_object_is_found(text):
    assert read_object(text, SCHEMA) == {"verdict": "yes", "why": "it, } says"}


def test_line_breaks_within_strings_are_read():
    assert read_object('{"verdict": "a\nb"}', SCHEMA) == {"verdict": "a\nb"}


@pytest.mark.parametrize(
    "text",
    ["", "yes", "[1, 2]", '{"why": "no verdict"}', '{"verdict": "yes"', "{" * 100_000, '{"a":' * 100_000],
)
def test_what_is_none_is_none(text):
    assert read_object(text, SCHEMA) is None
