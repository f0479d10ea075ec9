"""Keys of sentences: shared by those that are nearly equal, and by no others."""

import pytest

from index.copies.shingles import keys

SENTENCE = "Lorries have to go round by Ombry, which takes forty minutes in good weather and an hour in snow."


def shared(one, other):
    mine, theirs = keys([one, other])
    return set(mine) & set(theirs)


def test_equal_words_have_equal_keys_however_they_are_written():
    one, other = keys([SENTENCE, SENTENCE.upper().replace(",", " –")])
    assert one == other
    assert len(one) == len(set(one)) > 0
    assert all(-(1 << 63) <= key < 1 << 63 for key in one)


@pytest.mark.parametrize(
    "again",
    [
        SENTENCE.replace("forty", "fifty"),
        SENTENCE.replace("Lorries", "Today lorries"),
        "Lorries must go round by Ombry: that takes forty minutes when the weather is good, an hour in snow.",
    ],
)
def test_a_sentence_leads_to_itself_with_a_word_changed_or_reworded(again):
    assert shared(SENTENCE, again)


def test_other_sentences_have_other_keys():
    assert not shared(SENTENCE, "Divers found cracks in two of the five piers of the iron bridge last week.")


def test_a_short_sentence_has_no_keys():
    assert keys(["He agreed.", ""]) == [(), ()]


def test_no_sentences_have_no_keys():
    assert keys([]) == []


def test_keys_are_those_that_libraries_have_stored():
    """If this fails, the version in ``method`` must go up: every library then makes its keys anew."""
    assert sorted(keys([SENTENCE])[0])[:2] == [-7645587959094284268, -3422244954359426972]
