"""A server with a real model, one for all tests, and Readback's doors set to ask it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.model_server import CONTEXT, NAME, NoModel, serving
from support.paths import ROOT


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of the model's server. Without it nothing of this folder is tested: that is a failure."""
    log = tmp_path_factory.mktemp("model") / "server.log"
    try:
        with serving(log) as url:
            yield url
        return
    except NoModel as error:
        why = str(error)
    pytest.fail(why, pytrace=False)


@pytest.fixture(scope="session")
def asking(endpoint: str) -> dict[str, str]:
    """The variables that have Readback ask the model; code alone checks what it writes, which is faster."""
    return {
        "READBACK_JUDGE": "off",
        "READBACK_MODEL": NAME,
        "OPENAI_BASE_URL": endpoint,
        "READBACK_CONTEXT_WINDOW": str(CONTEXT),
    }


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of the sample documents, not to be changed."""
    from rag import Readback

    folder = tmp_path_factory.mktemp("sample") / "library"
    with Readback(folder, owner=False) as readback:
        assert not readback.add([ROOT / "ui" / "sample"]).failed
    return folder
