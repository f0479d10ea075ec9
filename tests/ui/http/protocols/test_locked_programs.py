"""Programs at locked doors: the clients of OpenAI's protocol and of MCP, with the password and without."""

import httpx
import openai
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from support.helpers import HARBOUR, readback, write
from support.served import on_a_loop, serving

from ui.http.security import passwords
from ui.server import create_app

PASSWORD = "seven grey herons"
QUAY = "How long is the quay of Velm?"


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    folder = tmp_path_factory.mktemp("locked")
    with readback(folder / "library", owner=False) as library:
        library.add(write(folder / "in", {"harbour.txt": HARBOUR}))
        account = passwords.new("ana", PASSWORD, n=2**10, p=1)
        with serving(create_app(library, account=account)) as address:
            yield address


def chat(url, key):
    with openai.OpenAI(base_url=f"{url}/v1", api_key=key, max_retries=0) as client:
        answer = client.chat.completions.create(
            model="readback", messages=[{"role": "user", "content": QUAY}]
        )
    return answer.choices[0].message.content


def test_the_password_is_the_key_of_a_chat_client(url):
    assert "412 metres" in chat(url, PASSWORD)
    assert "412 metres" in chat(url, f"ana:{PASSWORD}")
    with pytest.raises(openai.AuthenticationError, match="password"):
        chat(url, "sk-wrong")


def ask(url, key):
    async def run():
        headers = {"Authorization": f"Bearer {key}"}
        async with (
            httpx.AsyncClient(headers=headers, timeout=60) as http,
            Client(streamable_http_client(f"{url}/mcp", http_client=http)) as client,
        ):
            return await client.call_tool("ask", {"question": QUAY})

    return on_a_loop(run)


def test_the_password_is_the_key_of_a_tool_client(url):
    assert "412 metres" in ask(url, PASSWORD).content[0].text
    with pytest.raises(ExceptionGroup) as caught:
        ask(url, "wrong password")
    assert caught.group_contains(MCPError)
    assert httpx.post(f"{url}/mcp", json={}).status_code == 401
