"""Try a connection to a model, without anything of a library."""

import threading
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from index.errors import ReadbackError
from rag.model.client import Message, Model
from rag.model.endpoint import OPENAI, Endpoint
from rag.model.weights import TRIAL
from rag.request_errors import KeyRefused, ModelUnreachable

_FEW_TOKENS = 16


@dataclass(frozen=True)
class ConnectionResult:
    """The result of a try: ``ok`` if the model answers, one line on it, and the models the endpoint lists.

    ``window``: the model's context window in words; "" where it does not answer.
    """

    ok: bool
    detail: str
    models: tuple[str, ...] = ()
    window: str = ""


def try_out(name: str, base_url: str = "", api_key: str = "", *, seconds: float = TRIAL) -> ConnectionResult:
    """Ask a model for one word within ``seconds``; without a name, only list the endpoint's models."""
    stop = threading.Event()
    results: SimpleQueue[ConnectionResult] = SimpleQueue()
    model = Model(name, base_url, api_key, timeout=seconds, pause=0.5)

    def work() -> None:
        try:
            results.put(_tried(model, stop))
        except ReadbackError:  # stopped: nobody waits for it any more
            pass
        finally:
            model.close()

    threading.Thread(target=work, name="readback-tryout", daemon=True).start()
    try:
        return results.get(timeout=seconds)
    except Empty:
        place = Endpoint(name, base_url or OPENAI).place
        why = f"{place} did not answer within {seconds:.0f} seconds. If it is loading a model, try again."
        return ConnectionResult(ok=False, detail=why)
    finally:
        stop.set()


def _tried(model: Model, stop: threading.Event) -> ConnectionResult:
    if not model.name:
        listed = model.models(stop)
        found = f"{model.place} has these models. Choose one." if listed else "Type the name of a model."
        return ConnectionResult(ok=False, detail=found, models=listed)
    try:
        model.complete([Message("user", "Say yes.")], _FEW_TOKENS, stop)
    except ModelUnreachable as error:
        return ConnectionResult(ok=False, detail=f"{error}.")
    except KeyRefused:
        why = "asks for a key, or does not take this one. Type the right one."
        return ConnectionResult(ok=False, detail=f"{model.place} {why}")
    except ReadbackError as error:
        return ConnectionResult(ok=False, detail=f"{error}.", models=model.models(stop))
    detail = f"{model.name} answers at {model.place}."
    return ConnectionResult(True, detail, model.models(stop), str(model.window(stop)))
