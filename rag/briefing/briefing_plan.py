"""The requests and tokens that a briefing takes, estimated from the sizes of its documents."""

import math
from collections.abc import Sequence

from index.library import Library
from rag.briefing.composition import SCHEMA
from rag.briefing.weights import (
    BRIEF_SENTENCES,
    BRIEF_WRITTEN,
    DENY_READ,
    DENY_WRITTEN,
    LINE_SHARE,
    MERGED_SHARE,
    MERGED_TOKENS,
)
from rag.model.writer import Writer
from rag.summarizing.estimate import Plan, document_tokens, plan_check, plan_notes, plan_summary, prompt_size
from rag.summarizing.note_reading import SCHEMA as NOTES


def plan_briefing(library: Library, documents: Sequence[str], writer: Writer) -> Plan:
    """The plan for a briefing over ``documents`` (ids or names; all if empty), none of them read before.

    Copies of another document are not read. A topic, or notes that the library has, make it less. Raises
    ``DocumentNotFound`` and ``AmbiguousDocument``.
    """
    chosen = [library.document(ref) for ref in dict.fromkeys(documents)] or list(library.documents())
    ids = {document.id for document in chosen}
    copies = library.copies(list(ids)) if any(document.copies_of for document in chosen) else None
    sizes = [
        document.characters
        for document in chosen
        if not (copies and copies.wholly(document.id) and ids & set(copies.originals(document.id)))
    ]
    plan = plan_notes(sizes, writer) if sizes else Plan()
    checked = plan_check(BRIEF_SENTENCES, sum(map(document_tokens, sizes)))
    around = prompt_size("brief", SCHEMA)
    room = max(1, writer.room(around).parts)
    notes = math.ceil(LINE_SHARE * plan.tokens_written)
    if notes > room:
        groups = math.ceil(notes / min(MERGED_TOKENS, room))
        written = math.ceil(MERGED_SHARE * room / LINE_SHARE)
        plan += Plan(groups, notes + groups * prompt_size("merge", NOTES), written)
    plan += Plan(1, around + min(notes, room), BRIEF_WRITTEN)
    return plan + Plan(1, DENY_READ, DENY_WRITTEN) + checked if writer.judges else plan


def plan_one(library: Library, documents: Sequence[str], writer: Writer) -> Plan:
    """The plan for a summary of the first of ``documents``.

    Raises ``DocumentNotFound`` and ``AmbiguousDocument``.
    """
    return plan_summary(library.document(documents[0]).characters, writer)
