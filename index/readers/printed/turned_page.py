"""Places on a page that is turned until its text is upright, and on the page as it is.

``turned``: 0, 90, 180 or 270 degrees, clockwise.
"""

from index.readers.printed.visible import Corners


def turned_corners(corners: Corners, turned: int) -> Corners:
    """Corners (left, bottom, right, top) of the page as those of the page turned."""
    left, bottom, right, top = corners
    return {
        0: corners,
        90: (bottom, -right, top, -left),
        180: (-right, -top, -left, -bottom),
        270: (-top, left, -bottom, right),
    }[turned]


def turned_base(x: float, y: float, turned: int) -> float:
    """The height of a point of the page on the page turned."""
    return {0: y, 90: -x, 180: -y, 270: x}[turned]


def on_page(corners: Corners, turned: int) -> Corners:
    """Corners of the page turned as those of the page."""
    return turned_corners(corners, -turned % 360)
