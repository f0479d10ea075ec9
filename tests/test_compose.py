"""compose.yaml and the Dockerfile: every command, setting and file in them is there, and no secret is."""

import re

import click
import pytest
import yaml
from support.paths import ROOT

from ui.cli.main import readback

TEXT = (ROOT / "compose.yaml").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
OURS = {name: one for name, one in SERVICES.items() if one["image"].startswith("readback:")}
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
OUTSIDE = {"PGPASSWORD"}
"""What libpq reads, as docs/serving.md says."""


def known():
    """The variables of docs/settings.md."""
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    return set(re.findall(r"`((?:READBACK|OPENAI)_[A-Z_]+)`", text))


def test_there_are_a_server_two_workers_and_their_stores():
    assert set(SERVICES) == {"postgres", "chroma", "serve", "worker"}
    assert set(OURS) == {"serve", "worker"}
    assert SERVICES["worker"]["deploy"]["replicas"] == 2


@pytest.mark.parametrize("name", OURS)
def test_each_command_is_one_of_readback_with_its_options(name):
    command, *options = OURS[name]["command"]
    assert 'ENTRYPOINT ["readback"]' in DOCKERFILE
    with click.Context(readback) as context:
        found = readback.get_command(context, command)
        assert found is not None
        found.make_context(command, list(options), parent=context)


@pytest.mark.parametrize("name", OURS)
def test_each_variable_is_a_known_setting(name):
    assert set(OURS[name]["environment"]) - OUTSIDE <= known()
    assert "PGPASSWORD" in (ROOT / "docs/serving.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_has_a_pinned_version_a_healthcheck_and_volumes_that_are_named(name):
    service = SERVICES[name]
    assert re.fullmatch(r"[a-z/]+:\d+\.\d+(\.\d+)?", service["image"])
    assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert {volume.split(":")[0] for volume in service["volumes"]} <= set(COMPOSE["volumes"])


def test_no_secret_is_in_the_file_and_what_must_be_set_says_so():
    secrets = [
        value
        for service in SERVICES.values()
        for name, value in service.get("environment", {}).items()
        if re.search("PASSWORD|AUTH|TOKEN|KEY", name)
    ]
    assert secrets
    assert [value for value in secrets if not re.fullmatch(r"\$\{[A-Z_]+:\?[^}]+\}", value)] == []
    assert not re.search(r"://[^/@\s]+:[^/@\s]+@", TEXT)


def test_the_page_is_for_this_computer_alone():
    assert [port for service in SERVICES.values() for port in service.get("ports", [])] == [
        "127.0.0.1:7860:7860"
    ]


def test_chroma_is_the_version_that_the_lock_names():
    [version] = re.findall(r"^chromadb==(\S+)", (ROOT / "requirements-shared.lock").read_text(), re.M)
    assert SERVICES["chroma"]["image"] == f"chromadb/chroma:{version}"


def test_what_the_image_copies_is_there_and_not_left_out():
    copied = {word for line in re.findall(r"^COPY (.+) \S+$", DOCKERFILE, re.M) for word in line.split()}
    kept = set(re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(), re.M))
    assert copied == kept
    assert [name for name in copied if not (ROOT / name).exists()] == []
