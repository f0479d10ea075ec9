"""A Chroma server behind a proxy that encrypts and asks for a token, as a hosted one does."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TOKEN = "t0ken-7"


@dataclass(frozen=True)
class Guard:
    """What the proxy asks for and tells: ``owner`` is the tenant and the database of its token, if any."""

    port: int
    owner: tuple[str, str] | None = None

    def handler(self) -> type[BaseHTTPRequestHandler]:
        guard = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def reply(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if self.headers["Authorization"] != f"Bearer {TOKEN}":
                    self.reply(403, b'{"error": "Forbidden", "message": "no such token"}')
                elif guard.owner and self.path.endswith("/auth/identity"):
                    tenant, database = guard.owner
                    told = {"user_id": "press", "tenant": tenant, "databases": [database]}
                    self.reply(200, json.dumps(told).encode())
                else:
                    self.reply(*guard.passed_on(self.command, self.path, body))

            def log_message(self, *_) -> None:
                pass

        for method in ("GET", "POST", "PUT", "DELETE"):
            setattr(Handler, f"do_{method}", Handler.answer)
        return Handler

    def passed_on(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        chroma = HTTPConnection("127.0.0.1", self.port)
        try:
            chroma.request(method, path, body, {"Content-Type": "application/json"})
            answer = chroma.getresponse()
            return answer.status, answer.read()
        finally:
            chroma.close()


@contextmanager
def guarded(guard: Guard, tls: Path) -> Iterator[str]:
    """The https address of the proxy, whose certificate lies in the folder ``tls``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tls / "certificate.pem", tls / "key.pem")
    with ThreadingHTTPServer(("127.0.0.1", 0), guard.handler()) as server:
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # a client that does not trust it hangs up
        # Each connection's thread greets its client: one that hangs up holds up no other.
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"https://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
