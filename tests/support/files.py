"""Files for tests of readers."""

from pathlib import Path

WORDS = "The mayor said on Monday that the bridge over the river has been opened to all."
STORY = "A headline of the day\n\nThe mayor said on Monday that the bridge is open. It is.\n"
BODY = (
    "\nThe mayor said the bridge is open, and that all who wish to cross it may do so free of charge.\n"
    "A second paragraph says more about it.\nAnd a third.\nAnd a fourth one.\nAnd a last one, the fifth.\n"
)


def written(folder: Path, name: str, content: bytes | str) -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
