"""Files of every format that is read, made of a known text, and where each sentence of it must stand."""

import csv
import html
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.message import EmailMessage
from itertools import count
from textwrap import wrap

import docx
import odfdo
import pptx
from pptx.util import Inches
from support.books import book_of
from support.known_text import ASCII, Part
from support.old_word import doc
from support.open_files import saved_bytes
from support.outlook import BODY, SENDER, SUBJECT, msg
from support.pdfs import make_pdf
from support.words import add_reference, bytes_of, with_notes
from support.workbooks import book_of as workbook_of
from support.workbooks import bytes_of_book

COLUMNS = ("Berth", "Remark")
SPACE = r"\s+"


@dataclass(frozen=True)
class Known:
    """A file: the sentences that it holds, in the order of reading, and the place of each.

    A place is the number of a page, the beginning of a line, or ``None``. ``frame``: a pattern of what stands
    between the sentences. ``unordered``: sentences that may stand anywhere, as notes do.
    """

    data: bytes
    sentences: list[str]
    places: list[int | str | None]
    frame: str = SPACE
    unordered: frozenset[str] = frozenset()


Make = Callable[[tuple[Part, ...]], Known]


def _every(parts):
    return [sentence for part in parts for sentence in part.sentences()]


def _notes(parts):
    return frozenset(note for part in parts for note in part.notes)


def _flowing(data, parts, frame):
    """A file without places."""
    sentences = _every(parts)
    return Known(data, sentences, [None] * len(sentences), frame, _notes(parts))


def _paged(data, parts, frame):
    """A file whose parts are pages."""
    places = [number for number, part in enumerate(parts, 1) for _ in part.sentences()]
    return Known(data, _every(parts), places, frame, _notes(parts))


def _plain_lines(parts):
    for part in parts:
        yield part.heading
        yield from map(" ".join, part.paragraphs)
        yield from (f"- {item}" for item in part.items)
        yield from (f"{name}: {cell}" for name, cell in part.rows)
        yield from part.notes


def plain(parts):
    return _flowing("\n\n".join(_plain_lines(parts)).encode(), parts, r"\s+|- |: ")


def _markdown(parts):
    marks = count(1)
    for part in parts:
        yield f"## {part.heading}"
        yield from map(" ".join, part.paragraphs)
        yield "\n".join(f"* {item}" for item in part.items)
        yield "\n".join(
            f"| {name} | {cell} |" for name, cell in (COLUMNS, ("---", "---"), *part.rows) if part.rows
        )
        yield from (f"[^{next(marks)}]: {note}" for note in part.notes)


def markdown(parts):
    written = "\n\n".join(filter(None, _markdown(parts)))
    return _flowing(written.encode(), parts, r"[\s#*|-]+|\[\^\d+\]:|Berth|Remark")


def _html(parts):
    for part in parts:
        yield f"<h2>{html.escape(part.heading)}</h2>"
        yield from (f"<p>{html.escape(' '.join(one))}</p>" for one in part.paragraphs)
        if part.items:
            yield f"<ul>{''.join(f'<li>{html.escape(item)}</li>' for item in part.items)}</ul>"
        if part.rows:
            cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in part.rows)
            rows = "".join(f"<tr>{row}</tr>" for row in cells)
            yield f"<table><tr><th>{'</th><th>'.join(COLUMNS)}</th></tr>{rows}</table>"
        if part.notes:
            notes = "".join(f"<li>{html.escape(note)}</li>" for note in part.notes)
            yield f"<section class='footnotes'><ol>{notes}</ol></section>"


def _page(parts):
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>The log</title></head>"
        f"<body><main><article>{''.join(_html(parts))}</article></main></body></html>"
    )


PAGE = r"[\s•|-]+|Berth|Remark:?|The log"  # its title is its first paragraph


def web(parts):
    return _flowing(_page(parts).encode(), parts, PAGE)


def saved_web(parts):
    made = EmailMessage()
    made["Snapshot-Content-Location"] = "https://log.example/"
    made.set_content(_page(parts), subtype="html", cte="quoted-printable")
    made.make_related()
    return _flowing(bytes(made), parts, PAGE)


def _print(parts):
    """The lines of pages as they are printed: wrapped, with a table in columns and notes at the foot."""
    for part in parts:
        at, lines = 780, [(60, 780, 16, part.heading)]
        for text in (*map(" ".join, part.paragraphs), *(f"• {item}" for item in part.items)):
            at -= 10
            for line in wrap(text, 88, break_on_hyphens=False):
                at -= 14
                lines.append((60, at, 11, line))
        for name, cell in (COLUMNS, *part.rows) if part.rows else ():
            at -= 20
            lines.append((60, at, 8, name))
            for line in wrap(cell, 80, break_on_hyphens=False):
                lines.append((160, at, 8, line))
                at -= 10
        for number, note in enumerate(part.notes):
            lines += [
                (60, 60 - 24 * number - 9 * n, 7, line)
                for n, line in enumerate(wrap(f"{number + 1} {note}", 140))
            ]
        yield lines


def narrowed(parts):
    """A known text in the letters that every font has."""

    def plain(text):
        return text.translate(ASCII).replace("€", "EUR")

    return tuple(
        Part(
            plain(part.heading),
            tuple(tuple(map(plain, one)) for one in part.paragraphs),
            tuple(map(plain, part.items)),
            tuple((name, plain(cell)) for name, cell in part.rows),
            tuple(map(plain, part.notes)),
        )
        for part in parts
    )


def escaped(text):
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def pdf(parts):
    parts = narrowed(parts)
    pages = [[(*place, escaped(line)) for *place, line in lines] for lines in _print(parts)]
    return _paged(make_pdf(pages), parts, r"[\s•|]+|Berth|Remark:?|[12¹²] ")


def word(parts):
    made, numbers, notes = docx.Document(), count(2), {}
    for part in parts:
        made.add_heading(part.heading, 1)
        last = None
        for paragraph in part.paragraphs:
            last = made.add_paragraph(" ".join(paragraph))
        for item in part.items:
            last = made.add_paragraph(item, "List Bullet")
        for note in part.notes:
            notes[number := str(next(numbers))] = html.escape(note)
            add_reference(last or made.add_paragraph("See below"), "footnote", number)
        if part.rows:
            table = made.add_table(0, 2)
            for row in (COLUMNS, *part.rows):
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    data = with_notes(bytes_of(made), "footnote", notes) if notes else bytes_of(made)
    return _flowing(data, parts, r"[\s•|]+|Berth|Remark:?|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|See below")


def old_word(parts):
    return _flowing(doc("\r".join(_plain_lines(parts)) + "\r"), parts, plain(parts).frame)


def open_text(parts):
    made, numbers = odfdo.Document("text"), count(1)
    made.body.clear()
    for part in parts:
        made.body.append(odfdo.Header(1, part.heading))
        last = odfdo.Paragraph("See below") if part.notes else None
        for paragraph in part.paragraphs:
            made.body.append(odfdo.Paragraph(" ".join(paragraph)))
        if part.items:
            made.body.append(odfdo.List(list(part.items)))
        if last:
            made.body.append(last)
        for note in part.notes:
            n = next(numbers)
            last.insert_note(after="below", note_id=f"n{n}", citation=str(n), body=note)
        if part.rows:
            table = odfdo.Table(f"T{next(numbers)}", width=2, height=len(part.rows) + 1)
            for at, row in enumerate((COLUMNS, *part.rows)):
                table.set_row_values(at, list(row))
            made.body.append(table)
    return _flowing(saved_bytes(made), parts, r"[\s•|]+|Berth|Remark:?|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|See below")


def rich(parts):
    def coded(text):
        return "".join(
            f"\\{char}" if char in "\\{}" else char if char < "\x7f" else rf"\u{ord(char)}?" for char in text
        )

    body = "".join(rf"\pard {coded(line)}\par " for line in _plain_lines(parts))
    return _flowing(
        rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{{\f0 Arial;}}}}{body}}}".encode(),
        parts,
        plain(parts).frame,
    )


def slides(parts):
    deck = pptx.Presentation()
    deck.core_properties.title = ""
    for part in parts:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = part.heading
        slide.placeholders[1].text = "\n".join((*map(" ".join, part.paragraphs), *part.items))
        if part.rows:
            frame = slide.shapes.add_table(len(part.rows) + 1, 2, Inches(1), Inches(5), Inches(8), Inches(2))
            for at, row in enumerate((COLUMNS, *part.rows)):
                for column, text in enumerate(row):
                    frame.table.cell(at, column).text = text
        if part.notes:
            slide.notes_slide.notes_text_frame.text = "\n".join(part.notes)
    out = io.BytesIO()
    deck.save(out)
    return _paged(out.getvalue(), parts, SLIDE)


SLIDE = r"[\s•|]+|Slide \d+:|Berth|Remark:?|Notes:"


def open_slides(parts):
    made = odfdo.Document("presentation")
    made.body.clear()
    for number, part in enumerate(parts):
        page = odfdo.DrawPage(f"p{number}", name=f"Page {number}")
        title = odfdo.Frame.text_frame(odfdo.Paragraph(part.heading), presentation_class="title")
        page.append(title)
        texts = [odfdo.Paragraph(text) for text in (*map(" ".join, part.paragraphs), *part.items)]
        page.append(odfdo.Frame.text_frame(texts or [odfdo.Paragraph("")]))
        if part.rows:
            table = odfdo.Table(f"T{number}", width=2, height=len(part.rows) + 1)
            for at, row in enumerate((COLUMNS, *part.rows)):
                table.set_row_values(at, list(row))
            frame = odfdo.Frame(name=f"f{number}")
            frame.append(table)
            page.append(frame)
        if part.notes:
            notes = odfdo.Element.from_tag("presentation:notes")
            notes.append(odfdo.Frame.text_frame([odfdo.Paragraph(note) for note in part.notes]))
            page.append(notes)
        made.body.append(page)
    return _paged(saved_bytes(made), parts, SLIDE)


def _rows(parts):
    """Each part as rows of a table: what stands in the first column, and a sentence or more beside it."""
    for part in parts:
        loose = [sentence for paragraph in part.paragraphs for sentence in paragraph]
        numbered = ((f"Place {n}", one) for n, one in enumerate((*loose, *part.items, *part.notes), 1))
        yield [(part.heading, "Remark"), *numbered, *part.rows]


def _table(parts, place):
    """The sentences of sheets in the order of their rows, and the place of each."""
    pairs = []
    for number, (part, rows) in enumerate(zip(parts, _rows(parts), strict=True), 1):
        own = {name for name, _ in part.rows} | set(part.sentences())
        for at, row in enumerate(rows[1:], 2):
            pairs += [(cell, place(number, at)) for cell in row if cell in own]
    return [one for one, _ in pairs], [where for _, where in pairs]


def _sheets(data, parts, name):
    """A file whose parts are sheets, called by ``name`` from their numbers."""

    def place(number, row):
        return f"{name(number)}, row {row}: " if len(parts) > 1 else f"Row {row}: "

    heads = "|".join(part.heading for part in parts)
    frame = rf"[\s;:]+|Place \d+|{heads}|Remark|(?:{SHEET}, r|R)ow \d+|Sheet {SHEET}|Column \d"
    return Known(data, *_table(parts, place), frame)


SHEET = r"Sheet\d*"


def sheets(parts):
    book = workbook_of(*_rows(parts))
    return _sheets(bytes_of_book(book), parts, lambda number: f"Sheet{number - 1 or ''}")


def open_sheets(parts):
    made = odfdo.Document("spreadsheet")
    made.body.clear()
    for number, rows in enumerate(_rows(parts), 1):
        table = odfdo.Table(f"Sheet{number}", width=2, height=len(rows))
        for at, row in enumerate(rows):
            table.set_row_values(at, list(row))
        made.body.append(table)
    return _sheets(saved_bytes(made), parts, "Sheet{}".format)


def _separated(parts, delimiter):
    paragraphs, rows = (sum((getattr(one, what) for one in parts), ()) for what in ("paragraphs", "rows"))
    whole = (Part("Place", paragraphs, rows=rows),)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(next(_rows(whole)))
    return _sheets(out.getvalue().encode(), whole, str)


def comma_table(parts):
    return _separated(parts, ",")


def tab_table(parts):
    return _separated(parts, "\t")


def _mail(parts, subject="The log"):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Ada Finch <ada@log.example>", "all@log.example", subject
    made["Date"] = "Tue, 4 Mar 2025 09:15:00 +0100"
    made.set_content("\n\n".join(_plain_lines(parts)), cte="quoted-printable")
    made.add_alternative(_page(parts), subtype="html")
    return bytes(made)


MAIL = rf"{plain(()).frame}|(?:From|To|Date|Subject): .*"


def mail(parts):
    return _flowing(_mail(parts), parts, MAIL)


def mailbox(parts):
    line = b"From ada@log.example Tue Mar  4 09:15:00 2025\n"
    box = b"\n".join(line + _mail((part,), f"Log {n}") for n, part in enumerate(parts))
    return _flowing(box, parts, MAIL)


def outlook(parts):
    text = "\r\n\r\n".join(_plain_lines(parts))
    return _flowing(msg({SUBJECT: "The log", SENDER: "Ada Finch", BODY: text}), parts, MAIL)


def book(parts):
    chapters = {f"{number}.xhtml": "".join(_html((part,))) for number, part in enumerate(parts)}
    return _paged(book_of(chapters), parts, PAGE)


def _cues(parts, mark, numbered):
    """Subtitles, a sentence each five seconds; those that are long are shown in two steps."""
    for n, sentence in enumerate(_every(parts)):
        lines = wrap(sentence, 60, break_on_hyphens=False)
        begin, end = (f"00:{s // 60:02}:{s % 60:02}{mark}000" for s in (5 * n, 5 * n + 4))
        yield "\n".join([*([str(n + 1)] if numbered else []), f"{begin} --> {end}", *map(html.escape, lines)])


def _spoken(parts, head, mark, numbered):
    # A name alone ends with a stop, else it is one sentence with what follows it.
    parts = [
        replace(
            part,
            heading=f"{part.heading}.",
            rows=tuple((f"{name}.", cell) for name, cell in part.rows),
        )
        for part in parts
    ]
    sentences = _every(parts)
    places = [f"[00:{5 * n // 60:02}:{5 * n % 60:02}] " for n in range(len(sentences))]
    data = "\n\n".join([*head, *_cues(parts, mark, numbered)]).encode()
    return Known(data, sentences, places, r"\s+|\[00:\d\d:\d\d\]")


def subrip(parts):
    return _spoken(parts, [], ",", numbered=True)


def webvtt(parts):
    return _spoken(parts, ["WEBVTT"], ".", numbered=False)


def _records(parts):
    return [{"part": number, "remark": one} for number, part in enumerate(parts) for one in part.sentences()]


def _record_file(data, parts, word):
    places = [f"{word} {n}: " for n in range(1, len(_every(parts)) + 1)]
    return Known(data, _every(parts), places, r"[\s;]+|(?:log, row|Row|Line) \d+:?|part: \d+|remark:")


def json_rows(parts):
    return _record_file(json.dumps({"log": _records(parts)}).encode(), parts, "log, row")


def json_lines(parts):
    lines = (json.dumps(record, ensure_ascii=False) for record in _records(parts))
    return _record_file("\n".join(lines).encode(), parts, "Line")


def notebook(parts):
    cells = [
        {
            "cell_type": "markdown",
            "source": "\n\n".join(filter(None, _markdown((part,)))).splitlines(keepends=True),
        }
        for part in parts
    ]
    return _flowing(json.dumps({"cells": cells, "nbformat": 4}).encode(), parts, markdown(parts).frame)


MAKERS: dict[str, Make] = {
    ".txt": plain, ".text": plain, ".md": markdown, ".markdown": markdown,
    ".html": web, ".htm": web, ".xhtml": web, ".mhtml": saved_web, ".mht": saved_web,
    ".pdf": pdf, ".docx": word, ".doc": old_word, ".xlsx": sheets, ".pptx": slides,
    ".odt": open_text, ".ods": open_sheets, ".odp": open_slides, ".rtf": rich, ".epub": book,
    ".eml": mail, ".msg": outlook, ".mbox": mailbox, ".srt": subrip, ".vtt": webvtt,
    ".csv": comma_table, ".tsv": tab_table, ".json": json_rows, ".jsonl": json_lines, ".ipynb": notebook,
}  # fmt: skip
"""The maker of each format, by the suffix of its files; pictures are made where OCR is tested."""
