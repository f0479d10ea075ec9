"""A web site on a port of 127.0.0.1, made of the pages that a test gives it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HTML = "text/html; charset=utf-8"
ARTICLE = """<!doctype html><html><head><title>Harbour bridge closed</title></head><body><article>
<h1>Harbour bridge closed</h1><p>The harbour bridge of Tolm was closed on Friday for 19 days.</p>
<p>Engineers found rust in two of its bearings, the port authority said.</p>
</article></body></html>"""


@dataclass(frozen=True)
class SitePage:
    """The reply to one path. ``endless``: its body is sent again and again; ``silent``: it never comes."""

    body: bytes = ARTICLE.encode()
    kind: str = HTML
    status: int = 200
    location: str = ""
    endless: bool = False
    silent: bool = False


@dataclass
class WebSite:
    """The site's address, and the requests it had: path and headers."""

    port: int
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __call__(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@contextmanager
def web_site(pages: dict[str, SitePage]) -> Iterator[WebSite]:
    """Serve ``pages``, by path; the dictionary may be changed meanwhile."""
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            page = pages.get(self.path.partition("?")[0], SitePage(b"nothing here", "text/plain", 404))
            if page.silent:
                ended.wait()
                return
            self.send_response(page.status)
            if page.kind:
                self.send_header("Content-Type", page.kind)
            if page.location:
                self.send_header("Location", page.location)
            self.end_headers()
            try:
                self.wfile.write(page.body)
                while page.endless and not ended.is_set():
                    self.wfile.write(page.body)
            except OSError:
                pass  # the reader has enough

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = WebSite(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=[0.02])
    thread.start()
    try:
        yield site
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
