"""First run, settings and libraries in a real browser; the model's endpoint is scripted, the rest is real."""

import re

import pytest
from playwright.sync_api import expect
from support.pages import COUNCIL, FERRY, WHEN, ask, fill, question
from support.scripted import ScriptedServer, error, reply

pytestmark = pytest.mark.browser
KEY = "sk-typed-5up3rs3cr3tk3y"


def written(request):
    """An answer that cites the ferry's sentence, where one was sent; a word where none was."""
    found = re.search(r"\[([b-z]{2}\d+)\] The Aldis Rose left", request.prompt)
    return reply(f"The Aldis Rose left Norhaven at 16:05 [{found[1]}]." if found else "Yes.")


@pytest.fixture
def endpoint():
    with ScriptedServer(otherwise=written) as server:
        yield server


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    for name, text in {"ferry.txt": FERRY, "council.txt": COUNCIL}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory, serve_at, sample):
    """A server whose first library is empty, with a shelf."""
    folder = tmp_path_factory.mktemp("settings")
    with serve_at(folder / "Home", sample, folder / "server.log", folder / "shelf") as url:
        yield url, folder


@pytest.fixture
def url(served, request):
    """The address of a library of the test's own, which is empty."""
    address, folder = served
    name = re.sub(r"\W+", "-", request.node.name)[:50].strip("-")
    (folder / "shelf" / name).mkdir(parents=True)
    (folder / "shelf" / name / "readback.toml").touch()
    return f"{address}/?library={name}"


def settings(page):
    page.get_by_role("button", name="Settings", exact=True).click()
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_visible()


def model(page):
    return page.get_by_role("radio", name=re.compile("^A model"))


def connect(page, address, name="qwen3"):
    """Type where a model is."""
    model(page).check()
    page.get_by_label("Address", exact=True).fill(address)
    page.get_by_label("Model", exact=True).fill(name)


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()


def test_an_empty_library_explains_itself_and_waits_with_guide_and_briefing(visit, url):
    page = visit(url)
    expect(page.get_by_text("nothing is sent anywhere")).to_be_visible()
    main = page.locator("#rb-first")
    for name in ("Add files", "Add a folder", "Load the sample set", "Connect a model"):
        expect(main.get_by_role("button", name=name)).to_be_visible()
    for name in ("Guide", "Briefing"):
        button = page.locator("#rb-top").get_by_role("button", name=name)
        expect(button).to_have_attribute("aria-disabled", "true")
        expect(button).to_have_accessible_description("Add a document first.")
        button.click(force=True)
        expect(page.locator("#rb-app")).to_have_attribute("data-view", "ask")
    main.get_by_role("button", name="Connect a model").click()
    expect(page.get_by_role("heading", name="How answers are written")).to_be_visible()
    page.locator("#rb-top").get_by_role("button", name="Ask").click()
    main.get_by_role("button", name="Load the sample set").click()
    expect(page.locator(".rb-doc")).to_have_count(2)
    button = page.locator("#rb-top").get_by_role("button", name="Guide")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    expect(ask(page, WHEN)).to_contain_text("16:05")
    assert page.url.startswith(f"{url}#/ask/")


def test_a_model_is_connected_answers_and_is_left_again(visit, url, endpoint):
    page = visit(url)
    page.get_by_role("button", name="Load the sample set").click()
    expect(page.locator(".rb-doc")).to_have_count(2)
    settings(page)
    expect(page.locator(".rb-leaves")).to_have_text(re.compile("^Nothing"))
    model(page).check()
    expect(page.locator(".rb-leaves")).to_contain_text("are sent to OpenAI's service (api.openai.com)")
    connect(page, "http://box.example/v1")
    expect(page.locator(".rb-leaves")).to_contain_text("are sent to box.example.")
    connect(page, endpoint.url)
    expect(page.locator(".rb-leaves")).to_contain_text(f"go to {endpoint.address}, which is on this computer")
    page.get_by_label("Key").fill(KEY)
    save(page)
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.locator("#rb-top .rb-engine")).to_have_text("qwen3 on this computer")
    gear = page.get_by_role("button", name="Settings", exact=True)
    expect(gear).to_have_attribute("aria-current", "page")
    expect(page.get_by_label("Key")).to_have_value("")
    expect(page.get_by_label("Key")).to_have_attribute("placeholder", "One is known for this address")
    page.locator("#rb-top").get_by_role("button", name="Ask").click()
    turn = ask(page, WHEN)
    expect(turn).to_contain_text("The Aldis Rose left Norhaven at 16:05")
    expect(turn).to_contain_text(f"Asked qwen3 at {endpoint.address}")
    assert {request.headers["authorization"] for request in endpoint.requests} == {f"Bearer {KEY}"}
    assert KEY not in page.content()
    page.reload()
    page.wait_for_selector("#rb-app[data-state]")
    expect(page.locator("#rb-top .rb-engine")).to_have_text("qwen3 on this computer")
    settings(page)
    expect(page.get_by_label("Model", exact=True)).to_have_value("qwen3")
    page.get_by_role("radio", name=re.compile("^Quotes only")).check()
    save(page)
    expect(page.locator("#rb-top .rb-engine")).to_have_text("Quotes only, no model")
    page.locator("#rb-top").get_by_role("button", name="Ask").click()
    asked = len(endpoint.requests)
    expect(ask(page, "Who reached the ferry shortly after 17:30?")).to_contain_text("Bram Tolley")
    assert len(endpoint.requests) == asked


def test_testing_fails_then_succeeds_and_nothing_typed_is_lost(visit, url, endpoint):
    endpoint.models = ["qwen3", "gemma <b>"]
    page = visit(url)
    settings(page)
    connect(page, "http://127.0.0.1:port/v1", "")
    test = page.get_by_role("button", name="Test connection")
    test.click()
    expect(page.locator("[data-why=base_url]")).to_contain_text("This is no address")
    expect(page.get_by_label("Address", exact=True)).to_be_focused()
    with ScriptedServer() as gone:
        nobody = gone.url
    page.get_by_label("Address", exact=True).fill(nobody)
    page.get_by_label("Model", exact=True).fill("qwen3")
    test.click()
    expect(page.locator(".rb-tried")).to_contain_text("no server listens there")
    expect(test).to_be_enabled()
    page.get_by_label("Address", exact=True).fill(endpoint.url)
    expect(page.locator(".rb-tried")).to_be_empty()
    page.get_by_label("Model", exact=True).fill("")
    test.click()
    expect(page.get_by_role("button", name="gemma <b>")).to_be_visible()
    page.locator(".rb-offered").get_by_role("button", name="qwen3").click()
    expect(page.get_by_label("Model", exact=True)).to_have_value("qwen3")
    endpoint.enqueue(error(401, "no"))
    test.click()
    expect(page.locator(".rb-tried")).to_contain_text("asks for a key")
    page.get_by_label("Key").fill(KEY)
    test.click()
    expect(page.locator(".rb-tried")).to_have_text(f"Qwen3 answers at {endpoint.address}.")
    expect(page.locator("#rb-top .rb-engine")).to_have_text("Quotes only, no model")
    page.get_by_label("Context window").fill("0")
    save(page)
    expect(page.locator("[data-why=context_window]")).to_contain_text("whole number")
    page.get_by_label("Context window").fill("8192")
    page.get_by_label("Key").fill("kéy")
    save(page)
    expect(page.locator("[data-why=api_key]")).to_contain_text("Copy it once more")
    expect(page.get_by_label("Model", exact=True)).to_have_value("qwen3")
    expect(page.get_by_label("Context window")).to_have_value("8192")


def test_what_the_environment_sets_is_shown_with_its_reason(visit, tmp_path, serve_at, endpoint):
    around = {"READBACK_MODEL": "qwen3", "OPENAI_BASE_URL": endpoint.url}
    with serve_at(tmp_path / "library", tmp_path, tmp_path / "server.log", **around) as url:
        page = visit(url)
        settings(page)
        expect(page.get_by_label("Model", exact=True)).to_be_disabled()
        expect(page.get_by_label("Model", exact=True)).to_have_accessible_description(
            re.compile("Set by READBACK_MODEL in the environment")
        )
        expect(page.get_by_role("radio", name=re.compile("^Quotes only"))).to_be_disabled()
        page.get_by_label("Context window").fill("2048")
        save(page)
        expect(page.get_by_text("Saved.")).to_be_visible()
        expect(page.locator(".rb-library")).to_be_visible()
        page.locator(".rb-library").click()
        expect(page.locator("#rb-libraries")).to_be_visible()
        expect(page.get_by_label("New library")).to_have_count(0)


def test_libraries_are_made_and_switched_each_with_its_own_conversation(visit, served):
    address, _ = served
    page = visit(address)
    menu = page.locator("#rb-libraries")
    page.get_by_role("button", name="Library: Home").click()
    expect(menu.get_by_role("link", name="Home")).to_have_attribute("aria-current", "page")
    menu.get_by_label("New library").fill("home")
    menu.get_by_role("button", name="Create").click()
    expect(menu.get_by_role("alert")).to_contain_text("already")
    menu.get_by_label("New library").fill("Côte & Mer #2")
    menu.get_by_role("button", name="Create").click()
    page.wait_for_url("**/?library=C%C3%B4te%20%26%20Mer%20%232")
    expect(page.get_by_role("button", name="Library: Côte & Mer #2")).to_be_visible()
    page.get_by_role("button", name="Load the sample set").click()
    expect(page.locator(".rb-doc")).to_have_count(2)
    expect(ask(page, WHEN)).to_contain_text("16:05")
    page.get_by_role("button", name="Library: Côte & Mer #2").click()
    menu.get_by_role("link", name="Home").click()
    page.wait_for_selector("#rb-app[data-state]")
    expect(page.get_by_role("button", name="Library: Home")).to_be_visible()
    expect(page.locator(".rb-doc, .rb-turn")).to_have_count(0)
    fill(address, otter="Otters\n\nThe otter of Ulm slept at noon on Sunday.")
    page.reload()
    page.wait_for_selector("#rb-app[data-state=full]")
    expect(ask(page, "When did the otter of Ulm sleep?")).to_contain_text("noon")
    page.get_by_role("button", name="Library: Home").click()
    menu.get_by_role("link", name="Côte & Mer #2").click()
    page.wait_for_selector("#rb-app[data-state=full]")
    expect(page.locator(".rb-turn")).to_have_count(1)
    expect(page.locator(".rb-turn")).to_contain_text("16:05")
    expect(page.locator(".rb-doc")).to_have_count(2)


def test_a_library_that_is_not_there_says_so_and_leads_to_the_others(visit, served):
    page = visit(f"{served[0]}/?library=../<img%20src=x>")
    expect(page.locator("#rb-first")).to_contain_text("There is no library")
    page.locator(".rb-library").click()
    page.locator("#rb-libraries").get_by_role("link", name="Home").click()
    expect(page.get_by_role("button", name="Library: Home")).to_be_visible()
    assert all("404" in problem for problem in visit.problems)  # as Chromium notes what was not found
    visit.problems.clear()


def test_with_the_keyboard_alone(visit, url, endpoint):
    page = visit(url)
    page.locator(".rb-library").focus()
    page.keyboard.press("Enter")
    menu = page.locator("#rb-libraries")
    expect(menu).to_be_visible()
    box = page.locator(".rb-library").bounding_box()
    assert menu.bounding_box()["y"] >= box["y"] + box["height"]
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.locator(".rb-library")).to_be_focused()
    page.get_by_role("button", name="Settings", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name=re.compile("^Quotes only")).focus()
    page.keyboard.press("ArrowDown")
    expect(model(page)).to_be_checked()
    buttons = page.locator(".rb-presets button").count()
    for _ in range(buttons + 1):  # past the choice of local servers
        page.keyboard.press("Tab")
    expect(page.get_by_label("Address", exact=True)).to_be_focused()
    page.keyboard.type(endpoint.url)
    page.keyboard.press("Tab")
    page.keyboard.type("qwen3")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.locator("#rb-top .rb-engine")).to_have_text("qwen3 on this computer")


def test_on_a_phone(visit, url):
    page = visit(url, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    top = page.locator("#rb-top").bounding_box()
    for node in page.locator("#rb-top :is(.rb-library, .rb-engine, .rb-square)").all():
        box = node.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= top["height"]
        assert box["x"] + box["width"] <= 390
    page.locator(".rb-library").click()
    menu = page.locator("#rb-libraries").bounding_box()
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= 390
    page.keyboard.press("Escape")
    settings(page)
    model(page).check()
    page.get_by_role("button", name="Ollama").click()
    expect(page.get_by_label("Address", exact=True)).to_have_value("http://127.0.0.1:11434/v1")
    expect(page.get_by_label("Model", exact=True)).to_be_focused()
    save(page)
    expect(page.locator("[data-why=model]")).to_contain_text("Type the model's name")
    for node in page.locator("#rb-settings :is(input:not([type=radio]), .rb-button)").all():
        box = node.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    expect(question(page)).not_to_be_visible()
