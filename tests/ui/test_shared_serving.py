"""Servers of one shared library beside each other."""

import re
from contextlib import closing

import pytest
from fastapi.testclient import TestClient
from support.helpers import BAKERY, settings
from support.shared_servers import PASSWORD, Postgres, running

from rag import Readback
from ui.server import create_app


def client(readback):
    return TestClient(create_app(readback), base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.fixture
def addresses(chroma, tmp_path):
    """The addresses of shared stores whose Postgres may be killed, and that Postgres."""
    with running(Postgres) as postgres:
        shared = {"database": postgres.address, "chroma": chroma.address, "files": str(tmp_path / "kept")}
        yield shared, postgres


def test_what_one_adds_the_other_answers_from_and_a_dead_postgres_is_said_so(addresses, shared_folder):
    shared, postgres = addresses
    opened = [Readback(settings=settings(shared_folder, **shared)) for _ in range(2)]
    with closing(opened[0]), closing(opened[1]):
        one, other = map(client, opened)
        added = one.post("/api/documents", files={"files": ("bakery.txt", BAKERY.encode(), "text/plain")})
        assert added.status_code == 200, added.text
        answer = other.post("/api/ask", json={"question": "Who bakes rye bread?"}).json()
        assert answer["found"]
        assert answer == one.post("/api/ask", json={"question": "Who bakes rye bread?"}).json()
        [document] = other.get("/api/documents").json()["documents"]
        assert other.get(f"/api/documents/{document['id']}/file").content == BAKERY.encode()
        postgres.kill()
        failed = other.get("/api/documents")
        assert (failed.status_code, failed.json()["error"]["code"]) == (503, "store_unreachable")
        assert re.search(r"does not answer: .*run the same command again", failed.json()["error"]["message"])
        assert PASSWORD not in failed.text
        postgres.start()
        assert other.delete(f"/api/documents/{document['id']}").status_code == 200
        assert one.get("/api/documents").json()["documents"] == []
