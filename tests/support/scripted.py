"""An endpoint of the tests' own: real HTTP on 127.0.0.1, with answers written beforehand.

    with ScriptedServer() as server:
        server.enqueue(reply("Rain [ref-k7q]."), error(429, "slow down", retry_after=0))
        Model("m", server.url).complete(...)
        assert server.requests[0].body["model"] == "m"

An answer may be a function of the request. A request that no answer was written for gets a 500 and fails the
``with`` block at its end.
"""

import hashlib
import json
import select
import socket
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from typing import Any

USAGE = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
GATE_SECONDS = 30  # a gate that a failing test never opens


@dataclass(frozen=True)
class Request:
    """What was asked; header names in lower case."""

    path: str
    headers: Mapping[str, str]
    body: Any

    @property
    def prompt(self) -> str:
        """Every message's text."""
        return "\n".join(message["content"] for message in self.body["messages"])


@dataclass(frozen=True)
class Reply:
    """What is sent: bytes, each part in a write of its own, and gates that are waited for."""

    parts: tuple[bytes | threading.Event, ...] = ()
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/event-stream"})
    ending: str = "whole"  # "dropped": in the middle of the framing; "silent": closed, as if it were whole
    unstreamed: bytes = b""  # the same for a request without "stream"

    def cut(self, size: int) -> "Reply":
        """The same bytes in parts of ``size``, through characters, lines and keys."""
        parts: list[bytes | threading.Event] = []
        held = b""
        for part in (*self.parts, None):
            if isinstance(part, bytes):
                held += part
                continue
            parts += [held[at : at + size] for at in range(0, len(held), size)]
            held = b""
            parts += [part] if part else []
        return replace(self, parts=tuple(parts))

    def first(self, parts: int, ending: str = "dropped") -> "Reply":
        """Only the first ``parts``; then the connection ends."""
        return replace(self, parts=self.parts[:parts], ending=ending)


Answer = Reply | Callable[[Request], Reply]


def reply(
    *texts: str | threading.Event,
    sizes: tuple[int, ...] = (8,),
    finish: str | None = "stop",
    usage: Mapping[str, Any] | None = USAGE,
    done: bool = True,
) -> Reply:
    """An answer with these texts, in pieces of ``sizes`` characters, over and over; waits at gates."""
    parts: list[bytes | threading.Event] = [event(delta(role="assistant"))]
    lengths = cycle(sizes)
    for text in texts:
        if isinstance(text, threading.Event):
            parts.append(text)
            continue
        at = 0
        while at < len(text):
            length = next(lengths)
            parts.append(event(delta(text[at : at + length])))
            at += length
    parts += [event(delta(finish=finish))] if finish else []
    parts += [event({"choices": [], "usage": dict(usage)})] if usage else []
    parts += [b"data: [DONE]\n\n"] if done else []
    text = "".join(text for text in texts if isinstance(text, str))
    return Reply(tuple(parts), unstreamed=completion(text, finish, usage))


def stream(*values: object, done: bool = True, ending: str = "whole") -> Reply:
    """A stream of any objects, one an event; bytes are sent as they are."""
    parts = [value if isinstance(value, bytes) else event(value) for value in values]
    return Reply((*parts, b"data: [DONE]\n\n") if done else tuple(parts), ending=ending)


def plain(text: str, finish: str | None = "stop", usage: Mapping[str, Any] | None = USAGE) -> Reply:
    """An answer in one JSON object, whether or not a stream was asked for."""
    return data(completion(text, finish, usage))


def data(body: bytes | object, status: int = 200, kind: str = "application/json", **headers: str) -> Reply:
    """Any body at all: an object as JSON, bytes as they are."""
    held = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Reply((held,), status, {"Content-Type": kind, **headers}, unstreamed=held)


def error(status: int, message: str = "", *, retry_after: object = None, **fields: object) -> Reply:
    """A refusal as OpenAI words it; ``fields`` are further ones of the error, such as ``code``."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return data({"error": {"message": message, **fields}}, status, **headers)


def too_long(style: str, limit: int, asked: int) -> Reply:
    """What ``style`` ("openai", "vllm", "llama.cpp") says to ``asked`` tokens where ``limit`` can be read."""
    maximum = f"This model's maximum context length is {limit} tokens. However, "
    if style == "openai":
        message = f"{maximum}your messages resulted in {asked} tokens. Please reduce their length."
        return error(
            400, message, type="invalid_request_error", param="messages", code="context_length_exceeded"
        )
    if style == "vllm":
        message = (
            f"{maximum}you requested {asked} tokens ({asked - 100} in the messages, 100 in the completion)."
        )
        fields = {"object": "error", "type": "BadRequestError", "param": None, "code": 400}
        return data({"message": message, **fields}, 400)
    return error(
        400, "the request exceeds the available context size", code=400, type="exceed_context_size_error",
        n_prompt_tokens=asked, n_ctx=limit,
    )  # fmt: skip


def dropped() -> Reply:
    """A connection that ends before anything was sent."""
    return Reply(status=0)


def event(value: object) -> bytes:
    """One server-sent event, in UTF-8 as most servers write it."""
    return b"data: " + json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n\n"


def delta(text: str | None = None, finish: str | None = None, **fields: object) -> dict[str, Any]:
    """One piece of a streamed answer; ``fields`` are further ones of its delta, such as ``tool_calls``."""
    content = {} if text is None else {"content": text}
    return {"choices": [{"index": 0, "delta": {**content, **fields}, "finish_reason": finish}]}


def completion(text: str, finish: str | None = "stop", usage: Mapping[str, Any] | None = USAGE) -> bytes:
    """An answer that is not streamed."""
    message = {"role": "assistant", "content": text}
    body = {
        "object": "chat.completion",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
    }
    return json.dumps({**body, "usage": usage} if usage else body).encode()


def vector(text: str, dimension: int = 8) -> list[float]:
    """The same numbers for the same text, between -1 and 1."""
    digest = hashlib.shake_256(text.encode("utf-8", "surrogatepass")).digest(dimension)
    return [byte / 127.5 - 1 for byte in digest]


def vectors(request: Request, dimension: int = 8) -> Reply:
    """The vectors of the texts asked for, last text first, as the protocol allows."""
    found = [
        {"object": "embedding", "index": index, "embedding": vector(text, dimension)}
        for index, text in enumerate(request.body["input"])
    ]
    return data({"object": "list", "data": found[::-1]})


class ScriptedServer:
    """Answers /chat/completions with what is enqueued, then with ``otherwise``; /embeddings with ``vector``
    and /models with ``models`` unless something is enqueued for them.

    ``requests`` are all that came, but those of /models, which are ``listings``; ``left`` is set when someone
    hangs up while a gate is shut.
    """

    def __init__(self, otherwise: Answer | None = None, dimension: int = 8) -> None:
        self.otherwise = otherwise
        self.models = ["qwen3"]
        self.requests: list[Request] = []
        self.listings: list[Request] = []
        self.unscripted: list[Request] = []
        self.left = threading.Event()
        self._embeddings: Answer = lambda request: vectors(request, dimension)
        self._queues: dict[str, deque[Answer]] = {
            path: deque() for path in ("/chat/completions", "/embeddings", "/models")
        }
        self._closing = threading.Event()
        self._lock = threading.Lock()

    def __enter__(self) -> "ScriptedServer":
        self._http = _Http(("127.0.0.1", 0), type("Handler", (_Handler,), {"script": self}))
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()
        if kind is None:
            assert not self.unscripted, f"no answer was written for {self.unscripted}"

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self._http.server_port}"

    @property
    def url(self) -> str:
        """What to set as the base address."""
        return f"http://{self.address}/v1"

    def enqueue(self, *answers: Answer, path: str = "/chat/completions") -> None:
        """Answers to the next requests, in their order."""
        self._queues[path].extend(answers)

    def answer(self, request: Request) -> Reply:
        """What is next for ``request``."""
        path = request.path.removeprefix("/v1")
        with self._lock:
            (self.listings if path == "/models" else self.requests).append(request)
            queue = self._queues.get(path)
            found = queue.popleft() if queue else None
            if found is None and queue is not None:
                found = self._otherwise(path)
            if found is None:
                self.unscripted.append(request)
                return error(500, "no answer was written for this request")
        return found(request) if callable(found) else found

    def _otherwise(self, path: str) -> Answer | None:
        if path == "/models":
            return data({"object": "list", "data": [{"id": name} for name in self.models]})
        return self._embeddings if path == "/embeddings" else self.otherwise

    def wait(self, gate: threading.Event, connection: socket.socket) -> bool:
        """Whether ``gate`` opened while whoever asked was still there."""
        for _ in range(GATE_SECONDS * 100):
            if gate.wait(0.01):
                return True
            if self._closing.is_set():
                return False
            if select.select([connection], [], [], 0)[0] and not connection.recv(1, socket.MSG_PEEK):
                self.left.set()
                return False
        return False


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hangs up while being answered, or speaks TLS, is what a test is about."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    script: ScriptedServer

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = json.loads(self.rfile.read(length) or b"null")
        headers = {name.lower(): value for name, value in self.headers.items()}
        made = self.script.answer(Request(self.path, headers, body))
        self.close_connection = made.status == 0 or made.ending != "whole"
        try:
            if made.status:
                self._send(made, streamed=bool(isinstance(body, dict) and body.get("stream")))
        except (BrokenPipeError, ConnectionResetError):
            self.script.left.set()
            self.close_connection = True

    def do_GET(self) -> None:
        self.do_POST()

    def _send(self, made: Reply, *, streamed: bool) -> None:
        self.send_response(made.status)
        parts, headers = made.parts, dict(made.headers)
        if made.unstreamed and not streamed:
            parts, headers = (made.unstreamed,), headers | {"Content-Type": "application/json"}
        framed = made.ending != "silent"
        headers |= {"Transfer-Encoding": "chunked"} if framed else {"Connection": "close"}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        for part in parts:
            if isinstance(part, bytes):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part) if framed else part)
                self.wfile.flush()
            elif not self.script.wait(part, self.connection):
                self.close_connection = True
                return
        if made.ending == "whole":
            self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_: object) -> None:
        pass
