"""The settings, and where each comes from.

Arguments, then READBACK_* variables, then readback.toml in the library, then defaults. The endpoint's address
and key have the names that OpenAI's client knows; the key stands in the environment only.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import get_type_hints
from urllib.parse import urlsplit

from index.errors import UsageError
from index.store import settings_file
from index.store.shared.shared_places import SharedPlaces, shared_places
from rag.request_errors import BadAddress, SettingFixed


@dataclass(frozen=True)
class Settings:
    """Resolved once, at the start."""

    library: Path  # the library's folder
    embedding: str = "int8"  # the local embedder's numbers: int8 is twice as fast, fp32 exact
    max_megabytes: int = 50  # the largest file that is read
    private_addresses: bool = False  # web addresses of this computer and of private networks may be fetched
    watch: str = ""  # the folder that a server follows for this library; none: none
    watch_from_afar: bool = False  # who logs in, or sits at another computer, may choose that folder
    cache: Path = Path()  # where the embedder's graph is kept, about 60 MB
    model: str = ""  # the model that writes the answers; none: they are quotations
    reader: str = ""  # the folder of a reader; none: Readback's own; "off": none at all
    embedding_model: str = ""  # the endpoint's model that makes the vectors; none: the local one
    context_window: int = 0  # tokens the model reads and writes at most; 0: found by itself
    answer_tokens: int = 16000  # tokens in which the model thinks and writes one answer
    shown_tokens: int = 60000  # tokens of documents that the model is shown at most
    reasoning_effort: str = ""  # how long a model that thinks is to think; none: as it likes
    judge: bool = True  # a second reading checks what the model wrote
    parallel: int = 0  # requests at once to the endpoint; 0: 1 on this computer, 4 elsewhere
    price_read: float = 0.0  # of a million tokens read, where the endpoint tells no cost
    price_written: float = 0.0  # of a million tokens written
    database: str = field(default="", repr=False)  # Postgres' address, in shared mode; it may hold a password
    chroma: str = field(default="", repr=False)  # the address of Chroma's server, in shared mode
    chroma_token: str = field(default="", repr=False)
    files: str = field(default="", repr=False)  # the folder or URL of the kept files, in shared mode
    base_url: str = ""  # the endpoint's address; none: OpenAI's
    api_key: str = field(default="", repr=False)
    fixed: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def shared(self) -> SharedPlaces | None:
        """The servers that hold the library; ``None``: its folder does. Raises ``UsageError``."""
        return shared_places(self.database, self.chroma, self.chroma_token, self.files)

    """What readback.toml cannot change, and what sets it instead."""


def load_settings(
    library: str | Path | None = None, environment: Mapping[str, str] = os.environ, **given: object
) -> Settings:
    """The settings in force; raises ``UsageError`` naming the setting, its value and where it stands."""
    import platformdirs

    folder = library or environment.get("READBACK_LIBRARY") or platformdirs.user_data_dir("readback", False)
    path = Path(folder).expanduser().absolute()
    file = path / settings_file.NAME
    # Later ones win; each value with the place it stands in, for the error that names it.
    values: dict[str, tuple[object, str]] = {
        "cache": (platformdirs.user_cache_dir("readback", False), "the default")
    }
    values |= {name: (value, str(file)) for name, value in _from_file(file).items()}
    around = {
        name: (environment[variable], variable)
        for name in _SETTABLE
        if environment.get(variable := _VARIABLES.get(name, f"READBACK_{name.upper()}"))
    }
    called = {name: (value, "the call") for name, value in given.items() if value is not None}
    values |= around | called
    checked = {name: _checked(name, value, place, path) for name, (value, place) in values.items()}
    fixed = {name: f"{variable} in the environment" for name, (_, variable) in around.items()}
    fixed |= dict.fromkeys(called, "the call that opened the library")
    if checked.get("embedding_model"):
        fixed.setdefault("base_url", "embedding_model, whose vectors come from this address")
    key = environment.get("OPENAI_API_KEY", "").strip()
    settings = Settings(library=path, api_key=key, fixed=fixed, **checked)  # type: ignore[arg-type]  # each checked against its field
    _ = settings.shared  # raises unless all of it is set, or nothing
    return settings


def changed(settings: Settings, values: Mapping[str, object]) -> Settings:
    """The settings with these ``values``, written into readback.toml; "" stands for the default.

    Raises ``UsageError`` for what cannot be, ``SettingFixed`` for what is set elsewhere,
    ``LibraryReadOnly`` where it cannot be written: then nothing has changed.
    """
    wanted = {
        name: _DEFAULTS[name] if value == "" else _checked(name, value, _TYPED, settings.library)
        for name, value in values.items()
        if name in CHANGEABLE
    }
    new = {name: value for name, value in wanted.items() if value != getattr(settings, name)}
    for name in new:
        if name in settings.fixed:
            raise SettingFixed(f"{name} cannot be changed here: it is set by {settings.fixed[name]}")
    if new:
        settings_file.write(settings.library / settings_file.NAME, new)
    return replace(settings, **new)  # type: ignore[arg-type]  # each checked against its field


CHANGEABLE = ("model", "base_url", "context_window", "judge", "watch")
"""What can be set while a library is open."""
_SETTABLE = tuple(name for name in get_type_hints(Settings) if name not in ("library", "api_key", "fixed"))
_DEFAULTS = {field.name: field.default for field in fields(Settings)}
_TYPED = "what was typed"
_LONGEST = 2000  # characters of a model's name, or of an address
_VARIABLES = {"base_url": "OPENAI_BASE_URL"}
_SECRETS = {"api_key": "OPENAI_API_KEY", "chroma_token": "READBACK_CHROMA_TOKEN"}
_NUMBERS = {"max_megabytes": 1, "context_window": 0, "answer_tokens": 1, "shown_tokens": 1, "parallel": 0}
"""The settings that are whole numbers, and the least that each can be."""
_WORDS = {"embedding": ("int8", "fp32"), "reasoning_effort": ("", "minimal", "low", "medium", "high")}
"""The settings that are one of a few words."""
_SWITCHES = {"on": True, "true": True, "1": True, "off": False, "false": False, "0": False}
_PRICES = ("price_read", "price_written")


def _from_file(file: Path) -> dict[str, object]:
    values = settings_file.read(file)
    unknown = sorted(set(values) - set(_SETTABLE))
    for name, variable in _SECRETS.items():
        if name in values:
            raise UsageError(f"{str(file)!r} holds {name}; keep keys out of files: set {variable}")
    if unknown:
        raise UsageError(f"{str(file)!r} has no setting {unknown[0]!r}; there are: {', '.join(_SETTABLE)}")
    return values


def _checked(name: str, value: object, place: str, library: Path) -> object:
    if name == "base_url":
        return address(str(value), place)
    if (check := _CHECKS.get(name)) is not None:
        return check(name, value, place)
    base = library if place.endswith(settings_file.NAME) else Path.cwd()
    return base / Path(str(value)).expanduser()


def _word(name: str, value: object, place: str) -> object:
    if value in _WORDS[name]:
        return value
    words = " or ".join(repr(word) for word in _WORDS[name] if word)
    raise UsageError(f"{name} is {value!r} in {place}; it can be {words}")


def _number(name: str, value: object, place: str) -> int:
    least = _NUMBERS[name]
    try:
        number = int(str(value))
    except ValueError:
        number = least - 1
    if number >= least:
        return number
    bound = " above 0" if least else ", 0 or more"
    raise UsageError(f"{name} is {value!r} in {place}; it must be a whole number{bound}")


def _switch(name: str, value: object, place: str) -> bool:
    found = _SWITCHES.get(str(value).strip().lower())
    if found is None:
        raise UsageError(f"{name} is {value!r} in {place}; it can be on or off")
    return found


def _price(name: str, value: object, place: str) -> float:
    try:
        price = float(str(value))
    except ValueError:
        price = -1.0
    if 0 <= price < float("inf"):
        return price
    raise UsageError(f"{name} is {value!r} in {place}; it must be a number such as 0.15")


def _name(setting: str, typed: object, place: str) -> str:
    value = str(typed).strip()
    if value.isprintable() and len(value) <= _LONGEST:
        return value
    raise UsageError(f"{setting} in {place} is no name; write the one that the endpoint lists")


_CHECKS: dict[str, Callable[[str, object, str], object]] = {
    **dict.fromkeys(_WORDS, _word),
    **dict.fromkeys(_NUMBERS, _number),
    **dict.fromkeys(_PRICES, _price),
    **dict.fromkeys(("model", "embedding_model", "reader", "watch"), _name),
    **dict.fromkeys(("database", "chroma", "chroma_token", "files"), _name),
    **dict.fromkeys(("judge", "private_addresses", "watch_from_afar"), _switch),
}


def address(value: str, place: str = _TYPED) -> str:
    """An endpoint's address; whoever puts a key into it would see it in every message.

    Raises ``BadAddress``, which names the ``place``.
    """
    value = value.strip()
    told = "this" if place == _TYPED else f"base_url in {place}"
    try:
        parts = urlsplit(value)
        host, port = parts.hostname, parts.port
    except ValueError:  # brackets, or a port, that are none
        host = None
    plain = value.isprintable() and " " not in value and len(value) <= _LONGEST
    if not plain or not host or parts.scheme not in ("http", "https") or port == 0:
        raise BadAddress(f"{told} is no address; it looks like http://127.0.0.1:8080/v1")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise BadAddress(f"{told} holds more than an address; a key is given on its own")
    return value
