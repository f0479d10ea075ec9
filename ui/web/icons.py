"""The page's pictures: line drawings on a 24 by 24 grid, in the colour of the text beside them."""

_LINES = {
    "plus": "M12 5v14M5 12h14",
    "search": "M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14zM16.5 16.5L21 21",
    "check": "M4 12.5l5 5L20 6.5",
    "cross": "M6 6l12 12M18 6L6 18",
    "half": "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17zM12 3.5v17",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "bin": "M4 7h16M9.5 7V4h5v3M6.5 7l1 13h9l1-13",
    "moon": "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z",
    "list": "M4 7h16M4 12h16M4 17h16",
    "panel": "M4 5h16v14H4zM9.5 5v14",
    "chat": "M4 5h16v11H11l-4 4v-4H4z",
    "book": "M12 6v14M12 6c-2-1.6-5-2-8-2v14c3 0 6 .4 8 2c2-1.6 5-2 8-2V4c-3 0-6 .4-8 2z",
    "page": "M7 3h7l5 5v13H7zM14 3v5h5",
    "left": "M14.5 6l-6 6l6 6",
    "right": "M9.5 6l6 6l-6 6",
    "arrow": "M4 12h15M13 6l6 6l-6 6",
    "info": "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.5v.5",
    "warn": "M12 4l9 16H3zM12 10v4.5M12 17v.5",
    "twin": "M9 4h11v11H9zM5 9v11h11",
    "down": "M6 9.5l6 6l6-6",
    "gear": "M4 7h9M17 7h3M13 4.5v5M4 17h3M11 17h9M11 14.5v5",
    "clock": "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17zM12 7.5v5l3.5 2",
    "save": "M12 4v11M7 10.5l5 5l5-5M5 20h14",
    "pin": "M8 4h8M9.5 4l-.5 6l-3 3.5h12L15 10l-.5-6M12 13.5V21",
    "again": "M19 12a7 7 0 1 1-2-5M19 3.5V8h-4.5",
    "paper": "M6 3h12v18H6zM9 8h6M9 12h6M9 16h4",
    "pen": "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
    "spin": "M12 3.5a8.5 8.5 0 1 0 8.5 8.5",
}

LOGO = (
    '<svg class="rb-logo" viewBox="0 0 24 24" aria-hidden="true">'
    '<rect x="6" y="9" width="12" height="6" rx="1"/><path d="M7 3H2.5v18H7M17 3h4.5v18H17"/></svg>'
)


def icon(name: str) -> str:
    """An inline drawing, hidden from screen readers: the words beside it say the same."""
    line = f'<path d="{_LINES[name]}"/>'
    return f'<svg class="rb-i rb-i-{name}" viewBox="0 0 24 24" aria-hidden="true">{line}</svg>'
