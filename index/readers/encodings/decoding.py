"""The encoding of a file that does not say which it is in.

UTF-8 and byte order marks are certain; everything else is judged by what it would make of the bytes.
"""

import codecs
import re

from index.readers.encodings.alphabets import DECLARED, FAMILY, IDEOGRAMS
from index.readers.encodings.plausibility import Judge
from index.readers.encodings.weights import (
    DECLARED_PRIOR,
    ENOUGH,
    GUESSED_FROM,
    JUDGED,
    MIXED_POINTS,
    NARROW_ZEROS,
    NEARLY_WHOLE,
    WIDE_ZEROS,
)

REREAD = "readback-reread"  # the name of a way to decode what is no UTF-8
BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(data: bytes) -> str:
    """Decode ``data`` to text without a byte order mark or a lone surrogate. Never raises."""
    for mark, name in BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return _unescaped(data) or _wide(data) or text
    return _wide(data) or legacy(data)


def decode_declared(data: bytes, label: str | None) -> str:
    """Decode a page that declares ``label`` as its encoding, which may be a lie."""
    if label is None or is_utf8(data) or any(data.startswith(mark) for mark, _ in BOMS):
        return decode(data)
    try:
        name = codecs.lookup(label).name
        declared = DECLARED.get(name, name)
        text = data.decode(declared)
    except (LookupError, UnicodeError, ValueError):
        return decode(data)
    judged = declared in FAMILY or declared in IDEOGRAMS
    # Codecs such as rot13 or punycode are no encodings of pages.
    return (
        legacy(data, declared)
        if judged
        else text
        if declared.startswith(("iso", "cp", "mac"))
        else decode(data)
    )


def is_utf8(data: bytes) -> bool:
    """Return whether ``data`` is strict UTF-8, with or without its mark."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unescaped(data: bytes) -> str | None:
    """ISO-2022-JP: plain ASCII bytes, but for escape sequences nothing else writes."""
    if (b"\x1b$B" in data or b"\x1b$@" in data) and data.isascii():
        try:
            return data.decode("iso2022_jp")
        except UnicodeDecodeError:
            return None
    return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    head = data[:4096]
    if len(data) % 2 or len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    name = "utf-16-le" if odd > half * WIDE_ZEROS and even < half * NARROW_ZEROS else "utf-16-be"
    if name == "utf-16-be" and not (even > half * WIDE_ZEROS and odd < half * NARROW_ZEROS):
        return None
    return data.decode(name, "replace")


def legacy(data: bytes, declared: str | None = None) -> str:
    """Decode bytes that are not UTF-8 in the most plausible of the known encodings.

    ``declared`` is the encoding that a page names: believed unless another is plainly better. What is UTF-8
    within the bytes of another encoding, as in files put together of two, is read as UTF-8.
    """
    sample = data[:JUDGED]
    judge = Judge(sample)
    text = data.decode("utf-8", "replace")
    whole = sum(not char.isascii() for char in text[:JUDGED]) - text[:JUDGED].count("\ufffd")
    best, score = judge.best({declared: DECLARED_PRIOR} if declared else {})
    if text.count("\ufffd") * NEARLY_WHOLE >= whole:
        if score < ENOUGH:
            best = declared or _guessed(sample) or "cp1252"
        text = data.decode(best, "replace")
    return _mixed(data, text, best) or text


def _mixed(data: bytes, text: str, name: str) -> str | None:
    """Read UTF-8 within bytes of another encoding; ``None`` if it does not read better than ``text``.

    ``name`` is the encoding of ``text``, or the best for all of it.
    """
    rest = UTF8.sub(b"", data)
    if name in IDEOGRAMS or len(rest) == len(data) or rest.isascii():
        return None
    other, _ = Judge(rest[:JUDGED]).best({})
    if other in IDEOGRAMS:
        return None

    def reread(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)  # noqa: S101 - tells the type checker
        return error.object[error.start : error.end].decode(other, "replace"), error.end

    codecs.register_error(REREAD, reread)
    lines = b"\n".join(line for line in data[:JUDGED].split(b"\n") if UTF8.search(line))
    judge = Judge(data[:JUDGED])
    broken = lines.decode("utf-8", "replace").count("\ufffd")
    nearly = "\ufffd" in text
    before, changes = lines.decode("utf-8" if nearly else name, "replace"), len(UTF8.findall(lines))
    after = lines.decode("utf-8", REREAD)
    better = judge.points(after, "utf-8", len(after)) - judge.points(before, name, len(after))
    return data.decode("utf-8", REREAD) if better > MIXED_POINTS * (broken if nearly else changes) else None


def _guessed(sample: bytes) -> str | None:
    """charset-normalizer's guess: sound on long texts, wild on short ones."""
    if len(sample) < GUESSED_FROM:
        return None
    from charset_normalizer import from_bytes

    match = from_bytes(sample).best()
    return match.encoding if match else None
