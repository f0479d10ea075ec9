"""Answers written by a model, in a real browser: the endpoint is scripted, the rest is real."""

import re
from threading import Event

import pytest
from playwright.sync_api import expect
from support.judged import following, judged, key_of, keys
from support.pages import COUNCIL, FERRY, WHEN, ask, fill, question
from support.scripted import Reply, Request, ScriptedServer, reply

pytestmark = pytest.mark.browser
LEFT = "With 212 people aboard, the Aldis Rose left Norhaven at 16:05 [*]. "
POWER = "At about 16:20, passengers said, she lost all power [*]. "
GREEN = "The tug was painted a bright green [*]. "
SEEN = """() => {
  const log = document.querySelector('#rb-latest');
  window.seen = {text: [], attributes: []};
  const keep = (node) => {
    window.seen.text.push(node.textContent);
    for (const one of node.querySelectorAll ? [node, ...node.querySelectorAll('*')] : [])
      for (const attribute of one.attributes) window.seen.attributes.push(attribute.value);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      window.seen.text.push(change.oldValue ?? '', change.target.textContent);
      change.addedNodes.forEach(keep);
      if (change.type === 'attributes') keep(change.target);
    }
  }).observe(log, {subtree: true, childList: true, attributes: true, characterData: true,
    characterDataOldValue: true});
}"""


# How far what stands in a turn was moved by what came after it, as browsers score it.
SHIFTS = """() => {
  window.shifted = 0;
  const within = ({node}) => (node instanceof Element ? node : node?.parentElement)?.closest('.rb-turn');
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.sources.some(within)) window.shifted += entry.value;
    }
  }).observe({type: 'layout-shift'});
}"""


# Each letter of an answer's text, with the place where it stands, in pixels.
LETTERS = """(turn) => {
  const found = [], range = document.createRange();
  for (const sentence of turn.querySelectorAll('.rb-prose .rb-sentence')) {
    const texts = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (text.parentElement.closest('.rb-sr, .rb-chip, .rb-blank')) continue;
      for (const letter of text.data.matchAll(/\\S/g)) {
        range.setStart(text, letter.index);
        range.setEnd(text, letter.index + 1);
        const box = range.getBoundingClientRect();
        found.push([letter[0], Math.round(box.left), Math.round(box.top)].join(' '));
      }
    }
  }
  return found;
}"""


FERRY_WORDS = "The Aldis Rose left Norhaven at 16:05"


def writes(*texts: str | Event, sizes: tuple[int, ...] = (8,)):
    """An answer whose ``[*]`` cite the ferry's passage."""

    def answer(request: Request) -> Reply:
        key = key_of(request, FERRY_WORDS)
        cited = [text.replace("[*]", f"[{key}]") if isinstance(text, str) else text for text in texts]
        return reply(*cited, sizes=sizes)

    return answer


def waits(gate: Event, judgement):
    """A judgement that comes once the gate is open."""

    def answer(request: Request) -> Reply:
        assert gate.wait(60)
        return judgement(request)

    return answer


def begin(page, text: str):
    """Ask, and give the turn while its answer is being written."""
    question(page).fill(text)
    question(page).press("Enter")
    turn = page.locator(".rb-turn").last
    expect(turn.locator("h2")).to_have_text(text)
    return turn


def hung_up(endpoint: ScriptedServer, gates: list[Event]) -> bool:
    """Whether the page's server hangs up, be it when more of the answer comes."""
    return any((gate.set(), endpoint.left.wait(1))[1] for gate in gates)


def going_on(gates: list[Event]) -> list[str | Event]:
    """The rest of an answer that nobody reads any more, a word at a time."""
    return [part for gate in gates for part in (gate, "and so on ")]


@pytest.fixture(scope="module")
def scripted():
    """The endpoint."""
    with ScriptedServer() as server:
        yield server


@pytest.fixture(scope="module")
def url(tmp_path_factory, serve_at, scripted):
    """A server with a model, whose library holds the two articles."""
    folder = tmp_path_factory.mktemp("model")
    model = {"READBACK_MODEL": "qwen3", "OPENAI_BASE_URL": scripted.url}
    with serve_at(folder / "library", folder, folder / "server.log", **model) as address:
        fill(address, ferry=FERRY, council=COUNCIL)
        yield address


@pytest.fixture
def endpoint(scripted):
    """The endpoint, with nobody gone yet."""
    scripted.left.clear()
    scripted.requests.clear()
    return scripted


def test_a_sentence_is_a_draft_until_it_is_whole_and_its_marks_move_nothing(visit, url, endpoint):
    page = visit(url)
    expect(page.locator("#rb-top")).to_contain_text("qwen3 on this computer")
    expect(page.locator("#rb-invite")).to_contain_text(f"are sent to {endpoint.address}")
    page.evaluate(SEEN)
    first, second, read = Event(), Event(), Event()
    texts = (LEFT[:40], first, LEFT[40:] + POWER[:16], second, POWER[16:])
    endpoint.enqueue(writes(*texts, sizes=(1, 2, 3)), waits(read, judged("supported", "supported")))
    turn = begin(page, WHEN)
    page.evaluate(SHIFTS)
    draft = turn.locator(".rb-draft")
    expect(draft).to_have_text("With 212 people aboard, the Aldis Rose")
    expect(draft).to_have_attribute("aria-hidden", "true")
    expect(turn.locator(".rb-sentence, .rb-chip, .rb-tag, .rb-audit")).to_have_count(0)
    ink = "(one) => getComputedStyle(one).color"
    assert draft.evaluate(ink) != turn.locator(".rb-prose").evaluate(ink)
    first.set()
    expect(draft).to_have_text("At about 16:20,")
    chip = turn.get_by_role("button", name=re.compile("^Source 1: ")).first
    assert chip.get_attribute("data-quote") in FERRY
    expect(turn.locator("[data-verdict=written]")).to_have_count(1)
    expect(turn.locator(".rb-draft button, .rb-audit")).to_have_count(0)
    chip.focus()
    top = chip.bounding_box()
    second.set()
    expect(turn.locator(".rb-waiting")).to_contain_text("Reading the answer back")
    expect(turn.locator("[data-verdict=written]")).to_have_count(2)
    expect(draft).to_have_count(0)
    read.set()
    expect(turn.locator(".rb-audit")).to_contain_text("2 sentences read back by qwen3")
    expect(turn.locator("[data-verdict=supported]")).to_have_count(2)
    expect(turn.locator(".rb-bill")).to_contain_text(f"Asked qwen3 at {endpoint.address}")
    expect(chip).to_be_focused()
    assert chip.bounding_box() == top
    assert page.evaluate("() => window.shifted") < 0.01
    seen = page.evaluate("() => window.seen")
    text, attributes = "\n".join(seen["text"]), "\n".join(seen["attributes"])
    assert "At about 16:20" in text
    assert "[" not in text
    for key in keys(endpoint.requests[0]):
        assert f"[{key}" not in text + attributes


def test_no_verdict_moves_a_word_of_the_answer(visit, url, endpoint):
    page, read = visit(url), Event()
    texts = (
        LEFT,
        "She carried 230 people that day and not a few cars [*]. ",
        GREEN,
        "The tug reached her at once, before anybody had called for it, some say [*][*]. ",
        "All power was lost by her at about 16:20. ",
        "Nothing at all was heard of her owners for a week [*]. ",
        POWER,
    )

    def judge(request: Request) -> Reply:
        tug = key_of(request, "The tug Bram Tolley")
        return judged(
            "supported",
            {
                "verdict": "contradicted",
                "otherwise": [{"sentence_words": "230 people", "document_words": "212 people"}],
            },
            "unsupported",
            {"verdict": "partly", "keys": [tug], "not_borne_out": ["before anybody had called for it"]},
            {"verdict": "supported", "keys": [key_of(request, "She lost all power")]},
            None,
            {"verdict": "supported", "keys": [key_of(request, "She lost all power"), tug]},
        )(request)

    endpoint.enqueue(writes(*texts), waits(read, judge))
    turn = begin(page, WHEN)
    page.evaluate(SHIFTS)
    expect(turn.locator(".rb-waiting")).to_be_visible()
    expect(turn.locator("[data-verdict=written]")).to_have_count(7)
    before = turn.evaluate(LETTERS)
    read.set()
    expect(turn.locator(".rb-remarks li")).to_have_count(3)
    found = [one.get_attribute("data-verdict") for one in turn.locator(".rb-sentence").all()]
    assert found == [
        "supported", "contradicted", "unsupported", "partly", "supported", "unclear", "supported",
    ]  # fmt: skip
    assert len(before) > 250
    assert turn.evaluate(LETTERS) == before
    assert page.evaluate("() => window.shifted") < 0.01
    mends = turn.locator(".rb-remarks li")
    expect(mends.nth(0)).to_contain_text("Your documents say otherwise“She carried 230 people")
    expect(mends.nth(0)).to_contain_text("the source “212 people”")
    expect(mends.nth(0).get_by_role("button", name=re.compile("^Source "))).to_have_count(1)
    expect(mends.nth(1)).to_contain_text("Not in your documents“The tug was painted")
    expect(mends.nth(2)).to_contain_text("“before anybody had called for it” is not in the source")
    page.reload()
    expect(turn.locator(".rb-remarks li")).to_have_count(3)


def test_a_list_a_table_and_an_answer_in_short(visit, url, endpoint):
    page, gate, read = visit(url), Event(), Event()
    table = "| What | When |\n|---|---|\n| Left **Norhaven** | 16:05 [*] |\n"
    rest = "\n- `<b>` is no tag [*].\n- She had 212 ", gate, "people aboard [*].\n"
    judgement = judged(
        "no_claim", "supported", "unsupported", "supported", short="16:05", short_words=FERRY_WORDS
    )
    endpoint.enqueue(
        lambda request: writes(table, *rest, following(request, "Who towed her?"))(request),
        waits(read, judgement),
    )
    turn = begin(page, WHEN)
    page.evaluate(SHIFTS)
    expect(turn.locator("ul.rb-items > li:last-child > .rb-draft")).to_have_text("She had 212")
    gate.set()
    expect(turn.locator(".rb-waiting")).to_be_visible()
    box = turn.locator(".rb-grid").bounding_box()
    read.set()
    expect(turn.locator(".rb-short")).to_contain_text("16:05")
    assert turn.locator(".rb-grid").bounding_box() == box
    assert page.evaluate("() => window.shifted") < 0.01
    expect(turn.get_by_role("columnheader")).to_have_text(["What", "When"])
    expect(turn.get_by_role("cell").first).to_have_text("Left Norhaven")
    expect(turn.locator(".rb-grid strong")).to_have_text("Norhaven")
    expect(turn.locator(".rb-items code")).to_have_text("<b>")
    turn.get_by_role("button", name="Hide unsupported").click()
    expect(turn.locator(".rb-items li").first).to_be_hidden()
    endpoint.enqueue(reply("Who towed her?"), writes(LEFT), judged("supported"))
    turn.get_by_role("button", name="Who towed her?").click()
    expect(page.locator(".rb-turn h2").last).to_have_text("Who towed her?")
    expect(page.locator(".rb-turn").last.locator(".rb-audit:not(.rb-waiting), .rb-nothing")).to_be_visible()


def test_what_is_not_borne_out_is_marked_and_can_be_hidden(visit, url, endpoint):
    page, gate = visit(url), Event()
    endpoint.enqueue(writes(LEFT, GREEN, POWER), judged("supported", "unsupported", "supported"))
    turn = ask(page, WHEN)
    green = turn.locator(".rb-sentence[data-verdict=unsupported]")
    expect(green).to_contain_text("painted a bright green")
    expect(green).to_contain_text("Not in your documents")
    expect(turn.locator(".rb-remarks li")).to_contain_text("Not in your documents“The tug was painted")
    expect(green.locator("button")).to_have_count(0)
    expect(turn.locator(".rb-audit")).to_contain_text("2 sentences read back")
    expect(turn.locator(".rb-audit")).to_contain_text("1 not in your documents")
    turn.get_by_role("button", name="Hide unsupported").click()
    expect(green).to_be_hidden()
    expect(turn.locator(".rb-remarks li")).to_be_hidden()
    endpoint.enqueue(reply("What did the library of the council look like?"))
    endpoint.enqueue(writes("Of the library ", gate, "nothing more [*]."), judged("unsupported"))
    begin(page, "What did the library of the council look like?")
    expect(page.locator(".rb-draft")).to_be_visible()
    expect(page.locator("[data-verdict=unsupported]").first).to_be_hidden()
    gate.set()
    expect(page.locator(".rb-turn").last.locator(".rb-audit:not(.rb-waiting), .rb-nothing")).to_be_visible()
    page.get_by_role("button", name="Show unsupported").first.click()
    expect(page.locator("[data-verdict=unsupported]").first).to_be_visible()


def test_stop_keeps_what_was_written_and_hangs_up(visit, url, endpoint):
    page, gates = visit(url), [Event() for _ in range(20)]
    endpoint.enqueue(writes(LEFT, "She lost all ", *going_on(gates)))
    turn = begin(page, WHEN)
    expect(turn.locator(".rb-draft")).to_contain_text("She lost")
    expect(page.locator("#rb-ask")).to_be_hidden()
    stop = page.get_by_role("button", name="Stop", exact=True)
    stop.focus()
    page.keyboard.press("Enter")
    unread = "Stopped before the answer was read back."
    expect(turn.get_by_text(unread, exact=True)).to_be_visible()
    expect(turn.locator(".rb-draft")).to_have_count(0)
    expect(turn.locator(".rb-prose")).not_to_contain_text("She lost")
    expect(turn.locator(".rb-prose button.rb-chip")).to_have_count(1)
    expect(turn.locator("[data-verdict=unclear]")).to_contain_text("Not checked: read the source")
    expect(turn.locator(".rb-problem")).to_have_count(0)
    expect(stop).to_be_hidden()
    expect(question(page)).to_be_focused()
    assert hung_up(endpoint, gates)
    page.reload()
    expect(page.get_by_text(unread, exact=True)).to_be_visible()
    endpoint.enqueue(writes(POWER), judged("supported"))
    expect(ask(page, "When did she lose all power?")).to_contain_text("16:20")
    assert len(endpoint.requests) == 3, "what was stopped is no part of the conversation"


@pytest.mark.parametrize("leaves", ["reload", "new chat"])
def test_whoever_leaves_in_the_middle_hangs_up(visit, url, endpoint, leaves):
    page, gates = visit(url), [Event() for _ in range(20)]
    endpoint.enqueue(writes(LEFT, "She lost all ", *going_on(gates)))
    expect(begin(page, WHEN).locator(".rb-draft")).to_contain_text("She lost")
    if leaves == "reload":
        page.reload()
        expect(page.locator(".rb-turn h2")).to_have_text(WHEN)
        expect(page.locator(".rb-turn")).to_contain_text("Interrupted")
        expect(page.locator(".rb-draft, .rb-work")).to_have_count(0)
        visit.problems.clear()  # Gradio complains of the connection that the reload ended
    else:
        page.get_by_role("button", name="New chat").click()
        expect(page.locator(".rb-turn")).to_have_count(0)
    assert hung_up(endpoint, gates)
    endpoint.enqueue(writes(POWER), judged("supported"))
    expect(ask(page, "When did the Aldis Rose lose all power?")).to_contain_text("16:20")


def test_an_endpoint_that_dies_leaves_quotations_and_says_so(visit, url, endpoint):
    page, gate = visit(url), Event()

    def dies(request: Request) -> Reply:
        made = writes("The Aldis Rose sank in a storm near ", gate, "Sule [*].")(request)
        return made.first(made.parts.index(gate) + 1)

    endpoint.enqueue(dies)
    turn = begin(page, WHEN)
    expect(turn.locator(".rb-draft")).to_contain_text("sank in a storm")
    gate.set()
    expect(turn.locator(".rb-note")).to_contain_text("These are quotations from your documents instead.")
    expect(turn.locator(".rb-note")).to_contain_text(endpoint.address)
    expect(turn).to_contain_text("left Norhaven at 16:05")
    expect(turn).not_to_contain_text("sank in a storm")
    assert turn.locator("button.rb-chip").first.get_attribute("data-quote") in FERRY


def test_a_follow_up_tells_how_it_was_understood(visit, url, endpoint):
    page = visit(url)
    endpoint.enqueue(writes(LEFT, POWER), judged("supported", "supported"))
    ask(page, WHEN)
    endpoint.enqueue(reply("When did the Aldis Rose lose all power?"), writes(POWER), judged("supported"))
    turn = ask(page, "And when did she lose it?")
    expect(turn.locator(".rb-lead-in .rb-meta")).to_contain_text(
        "2 documents searched · Understood as: When did the Aldis Rose lose all power?"
    )
    expect(turn.locator(".rb-note")).to_have_count(0)
    assert WHEN in endpoint.requests[2].prompt
    assert "212 people aboard" in endpoint.requests[2].prompt


def test_hostile_words_of_a_model_stay_words(visit, url, endpoint):
    page, gate = visit(url), Event()
    image, link = "<img src=x onerror=window.hacked=1>", "[a link](javascript:window.hacked=1)"
    pixel, script = "![pixel](http://evil.example/pixel.png)", "<script>window.hacked=1</script>"
    texts = (
        f"The Aldis Rose left Norhaven at 16:05 {image} {pixel} {link} {script} and ",
        gate,
        "so on [*].",
    )
    endpoint.enqueue(writes(*texts), judged("unsupported"))
    turn = begin(page, WHEN)
    expect(turn.locator(".rb-draft")).to_contain_text(image)
    harmful = page.locator("#rb-app :is(img, script, iframe, a:not(.rb-skip, .rb-item))")
    expect(harmful).to_have_count(0)
    gate.set()
    expect(turn.locator(".rb-audit:not(.rb-waiting), .rb-nothing, .rb-note").first).to_be_visible()
    expect(harmful).to_have_count(0)
    assert page.evaluate("() => window.hacked") is None


def test_what_a_briefing_asks_of_the_model_is_said_before(visit, url):
    page = visit(url)
    page.get_by_role("button", name="Briefing", exact=True).first.click()
    line = page.locator(".rb-plan")
    expect(line).to_contain_text("requests to qwen3")
    expect(line).to_contain_text("tokens read")
    both = line.inner_text()
    page.locator("#rb-list .rb-check").first.uncheck()
    expect(line).not_to_have_text(both)
