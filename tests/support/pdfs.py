"""PDF files made for tests."""

import io


def make_pdf(pages, *, title=None, encrypted=False, raw=None, size=(595, 842), turned=0):
    """A PDF of lines ``(x, y, size, text)`` a page, in Helvetica; ``turned`` clockwise by so many degrees."""
    streams = [raw] if raw is not None else [
        b"BT " + b" ".join(
            f"/F1 {points} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj".encode("cp1252")
            for x, y, points, text in lines
        ) + b" ET" for lines in pages
    ]  # fmt: skip
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({title or ''}) /CreationDate (D:20200101000000Z) >>".encode(),
    ]
    for number, stream in enumerate(streams):
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Rotate {turned}"
            " /Resources << /Font << /F1 3 0 R >> >>"
        )
        objects.append(f"{page} /Contents {6 + 2 * number} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    lock = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<01> <01>]"
    )
    extra = lock.encode() if encrypted else b""
    count = len(objects) + 1
    out.write(
        b"trailer << /Size %d /Root 1 0 R /Info 4 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (count, extra, start)
    )
    return out.getvalue()


def lines_of(*texts, top=700, size=11, x=72, step=14):
    return [(x, top - step * number, size, text) for number, text in enumerate(texts)]
