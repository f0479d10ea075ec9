"""Word files of the format before 2007 (.doc), made into .docx files, which are read alike."""

import tempfile
from pathlib import Path

from index.document import ParsedDocument
from index.errors import Damaged
from index.readers.word import read_word


def read_old_word(name: str, data: bytes) -> ParsedDocument:
    """Read a .doc file called ``name`` as :func:`read_word` reads the same document as .docx.

    Raises ``Damaged`` if it is broken or encrypted, ``NoText`` if it holds no text.
    """
    from doc2docx import convert
    from doc2docx.errors import EncryptedDocumentError

    with tempfile.TemporaryDirectory(prefix="readback-") as folder:
        old, new = Path(folder) / "old.doc", Path(folder) / "new.docx"
        old.write_bytes(data)
        try:
            convert(old, new)
        except EncryptedDocumentError as error:
            raise Damaged(f"{name}: encrypted: open it in Word and save it without a password.") from error
        except (Exception, RecursionError) as error:
            raise Damaged(
                f"{name}: cannot be read ({type(error).__name__}): open it in Word and save it as .docx."
            ) from error
        return read_word(name, new.read_bytes())
