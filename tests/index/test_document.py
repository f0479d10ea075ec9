"""The sets of words of the JSON shapes take a word that only a later version knows."""

from pydantic import TypeAdapter

from index.document import DocumentState

STATE = TypeAdapter(DocumentState)


def test_a_known_word_is_one_of_the_set():
    assert STATE.validate_python("ready") is DocumentState.READY
    assert STATE.dump_json(DocumentState.READY) == b'"ready"'
    assert STATE.json_schema() == {"type": "string"}


def test_an_unknown_word_stays_as_it_is():
    assert STATE.validate_json('"thawing"') == "thawing"
    assert STATE.dump_json(STATE.validate_json('"thawing"')) == b'"thawing"'
