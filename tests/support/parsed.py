"""What the page's tests share: HTML as a browser sees it, and shapes to render."""

from html.parser import HTMLParser

from index.document import Document
from rag.shapes import Answer, Citation
from ui.web.panes.conversation import turn_html
from ui.web.panes.turns import Turn

TEXT = (
    "A passenger ferry drifted in Corrin Sound on Saturday.\n\n"
    "The Aldis Rose left Norhaven at 16:05. She lost all power at about 16:20.\n\n"
    "Her crew put a line aboard near Calder Light."
)


class Parsed(HTMLParser):
    """The elements, attributes and text of a piece of HTML, as a browser would see them."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.marks: dict[str, str] = {"": "", "rb-on": ""}
        self.hidden = 0
        self.within: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.tags.append((tag, known))
        if tag == "mark":
            self.within.append(known.get("class") or "")

    def handle_endtag(self, tag):
        if tag == "mark":
            self.within.pop()

    def handle_data(self, data):
        self.text += data
        if self.within:
            self.marks[self.within[-1]] = self.marks.get(self.within[-1], "") + data

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def citation(n=1, *, document="d1", start=0, end=4, quote="Text", **more):
    known = {"title": "Ferry adrift", "outlet": "Corrin Courier", "published": "2026-03-14", "page": None}
    return Citation(n=n, document=document, start=start, end=end, quote=quote, **{**known, **more})


def document(text=TEXT, **more):
    known = {"title": "Ferry adrift", "outlet": "Corrin Courier", "published": "2026-03-14"}
    known |= {"published_evidence": None, "path": "/files/ferry.txt", "media_type": "text/plain"}
    return Document(id="d1", sha256="0", characters=len(text), passages=1, state="ready", **{**known, **more})


def answered(*sentences, citations=(), **more):
    return Answer("Why?", True, 0.9, "extractive", tuple(sentences), tuple(citations), **more)


def answer_html(answer):
    """A finished turn with this answer."""
    return turn_html(Turn(answer.question, 1, answer), 0)
