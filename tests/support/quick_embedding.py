"""An embedding endpoint in a process of its own that answers at once: vectors of the words of a text.

    python tests/support/quick_embedding.py

Prints its address, and serves until it is killed.
"""

import json
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

MODEL, DIMENSION = "words", 64


@cache
def place_of(word: str) -> int:
    return zlib.crc32(word.encode()) % DIMENSION


def vector(text: str) -> list[float]:
    found = [0.01] * DIMENSION
    for word in text.lower().split():
        found[place_of(word.strip(".,?"))] += 1.0
    return found


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        texts = json.loads(self.rfile.read(int(self.headers["content-length"])))["input"]
        texts = [texts] if isinstance(texts, str) else texts
        data = [{"object": "embedding", "index": n, "embedding": vector(t)} for n, t in enumerate(texts)]
        body = json.dumps({"object": "list", "model": MODEL, "data": data}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def quick_embedding() -> Iterator[dict[str, str]]:
    """The environment in which commands embed by such an endpoint, until the block ends."""
    process = subprocess.Popen([sys.executable, Path(__file__)], stdout=subprocess.PIPE, text=True)
    try:
        url = process.stdout.readline().strip()
        yield {"READBACK_EMBEDDING_MODEL": MODEL, "OPENAI_BASE_URL": url, "OPENAI_API_KEY": "none"}
    finally:
        process.kill()
        process.communicate()


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        print(f"http://127.0.0.1:{server.server_port}/v1", flush=True)
        server.serve_forever()
