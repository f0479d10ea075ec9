"""OpenDocument files made for tests."""

import io
import zipfile

NAMES = " ".join(
    f'xmlns:{short}="{address}"'
    for short, address in {
        **{
            name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
            for name in ("office", "text", "table", "style", "presentation")
        },
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)


def open_file(what, body, *, styles="", own_styles="", **parts):
    """The bytes of a file: ``what`` is text, spreadsheet or presentation, ``body`` the XML within it.

    ``own_styles`` are those of the content, ``styles`` the XML of styles.xml.
    """
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{own_styles}</office:automatic-styles>"
        f"<office:body><office:{what}>{body}</office:{what}></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{what}", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", f"<office:document-styles {NAMES}>{styles}</office:document-styles>")
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", part)
    return out.getvalue()


def saved_bytes(document):
    """The bytes of a document of odfdo."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
