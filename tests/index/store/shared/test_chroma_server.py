"""Vectors on a Chroma server."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import numpy as np
import pytest

from index.errors import StoreUnreachable, UsageError
from index.store.shared.chroma_server import ChromaServer

VECTORS = np.eye(4, dtype=np.float32)


@pytest.fixture
def server(chroma):
    return ChromaServer(chroma.address, "", uuid4().hex[:12])


def test_vectors_are_added_found_counted_and_removed(server):
    assert (server.count(0), server.numbers(0)) == (0, set())
    server.add(0, [(7 + n, vector) for n, vector in enumerate(VECTORS)])
    server.add(0, [(7, VECTORS[0])])
    assert (server.count(0), server.numbers(0)) == (4, {7, 8, 9, 10})
    assert server.nearest(0, VECTORS[2], 1) == [9]
    server.remove(0, [9, 99])
    assert server.numbers(0) == {7, 8, 10}


def test_editions_are_apart_and_may_differ_in_length(server):
    server.add(0, [(1, VECTORS[0])])
    server.add(1, [(2, VECTORS[0][:2])])
    server.drop(0)
    server.drop(0)
    assert (server.count(0), server.numbers(1)) == (0, {2})


@pytest.mark.parametrize("address", ["localhost:8000", "ftp://h:1", "http://h:port", ""])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(UsageError, match="READBACK_CHROMA"):
        ChromaServer(address, "", "x")


def test_the_token_is_sent_and_never_repeated():
    heard = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self):
            heard.append((self.headers["Authorization"], self.headers["X-Chroma-Token"]))
            body = b"no: t0ken-7"
            self.send_response(403)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Listener) as listener:
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        server = ChromaServer(f"http://127.0.0.1:{listener.server_port}", "t0ken-7", "x")
        with pytest.raises(StoreUnreachable) as failed:
            server.count(0)
        listener.shutdown()
    assert heard[0] == ("Bearer t0ken-7", "t0ken-7")
    assert "t0ken-7" not in str(failed.value)
