"""Words joined to the pieces of printed lines, figures set higher than the line written as such."""

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from statistics import median

from index.readers.printed.right_to_left import RIGHT_TO_LEFT
from index.readers.printed.text_line import RAISED, SPLIT, LinePiece, PageWord, is_power, piece_of
from index.readers.printed.weights import (
    APART,
    LETTER_HEIGHT,
    MOST_RUNS,
    RAISED_FROM,
    RAISED_SIZE,
    SAME_ROW,
    TOUCHING,
    WIDE,
)

_SET_HIGH = frozenset("0123456789+-−")


def pieces_of(words: Iterable[PageWord]) -> list[LinePiece]:
    """The pieces of a page in pdfium's order: a line's end or a wide gap begins a new one."""
    pieces: list[LinePiece] = []
    group: list[PageWord] = []
    above: PageWord | None = None
    for word in words:
        if above is not None and not _goes_on(group, above, word):
            pieces.append(_piece(group))
            group = []
        elif above is not None and above.after == "\n":  # pdfium ends the line after figures set higher
            group[-1] = above._replace(after="" if _gap(above, word) < TOUCHING * word.size else " ")
        group.append(word)
        above = word
    if group:
        pieces.append(_piece(group))
    return pieces


def same_row(one: LinePiece | PageWord, other: LinePiece | PageWord) -> bool:
    """Return whether two pieces stand on one line, be one of them raised."""
    return abs(one.base - other.base) < SAME_ROW * max(one.size, other.size)


def _gap(left: PageWord | LinePiece, right: PageWord | LinePiece) -> float:
    return right.left - left.right


def _goes_on(group: Sequence[PageWord], above: PageWord, word: PageWord) -> bool:
    """Return whether ``word`` belongs to the piece that ends with ``above``."""
    if above.after == SPLIT:
        return False
    gap, size = word.left - above.right, above.size if above.size > word.size else word.size
    if above.after == "\n":
        return same_row(group[0], word) and -TOUCHING * size < gap < WIDE * size
    return gap < WIDE * size


def _piece(words: Sequence[PageWord]) -> LinePiece:
    """A piece of these words, with figures that are set higher written as raised ones."""
    whole = piece_of(tuple(words))
    if all(word.base == whole.base for word in words):
        return whole
    beside = zip([None, *words[:-1]], words, [*words[1:], None], strict=True)
    raised = [_raised(word, [other for other in (b, a) if other]) for b, word, a in beside]
    for number, (before, word) in enumerate(pairwise(raised)):
        if word.text != words[number + 1].text and before.text[-1].isalnum() and not is_power(before.text):
            raised[number] = before._replace(after=before.after or " ")  # a note's mark is no part of a word
    return piece_of(tuple(raised))


def _raised(word: PageWord, beside: Sequence[PageWord]) -> PageWord:
    """Give figures above the words beside them as raised figures; any other word as it is."""
    if not _is_figures(word) or not any(_is_above(word, other) for other in beside):
        return word
    return word._replace(text=word.text.translate(RAISED))


def _is_above(mark: PageWord | LinePiece, line: PageWord | LinePiece) -> bool:
    return mark.base - line.base > RAISED_FROM * line.size and mark.size < RAISED_SIZE * line.size


def with_marks(pieces: list[LinePiece]) -> list[LinePiece]:
    """Put raised figures that are drawn after their line, as a footnote's mark may be, into it."""
    placed: list[LinePiece] = []
    loose = {id(piece) for piece in _loose_figures(pieces)}
    for piece in pieces:
        line = _line_of(piece, placed) if id(piece) in loose else None
        if line is None:
            placed.append(piece)
        else:
            placed[line] = _put_in(piece, placed[line])
    return placed


def has_marks(pieces: Sequence[LinePiece]) -> bool:
    """Return whether raised figures were drawn after their line."""
    return any(_line_of(piece, pieces) is not None for piece in _loose_figures(pieces))


def _loose_figures(pieces: Sequence[LinePiece]) -> list[LinePiece]:
    """The figures that stand alone, in smaller print than most of the page."""
    if not pieces:
        return []
    most = RAISED_SIZE * median(piece.size for piece in pieces)
    return [
        piece
        for piece in pieces
        if piece.size < most and len(piece.words) == 1 and _is_figures(piece.words[0])
    ]


def _line_of(mark: LinePiece, lines: Sequence[LinePiece]) -> int | None:
    """The number of the line, the last such, that raised figures belong into."""
    return next((n for n in range(len(lines) - 1, -1, -1) if _is_mark_of(mark, lines[n])), None)


def _is_figures(word: PageWord) -> bool:
    return _SET_HIGH.issuperset(word.text)


def _is_mark_of(mark: LinePiece, line: LinePiece) -> bool:
    size = line.size
    return (
        _is_above(mark, line)
        and mark.base - line.base < size
        and line.left < mark.left < line.right + TOUCHING * size
        and not RIGHT_TO_LEFT.search("".join(other.text for other in line.words))
    )


def _put_in(mark: LinePiece, line: LinePiece) -> LinePiece:
    at = min(range(len(line.words)), key=lambda n: abs(line.words[n].right - mark.left)) + 1
    before, after = list(line.words[:at]), line.words[at:]
    [word] = mark.words
    before[-1], word = before[-1]._replace(after=""), word._replace(after=before[-1].after)
    return _piece([*before, word, *after])


def late_in_place(pieces: list[LinePiece]) -> list[LinePiece]:
    """Put print that was drawn late, such as a title after the text below it, before that.

    Only where it stands above all that was drawn before it, and nothing stands beside it: else the order in
    which a page was drawn says more than the places do.
    """
    first, *others = _runs(pieces) or [[]]
    if not others or len(others) > MOST_RUNS:
        return pieces
    placed = list(first)
    for number, run in enumerate(others):
        bottom, top = min(one.base for one in run), max(map(_top, run))
        is_first = all(_top(one) <= bottom for one in placed) and _is_across(run, placed[0])
        is_free = all(one.base >= top or _top(one) <= bottom for one in chain(*others[number + 1 :]))
        at = 0 if is_first and is_free else len(placed)
        placed[at:at] = run
    return placed


def _runs(pieces: Sequence[LinePiece]) -> list[list[LinePiece]]:
    """The pieces cut wherever one stands higher than the one before, or far below it."""
    runs: list[list[LinePiece]] = []
    for piece in pieces:
        below = runs[-1][-1].base - piece.base if runs else 0.0
        if runs and -piece.size / 2 < below < APART * piece.size:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _top(piece: LinePiece) -> float:
    """The height up to which a piece is printed: lines that stand close do not stand beside each other."""
    return piece.base + LETTER_HEIGHT * piece.size


def _is_across(run: Sequence[LinePiece], piece: LinePiece) -> bool:
    """Return whether a run stands above or below a piece, not to one side."""
    return any(one.left < piece.right and piece.left < one.right for one in run)
