"""The places of other documents in which a place stands, too, in a real catalog."""

from support.helpers import BAKERY
from support.reprints import WIRE, Shelf

from index.copies.counterparts import counterparts
from index.sentences import sentence_spans

SENTENCE = "Lorries have to go round by Ombry, which takes forty minutes."


def test_a_sentence_is_found_where_it_stands_again(tmp_path):
    shelf = Shelf(tmp_path)
    again = f"{BAKERY}\n\n{WIRE}"
    for id, text in (("wire", WIRE), ("again", again), ("bakery", "Bread is good. Rye is better.")):
        shelf.put(id, text)
    copies, texts = shelf.catalog.copies.all(), shelf.catalog.documents

    def sentences(id):
        return list(sentence_spans(texts.text(id).text))

    at = WIRE.index(SENTENCE)
    places = [("wire", at, at + len(SENTENCE)), ("bakery", 0, 5)]
    [[(id, start, end)], nothing] = counterparts(places, copies, sentences)
    assert (id, again[start:end].strip(), nothing) == ("again", SENTENCE, [])
    assert counterparts(places, copies, sentences, ["bakery"]) == [[], []]
    shelf.catalog.close()
