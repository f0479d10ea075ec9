"""What people see: colours only in a terminal, and no foreign text that a terminal or rich would obey."""

import pytest
from support.blocks import BLOCKS
from support.terminals import ESCAPE, HOSTILE, in_terminal

from ui.cli.command_frame import on_terminal, one_line


@pytest.fixture
def hostile(tmp_path):
    """A folder with one file whose name, title and text are all hostile."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    name = "wal\x1b[31mrus\n\"'[bold].txt"
    (folder / name).write_text(f"{HOSTILE} title\n\nThe walrus {HOSTILE} rests on the ice floe.\n")
    return folder


def test_the_marks_are_replaced_one_by_one():
    assert one_line("a\x1b[31m\r\nb\u202ec\td") == "a�[31m b�c d"
    assert on_terminal("a\x1b\r\nb\rc\n\td") == "a�\r\nb�c\n\td"
    assert len(on_terminal(HOSTILE)) == len(HOSTILE)


def test_no_command_prints_what_a_terminal_would_obey(cli, hostile, tmp_path):
    said = [cli("add", hostile, hostile / "no\x1b[31m\nfile.txt", "--library", "lib").output]
    said.append(cli("list", "--library", "lib").output)
    said.append(cli("ask", "Where does the walrus rest?", "--library", "lib").output)
    said.append(cli("search", "walrus", "--library", "lib").output)
    said.append(cli("ask", "Where does the heron nest?", "--library", "lib").output)
    title = f"{HOSTILE} as title"
    said.append(
        cli(
            "set", "wal\x1b[31mrus\n\"'[bold].txt", "--title", title, "--outlet", HOSTILE, "--library", "lib"
        ).output
    )
    said.append(cli("list", "--library", "lib", COLUMNS="200").output)
    said.append(cli("list", "--library", "lib", "--json").output)
    for output in said:
        assert output
        assert not any(mark in output for mark in (ESCAPE, "\x9b", "\x07", "\x7f", "\x08", "\u202e")), output
    assert "[bold]b[/bold] [/] :smile:" in said[6]
    assert said[0].count("\n") == 2


def test_text_is_exact_in_a_pipe_and_harmless_in_a_terminal(cli, hostile):
    library = hostile.parent / "lib"
    cli("add", hostile, "--library", library)
    (file,) = hostile.iterdir()
    assert cli("text", file.name, "--library", library).stdout_bytes == file.read_bytes()
    shown = in_terminal("text", file.name, "--library", library)
    assert "walrus" in shown
    assert not any(mark in shown for mark in (ESCAPE, "\x9b", "\x07", "\u202e"))


def test_a_terminal_gets_colours_and_its_own_width(library):
    question = ["ask", "How many passengers did the ferry Corvina carry?", "--library", library]
    shown = in_terminal(*question, columns=44)
    assert f"{ESCAPE}[" in shown
    plain = in_terminal(*question, columns=44, NO_COLOR="1")
    assert ESCAPE not in plain
    assert max(map(len, plain.splitlines())) <= 44
    assert len(plain.splitlines()) > 3


def test_a_pipe_gets_no_colours(process, library):
    for command in (["list"], ["ask", "Who built the lighthouse?"]):
        assert ESCAPE not in process(*command, "--library", library).stdout


def test_adding_in_a_terminal_shows_a_bar_and_leaves_one_line(papers, tmp_path):
    shown = in_terminal("add", papers, "--library", tmp_path / "lib", columns=80)
    assert "4 added" in shown
    assert ESCAPE in shown  # the bar, taken away again at the end


def test_disagreements_and_verdicts_are_shown(capsys):
    from rag.shapes import Answer, AnswerSentence, Citation, Disagreement, Value
    from ui.terminal import paper_output

    cited = [Citation(n, "d", f"Title {n}", None, None, 3, 5, 9, "word") for n in (1, 2)]
    values = (Value("40 minutes", (1,), ("d",), 1), Value("55 minutes", (2,), ("e",), 2))
    paper_output.answer(
        Answer(
            "Q?", True, 0.9, "extractive",
            (AnswerSentence("It took 40 minutes.", (1, 2), "partly"),), tuple(cited),
            (Disagreement("duration", "conflict", values),), notes=("A note.",),
        )
    )  # fmt: skip
    said = capsys.readouterr().out
    assert "It took 40 minutes. [1][2] (partly supported)" in said
    assert "Your sources disagree: duration" in said
    assert "  - 55 minutes [2] (2 independent sources)" in said
    assert "[1] Title 1 (page 3), characters 5–9" in said
    assert said.endswith("A note.\n")


def test_an_answer_in_blocks_keeps_its_form(capsys, monkeypatch):
    from ui.terminal import console, paper_output

    for columns, table in (
        (
            100,
            [
                "What    Where        Price",
                "Ticket  on board     15 euros [2] (your documents say otherwise)",
            ],
        ),
        (24, ["  - Ticket; on board; 15", "    euros [2] (your"]),
    ):
        monkeypatch.setenv("COLUMNS", str(columns))
        console.console.cache_clear()
        paper_output.answer(BLOCKS)
        console.console.cache_clear()
        said = capsys.readouterr().out
        assert said.startswith(
            "212 people, 12 euros" if columns < 30 else "212 people, 12 euros each [1][2]\n\n"
        )
        lines = said.splitlines()
        assert lines.index(table[0]) + 1 == lines.index(table[1])
        assert "The crossing" in lines
        assert "**" not in said
        assert "Read back by gpt-4o" in lines
        assert lines[-3:] == ["You could ask next:", "  - Who towed her?", "  - Was it cold?"]
    assert "  - Es war kalt. [2]" in lines
