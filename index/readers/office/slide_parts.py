"""The parts of a slide as blocks of text: shapes, groups, tables, charts, diagrams, notes and comments."""

from collections.abc import Iterator
from typing import Any

from index.readers.office.places import says_something
from index.readers.printed.table_headings import table_text

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EDGES = {"ftr", "hdr", "dt", "sldNum"}  # types of placeholders at the edge of a slide
_TITLES = {"title", "ctrTitle"}


class SlideBlocks:
    """The blocks of a slide, a paragraph each; ``title`` is "" for a slide without one."""

    def __init__(self, slide: Any) -> None:
        self._slide = slide
        self._shapes = list(_shapes(slide.shapes._spTree))
        titles = (shape for shape in self._shapes if _placeholder(shape) in _TITLES)
        self._title = next(titles, None)
        self.title = " ".join(_paragraphs(self._title)) if self._title is not None else ""

    def body(self) -> Iterator[str]:
        """The blocks that the slide itself shows, but for its title and its edges."""
        for shape in self._shapes:
            if shape is self._title or _placeholder(shape) in _EDGES:
                continue
            table = shape.find(f".//{_A}tbl")
            chart = shape.find(f".//{_C}chart")
            if table is not None:
                yield from filter(None, [_table(table)])
            elif chart is not None:
                yield from _chart(self._slide.part.related_part(chart.get(_RELATION)).chart)
            else:
                yield from _paragraphs(shape)
        for root in self._parts("/diagramData"):
            yield from _paragraphs(root)

    def edges(self) -> Iterator[str]:
        """The foot of the slide, and what its layout and its master show on every slide."""
        for shape in self._shapes:
            if _placeholder(shape) in _EDGES - {"sldNum"}:
                yield from filter(says_something, _paragraphs(shape))
        layout = self._slide.slide_layout
        for below in (layout, layout.slide_master):
            for shape in _shapes(below.shapes._spTree):
                if _placeholder(shape) is None:
                    yield from filter(says_something, _paragraphs(shape))

    def notes(self) -> Iterator[str]:
        """The notes of the speaker, each paragraph behind "Notes:" as it may be cited alone."""
        if not self._slide.has_notes_slide:
            return
        for shape in _shapes(self._slide.notes_slide.shapes._spTree):
            if _placeholder(shape) == "body":
                yield from (f"Notes: {paragraph}" for paragraph in _paragraphs(shape))

    def comments(self) -> Iterator[str]:
        """The comments on the slide, of old and of new versions of PowerPoint."""
        for root in self._parts("/comments"):
            for comment in root.iter("{*}cm", "{*}reply"):
                words = [text.text or "" for text in comment.iterchildren("{*}text")]
                words += [line for body in comment.iterchildren("{*}txBody") for line in _paragraphs(body)]
                if text := " ".join(" ".join(words).split()):
                    yield f"Comment: {text}"

    def _parts(self, kind: str) -> Iterator[Any]:
        """The roots of the parts that the slide refers to, by the end of the relation's type."""
        from lxml import etree

        for relation in self._slide.part.rels.values():
            if relation.reltype.endswith(kind) and not relation.is_external:
                yield etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))


def _shapes(tree: Any) -> Iterator[Any]:
    """The shapes below an element that are shown, those of groups one by one, in the order of the file."""
    for shape in tree.iterchildren():
        if shape.tag == f"{_COMPATIBLE}AlternateContent":
            yield from _shapes(next(shape.iterchildren()))  # what new versions show
            continue
        properties = shape.find(f"{_P}*/{_P}cNvPr")
        if properties is None or properties.get("hidden") in ("1", "true"):
            continue
        if shape.tag == f"{_P}grpSp":
            yield from _shapes(shape)
        else:
            yield shape


def _placeholder(shape: Any) -> str | None:
    """The type of the placeholder that a shape fills; ``None`` if it fills none."""
    place = shape.find(f"{_P}*/{_P}nvPr/{_P}ph")
    return place.get("type", "obj") if place is not None else None


def _paragraphs(parent: Any) -> Iterator[str]:
    """The texts of the paragraphs below an element, each on one line, without what is struck out."""
    for paragraph in parent.iter(f"{_A}p"):
        text = " ".join("".join(map(_run, paragraph.iterchildren())).split())
        if text:
            yield text


def _run(run: Any) -> str:
    if run.tag == f"{_A}br":
        return " "
    marks = run.find(f"{_A}rPr") if run.tag in (f"{_A}r", f"{_A}fld") else None
    if marks is not None and marks.get("strike", "noStrike") != "noStrike":
        return ""
    return "".join(text.text or "" for text in run.iter("{*}t"))


def _table(table: Any) -> str:
    rows = [
        [" ".join(_paragraphs(cell)) for cell in row.iterchildren(f"{_A}tc") if cell.get("hMerge") != "1"]
        for row in table.iterchildren(f"{_A}tr")
    ]
    marks = table.find(f"{_A}tblPr")
    return table_text(rows, named=marks is not None and marks.get("firstRow") == "1")


def _chart(chart: Any) -> Iterator[str]:
    """The title of a chart, and its figures as a table."""
    if chart.has_title and chart.chart_title.has_text_frame:
        yield " ".join(_paragraphs(chart.chart_title._element))
    for plot in chart.plots:
        series = list(plot.series)
        heading = ["", *(" ".join((one.name or "").split()) for one in series)]
        values = [list(one.values) for one in series]
        rows = [
            [" ".join(str(label).split()), *(_figure(column, at) for column in values)]
            for at, label in enumerate(plot.categories)
        ]
        if rows:
            yield table_text([heading, *rows], named=True)


def _figure(values: list[float | None], at: int) -> str:
    value = values[at] if at < len(values) else None
    return f"{value:.15g}" if value is not None else ""
