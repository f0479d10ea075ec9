"""Errors of the verbs; the documents' errors are in ``index.errors``.

UsageError
├── EmptyQuestion           nothing was asked
├── LongQuestion            more than a question may have
├── BadAddress              an endpoint's address that is none
└── BadKey                  a key that holds what no key has
ReadbackError
├── ModelError              the endpoint gave nothing that can be used; what failed, why, what to do
│   ├── ModelUnreachable    no connection, or no word in time
│   ├── KeyRefused          the endpoint does not take the key, or asks for one
│   ├── ModelUnknown        the endpoint has no such model
│   ├── ModelBusy           too much is asked of the endpoint
│   ├── ContextTooLong      more was sent than the model can read
│   └── ModelBroken         an error of the endpoint's own, or words that are not the protocol's
│       ├── ModelBrokeOff   an answer that ends before it is finished
│       ├── ThoughtTooLong  all tokens were spent before a word of the answer came
│       └── JsonMissing     words where JSON was asked for
├── RoleMissing             a person's role does not allow this
├── TeamNotFound            no team of this person's has this name
├── SettingFixed            what is set elsewhere cannot be changed here
└── Stopped                 the reader has left, or asked to stop
"""

from index.errors import ReadbackError, UsageError


class EmptyQuestion(UsageError):
    """Nothing was asked."""


class LongQuestion(UsageError):
    """A question of more characters than one may have."""


class BadAddress(UsageError):
    """An endpoint's address that is none."""


class BadKey(UsageError):
    """A key that holds what no key has."""


class RoleMissing(ReadbackError):
    """A person's role in a library or a team does not allow this."""


class TeamNotFound(ReadbackError):
    """No team of this person's has this name."""


class SettingFixed(ReadbackError):
    """A setting that is set elsewhere and cannot be changed here."""


class ModelError(ReadbackError):
    """The endpoint gave nothing that can be used."""


class ModelUnreachable(ModelError):
    """No connection, or no word in time."""


class KeyRefused(ModelError):
    """The endpoint does not take the key, or asks for one."""


class ModelUnknown(ModelError):
    """The endpoint has no such model."""


class ModelBusy(ModelError):
    """Too much is asked of the endpoint."""


class ContextTooLong(ModelError):
    """More was sent than the model can read; ``limit`` and ``asked`` are tokens, where the endpoint tells."""

    def __init__(self, message: str, limit: int | None = None, asked: int | None = None) -> None:
        super().__init__(message)
        self.limit = limit
        self.asked = asked


class ModelBroken(ModelError):
    """An error of the endpoint's own, or words that are not the protocol's."""


class ModelBrokeOff(ModelBroken):
    """An answer that ends before it is finished."""


class ThoughtTooLong(ModelBroken):
    """All tokens of an answer were spent before a word of it came: on thinking, with most models."""


class JsonMissing(ModelBroken):
    """Words where JSON of a schema was asked for."""


class Stopped(ReadbackError):
    """The reader has left, or asked to stop."""
