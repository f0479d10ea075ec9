"""The number asked for where a sentence counts a part and its whole: "two of its six hangers"."""

from rag.english.quantities.partitives import parts
from rag.english.sentence_facts import quantities_of
from rag.english.text import read
from rag.model.reading.reader import AnswerSpan


def asked_part(question: str, sentence: str, span: AnswerSpan) -> AnswerSpan:
    """The part for the words of a reader that hold the whole, where ``question`` asks what holds of the part.

    That is said by a word of the question behind both: "How many hangers are cracked?" has "cracked" of "Two
    of its six hangers are cracked", "How many hangers has it?" none. ``span`` is in characters of the
    sentence.
    """
    for part, whole in parts(sentence, quantities_of(sentence)):
        if not (span.start < whole.end and whole.start < span.end):
            continue
        asked = read(question).content - read(whole.noun or "").stems
        said = {
            word.stem
            for word in read(sentence).words
            if word.is_content and (word.end <= part.start or word.start >= whole.end)
        }
        if asked & said:
            return AnswerSpan(part.start, part.end, span.score)
    return span
