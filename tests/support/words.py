"""Word files made for tests."""

import io
import zipfile

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def bytes_of(document):
    """The bytes of a document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def document_of(*paragraphs):
    """A document of paragraphs, each a text or runs ``(text, mark)`` with a mark such as "strike"."""
    document = docx.Document()
    document.core_properties.title = ""
    for paragraph in paragraphs:
        written = document.add_paragraph()
        for text, mark in [(paragraph, "")] if isinstance(paragraph, str) else paragraph:
            add_run(written, text, mark)
    return document


def add_run(paragraph, text, mark=""):
    """Add a run to a paragraph, with an element of its properties: ``name`` or ``name=value``."""
    run = paragraph.add_run(text)
    if mark:
        name, _, value = mark.partition("=")
        element = OxmlElement(f"w:{name}")
        if value:
            element.set(qn("w:val"), value)
        run._r.get_or_add_rPr().append(element)
    return run


def add_reference(paragraph, kind, identity):
    """Add a reference to a footnote or an endnote."""
    element = OxmlElement(f"w:{kind}Reference")
    element.set(qn("w:id"), identity)
    paragraph.add_run()._r.append(element)


def with_notes(data, kind, notes):
    """The file with a part for footnotes or endnotes, by their ids."""
    written = "".join(
        f'<w:{kind} w:id="{identity}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'
        for identity, text in notes.items()
    )
    separator = f'<w:{kind} w:id="0" w:type="separator"><w:p><w:r><w:t>___</w:t></w:r></w:p></w:{kind}>'
    part = f"<w:{kind}s {NAMESPACE}>{separator}{written}</w:{kind}s>"
    relation = (
        f'<Relationship Id="rIdN{kind}" Type="{RELATION}/{kind}s" Target="{kind}s.xml"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", relation.encode())
            copy.writestr(name, content)
        copy.writestr(f"word/{kind}s.xml", part)
    return out.getvalue()
