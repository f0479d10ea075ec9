"""Failures of an endpoint as errors of ours, each a message of one line without the key."""

import math
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from rag.model import error_fields
from rag.model.endpoint import Endpoint
from rag.model.weights import LONGEST_WAIT, NAMED_WAIT
from rag.model.wire import ErrorEvent, NotTheProtocol, Unfinished
from rag.request_errors import (
    ContextTooLong,
    KeyRefused,
    ModelBroken,
    ModelBrokeOff,
    ModelBusy,
    ModelError,
    ModelUnknown,
    ModelUnreachable,
)


@dataclass(frozen=True)
class EndpointFailure:
    """An error, whether asking again may help, and the seconds that the endpoint asks to wait before."""

    error: ModelError
    again: bool = False
    wait: float | None = None


class Refused(Exception):
    """Carries a refusal to where it is decided whether to ask again."""

    def __init__(self, refusal: EndpointFailure) -> None:
        super().__init__(str(refusal.error))
        self.refusal = refusal


def of_status(
    endpoint: Endpoint, status: int | None, body: object, headers: Mapping[str, str] | None = None
) -> EndpointFailure:
    """The failure of an answer other than success; ``status`` is ``None`` for an error within an answer."""
    fields = error_fields.fields(body)
    status = status or error_fields.status_of(fields)
    kinds = {str(fields.get("code")), str(fields.get("type"))}
    said = endpoint.clean(str(fields["message"]))
    because = f": {said}" if said else ""
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


def of_connection(endpoint: Endpoint, error: BaseException, *, begun: bool) -> EndpointFailure:
    """The failure of a connection; ``begun`` if an answer had begun to come."""
    causes = _causes(error)
    if any(type(cause).__name__.endswith(("Timeout", "TimeoutError")) for cause in causes):
        silent = f"{endpoint} sent no word in time; try again, or choose a faster model"
        return EndpointFailure(ModelUnreachable(silent), again=True)
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


@contextmanager
def read_by(endpoint: Endpoint) -> Iterator[None]:
    """Raise ``Refused`` if the endpoint sends an error, or an answer that is not of the protocol."""
    try:
        yield
    except ErrorEvent as event:
        refusal = of_status(endpoint, None, event.body)
    except NotTheProtocol as words:
        what = f"{endpoint} sent {words}; look at the address, and at the endpoint's log"
        refusal = EndpointFailure((ModelBrokeOff if isinstance(words, Unfinished) else ModelBroken)(what))
    else:
        return
    raise Refused(refusal)


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
