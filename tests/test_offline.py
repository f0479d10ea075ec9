"""The whole job with nothing but loopback, an empty home and empty caches."""

from support.helpers import BAKERY, COMET, HARBOUR, python, write

CODE = """
import socket
tried = []

def refuse(address):
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, bytes):
        host = host.decode()
    if host not in (None, "", "localhost", "127.0.0.1", "::1") and not str(host).startswith("/"):
        tried.append(str(host))
        raise OSError(f"the test allows no network: {host}")

getaddrinfo = socket.getaddrinfo

class Loopback(socket.socket):
    def connect(self, address):
        refuse(address)
        return super().connect(address)
    def connect_ex(self, address):
        refuse(address)
        return super().connect_ex(address)
    def sendto(self, data, *rest):
        refuse(rest[-1])
        return super().sendto(data, *rest)

def look_up(host, *rest, **others):
    refuse((host,))
    return getaddrinfo(host, *rest, **others)

socket.socket, socket.getaddrinfo = Loopback, look_up
try:
    socket.create_connection(("192.0.2.1", 80), timeout=1)
    raise SystemExit("the network is not refused")
except OSError:
    tried.clear()

from rag import Readback, load_settings
folder = Path(arguments[0])
with Readback(settings=load_settings(folder / "lib")) as rb:
    added = rb.add([folder / "in"])
    hits = rb.search("Who bakes rye bread?").hits
    answer = rb.ask("Who opened the harbour of Velm?")
    nodes = rb.as_retriever(limit=1).retrieve("comet")
    notes = answer.notes
import time
time.sleep(0.5)  # telemetry speaks late
inside = sorted(str(path.relative_to(Path.home())) for path in Path.home().rglob("*") if path.is_file())
print(json.dumps({"tried": tried, "added": len(added.added), "first": hits[0].citation.quote, "notes": notes,
    "answer": [s.text for s in answer.sentences], "nodes": len(nodes), "home": inside}))
"""


def test_the_whole_job_needs_no_network(tmp_path):
    write(tmp_path / "in", {"harbour.txt": HARBOUR, "bakery.txt": BAKERY, "comet.md": COMET})
    found = python(CODE, tmp_path)
    assert found["tried"] == []
    assert found["added"] == 3
    assert "rye bread" in found["first"]
    assert any("Ines Karr" in text for text in found["answer"])
    assert found["notes"] == []
    assert found["nodes"] == 1
    assert all(path.startswith(".cache/readback/") for path in found["home"]), found["home"]
