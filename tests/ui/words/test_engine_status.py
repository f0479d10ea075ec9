"""Where documents are kept, and what is sent away, in plain words."""

from dataclasses import replace
from pathlib import Path

import pytest

from rag.settings import Settings
from ui.words.engine_status import engine

ALONE = Settings(library=Path("library"))
TEAM = replace(ALONE, database="postgresql://db/readback", chroma="http://chroma:8000", files="/srv/files")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (ALONE, "They stay on this computer, and nothing is sent anywhere."),
        (TEAM, "They stay with your team's servers, and nothing is sent anywhere else."),
    ],
)
def test_where_documents_are_kept_is_said_as_it_is(settings, said):
    assert engine(settings).keeps == said


def test_what_is_sent_to_a_model_is_said_too():
    kept = engine(replace(TEAM, model="gull", base_url="https://models.example/v1")).keeps
    assert kept.startswith("They are kept with your team's servers. Your conversation")
