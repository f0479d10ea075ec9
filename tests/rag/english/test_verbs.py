"""The list of verbs, and the forms made of it."""

import re

from rag.english.verbs import by_base, by_past, by_third


def test_the_verbs_have_their_forms():
    pairs = (
        ("opened", "open"),
        ("baked", "bake"),
        ("began", "begin"),
        ("stopped", "stop"),
        ("carried", "carry"),
    )
    for past, base in pairs:
        assert by_past()[past].base == base
    assert by_third()["carries"].base == "carry"
    assert by_third()["teaches"].base == "teach"
    assert by_base()["write"].participle == "written"
    assert "hit" not in by_past()
    assert all(
        re.fullmatch("[a-z]+", form) for verb in by_base().values() for form in (verb.past, verb.third)
    )
