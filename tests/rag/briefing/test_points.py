"""What sources agree on is cited from those alone that say it."""

import pytest
from support.helpers import readback, write

HEAD = "---\nsource: {}\ndate: 2026-05-11\n---\n\n"
PAPERS = {
    "wire.md": """---
source: Velm Wire
date: 2026-03-02
---

The ferry Corvina ran aground off Velm. The rice of the Corvina, 8,000 tonnes of it, is safe.
""",
    "post.md": """---
source: Velm Post
date: 2026-03-02
---

Off Velm the ferry Corvina ran aground. The crew of nineteen of the Corvina are unhurt.
""",
    "notes.txt": """Notes from the pier

The ferry Corvina ran aground off Velm. The crew of nineteen of the Corvina are unhurt and the rice of the
Corvina, 8,000 tonnes of it, is safe.
""",
}


@pytest.fixture(scope="module")
def cited(tmp_path_factory):
    """Each shown sentence of the briefing with the quotations it cites."""
    folder = tmp_path_factory.mktemp("points")
    with readback(folder / "library") as rb:
        rb.add(write(folder / "files", PAPERS))
        made = rb.brief()
    quotes = {citation.n: citation.quote for citation in made.citations}
    return {
        sentence.text: [quotes[n] for n in sentence.citations]
        for section in made.sections
        for sentence in section.sentences
    }


def test_every_source_of_a_figure_gives_the_figure(cited):
    for text, quotes in cited.items():
        if "8,000" in quotes[0] and "nineteen" not in quotes[0]:
            assert all("8,000" in quote for quote in quotes), text
        if "nineteen" in quotes[0] and "8,000" not in quotes[0]:
            assert all("nineteen" in quote for quote in quotes), text
    assert any("8,000" in quotes[0] or "nineteen" in quotes[0] for quotes in cited.values())


def test_a_day_that_both_name_is_no_agreement_on_the_rest(tmp_path):
    papers = {
        "post.md": HEAD.format("Velm Post")
        + "The Velm Cableway was at a standstill for 55 minutes on Saturday.\n",
        "echo.md": HEAD.format("Velm Echo")
        + "The cableway of Velm was at a standstill for 55 minutes on Saturday.\n",
        "statement.md": HEAD.format("Cableway Company")
        + "On Saturday the Velm Cableway came to a standstill.\n",
    }
    with readback(tmp_path / "library") as rb:
        rb.add(write(tmp_path / "files", papers))
        made = rb.brief()
    quotes = {citation.n: citation.quote for citation in made.citations}
    told = [sentence for section in made.sections for sentence in section.sentences]
    (lasted,) = [sentence for sentence in told if "55 minutes" in sentence.text]
    assert all("55 minutes" in quotes[n] for n in lasted.citations)
    assert "Cableway Company" not in lasted.text
