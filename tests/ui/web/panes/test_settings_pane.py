"""The settings' view and the menu of libraries as HTML: what stands in them, and what never does."""

from importlib.metadata import version

import pytest
from support.helpers import readback, write
from support.parsed import Parsed

from rag import Readback, load_settings
from ui.http.shelf import Shelf
from ui.web.panes import frame
from ui.web.panes.libraries_menu import libraries_menu, title_of
from ui.web.panes.settings_pane import settings_view
from ui.web.templates import render
from ui.words.engine_status import EngineStatus

HOSTILE = '"><img src=x onerror=alert(1)>${alert(1)}{{7*7}}'
URL = "http://127.0.0.1:8080/v1"


def view(folder, **more):
    with readback(folder, **more) as opened:
        return Parsed(settings_view(opened))


def fields(page):
    return {field["name"]: field for field in page.all("input") if field["type"] != "radio"}


def chosen(page):
    return [field["value"] for field in page.all("input") if field["type"] == "radio" and "checked" in field]


def test_without_a_model_the_fields_wait(tmp_path):
    page = view(tmp_path)
    assert chosen(page) == ["quotes"]
    assert "checked" in fields(page)["judge"]
    assert {name: field["value"] for name, field in fields(page).items() if "value" in field} == {
        "base_url": "", "model": "", "api_key": "", "context_window": "",
    }  # fmt: skip
    assert [attributes for _, attributes in page.tags if attributes.get("class") == "rb-endpoint"] == [
        {"class": "rb-endpoint", "hidden": None}
    ]
    assert str(tmp_path) not in page.text
    for words in (tmp_path.name, "0 documents", "50 MB", version("readback"), "all-MiniLM-L6-v2 (int8)"):
        assert words in page.text


def test_every_field_has_a_label_a_hint_and_a_place_for_what_is_wrong(tmp_path):
    page = view(tmp_path)
    labels = {label["for"] for label in page.all("label") if "for" in label}
    ids = {attributes.get("id") for _, attributes in page.tags}
    for name, field in fields(page).items():
        assert field["id"] in labels
        assert set(field["aria-describedby"].split()) <= ids
        assert {"data-why": name, "role": "alert"}.items() <= next(
            attributes for _, attributes in page.tags if attributes.get("id") == f"rb-why-{name}"
        ).items()
    assert {button["type"] for button in page.all("button")} == {"button", "submit"}


def test_a_key_is_known_of_and_not_shown(tmp_path):
    page = view(tmp_path, model="qwen3", base_url=URL, api_key="s3cret")
    assert chosen(page) == ["model"]
    key = fields(page)["api_key"]
    assert (key["type"], key["autocomplete"], key["value"]) == ("password", "off", "")
    assert (key["data-known"], key["data-address"]) == ("yes", URL)
    assert "s3cret" not in str(page.tags) + page.text


def test_what_is_set_elsewhere_cannot_be_typed_and_says_where(tmp_path):
    around = {"READBACK_MODEL": "qwen3", "OPENAI_BASE_URL": URL}
    with Readback(settings=load_settings(tmp_path / "library", around)) as opened:
        page = Parsed(settings_view(opened))
    assert {name for name, field in fields(page).items() if "disabled" in field} == {"model", "base_url"}
    assert "Set by READBACK_MODEL in the environment." in page.text
    assert "Ollama" not in page.text
    assert all("disabled" in field for field in page.all("input") if field["type"] == "radio")


def test_an_endpoints_embedder_is_shown_with_how_to_change_it(tmp_path):
    page = view(tmp_path, embedding_model="bge-m3", base_url="http://box.example/v1")
    assert "bge-m3 at box.example" in page.text
    assert "readback reindex" in page.text
    (form,) = [form for form in page.all("form") if form["class"] == "rb-settings"]
    assert form["data-texts"].startswith("Your questions are sent to box.example. The texts of documents")


def test_a_broken_library_still_has_settings(tmp_path):
    write(tmp_path, {"catalog.sqlite3": "this is no database"})
    page = view(tmp_path)
    assert "Largest file" in page.text
    assert "0 documents" not in page.text


def test_hostile_names_stay_text(tmp_path):
    folder = tmp_path / HOSTILE.replace("/", "")
    page = view(folder, model=HOSTILE, base_url=f"http://{HOSTILE}/v1", embedding_model=HOSTILE)
    assert not page.all("img")
    assert fields(page)["model"]["value"] == HOSTILE
    assert HOSTILE.replace("/", "") in page.text


@pytest.fixture
def shelf(tmp_path):
    with readback(tmp_path / "home") as home:
        served = Shelf(home, tmp_path / "shelf")
        yield served
        served.close()


def menu(shelf, library=""):
    return Parsed(render("libraries", menu=libraries_menu(shelf, library)))


def test_the_menu_links_to_each_library_and_marks_the_present_one(shelf, tmp_path):
    for name in ("Côte & Mer #2", "50% more"):
        shelf.create(name)
    write(tmp_path / "shelf" / "<img src=x onerror=alert(1)>", {"readback.toml": ""})
    page = menu(shelf, "50% more")
    assert [link["href"] for link in page.all("a")] == [
        "/",
        "/?library=50%25%20more",
        "/?library=%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E",
        "/?library=C%C3%B4te%20%26%20Mer%20%232",
    ]
    assert [link.get("aria-current") for link in page.all("a")] == [None, "page", None, None]
    assert not page.all("img")
    assert title_of(shelf, "") == "home"
    assert title_of(shelf, HOSTILE) == HOSTILE


def test_where_one_library_is_served_no_other_can_be_made(shelf):
    assert menu(shelf).all("form")
    assert not menu(Shelf(shelf.home)).all("form")


@pytest.mark.parametrize(
    ("engine", "words"),
    [
        (EngineStatus(), "Quotes only, no model"),
        (EngineStatus("qwen3", "", "127.0.0.1:8080", True), "qwen3 on this computer"),
        (EngineStatus("gpt-5", "", "OpenAI's service (api.openai.com)"), "gpt-5 at OpenAI's service"),
    ],
)
def test_the_bar_at_the_top_tells_who_answers_and_where(engine, words):
    assert words in Parsed(frame.top(engine, "home")).text


def test_the_first_screen_offers_all_ways_in(shelf):
    page = Parsed(frame.first_screen(EngineStatus(), 50, sample=True))
    done = [button.get("data-do") for button in page.all("button")]
    assert done == ["add", "add-folder", "sample", "view"]
    assert "nothing is sent anywhere" in page.text
    with_model = Parsed(frame.first_screen(EngineStatus(HOSTILE, "", "box.example"), 50, sample=False))
    assert "are sent to box.example" in with_model.text
    assert not with_model.all("img")
