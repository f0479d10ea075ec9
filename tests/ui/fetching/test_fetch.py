"""Fetching from a real server on loopback: redirects, sizes, times, kinds, and who is asked."""

import socket
from dataclasses import replace

import pytest
from support.web_site import ARTICLE, SitePage, web_site

from index.errors import TooLarge, UnsupportedFormat
from ui.fetching.fetch import FetchLimits, fetch
from ui.fetching.web_address import AddressRefused, FetchFailed, look_up, web_address

LIMITS = FetchLimits(max_bytes=1_000_000, private=True)
PAGES = {
    "/news/bridge": SitePage(),
    "/moved": SitePage(status=301, location="/moved/again"),
    "/moved/again": SitePage(status=302, location="news?page=2"),
    "/moved/news": SitePage(),
    "/round": SitePage(status=302, location="/round"),
    "/to-file": SitePage(status=302, location="file:///etc/passwd"),
    "/to-cloud": SitePage(status=302, location="http://169.254.169.254/latest/meta-data/"),
    "/to-loopback": SitePage(status=302, location="http://127.0.0.2/secret"),
    "/nowhere": SitePage(status=302, location="http://[::1"),
    "/endless": SitePage(b"word " * 20_000, "text/plain", endless=True),
    "/silent": SitePage(silent=True),
    "/picture": SitePage(b"GIF89a", "image/gif"),
    "/forbidden": SitePage(status=403),
    "/gone": SitePage(status=410),
    "/broken": SitePage(status=500),
}


@pytest.fixture(scope="module")
def site():
    with web_site(PAGES) as served:
        yield served


def test_a_page_comes_byte_for_byte_with_no_more_sent_than_the_request(site):
    got = fetch(web_address(site("/news/bridge?edition=2#part")), LIMITS)
    assert got.data == ARTICLE.encode()
    assert got.name == "bridge.html"
    path, headers = site.asked[-1]
    assert path == "/news/bridge?edition=2"
    assert headers["host"] == f"127.0.0.1:{site.port}"
    assert not {"cookie", "authorization", "referer"} & set(headers)


def test_redirects_on_the_same_host_are_followed(site):
    assert fetch(web_address(site("/moved")), LIMITS).name == "news.html"
    assert [path for path, _ in site.asked[-3:]] == ["/moved", "/moved/again", "/moved/news?page=2"]


@pytest.mark.parametrize(
    ("path", "error", "why"),
    [
        ("/round", FetchFailed, "leads on more than 5 times"),
        ("/to-file", AddressRefused, "only addresses that begin with http"),
        ("/to-cloud", AddressRefused, "not of the internet"),
        ("/to-loopback", AddressRefused, "an address of this computer"),
        ("/nowhere", FetchFailed, r"cannot be fetched \(Invalid URL"),
        ("/endless", TooLarge, "larger than 1 MB, the limit for one document"),
        ("/picture", UnsupportedFormat, "this is image/gif, which cannot be read; only web pages"),
        ("/forbidden", FetchFailed, "403 Forbidden: .* save the page in your browser and add the file"),
        ("/gone", FetchFailed, "410 Gone: nothing is there; check the address"),
        ("/broken", FetchFailed, "500 Internal Server Error; try again later"),
        ("/missing", FetchFailed, "404 Not Found"),
    ],
)
def test_what_cannot_be_had_says_why_in_one_line(site, path, error, why):
    with pytest.raises(error, match=why) as failed:
        fetch(web_address(site(path)), LIMITS)
    assert "\n" not in str(failed.value)
    assert str(failed.value).startswith("http") or str(failed.value).startswith("file:")


def test_a_server_that_says_nothing_is_left_in_time(site):
    with pytest.raises(FetchFailed, match=r"it did not come within 0\.2 seconds; try again later"):
        fetch(web_address(site("/silent")), replace(LIMITS, seconds=0.2))


def test_a_port_where_nobody_listens_is_a_failure_of_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(FetchFailed, match="cannot be fetched") as failed:
            fetch(web_address(f"http://127.0.0.1:{taken.getsockname()[1]}/"), LIMITS)
    assert "\n" not in str(failed.value)


def test_this_computer_is_not_asked_unless_the_setting_allows_it(site):
    before = len(site.asked)
    for host in ("127.0.0.1", "localhost"):
        with pytest.raises(AddressRefused, match="set private_addresses to on"):
            fetch(web_address(site("/news/bridge", host)), replace(LIMITS, private=False))
    assert len(site.asked) == before


def test_a_name_is_looked_up_once_and_the_number_that_was_checked_is_asked(site):
    """A second answer would lead elsewhere (DNS rebinding): nobody asks for it."""
    answers = [["127.0.0.1"], ["169.254.169.254"]]
    got = fetch(web_address(site("/news/bridge", "paper.example")), LIMITS, lambda *_: answers.pop(0))
    assert got.data == ARTICLE.encode()
    assert len(answers) == 1
    assert site.asked[-1][1]["host"] == f"paper.example:{site.port}"


def test_a_redirect_is_looked_up_anew(site):
    def resolve(host, port):
        return ["127.0.0.1"] if host == "paper.example" else look_up(host, port)

    PAGES["/to-inside"] = SitePage(status=302, location=f"http://localhost:{site.port}/news/bridge")
    with pytest.raises(AddressRefused, match="'localhost' is"):
        fetch(web_address(site("/to-inside", "paper.example")), LIMITS, resolve)


def test_the_next_number_is_asked_where_one_does_not_answer(site):
    got = fetch(web_address(site("/news/bridge", "paper.example")), LIMITS, lambda *_: ["::1", "127.0.0.1"])
    assert got.name == "bridge.html"


@pytest.mark.parametrize(
    ("path", "kind", "body", "name"),
    [
        ("/", "text/html", ARTICLE.encode(), "127.0.0.1.html"),
        ("/a/notes.md", "text/plain; charset=utf-8", b"# Notes", "notes.md"),
        ("/a/notes.md", "text/html", ARTICLE.encode(), "notes.html"),
        ("/report.pdf", "application/pdf", b"%PDF-1.7", "report.pdf"),
        ("/report", "application/octet-stream", b"%PDF-1.7 1 0 obj", "report.pdf"),
        ("/report.pdf", "application/octet-stream", b"%PDF-1.7", "report.pdf"),
        ("/page.php", "TEXT/HTML", ARTICLE.encode(), "page.php.html"),
        ("/a%2F..%2Fb.txt", "text/plain", b"words", "b.txt"),
        ("/x.xhtml", "application/xhtml+xml", ARTICLE.encode(), "x.xhtml"),
    ],
)
def test_the_format_is_known_by_the_type_and_the_name(path, kind, body, name):
    with web_site({path: SitePage(body, kind)}) as site:
        assert fetch(web_address(site(path)), LIMITS).name == name
