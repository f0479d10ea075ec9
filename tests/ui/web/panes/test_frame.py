"""The still parts of the page: who answers, and what is sent."""

from pathlib import Path

import pytest
from support.parsed import Parsed

from rag.settings import Settings
from ui.web.panes import frame
from ui.words.engine_status import engine


def engine_of(**settings):
    return engine(Settings(Path("library"), **settings))


@pytest.mark.parametrize(
    ("settings", "header", "kept", "sent"),
    [
        ({}, "Quotes only, no model", "nothing is sent anywhere", ""),
        (
            {"model": "qwen3", "base_url": "http://127.0.0.1:8080/v1"},
            "qwen3 on this computer",
            "kept on this computer. Your conversation and the passages found for a question are sent to "
            "127.0.0.1:8080, on this computer.",
            "passages found for a question are sent to 127.0.0.1:8080, on this computer.",
        ),
        (
            {"model": "gpt-5"},
            "gpt-5 at OpenAI's service (api.openai.com)",
            "are sent to OpenAI's service (api.openai.com).",
            "are sent to OpenAI's service (api.openai.com).",
        ),
        (
            {"embedding_model": "bge-m3", "base_url": "http://box.example/v1"},
            "Quotes only, no model",
            "Their texts are sent to box.example when they are added, for bge-m3 to index. Your questions "
            "are sent to box.example.",
            "Your questions are sent to box.example.",
        ),
        (
            {"model": "qwen3", "embedding_model": "bge-m3", "base_url": "http://box.example/v1"},
            "qwen3 at box.example",
            "for bge-m3 to index. Your conversation and the passages found for a question are sent to "
            "box.example.",
            "are sent to box.example.",
        ),
    ],
)  # fmt: skip
def test_the_page_tells_who_answers_and_what_leaves_this_computer(settings, header, kept, sent):
    engine = engine_of(**settings)
    assert header in Parsed(frame.top(engine)).text
    first = Parsed(frame.first_screen(engine, 50, sample=False)).text
    assert kept in first
    assert sent in Parsed(frame.invitation(engine)).text
    assert ("nothing is sent" in first) == (not settings)
    assert ("Answers are exact quotations" in first) == ("model" not in settings)
