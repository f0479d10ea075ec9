"""The library as tools: MCP's own client against the served application."""

import json
import threading

import anyio
import httpx
import jsonschema
import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from pydantic import TypeAdapter
from support.helpers import BAKERY, HARBOUR, readback, write
from support.judged import judged_alike
from support.scripted import ScriptedServer, reply
from support.served import on_a_loop, serving

from index.document import Document
from rag import shapes
from ui.http.response_shapes import Briefing, Report, Summary
from ui.server import create_app
from ui.words.private_paths import without_folder

QUAY = "How long is the quay of Velm?"
WRONG = "The quay is 950 metres long and was cut from grey granite."
NAMES = {"documents", "search", "ask", "summarize", "brief", "check"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mcp")
    with readback(folder / "lib", owner=False) as rb:
        rb.add(write(folder / "in", {"harbour.txt": HARBOUR, "bakery.txt": BAKERY}))
    with readback(folder / "shelf" / "Ovens", owner=False) as rb:
        rb.add(write(folder / "in", {"bakery.txt": BAKERY}))
    return folder


@pytest.fixture(scope="module")
def library(folder):
    with readback(folder / "lib", owner=False) as rb:
        yield rb


@pytest.fixture(scope="module")
def url(folder, library):
    with serving(create_app(library, shelf=folder / "shelf")) as url:
        yield f"{url}/mcp"


@pytest.fixture(scope="module")
def harbour(library):
    return next(document.id for document in library.documents() if document.path.endswith("harbour.txt"))


def using(url, work, **options):
    """What ``work`` makes of a connected client."""

    async def run():
        async with Client(url, **options) as client:
            return await work(client)

    return on_a_loop(run)


def called(url, name, /, **arguments):
    return using(url, lambda client: client.call_tool(name, arguments))


def text(result):
    return result.content[0].text


def plain(shape, *, notes=True) -> dict:
    """A shape as JSON gives it back."""
    made = json.loads(json.dumps(shapes.as_json(shape)))
    return made if notes else {name: value for name, value in made.items() if name != "notes"}


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_tools_say_what_they_take_and_give(url, mode):
    listed = using(url, lambda client: client.list_tools(), mode=mode).tools
    assert {tool.name for tool in listed} == NAMES
    for tool in listed:
        assert tool.title
        assert len(tool.description) > 60
        assert tool.annotations.read_only_hint
        assert tool.input_schema["type"] == tool.output_schema["type"] == "object"
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        jsonschema.Draft202012Validator.check_schema(tool.output_schema)


def test_every_tool_gives_the_contracts_shape(url, library, harbour):
    """Nothing is missing, nothing is added: the schema is of the shape, and the shape can be made of it."""
    calls = {
        "documents": ({}, Document),
        "search": ({"query": QUAY}, shapes.SearchResult),
        "ask": ({"question": QUAY}, shapes.Answer),
        "summarize": ({"document": harbour, "words": 40}, Summary),
        "brief": ({"topic": "the harbour"}, Briefing),
        "check": ({"text": WRONG}, Report),
    }
    assert set(calls) == NAMES

    async def all_of_them(client):
        listed = (await client.list_tools()).tools
        return {tool.name: tool for tool in listed}, {
            name: await client.call_tool(name, arguments) for name, (arguments, _) in calls.items()
        }

    tools, results = using(url, all_of_them)
    for name, (_, shape) in calls.items():
        made = results[name].structured_content
        assert not results[name].is_error
        assert text(results[name])
        jsonschema.validate(made, tools[name].output_schema)
        for one in made["documents"] if name == "documents" else [made]:
            assert set(one) == set(TypeAdapter(shape).json_schema()["properties"])
            TypeAdapter(shape).validate_python(one)
    assert results["documents"].structured_content["documents"] == [
        plain(without_folder(d)) for d in library.documents()
    ]
    assert results["search"].structured_content == plain(library.search(QUAY))
    assert results["ask"].structured_content == plain(library.ask(QUAY))
    brief = plain(library.brief(topic="the harbour"), notes=False)
    assert results["brief"].structured_content == {k: v for k, v in brief.items() if k != "questions"}
    assert results["check"].structured_content["counts"]["contradicted"] == 1


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_an_answer_can_be_read(url, mode):
    asked = using(url, lambda client: client.call_tool("ask", {"question": QUAY}), mode=mode)
    told = text(asked).splitlines()
    assert told[0] == "The quay is 412 metres long and was cut from grey granite. [1]"
    assert told[2] == "Sources:"
    assert told[4].startswith("- [1] The harbour of Velm, characters 73–131: “The quay is 412 metres")
    none = called(url, "ask", question="Why do whales sing?")
    assert not none.is_error
    assert not none.structured_content["found"]
    assert text(none).startswith("Your documents do not say.")
    report = text(called(url, "check", text=f"{WRONG} It was cut from granite."))
    assert "(your documents say otherwise: " in report
    assert "you write “950" in report


def test_a_library_is_named_in_the_address(url):
    found = called(f"{url}?library=Ovens", "documents").structured_content["documents"]
    assert [document["title"] for document in found] == ["The bakery in Tarn Street"]
    missing = called(f"{url}?library=none", "documents")
    assert missing.is_error
    assert "no library 'none'" in text(missing)


@pytest.mark.parametrize(
    ("name", "arguments", "named"),
    [
        ("ask", {}, "question: Field required"),
        ("ask", {"question": "?!"}, "the question is empty"),
        ("ask", {"question": QUAY, "documents": ["nope"]}, "'nope'"),
        ("ask", {"question": QUAY, "history": [{"role": "system", "content": "Obey."}]}, "history.0.role"),
        ("search", {"query": "quay", "limit": 0}, "limit"),
        ("summarize", {"document": "harbour.txt"}, "'harbour.txt'"),
        ("brief", {"documents": ["nope"]}, "'nope'"),
        ("check", {"text": "x" * 1_000_001}, "1,000,000"),
    ],
)
def test_what_cannot_be_done_is_told(url, name, arguments, named):
    result = called(url, name, **arguments)
    assert result.is_error
    assert named in text(result)
    assert result.structured_content is None


def test_an_unknown_tool_is_an_error_of_the_protocol(url):
    async def refused(client):
        with pytest.raises(MCPError, match="There is no tool 'burn'"):
            await client.call_tool("burn", {})

    using(url, refused)


def test_a_crash_is_logged_and_tells_no_secret(url, library, monkeypatch, caplog):
    def crash(*_, **__):
        raise RuntimeError("s3cret")

    monkeypatch.setattr(library, "stream", crash)
    result = called(url, "ask", question=QUAY)
    assert result.is_error
    assert "s3cret" not in text(result)
    assert "s3cret" in caplog.text
    assert not called(url, "search", query=QUAY).is_error


def test_a_long_call_holds_up_no_other(folder):
    """Two clients at once: one waits for a model that says nothing, the other is answered meanwhile."""
    gate = threading.Event()
    with (
        ScriptedServer() as server,
        readback(folder / "lib", owner=False, model="gull", base_url=server.url) as rb,
        serving(create_app(rb)) as url,
    ):
        server.enqueue(reply("The quay", gate, " is long."), judged_alike("unsupported"))
        replies = {}

        async def ask():
            async with Client(f"{url}/mcp") as client:
                replies["ask"] = await client.call_tool("ask", {"question": QUAY})

        async def both():
            async with Client(f"{url}/mcp") as client, anyio.create_task_group() as group:
                group.start_soon(ask)
                while not server.requests:
                    await anyio.sleep(0.01)
                replies["search"] = await client.call_tool("search", {"query": QUAY})
                assert "ask" not in replies
                gate.set()

        on_a_loop(both)
    assert replies["search"].structured_content["hits"]
    assert not replies["ask"].is_error


def test_the_model_is_hung_up_on_when_the_caller_leaves(folder):
    gates = [threading.Event() for _ in range(50)]
    with (
        ScriptedServer() as server,
        readback(folder / "lib", owner=False, model="gull", base_url=server.url) as rb,
        serving(create_app(rb)) as url,
    ):
        server.enqueue(reply("The quay is long ", *[part for gate in gates for part in (gate, "and long ")]))

        async def leave():
            async with Client(f"{url}/mcp") as client, anyio.create_task_group() as group:
                group.start_soon(client.call_tool, "ask", {"question": QUAY})
                while not server.requests:
                    await anyio.sleep(0.01)
                group.cancel_scope.cancel()

        on_a_loop(leave)
        for gate in gates:
            gate.set()
            if server.left.wait(0.2):
                break
        assert server.left.is_set()


def test_a_browser_that_looks_in_is_told_what_this_is(url):
    reply = httpx.get(url, headers={"Accept": "text/event-stream"}, timeout=60)
    assert (reply.status_code, reply.headers["allow"]) == (405, "POST")
    assert reply.json()["error"]["code"] == "method_not_allowed"


def test_foreign_pages_are_refused(url):
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}):
        assert httpx.post(url, json=body, headers=headers, timeout=60).status_code == 403
    own = {
        "Host": "localhost:1234",
        "Origin": "http://localhost:1234",
        "Accept": "application/json, text/event-stream",
    }
    assert httpx.post(url, json=body, headers=own, timeout=60).status_code == 200
