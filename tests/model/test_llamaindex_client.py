"""LlamaIndex's client of OpenAI-like models chats with a served library; it has the models' environment."""

import json
import os
import subprocess
import sys

import pytest
from support import model_server
from support.helpers import readback
from support.served import serving

from ui.server import create_app

CHAT = """
import json, sys
from llama_index.core.llms import ChatMessage, MessageRole
from llama_index.llms.openai_like import OpenAILike

url, question, further, unknown = sys.argv[1:]
llm = OpenAILike(
    model="readback", api_base=f"{url}/v1", api_key="none", is_chat_model=True, max_retries=0
)
asked = ChatMessage(content=question)
chat = llm.chat([ChatMessage(role=MessageRole.SYSTEM, content="Be brief."), asked])
pieces = list(llm.stream_chat([asked, chat.message, ChatMessage(content=further)]))
print(json.dumps({
    "complete": llm.complete(question).text,
    "chat": chat.message.content,
    "answer": chat.raw.choices[0].message.readback,
    "tokens": chat.raw.usage.total_tokens,
    "deltas": [piece.delta for piece in pieces],
    "streamed": pieces[-1].message.content,
    "unknown": llm.complete(unknown).text,
}))
"""
QUESTIONS = (
    "How many passengers did the ferry Corvina carry?",
    "What will the repair of its hull cost?",
    "Why do whales sing?",
)


@pytest.fixture(scope="module")
def said(built):
    """What LlamaIndex was told, in a process of its own."""
    python = model_server.VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        pytest.fail(f"{python} is missing: run `make test-model`, which makes it", pytrace=False)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with readback(built, owner=False) as opened, serving(create_app(opened)) as url:
        done = subprocess.run(
            [python, "-c", CHAT, url, *QUESTIONS],
            check=False, capture_output=True, encoding="utf-8", env=kept, timeout=120,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_complete_and_chat_give_the_cited_answer(said):
    assert said["chat"].startswith("It carried 212 passengers. [1]\n\nSources:\n")
    assert "The Saltmarsh Herald, 14 March 2026" in said["chat"]
    assert said["complete"] == said["chat"]
    assert said["answer"]["citations"][0]["quote"] == "It carried 212 passengers."
    assert said["tokens"] > 0


def test_a_streamed_chat_comes_in_pieces_and_knows_what_was_said(said):
    assert len([delta for delta in said["deltas"] if delta]) >= 2
    assert "".join(said["deltas"]) == said["streamed"]
    assert "340,000 euros" in said["streamed"].partition("Sources:")[0]


def test_not_found_is_said(said):
    assert said["unknown"].startswith("Your documents do not say.")
