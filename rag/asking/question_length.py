"""The limit on a question's length: the networks that read it take time by that."""

from rag.asking.weights import LONGEST_QUESTION
from rag.request_errors import LongQuestion


def check_length(question: str) -> None:
    """Raise ``LongQuestion`` if a question has more characters than one may have."""
    if len(question) > LONGEST_QUESTION:
        raise LongQuestion(
            f"the question has {len(question):,} characters, and may have {LONGEST_QUESTION:,}; ask in fewer"
            " words, and add a long text as a document"
        )
