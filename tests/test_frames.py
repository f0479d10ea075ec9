"""Few frames of ours lead from a door to the call of OpenAI's client."""

from support.frames import deepest
from support.helpers import readback, write
from support.scripted import ScriptedServer, reply

MOST = 8
FERRY = "Ferry adrift\n\nThe Aldis Rose left Norhaven at 16:05 with 212 people aboard.\n"


def test_few_frames_lead_from_a_question_to_the_model(tmp_path):
    with (
        ScriptedServer(reply("Nothing.")) as server,
        readback(tmp_path / "lib", owner=False, model="gull", base_url=server.url, judge=False) as library,
    ):
        library.add(write(tmp_path / "in", {"ferry.txt": FERRY}))
        found = deepest(lambda: library.ask("When did the Aldis Rose leave Norhaven?"))
    assert len(found) <= MOST, " > ".join(found)
