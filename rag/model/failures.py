"""Failures of an endpoint as errors of ours, each a message of one line without the key."""

import math
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from index.errors import ReadbackError
from rag.model import error_fields
from rag.model.completion import ErrorEvent, NotTheProtocol, Unfinished
from rag.model.endpoint import Endpoint
from rag.model.retries import EndpointFailure, Refused
from rag.model.weights import LONGEST_WAIT, NAMED_WAIT
from rag.request_errors import (
    ContextTooLong,
    KeyRefused,
    ModelBroken,
    ModelBrokeOff,
    ModelBusy,
    ModelError,
    ModelUnknown,
    ModelUnreachable,
    ThoughtTooLong,
)


@contextmanager
def refusing(endpoint: Endpoint, *, begun: bool = True) -> Iterator[None]:
    """Raise ``Refused`` for whatever the client raises; ``begun`` if an answer had begun to come."""
    try:
        yield
    except (ReadbackError, Refused):
        raise
    except Exception as error:  # noqa: BLE001 - of the client's libraries, which are not ours to import
        failure = failure_of(endpoint, error, begun=begun)
    else:
        return
    raise Refused(failure)  # out here, where no error of the client, with the key in it, hangs on it


def failure_of(endpoint: Endpoint, error: Exception, *, begun: bool) -> EndpointFailure:
    """The failure that an error of the client, or of reading an answer, stands for."""
    from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError

    if isinstance(error, APIStatusError):
        return _of_status(endpoint, error.status_code, error.body, error.response.headers)
    if isinstance(error, APITimeoutError):
        silent = f"{endpoint} sent no word in time; try again, or choose a faster model"
        return EndpointFailure(ModelUnreachable(silent), again=True)
    if isinstance(error, ErrorEvent) or (
        isinstance(error, APIError) and not isinstance(error, APIConnectionError)
    ):
        return _of_status(endpoint, None, error.body)
    if isinstance(error, NotTheProtocol):
        return _of_words(
            endpoint, str(error), ModelBrokeOff if isinstance(error, Unfinished) else ModelBroken
        )
    if begun and isinstance(error, ValueError | RecursionError):
        return _of_words(endpoint, "something that is not JSON", ModelBroken)
    return _of_connection(endpoint, error, begun=begun)


def thought_too_long(endpoint: Endpoint, tokens: int | None = None) -> EndpointFailure:
    """The failure of an answer whose ``tokens`` were spent before its first word."""
    spent = f"all {tokens:,} tokens" if tokens else "all its tokens"
    what = "set READBACK_ANSWER_TOKENS to more, or READBACK_REASONING_EFFORT to less"
    return EndpointFailure(ThoughtTooLong(f"{endpoint} spent {spent} on thinking; {what}"))


def _of_words(endpoint: Endpoint, words: str, kind: type[ModelError]) -> EndpointFailure:
    return EndpointFailure(kind(f"{endpoint} sent {words}; look at the address, and at the endpoint's log"))


def _of_status(
    endpoint: Endpoint, status: int | None, body: object, headers: Mapping[str, str] | None = None
) -> EndpointFailure:
    """The failure of an answer other than success; ``status`` is ``None`` for an error within an answer."""
    fields = error_fields.fields(body)
    status = status or error_fields.status_of(fields)
    kinds = {str(fields.get("code")), str(fields.get("type"))}
    said = endpoint.clean(str(fields["message"]))
    because = f": {said}" if said else ""
    if error_fields.is_thought_too_long(fields):
        return thought_too_long(endpoint)
    if error_fields.is_too_long(status, fields):
        return EndpointFailure(_too_long(endpoint, *error_fields.lengths(status, fields)))
    if status in (401, 403):
        # A 401 often repeats a part of the key; what it says is of no use to anyone.
        return EndpointFailure(_key_refused(endpoint, because if status == 403 else ""))
    if status == 404 or "model_not_found" in kinds:
        return EndpointFailure(_unknown(endpoint, because))
    if status == 402 or "insufficient_quota" in kinds:
        return EndpointFailure(
            ModelBusy(f"{endpoint} gives no more credit{because}; look at the account there")
        )
    return _passing(endpoint, status, because, error_fields.wait_of(headers or {}))


def _of_connection(endpoint: Endpoint, error: BaseException, *, begun: bool) -> EndpointFailure:
    causes = _causes(error)
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        why = "no server listens there; start it, or correct the address"
    elif any(isinstance(cause, socket.gaierror) for cause in causes):
        why = "nothing is known by this name; look at the address and the network"
    elif any(isinstance(cause, ssl.SSLError) for cause in causes):
        why = "its encryption is not in order; look at http or https in the address, and its certificate"
    elif begun:
        return EndpointFailure(
            ModelUnreachable(f"{endpoint} broke off in the middle of its answer; ask again")
        )
    else:
        why = "the connection broke before an answer came; try again, or look at its log"
    return EndpointFailure(ModelUnreachable(f"{endpoint} cannot be reached: {why}"))


def _passing(endpoint: Endpoint, status: int, because: str, wait: float | None) -> EndpointFailure:
    """A refusal that may pass, unless the endpoint says that it will not or not soon."""
    again = wait is None or wait <= LONGEST_WAIT
    when = "later" if wait is None or wait > NAMED_WAIT else f"in {math.ceil(wait)} s"
    if status in (429, 503, 529):
        return EndpointFailure(ModelBusy(f"{endpoint} is busy{because}; try again {when}"), again, wait)
    if status in (408, 504):
        late = ModelUnreachable(f"{endpoint} was too slow ({status}){because}; try again {when}")
        return EndpointFailure(late, again, wait)
    if status >= 500:
        failed = ModelBroken(f"{endpoint} failed ({status}){because}; try again {when}, or look at its log")
        return EndpointFailure(failed, again, wait)
    if status < 400:
        return EndpointFailure(ModelBroken(f"{endpoint} is elsewhere now ({status}); correct the address"))
    return EndpointFailure(
        ModelBroken(f"{endpoint} refused the question ({status}){because}; look at its log")
    )


def _too_long(endpoint: Endpoint, limit: int | None, asked: int | None) -> ContextTooLong:
    figures = (f"{asked} tokens were sent" if asked else "", f"it can read {limit}" if limit else "")
    because = ", ".join(filter(None, figures))
    message = f"more was sent than {endpoint} can read{': ' * bool(because)}{because}; send less"
    return ContextTooLong(message, limit, asked)


def _key_refused(endpoint: Endpoint, because: str) -> KeyRefused:
    if endpoint.key:
        return KeyRefused(
            f"{endpoint} does not take the key{because}; set OPENAI_API_KEY to one that it knows"
        )
    return KeyRefused(f"{endpoint} asks for a key{because}; set OPENAI_API_KEY")


def _unknown(endpoint: Endpoint, because: str) -> ModelUnknown:
    if "model" in because.lower():
        return ModelUnknown(f"there is no {endpoint}{because}; name a model that it has")
    return ModelUnknown(
        f"nothing answers for {endpoint}{because}; look at the model's name and at the address, "
        "which ends in /v1 with most servers"
    )


def _causes(error: BaseException) -> list[BaseException]:
    causes: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in causes:
        causes.append(following)
        following = following.__cause__ or following.__context__
    return causes
