"""Each benchmark finds the project's packages by itself: those of the tests have the same names."""

import re
from pathlib import Path

import pytest

SCRIPTS = sorted(Path(__file__).parent.glob("bench_*.py"))
ROOT_FIRST = re.compile(r"sys\.path\[:0\] = \[str\(ROOT\), |\nsys\.path\.insert\(0, .+parents\[2\]\)\)\n\n")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_looks_into_the_project_before_its_tests(script):
    text = script.read_text(encoding="utf-8")
    assert "sys.path" not in text or ROOT_FIRST.search(text)
