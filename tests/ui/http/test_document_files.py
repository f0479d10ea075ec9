"""Original files and pages over HTTP: the very bytes, safe to have, and the cited words marked."""

import io
import shutil

import httpx
import numpy as np
import pytest
from PIL import Image
from support.helpers import readback
from support.pdfs import lines_of, make_pdf
from support.served import serving

from index.readers.weights import MARK_COLOUR
from ui.http.security import passwords
from ui.server import create_app

SAID = "Ines Karr opened the harbour on 4 May 1907."
QUAY = make_pdf([lines_of("The harbour of Velm"), lines_of(SAID, "The quay is 412 metres long.")], turned=90)
PAGE = b"<!doctype html><html><body><article><p>The tide lifted the ferry free.</p></article>" + (
    b"<script>parent.alert(1)</script></body></html>"
)
FILES = {
    "quay.pdf": QUAY,
    "Fähre “frei”.html": PAGE,
    "tide.txt": "Tide: 3 fathoms, na\xefve.".encode("cp1252"),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    with readback(folder / "lib") as made:
        assert not made.add([folder / name for name in FILES]).failed
        yield made


@pytest.fixture(scope="module")
def client(library):
    with serving(create_app(library)) as url, httpx.Client(base_url=url, timeout=60) as opened:
        yield opened


def address(library, name, rest):
    return f"/api/documents/{library.document(name).id}/{rest}"


@pytest.mark.parametrize("name", FILES)
def test_a_file_comes_as_it_was_added_to_be_saved_under_its_name(client, library, name):
    reply = client.get(address(library, name, "file"))
    assert (reply.status_code, reply.content) == (200, FILES[name])
    assert reply.headers["content-type"] == library.document(name).media_type
    kind, _, names = reply.headers["content-disposition"].partition("; ")
    assert kind == "attachment"
    assert names.endswith(f"filename*=UTF-8''{httpx.URL('http://x/' + name).raw_path.decode()[1:]}")


def test_a_web_page_can_do_nothing_here(client, library):
    headers = client.get(address(library, "Fähre “frei”.html", "file")).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "sandbox; default-src 'none'"


def test_a_page_is_a_picture_with_the_words_marked(client, library):
    text = library.text("quay.pdf").text
    start = text.index(SAID)
    where = address(library, "quay.pdf", "pages/2")
    plain = client.get(where, params={"width": 421})
    assert plain.headers["content-type"] == "image/png"
    marked = client.get(where, params={"width": 421, "start": start, "end": start + len(SAID)})
    before, after = (np.asarray(Image.open(io.BytesIO(reply.content))) for reply in (plain, marked))
    assert before.shape == (298, 421, 3)
    rows, columns = np.where((after == MARK_COLOUR).all(axis=2))
    # Turned by a quarter: what stands 700 points up and 72 to the right is 700 to the right and 72 down.
    assert columns.min() - 2 < 700 / 2 < columns.max() + 2
    assert rows.min() == pytest.approx(72 / 2, abs=3)
    assert (before != after).any(axis=2).sum() < (np.ptp(rows) + 3) * (np.ptp(columns) + 3)
    other = client.get(address(library, "quay.pdf", "pages/1"), params={"start": start, "end": start + 5})
    assert other.content == client.get(address(library, "quay.pdf", "pages/1")).content


@pytest.mark.parametrize(
    ("name", "rest", "status", "code"),
    [
        ("quay.pdf", "pages/3", 404, "page_not_found"),
        ("quay.pdf", "pages/0", 404, "page_not_found"),
        ("quay.pdf", "pages/two", 422, "bad_request"),
        ("tide.txt", "pages/1", 404, "page_not_found"),
        ("quay.pdf", "pages/1?width=20000", 422, "bad_request"),
        ("quay.pdf", "pages/1?width=0", 422, "bad_request"),
        ("quay.pdf", "pages/1?start=4", 400, "usage_error"),
        ("quay.pdf", "pages/1?start=-4&end=4", 422, "bad_request"),
        ("quay.pdf", "pages/1?library=none", 404, "library_not_found"),
        ("quay.pdf", "file?library=none", 404, "library_not_found"),
    ],
)
def test_what_is_not_there_is_refused(client, library, name, rest, status, code):
    reply = client.get(address(library, name, rest))
    assert (reply.status_code, reply.json()["error"]["code"]) == (status, code)


def test_a_document_that_is_not_there_has_no_file_and_no_page(client):
    for rest in ("file", "pages/1"):
        reply = client.get(f"/api/documents/none/{rest}")
        assert (reply.status_code, reply.json()["error"]["code"]) == (404, "document_not_found")


def test_who_is_not_logged_in_gets_neither(library):
    account = passwords.new("reader", "seven grey herons", n=2**10, p=1)
    with serving(create_app(library, account=account)) as url:
        for rest in ("file", "pages/1"):
            where = f"{url}{address(library, 'quay.pdf', rest)}"
            assert httpx.get(where).status_code == 401
            reply = httpx.get(where, headers={"Authorization": "Bearer seven grey herons"}, timeout=60)
            assert (reply.status_code, reply.headers["cache-control"]) == (200, "no-store")


def test_a_library_made_before_files_were_kept_says_so(client, library):
    kept = library.path / "files"
    shutil.move(kept, library.path / "elsewhere")
    try:
        for rest in ("file", "pages/1"):
            reply = client.get(address(library, "quay.pdf", rest))
            error = reply.json()["error"]
            assert (reply.status_code, error["code"]) == (404, "file_not_kept")
            assert error["message"].endswith("was not kept; add the file again.")
    finally:
        shutil.move(library.path / "elsewhere", kept)
