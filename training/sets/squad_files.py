"""SQuAD 1.1 and 2.0, and sets in its format (SQuADShifts, COVID-QA)."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.documents import AskedQuestion, Range, ReadingDocument
from training.words import words

# The articles of SQuAD's development set, which measures and never trains.
DEVELOPMENT = frozenset(
    words("""
Super_Bowl_50 Warsaw Normans Nikola_Tesla Computational_complexity_theory Teacher Martin_Luther
Southern_California Sky_(United_Kingdom) Victoria_(Australia) Huguenot Steam_engine Oxygen
1973_oil_crisis Apollo_program European_Union_law Amazon_rainforest Ctenophora Fresno,_California
Packet_switching Black_Death Geology Newcastle_upon_Tyne Victoria_and_Albert_Museum
American_Broadcasting_Company Genghis_Khan Pharmacy Immune_system Civil_disobedience Construction
Private_school Harvard_University Jacksonville,_Florida Economic_inequality Doctor_Who
University_of_Chicago Yuan_dynasty Kenya Intergovernmental_Panel_on_Climate_Change Chloroplast
Prime_number Rhine Scottish_Parliament Islamism Imperialism United_Methodist_Church
French_and_Indian_War Force
""")
)


def whole_articles(text: str) -> list[dict[str, Any]]:
    """The articles of a file that may be cut short: everything up to the last paragraph that is whole."""
    try:
        articles: list[dict[str, Any]] = json.loads(text)["data"]
    except json.JSONDecodeError:
        pass
    else:
        return articles
    reads, articles = json.JSONDecoder(), []
    at = text.find('"title"')
    while at >= 0:
        title, at = reads.raw_decode(text, text.index(":", at) + 2)
        after = text.find('"title"', at)
        paragraphs = []
        begins = text.find('{"context"', at)
        while begins >= 0 and (after < 0 or begins < after):
            try:
                paragraph, at = reads.raw_decode(text, begins)
            except json.JSONDecodeError:
                break
            paragraphs.append(paragraph)
            begins = text.find('{"context"', at)
        articles.append({"title": title, "paragraphs": paragraphs})
        at = after
    return articles


def _spans(answers: list[dict[str, Any]]) -> tuple[Range, ...]:
    counted = Counter((a["answer_start"], a["answer_start"] + len(a["text"])) for a in answers)
    return tuple(span for span, _ in counted.most_common(3))


def read(path: Path, source: str) -> Iterator[ReadingDocument]:
    """A document a paragraph."""
    for article in whole_articles(path.read_text(encoding="utf-8")):
        title = article.get("title", "")
        if title.replace(" ", "_") in DEVELOPMENT:
            continue
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            asked = [
                AskedQuestion(
                    qa["question"].strip(),
                    () if qa.get("is_impossible") else _spans(qa["answers"]),
                    _spans(qa.get("plausible_answers", ())),
                )
                for qa in paragraph["qas"]
            ]
            named = title or text.split("\n", 1)[0][:120]
            yield ReadingDocument(source, named, text, tuple(asked), named.replace("_", " "))
