"""The errors of documents and libraries, as their module's table of contents shows them."""

import re

from index import errors


def drawn():
    """Each error of the docstring's tree with the one above it."""
    above = []
    for line in errors.__doc__.splitlines():
        if match := re.match(r"([│├└─ ]*)([A-Z]\w+) {2,}\S", line):
            depth = len(match[1]) // 4
            above[depth:] = [match[2]]
            yield match[2], above[depth - 1] if depth else "Exception"


def test_the_tree_in_the_docstring_is_the_tree_of_classes():
    there = {
        name: found.__base__.__name__
        for name, found in vars(errors).items()
        if isinstance(found, type) and issubclass(found, Exception)
    }
    assert dict(drawn()) == there


def test_an_error_is_its_line():
    assert str(errors.LibraryBusy("somebody writes; wait")) == "somebody writes; wait"
