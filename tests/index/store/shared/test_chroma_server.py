"""Vectors on a Chroma server."""

import threading
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import numpy as np
import pytest
from support.certificates import self_signed
from support.guarded_chroma import TOKEN, Guard, guarded
from support.helpers import PAPERS, library, write

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


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    return self_signed(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def hosted(chroma, tls, monkeypatch):
    """The https address of a Chroma that asks for a token, whose certificate is trusted here."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tls / "certificate.pem"))
    with guarded(Guard(chroma.port), tls) as address:
        yield address


def test_a_library_is_on_an_encrypted_server_with_a_token(hosted, places, shared_folder, tmp_path):
    with closing(library(shared_folder, shared=replace(places, chroma=hosted, chroma_token=TOKEN))) as lib:
        assert not lib.add(write(tmp_path / "in", PAPERS)).failed
        assert lib.search("Who bakes bread?")
        server, edition = lib.stores.mirror.server, lib.stores.catalog.properties.edition()
        assert server.numbers(edition) == set(lib.stores.catalog.passages.numbers())


@pytest.mark.parametrize(
    ("token", "why"),
    [("another-9", "refuses the token; see READBACK_CHROMA_TOKEN"), ("", "asks for a token; set")],
)
def test_a_token_that_is_wrong_or_missing_is_named(hosted, token, why):
    with pytest.raises(StoreUnreachable, match=why) as refused:
        ChromaServer(hosted, token, "x").count(0)
    assert "another-9" not in str(refused.value)


def test_a_certificate_that_nobody_here_trusts_is_named(hosted, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(StoreUnreachable, match="not trusted here: self-signed certificate; name the file"):
        ChromaServer(hosted, TOKEN, "x").count(0)


def test_a_server_that_does_not_encrypt_is_named(chroma):
    with pytest.raises(StoreUnreachable, match="does not encrypt as https:// needs it"):
        ChromaServer(chroma.address.replace("http:", "https:"), TOKEN, "x").count(0)


def test_a_token_for_one_tenant_and_database_leads_there(chroma, tls, monkeypatch):
    import chromadb

    tenant, database, name = (f"{word}-{uuid4().hex[:8]}" for word in ("press", "archive", "news"))
    admin = chromadb.AdminClient(
        chromadb.Settings(
            chroma_api_impl="chromadb.api.fastapi.FastAPI", chroma_server_host="127.0.0.1",
            chroma_server_http_port=chroma.port, anonymized_telemetry=False,
        )
    )  # fmt: skip
    admin.create_tenant(tenant)
    admin.create_database(database, tenant)
    monkeypatch.setenv("SSL_CERT_FILE", str(tls / "certificate.pem"))
    with guarded(Guard(chroma.port, (tenant, database)), tls) as address:
        ChromaServer(address, TOKEN, name).add(0, [(1, VECTORS[0])])
    assert ChromaServer(chroma.address, "", name).count(0) == 0
    there = chromadb.HttpClient("127.0.0.1", chroma.port, tenant=tenant, database=database)
    assert there.get_collection(f"readback-{name}-0").count() == 1


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
