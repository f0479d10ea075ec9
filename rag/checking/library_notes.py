"""Notes that every answer or report on an empty library carries."""

from index.library import Library


def empty_library(library: Library) -> tuple[str, ...]:
    """The notes on an empty library; none for any other."""
    if library.count():
        return ()
    return ("The library is empty; add documents with: readback add PATH",)
