"""What can go wrong with the verbs; the documents' errors are in ``index.errors``.

UsageError
└── EmptyQuestion       nothing was asked
"""

from index.errors import UsageError


class EmptyQuestion(UsageError):
    """Nothing was asked."""
