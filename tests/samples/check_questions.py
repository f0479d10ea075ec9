"""Check every questions.jsonl against the documents themselves, without Readback.

    python tests/samples/check_questions.py

Every `must_quote` text has to stand in a document the question allows, every `must_not_quote` text
somewhere in the library, and every document named has to hold at least one of the texts or be listed
as background. White space and case do not count.
"""

import json
import re
import sys
from html import unescape
from pathlib import Path

import docx
import pypdfium2

HERE = Path(__file__).resolve().parent
LIBRARIES = (
    (HERE.parents[1] / "ui" / "sample", HERE / "questions.jsonl"),
    *((HERE / name, HERE / name / "questions.jsonl") for name in ("mixed", "summit", "local", "business")),
)


def plain(text: str) -> str:
    """Return the text in lower case with single spaces."""
    return " ".join(text.split()).casefold()


def read(path: Path) -> str:
    """Return the text of one document."""
    if path.suffix == ".pdf":
        return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([p.text for p in document.paragraphs] + cells)
    text = path.read_text(encoding="utf-8")
    return unescape(re.sub(r"<[^>]+>", " ", text)) if path.suffix == ".html" else text


def check(folder: Path, questions: Path) -> list[str]:
    """Return what is wrong with one library's questions."""
    texts = {p.name: plain(read(p)) for p in sorted(folder.iterdir()) if p.suffix != ".jsonl"}
    faults: list[str] = []
    seen: set[str] = set()
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        name, allowed = row["id"], row["document"]
        if name in seen:
            faults.append(f"{name}: the id is used twice")
        seen.add(name)
        if row["found"] != bool(allowed) or row["found"] != bool(row["must_quote"]):
            faults.append(f"{name}: found needs documents and must_quote, and only found has them")
        faults += [f"{name}: no document {d}" for d in allowed if d not in texts]
        held = [texts.get(d, "") for d in allowed]
        faults += [
            f"{name}: not in its documents: {t!r}"
            for t in row["must_quote"]
            if not any(plain(t) in h for h in held)
        ]
        faults += [
            f"{name}: nowhere: {t!r}"
            for t in row["must_not_quote"]
            if not any(plain(t) in h for h in texts.values())
        ]
        for d in allowed:
            if not any(plain(t) in texts[d] for t in row["must_quote"]):
                print(f"note {name}: {d} is allowed as background only")
    found = sum(row["found"] for row in rows)
    print(
        f"{questions.relative_to(HERE)}: {len(rows)} questions, {found} answerable, {len(rows) - found} not"
    )
    return faults


def main() -> int:
    """Check all libraries; exit status 1 if anything is wrong."""
    faults = [fault for folder, questions in LIBRARIES for fault in check(folder, questions)]
    print("\n".join(faults) or "no faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
