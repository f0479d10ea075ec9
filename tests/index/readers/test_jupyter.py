"""Notebooks: texts, code and what it printed, in order."""

import json

import pytest
from support.files import written

from index.errors import Damaged, NoText
from index.read import read
from index.readers.jupyter import read_notebook

PICTURE = {"output_type": "display_data", "data": {"image/png": "iVBOR", "text/plain": "<Figure>"}}
RESULT = {"output_type": "execute_result", "data": {"text/html": "<b>7</b>", "text/plain": ["7"]}}
CELLS = [
    {"cell_type": "markdown", "source": ["# The pier\n", "It opens in May."]},
    {
        "cell_type": "code",
        "source": "fee = 7\nfee",
        "outputs": [
            {"output_type": "stream", "name": "stdout", "text": ["read\n", "all\n"]},
            RESULT,
            PICTURE,
            {"output_type": "error", "ename": "ValueError", "evalue": "no fee", "traceback": ["\x1b[31m"]},
        ],
    },
    {"cell_type": "code", "source": "", "outputs": []},
]


def notebook(cells, **more):
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": cells, **more}).encode()


def test_texts_code_and_results_are_read_in_order(tmp_path):
    reading = read(written(tmp_path, "a.ipynb", notebook(CELLS)))
    assert reading.text.split("\n\n") == [
        "# The pier\nIt opens in May.",
        "```\nfee = 7\nfee\n```",
        "```\nread\nall\n```",
        "```\n7\n```",
        "```\nValueError: no fee\n```",
    ]
    assert (reading.title, reading.media_type) == ("The pier", "application/x-ipynb+json")


def test_notebooks_of_version_3_are_read():
    cells = [
        {"cell_type": "heading", "level": 2, "source": "Fees"},
        {"cell_type": "code", "input": ["1+1"], "outputs": [{"output_type": "pyout", "text": ["2"]}]},
    ]
    data = json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": cells}]}).encode()
    assert read_notebook("a.ipynb", data).text == "## Fees\n\n```\n1+1\n```\n\n```\n2\n```"


def test_a_notebook_without_headings_has_its_files_name():
    assert read_notebook("ferry_fares.ipynb", notebook(CELLS[1:])).title == "ferry fares"


@pytest.mark.parametrize(
    ("data", "error"),
    [(b'{"cells": 7}', Damaged), (b"[1]", Damaged), (b'{"cells": [', Damaged), (notebook([]), NoText)],
)
def test_what_is_no_notebook_ends_in_one_line(data, error):
    with pytest.raises(error):
        read_notebook("a.ipynb", data)
