"""The engine that writes a library's answers; it can be changed while questions are asked."""

import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakSet

from rag.model.endpoint import OPENAI
from rag.request_errors import BadKey
from rag.settings import Settings, changed

if TYPE_CHECKING:
    from rag.model.client import Model
    from rag.model.writer import Writer


class AnswerEngine:
    """The settings in force, and their model. Safe to use from several threads; close it when done."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        # In memory only, each for the one address it was given for: no other server is to see it.
        self._keys = {_place(settings.base_url): settings.api_key}
        self._writer: Writer | None = None
        self._earlier: WeakSet[Writer] = WeakSet()  # which answers under way go on using
        self._lock = threading.Lock()

    @property
    def writer(self) -> "Writer | None":
        """The model of the settings; ``None`` where the engine that quotes is wanted."""
        with self._lock:
            if self._writer is None and self.settings.model:
                self._writer = _writer(self.settings)
            return self._writer

    def key(self, base_url: str) -> str:
        """The key known for an address; "" where none is."""
        return self._keys.get(_place(base_url), "")

    def use(self, values: Mapping[str, object], api_key: str | None = None) -> None:
        """As :meth:`rag.readback.Readback.use`."""
        with self._lock:
            key = None if api_key is None else checked_key(api_key)
            settings = changed(self.settings, values)
            if key is not None:
                self._keys[_place(settings.base_url)] = key
            if self._writer is not None:
                self._earlier.add(self._writer)
            self._writer = None
            self.settings = replace(settings, api_key=self.key(settings.base_url))

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for writer in (*self._earlier, *([self._writer] if self._writer else [])):
                writer.model.close()


def checked_key(key: str) -> str:
    """Return ``key`` stripped. Raises ``BadKey`` if a character cannot be sent."""
    key = key.strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise BadKey("the key holds a character that no key has; copy it once more")
    return key


def _place(base_url: str) -> str:
    return (base_url or OPENAI).rstrip("/")


def open_model(settings: Settings) -> "Model":
    """The model that the settings name, which has asked nothing yet."""
    from rag.model.client import Model

    return Model(
        settings.model,
        settings.base_url,
        settings.api_key,
        context_window=settings.context_window,
        answer_tokens=settings.answer_tokens,
        reasoning_effort=settings.reasoning_effort,
        parallel=settings.parallel,
    )


def _writer(settings: Settings) -> "Writer":
    from rag.model.reading.open_reader import open_claim_reader
    from rag.model.writer import Prices, Writer

    prices = Prices(settings.price_read, settings.price_written)
    return Writer(
        open_model(settings),
        prices,
        answer_tokens=settings.answer_tokens,
        shown_tokens=settings.shown_tokens,
        judges=settings.judge,
        claim_reader=None if settings.judge else open_claim_reader(settings.reader),
    )
