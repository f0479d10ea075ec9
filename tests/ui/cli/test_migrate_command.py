"""The command ``migrate``."""

import json

import pytest
from support.helpers import PAPERS, write
from support.shared_servers import PASSWORD


@pytest.fixture
def servers(places, monkeypatch):
    """Set the variables that name the servers."""

    def turn_on():
        for name in ("database", "chroma", "files"):
            monkeypatch.setenv(f"READBACK_{name.upper()}", getattr(places, name))

    return turn_on


def test_a_library_goes_to_the_servers_and_back(cli, servers, tmp_path, shared_folder):
    write(tmp_path / "in", PAPERS)
    assert cli("add", tmp_path / "in", "--library", shared_folder).exit_code == 0
    listed = cli("list", "--library", shared_folder, "--json").output
    (shared_folder / "briefings").mkdir()
    (shared_folder / "briefings" / "20260101-000000-01234567.json").write_text("{}")
    servers()
    there = cli("migrate", "to-servers", "--library", shared_folder)
    assert there.exit_code == 0, there.output
    assert f"{len(PAPERS)} copied, 0 there already, all equal" in there.output
    assert PASSWORD not in there.output
    assert cli("list", "--library", shared_folder, "--json").output == listed
    back = cli("migrate", "to-folder", "--library", shared_folder, "--json")
    assert len(json.loads(back.stdout)["there"]) == len(PAPERS)
    assert json.loads(back.stdout)["saved"] == []
    (shared_folder / "briefings" / "20260101-000000-01234567.json").unlink()
    back = cli("migrate", "to-folder", "--library", shared_folder, "--json")
    assert json.loads(back.stdout)["saved"] == ["20260101-000000-01234567"]


def test_without_servers_it_says_which_settings_name_them(cli, tmp_path):
    refused = cli("migrate", "to-servers", "--library", tmp_path / "library")
    assert refused.exit_code == 2
    assert "set READBACK_DATABASE and READBACK_CHROMA" in refused.output
