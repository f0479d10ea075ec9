"""The files attached to mails, each with a note on the mail that brought it."""

import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage

from index.errors import Damaged
from index.readers.attachments import Attachment, attachments, may_attach
from index.readers.containers.inner_file import (
    BadInnerFile,
    InnerFile,
    Unpacked,
    over_limit,
    printable,
    unlike,
)
from index.readers.containers.weights import LONGEST_SUBJECT, MOST_PARTS
from index.readers.mail import Heads, heads_of, open_mail, split_mailbox

Readable = Callable[[str], bool]
Open = Callable[[bytes], EmailMessage]


def mail_parts(
    name: str, data: bytes, readable: Readable, max_bytes: int, opened: Open = open_mail
) -> Iterator[Unpacked]:
    """The files of a ``readable`` name that are attached to a mail called ``name``, which ``opened`` opens.

    Raises ``Damaged`` if the mail cannot be taken apart.
    """
    if not may_attach(data):
        return
    try:
        yield from _parts(opened(data), "", readable, max_bytes)
    except (Exception, RecursionError) as error:
        raise Damaged(f"{name}: what is attached cannot be read ({type(error).__name__}).") from error


def mailbox_parts(name: str, data: bytes, readable: Readable, max_bytes: int) -> Iterator[Unpacked]:
    """The files attached to the mails of a mailbox, each in a folder named after its mail.

    Raises ``Damaged`` if a mail cannot be taken apart.
    """
    folders: set[str] = set()
    for number, one in enumerate(split_mailbox(data), 1):
        try:
            message = open_mail(one)
            folder = unlike(folders, _folder(heads_of(message), number))
            folders.add(folder)
            yield from _parts(message, f"{folder}/", readable, max_bytes)
        except (Exception, RecursionError) as error:
            raise Damaged(
                f"{name}: what is attached to its mail {number} cannot be read ({type(error).__name__})."
            ) from error


def _parts(message: EmailMessage, folder: str, readable: Readable, max_bytes: int) -> Iterator[Unpacked]:
    taken: set[str] = set()
    for one in attachments(message):
        if not readable(one.name):
            continue
        path = unlike(taken, folder + one.name)
        taken.add(path)
        if len(taken) > MOST_PARTS:
            yield BadInnerFile(path, "it is one of too many attachments: save them, and add the files.")
            return
        yield _part(path, one, message, max_bytes)


def _part(path: str, one: Attachment, message: EmailMessage, max_bytes: int) -> Unpacked:
    try:
        data = one.data()
    except (Exception, RecursionError) as error:  # noqa: BLE001 - Python's parser raises anything
        return BadInnerFile(
            path, f"it cannot be taken out of its mail ({type(error).__name__}): save it there."
        )
    if len(data) > max_bytes:
        return BadInnerFile(path, over_limit(max_bytes))
    return InnerFile(path, data, f"{one.name}: attached to {_mail(heads_of(message))}.")


def _folder(heads: Heads, number: int) -> str:
    """The name of a mail within a mailbox: its day and its subject, which stay when other mails go."""
    subject = re.sub(r"[/\\]", " ", heads.subject or f"mail {number}")[:LONGEST_SUBJECT]
    return printable(f"{heads.day or ''} {subject}").strip(". ") or f"mail {number}"


def _mail(heads: Heads) -> str:
    """A mail in a few words: its subject, its sender, its day."""
    subject = f"“{heads.subject}”" if heads.subject else "a mail"
    sender = f" of {heads.sender}" if heads.sender else ""
    return f"{subject}{sender}{f', {heads.day}' if heads.day else ''}"
