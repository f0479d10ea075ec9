"""Settings: argument over environment over readback.toml over default, and errors that name the setting."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import UsageError
from rag.settings import changed, load_settings


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "library"


def toml(folder, text):
    folder.mkdir(exist_ok=True)
    (folder / "readback.toml").write_text(text, encoding="utf-8")


def test_defaults(folder):
    found = load_settings(folder, {})
    assert (found.library, found.embedding, found.max_megabytes) == (folder, "int8", 50)
    assert found.cache.is_absolute()
    assert found.cache.name


@pytest.mark.parametrize(
    ("name", "in_file", "in_environment", "given"),
    [
        ("embedding", '"fp32"', "int8", "fp32"),
        ("max_megabytes", "7", "8", 9),
        ("cache", '"/file"', "/environment", "/given"),
        ("model", '"small"', "large", "huge"),
        ("embedding_model", '"small"', "large", "huge"),
        ("context_window", "8192", "16384", 32768),
        ("answer_tokens", "8192", "16384", 32768),
        ("shown_tokens", "8192", "16384", 32768),
        ("reasoning_effort", '"low"', "high", "minimal"),
        ("parallel", "2", "3", 0),
        ("price_read", "0.15", "1.5", 2.0),
        ("price_written", "0.6", "0", 1),
    ],
)
def test_precedence(folder, name, in_file, in_environment, given):
    plain = load_settings(folder, {})
    toml(folder, f"{name} = {in_file}")
    variable = {f"READBACK_{name.upper()}": in_environment}
    kind = type(getattr(plain, name))
    assert getattr(load_settings(folder, {}), name) == kind(in_file.strip('"'))
    assert getattr(load_settings(folder, variable), name) == kind(in_environment)
    assert getattr(load_settings(folder, variable, **{name: given}), name) == kind(given)
    assert getattr(load_settings(folder, variable, **{name: None}), name) == kind(in_environment)


def test_the_endpoint_has_the_names_of_openais_client(folder):
    toml(folder, 'base_url = "http://127.0.0.1:1/v1"')
    assert load_settings(folder, {}).base_url == "http://127.0.0.1:1/v1"
    found = load_settings(folder, {"OPENAI_BASE_URL": "http://127.0.0.1:2/v1", "OPENAI_API_KEY": " k3y "})
    assert (found.base_url, found.api_key) == ("http://127.0.0.1:2/v1", "k3y")
    assert "k3y" not in repr(found)


@pytest.mark.parametrize(
    "url", ["localhost:8080", "ftp://a/v1", "http://", "http://u:s3cret@h/v1", "http://h/v1?key=s3cret"]
)
def test_an_address_that_is_none_or_holds_a_key_is_refused_without_being_repeated(folder, url):
    with pytest.raises(UsageError, match="base_url in OPENAI_BASE_URL") as error:
        load_settings(folder, {"OPENAI_BASE_URL": url})
    assert "s3cret" not in str(error.value)


def test_a_key_in_a_file_is_refused_without_being_repeated(folder):
    toml(folder, 'api_key = "s3cret"')
    with pytest.raises(UsageError, match="OPENAI_API_KEY") as error:
        load_settings(folder, {})
    assert "s3cret" not in str(error.value)


def test_the_library_is_named_by_argument_environment_or_platform(folder, tmp_path):
    assert load_settings(folder, {"READBACK_LIBRARY": "/elsewhere"}).library == folder
    assert load_settings(None, {"READBACK_LIBRARY": str(tmp_path)}).library == tmp_path
    assert load_settings(None, {}).library.name == "readback"
    assert load_settings("~/papers", {}).library == Path.home() / "papers"


def test_empty_variables_are_as_good_as_none(folder):
    assert load_settings(folder, {"READBACK_EMBEDDING": "", "READBACK_CACHE": ""}) == load_settings(
        folder, {}
    )


@pytest.mark.parametrize(
    ("literal", "variable", "wanted"),
    [("true", "on", True), ("false", "off", False), ("1", "1", True), ("0", "0", False),
     ('"off"', "False", False), ('"on"', "TRUE", True)],
)  # fmt: skip
def test_a_switch_takes_the_words_for_on_and_off(folder, literal, variable, wanted):
    assert load_settings(folder, {}).judge
    assert load_settings(folder, {"READBACK_JUDGE": variable}).judge is wanted
    toml(folder, f"judge = {literal}")
    assert load_settings(folder, {}).judge is wanted
    with pytest.raises(UsageError, match="judge is 'maybe' in READBACK_JUDGE; it can be on or off"):
        load_settings(folder, {"READBACK_JUDGE": "maybe"})


def test_a_window_of_0_is_left_to_be_found(folder):
    assert load_settings(folder, {"READBACK_CONTEXT_WINDOW": "0"}).context_window == 0
    with pytest.raises(UsageError, match="0 or more"):
        load_settings(folder, {"READBACK_CONTEXT_WINDOW": "-1"})


def test_what_is_emptied_has_its_default_again(folder):
    found = load_settings(folder, {}, model="small", context_window=8192)
    plain = changed(replace(found, fixed={}), {"model": "", "context_window": "", "judge": ""})
    assert (plain.model, plain.context_window, plain.judge) == ("", 0, True)


BAD = [
    ("reasoning_effort", '"much"', "much"),
    ("answer_tokens", "0", "0"),
    ("parallel", "-1", "-1"),
    ("judge", "2", "2"),
    ("embedding", '"int4"', "int4"),
    ("embedding", "8", "8"),
    ("max_megabytes", '"many"', "many"),
    ("max_megabytes", "0", "0"),
    ("max_megabytes", "-3", "-3"),
    ("max_megabytes", "2.5", "2.5"),
    ("max_megabytes", "true", "True"),
]


@pytest.mark.parametrize(("name", "literal", "shown"), BAD)
def test_a_bad_value_in_the_file_is_named(folder, name, literal, shown):
    toml(folder, f"{name} = {literal}")
    with pytest.raises(UsageError, match=f"{name}.*{shown}"):
        load_settings(folder, {})


@pytest.mark.parametrize(
    ("name", "value"), [("embedding", "int4"), ("max_megabytes", "many"), ("max_megabytes", "0")]
)
def test_a_bad_value_in_the_environment_is_named(folder, name, value):
    with pytest.raises(UsageError, match=f"{name}.*{value}"):
        load_settings(folder, {f"READBACK_{name.upper()}": value})


def test_a_bad_value_says_where_it_stands(folder):
    toml(folder, "max_megabytes = 0")
    with pytest.raises(UsageError, match=r"readback\.toml"):
        load_settings(folder, {})
    with pytest.raises(UsageError, match="READBACK_EMBEDDING"):
        load_settings(folder, {"READBACK_EMBEDDING": "int4", "READBACK_MAX_MEGABYTES": "3"})


def test_an_unknown_setting_in_the_file_is_named(folder):
    toml(folder, "embeding = 'int8'")
    with pytest.raises(UsageError, match="embeding"):
        load_settings(folder, {})


@pytest.mark.parametrize("content", [b"embedding = ", b"\xff\xfe", b"\x00"])
def test_a_broken_file_is_named(folder, content):
    folder.mkdir()
    (folder / "readback.toml").write_bytes(content)
    with pytest.raises(UsageError, match=r"readback\.toml"):
        load_settings(folder, {})


def test_a_relative_cache_in_the_file_does_not_depend_on_where_one_stands(folder, tmp_path, monkeypatch):
    toml(folder, "cache = 'models'")
    monkeypatch.chdir(tmp_path)
    assert load_settings(folder, {}).cache == folder / "models"
