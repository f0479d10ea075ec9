"""E-books (EPUB) made for tests."""

import io
import zipfile

XHTML = (
    '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
    "<body>{}</body></html>"
)
CHAPTERS = {
    "one.xhtml": "<h1>The quay</h1><p>It was built in 1907<a href='#n1'><sup>1</sup></a>.</p>"
    "<aside id='n1'><p>Some say 1908.</p></aside>",
    "two.xhtml": "<h1>The lamp</h1><p>It can be seen from <b>27</b> kilometres.</p><a id='p2'/>"
    "<p>Nobody lives there.</p>",
    "three.xhtml": "<h1>Notes</h1><p>Costs in crowns.</p>",
}
METADATA = (
    "<dc:title>The lighthouse</dc:title><dc:creator>Tobias Fenn</dc:creator><dc:creator>Ada Hill</dc:creator>"
    "<dc:date opf:event='modification'>2024-01-02</dc:date>"
    "<dc:date opf:event='publication'>2019-05-06</dc:date>"
)


def book_of(chapters=None, metadata=METADATA, spine=None, items="", order="", **files):
    """A book of chapters, XHTML within the body by file name; ``spine``: their order by number."""
    chapters = CHAPTERS if chapters is None else chapters
    manifest = "".join(
        f"<item id='i{n}' href='{name}' media-type='application/xhtml+xml'/>"
        for n, name in enumerate(chapters)
    )
    refs = "".join(f"<itemref idref='i{n}'/>" for n in (range(len(chapters)) if spine is None else spine))
    package = (
        "<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'"
        f" xmlns:opf='http://www.idpf.org/2007/opf'><metadata>{metadata}</metadata>"
        f"<manifest>{manifest}{items}</manifest><spine>{refs}{order}</spine></package>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
            "<rootfile full-path='OPS/book.opf'/></rootfiles></container>",
        )
        archive.writestr("OPS/book.opf", package)
        for name, body in chapters.items():
            archive.writestr(f"OPS/{name}", XHTML.format(body) if isinstance(body, str) else body)
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return data.getvalue()
