"""The text of an answer as the templates take it: blocks of sentences, and the draft of one more."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rag.shapes import Block
from ui.web.panes.answer_view import Label, SentenceView, number, quiet_view, sentence_view, written_view
from ui.web.weights import PARAGRAPH_SENTENCES
from ui.words.blocks import MarkedBlock, SentencePart, blocks, has_blocks
from ui.words.markdown_flow import MarkdownFlow
from ui.words.marked_sentence import MarkedSentence
from ui.words.paper import Case, Paper, place
from ui.words.phrases import day
from ui.words.safe_text import one_line

CellView = tuple[SentenceView | str, ...]


@dataclass(frozen=True)
class BlockView:
    """A paragraph, a heading, a list or a table, by rows and cells; a string in a cell is the draft."""

    kind: Block
    rows: tuple[tuple[CellView, ...], ...]


@dataclass(frozen=True)
class Prose:
    """The blocks of a text.

    If ``is_open``, the last one has no end tags, nor has the draft in it: each rendering of a growing answer
    then begins with the one before, and only the new end is sent to the browser.
    """

    blocks: tuple[BlockView, ...]
    is_open: bool = False


def prose(sentences: Sequence[MarkedSentence], paper: Paper, label: Label = number) -> Prose:
    """The sentences of a text of ``paper``."""
    return Prose(_views(sentences, lambda part: sentence_view(part, paper, label)))


def quiet_prose(sentences: Sequence[MarkedSentence], paper: Paper, places: Sequence[int]) -> Prose:
    """The sentences of an answer: its marks move nothing of the text that was read while it was written.

    ``places`` are the numbers of chips that each sentence had then; empty if nobody saw it.
    """
    places_of = dict(zip(map(id, sentences), places, strict=True)) if places else {}
    return Prose(_views(sentences, lambda part: quiet_view(part, paper, places_of.get(id(part.sentence)))))


def anchored_prose(sentences: Sequence[MarkedSentence], paper: Paper, anchors: Sequence[str]) -> Prose:
    """The sentences of a draft, each with its anchor, as the text is that was checked."""
    anchor_of = dict(zip(map(id, sentences), anchors, strict=True))

    def view(part: SentencePart) -> SentenceView:
        return replace(quiet_view(part, paper, None), anchor=anchor_of[id(part.sentence)])

    return Prose(_views(sentences, view))


def growing(paper: Paper, draft: str, opened: Block | None, *, is_written: bool) -> Prose:
    """The sentences of an answer so far, and the draft of one more, which opens the block ``opened``.

    ``is_written``: they are yet to be checked. Then, without a draft, the text may be whole, and is closed.
    """
    sentences = paper.parts[0].sentences

    def view(part: SentencePart) -> SentenceView:
        return written_view(part, paper) if is_written else quiet_view(part, paper, None)

    whole = _views(sentences, view)
    if not draft:
        return Prose(whole, is_open=not is_written)
    is_new = not (whole and (has_blocks(sentences) or len(sentences) % PARAGRAPH_SENTENCES))
    return Prose(_with_draft(whole, draft, opened or (Block.PARAGRAPH if is_new else None)), is_open=True)


def _with_draft(whole: tuple[BlockView, ...], draft: str, opened: Block | None) -> tuple[BlockView, ...]:
    """The blocks with a draft at the end; of a row it fills one cell, since its others are yet to come."""
    if opened is None:
        *before, last = whole
        *rows, (*cells, cell) = last.rows
        return (*before, BlockView(last.kind, (*rows, (*cells, (*cell, draft)))))
    if whole and whole[-1].kind == opened and opened in (Block.ITEM, Block.ROW):
        *before, last = whole
        return (*before, BlockView(opened, (*last.rows, ((draft,),))))
    return (*whole, BlockView(opened, (((draft,),),)))


def _views(
    sentences: Sequence[MarkedSentence], view: Callable[[SentencePart], SentenceView]
) -> tuple[BlockView, ...]:
    found = blocks(sentences) if has_blocks(sentences) else _paragraphs(sentences)
    return tuple(
        BlockView(block.kind, tuple(tuple(tuple(map(view, cell)) for cell in row) for row in block.rows))
        for block in found
    )


def _paragraphs(sentences: Sequence[MarkedSentence]) -> Iterator[MarkedBlock]:
    """Paragraphs of a few sentences, where these do not say how they belong together."""
    for at in range(0, len(sentences), PARAGRAPH_SENTENCES):
        yield from blocks(sentences[at : at + PARAGRAPH_SENTENCES])


def plain(paper: Paper) -> str:
    """An answer with its tables of disagreements and its citations as text, for the clipboard."""
    flow = MarkdownFlow(str, lambda sentence: "".join(f" [{n}]" for n in sentence.citations))
    short = [paper.short.text, ""] if paper.short else []
    rows = []
    for citation in paper.citations:
        known = (citation.outlet, citation.title, day(citation.published), place(citation))
        rows.append(f"[{citation.n}] {', '.join(filter(None, known))}: “{citation.quote}”")
    tables = [line for part in paper.parts for case in part.cases for line in _table(case)]
    text = flow.whole(paper.parts[0].sentences)
    return "\n".join([paper.title, "", *short, text, "", *tables, "Sources", *rows])


def _table(case: Case) -> Iterator[str]:
    """A disagreement as a table in Markdown, and the blank line after it."""
    yield f"{case.kind}: {one_line(case.title)}"
    yield ""
    yield "| Value | Who says it | Count |"
    yield "|---|---|---|"
    for row in case.rows:
        sayers = "; ".join(f"{name}{''.join(f' [{n}]' for n in numbers)}" for name, numbers in row.sayers)
        cells = (one_line(cell).replace("|", r"\|") for cell in (row.value, sayers, row.count))
        yield f"| {' | '.join(cells)} |"
    yield ""
