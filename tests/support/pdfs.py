"""PDF files made for tests."""

import io


def make_pdf(
    pages,
    *,
    title=None,
    encrypted=False,
    raw=None,
    contents=None,
    size=(595, 842),
    turned=0,
    fields=(),
    meaning=None,
):
    """A PDF of lines ``(x, y, size, text)`` a page, in Helvetica; ``turned`` clockwise by so many degrees.

    ``raw``: the content of its only page; ``contents``: those of all pages. ``fields``: of a form, as
    ``(name, (left, bottom, right, top), value)``, filled in on the first page; without a name, typed onto it.
    ``meaning``: the characters that letters of the font stand for, of any script.
    """
    streams = contents or ([raw] if raw is not None else [page_content(lines) for lines in pages])
    first = 5
    last = first + 2 * len(streams)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(streams)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
    form = " ".join(f"{last + 2 * number} 0 R" for number in range(len(fields)))
    named = any(name for name, *_ in fields)
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R{f' /AcroForm << /Fields [{form}] >>' if named else ''} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        f"{font}{f' /ToUnicode {last + 2 * len(fields)} 0 R' if meaning else ''} >>".encode(),
        f"<< /Title ({title or ''}) /CreationDate (D:20200101000000Z) >>".encode(),
    ]
    for number, stream in enumerate(streams):
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Rotate {turned}"
            " /Resources << /Font << /F1 3 0 R >> >>"
            f"{f' /Annots [{form}]' if fields and not number else ''}"
        )
        objects.append(f"{page} /Contents {first + 2 * number + 1} 0 R >>".encode())
        objects.append(_stream("", stream))
    for number, (name, box, value) in enumerate(fields):
        objects += _field(name, box, value, last + 2 * number + 1)
    if meaning:
        objects.append(_stream("", _cmap(meaning)))
    return _file(objects, encrypted=encrypted)


def page_content(lines):
    """The content of a page of lines ``(x, y, size, text)``."""
    shown = " ".join(f"/F1 {points} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj" for x, y, points, text in lines)
    return f"BT {shown} ET".encode("cp1252")


def lines_of(*texts, top=700, size=11, x=72, step=14):
    return [(x, top - step * number, size, text) for number, text in enumerate(texts)]


def table_of(rows, *, top=700, size=10, x=72, width=100, step=16):
    """The cells of a table as lines, row by row."""
    return [
        (x + width * column, top - step * number, size, cell)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]


def _stream(entries, content):
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(content), content)


def _field(name, box, value, appearance):
    left, bottom, right, top = box
    kind = f"/Widget /FT /Tx /T ({name}) /V ({value})" if name else f"/FreeText /Contents ({value})"
    widget = (
        f"<< /Type /Annot /Subtype {kind} /F 4"
        f" /Rect [{left} {bottom} {right} {top}] /DA (/F1 11 Tf 0 g) /AP << /N {appearance} 0 R >> >>"
    )
    shown = f"BT /F1 11 Tf 0 g 2 5 Td ({value}) Tj ET".encode()
    form = f"/Type /XObject /Subtype /Form /BBox [0 0 {right - left} {top - bottom}]"
    return [widget.encode(), _stream(f"{form} /Resources << /Font << /F1 3 0 R >> >>", shown)]


def _cmap(meaning):
    pairs = "\n".join(
        f"<{ord(letter):02x}> <{char.encode('utf-16-be').hex()}>" for letter, char in meaning.items()
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def "
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(meaning)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    ).encode()


def _file(objects, *, encrypted):
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
