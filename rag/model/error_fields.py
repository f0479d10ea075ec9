"""Parse the error body of an endpoint: its fields where there are any, else its words."""

import math
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

ErrorFields = Mapping[str, object]

_CODES = {
    "context_length_exceeded": 400,
    "exceed_context_size_error": 400,
    "insufficient_quota": 429,
    "invalid_api_key": 401,
    "model_not_found": 404,
    "rate_limit_exceeded": 429,
}
_TOO_LONG = {"context_length_exceeded", "exceed_context_size_error"}
_LIMIT = re.compile(r"maximum (?:context|model) length (?:is|of) (\d{1,9})\b", re.I)
_ASKED = re.compile(r"(?:requested(?: about)?|resulted in|\(length) (\d{1,9})\b", re.I)
_NUMBERS = re.compile(r"(?<![\w.-])\d{3,7}(?![\w-]|\.\w)")
_READ = 2000  # characters of a message; no matter how long it is


def fields(body: object) -> ErrorFields:
    """The error's own fields, wherever the endpoint puts them; always with a ``message``."""
    if isinstance(body, dict):
        inner = body.get("error") or body.get("detail") or body
        told = inner if isinstance(inner, dict) else {"message": inner}
    else:
        told = {"message": body}
    message = str(told.get("message") or "")[:_READ]
    return {**told, "message": "" if message.lstrip().startswith("<") else message}  # a web page says nothing


def status_of(told: ErrorFields) -> int:
    """The status that an error within a stream would have had."""
    codes = [str(told.get(name) or "") for name in ("code", "type")]
    known = [_CODES[code] for code in codes if code in _CODES]
    numbers = [int(code) for code in codes if re.fullmatch(r"[45][0-9]{2}", code)]
    return (known + numbers + [500])[0]


def is_too_long(status: int, told: ErrorFields) -> bool:
    """Return whether more was sent than the model can read."""
    if _TOO_LONG & {str(told.get("code")), str(told.get("type"))}:
        return True
    return status == 413 or (status in (400, 422) and bool(_LIMIT.search(str(told["message"]))))


def is_thought_too_long(told: ErrorFields) -> bool:
    """Return whether the tokens for the answer were spent before its first word, as OpenAI says it."""
    return "output limit was reached" in str(told["message"])


def lengths(status: int, told: ErrorFields) -> tuple[int | None, int | None]:
    """The tokens that the model can read and those that were sent, where they are told."""
    limit, asked = _number(told.get("n_ctx")), _number(told.get("n_prompt_tokens"))
    if status in (400, 413, 422):
        message = str(told["message"])
        limit = limit or _figure(_LIMIT, message)
        asked = asked or _figure(_ASKED, message)
    return limit, asked


def refused_parameter(told: ErrorFields, sent: Iterable[str]) -> str | None:
    """The parameter among ``sent`` that the error names, if any."""
    if named := told.get("param"):
        parts = re.split(r"[.\[\]]", str(named))
        return next((name for name in sent if name in parts), None)
    places = {name: re.search(rf"\b{name}\b", str(told["message"])) for name in sent}
    found = [(place.start(), name) for name, place in places.items() if place]
    return min(found)[1] if found else None


def wait_of(headers: Mapping[str, str]) -> float | None:
    """The seconds of Retry-After, which tells them or a date."""
    told = headers.get("retry-after", "").strip()
    try:
        seconds = float(told)
    except ValueError:
        try:
            date = parsedate_to_datetime(told)
        except (ValueError, OverflowError):
            return None
        seconds = (date.replace(tzinfo=date.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return None if math.isnan(seconds) else max(seconds, 0.0)


def smaller_figure(told: ErrorFields, than: int) -> int | None:
    """The largest number below ``than`` in a message that refuses ``than`` tokens: the most it takes."""
    found = [int(number) for number in _NUMBERS.findall(str(told["message"]))]
    return max((number for number in found if number < than), default=None)


def _figure(pattern: re.Pattern[str], message: str) -> int | None:
    found = pattern.search(message)
    return int(found[1]) if found else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
