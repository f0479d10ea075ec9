"""The readers of the data sets, on files as they are published."""

import csv
import json
import random

from training.sets import (
    answer_files,
    fairytaleqa,
    fetaqa,
    own_questions,
    qamr,
    qed,
    selqa,
    squad_files,
    tatqa,
    unansq,
    wikitables,
)
from training.sets.table_text import write


def answers(documents):
    return [
        [document.text[start:end] for start, end in question.spans]
        for document in documents
        for question in document.questions
    ]


def article(title):
    asked = [
        {"question": " Who? ", "id": "1", "answers": [{"text": "Anna", "answer_start": 0}]},
        {
            "question": "When?",
            "id": "2",
            "answers": [],
            "is_impossible": True,
            "plausible_answers": [{"text": "came", "answer_start": 5}],
        },
    ]
    return {"title": title, "paragraphs": [{"context": "Anna came.", "qas": asked}]}


def test_squad_gives_spans_and_what_seems_to_answer(tmp_path):
    path = tmp_path / "part.json"
    path.write_text(json.dumps({"data": [article("Solar_energy"), article("Oxygen")]}))
    (document,) = squad_files.read(path, "squad2")
    assert document.title == "Solar energy"
    assert answers([document]) == [["Anna"], []]
    assert [document.text[a:b] for a, b in document.questions[1].near] == ["came"]


def test_a_file_that_is_cut_short_gives_its_whole_paragraphs():
    text = json.dumps({"data": [article("One"), article("Two")]})
    articles = squad_files.whole_articles(text[: text.index('"Two"') + 40])
    assert [(a["title"], len(a["paragraphs"])) for a in articles] == [("One", 1), ("Two", 0)]


def test_selqa_gives_whole_sentences(tmp_path):
    path = tmp_path / "selqa.json"
    row = {
        "article": "Rain",
        "section": "Use",
        "question": "Why?",
        "answers": [1],
        "candidates": ["It is.", "It wets."],
    }
    path.write_text(json.dumps([row]))
    documents = list(selqa.read(path))
    assert answers(documents) == [["It wets."]]
    assert documents[0].questions[0].whole


def test_qed_loses_the_spaces_of_its_tokenizer(tmp_path):
    path = tmp_path / "qed.jsonlines"
    row = {
        "paragraph_text": "It was Ann , of Oslo ( born 1901 ) .",
        "original_nq_answers": [[{"start": 7, "end": 20}]],
        "question_text": "who",
        "title_text": "Prize",
    }
    path.write_text(json.dumps(row))
    (document,) = qed.read(path)
    assert document.text == "It was Ann, of Oslo (born 1901)."
    assert answers([document]) == [["Ann, of Oslo"]]


def test_fairytales_are_read_by_section(tmp_path):
    for folder in ("questions/train", "section-stories/train"):
        (tmp_path / folder).mkdir(parents=True)
    head = ["local-or-sum", "cor_section", "question", "ex-or-im1", "answer1"]
    rows = [
        ["local", "1", "Where?", "explicit", "Near a forest."],
        ["local", "1", "Why?", "implicit", "Sad."],
        ["summary", "1,2", "What?", "explicit", "A man"],
    ]
    with (tmp_path / "questions/train/the-hat-questions.csv").open("w", newline="") as out:
        csv.writer(out).writerows([head, *rows])
    story = "section,text\n1,A man lived near a forest.\n2,He had a hat.\n"
    (tmp_path / "section-stories/train/the-hat-story.csv").write_text(story)
    documents = list(fairytaleqa.read(tmp_path))
    assert [d.title for d in documents] == ["The hat", "The hat"]
    assert answers(documents) == [["near a forest"]]


def test_a_table_says_where_its_cells_stand():
    for seed in range(20):
        table = write(
            "Fees", [["Ticket", "Price"], ["Adult", "7.20"], ["Child", "3.50"]], random.Random(seed)
        )
        assert [[table.text[a:b] for a, b in row] for row in table.cells] == [
            ["Adult", "7.20"],
            ["Child", "3.50"],
        ]
        assert table.text[: table.lead].startswith("Fees\n")


def test_fetaqa_gives_the_cells_that_the_answer_repeats(tmp_path):
    path = tmp_path / "feta.jsonl"
    row = {
        "table_page_title": "Karl",
        "table_section_title": "Awards",
        "table_array": [["Year", "Award"], ["2013", "Desk"], ["2017", "Olivier"]],
        "highlighted_cell_ids": [[2, 0], [2, 1]],
        "question": "When did Karl win the Olivier?",
        "answer": "Karl won the Olivier in 2017.",
    }
    path.write_text(json.dumps(row))
    assert answers(fetaqa.read(path, random.Random(1))) == [["2017"]]


def test_tatqa_gives_words_of_the_table_and_of_the_text(tmp_path):
    path = tmp_path / "tat.json"
    questions = [
        {"question": "Sensors in 2018?", "answer": ["918"], "answer_type": "span", "answer_from": "table"},
        {
            "question": "How presented?",
            "answer": ["in millions"],
            "answer_type": "span",
            "answer_from": "text",
        },
        {"question": "Change?", "answer": -4, "answer_type": "arithmetic", "answer_from": "table"},
    ]
    page = {
        "table": {"uid": "t", "table": [["", "2019", "2018"], ["Sensors", "914", "918"]]},
        "paragraphs": [{"text": "All figures are in millions."}],
        "questions": questions,
    }
    path.write_text(json.dumps([page]))
    assert answers(tatqa.read(path, random.Random(1))) == [["918"], ["in millions"]]


def test_only_a_question_that_names_its_row_is_looked_up():
    rows = [["Anna", "Oslo", "1"], ["Carl", "Rome", "2"], ["Dora", "Paris", "3"], ["Emil", "Kiel", "4"]]
    assert wikitables.looked_up("where does carl live?", "Rome", rows) == (1, 1)
    assert wikitables.looked_up("where does nobody live?", "Rome", rows) is None
    assert wikitables.looked_up("who is last after carl?", "Dora", rows) is None


def test_qamr_is_written_as_people_write():
    text, places = qamr.written(
        ["He", "said", "``", "I", "do", "n't", "-LRB-", "yet", "-RRB-", "know", "''", "."]
    )
    assert text == 'He said "I don\'t (yet) know".'
    assert [text[a:b] for a, b in places[:4]] == ["He", "said", '"', "I"]


def test_unansq_gives_both_questions_of_a_pair(tmp_path):
    (tmp_path / "context.txt").write_text("anna came home .\t0\t4\n")
    (tmp_path / "answerable-questions.txt").write_text("1\twho came ?\t0\t0\n")
    (tmp_path / "unanswerable-questions.txt").write_text("2\twho left ?\t0\t0\n")
    documents = list(unansq.read(tmp_path))
    assert answers(documents) == [["anna"], []]
    assert [q.question for q in documents[0].questions] == ["who came?", "who left?"]


def test_the_last_documents_of_our_own_only_measure(tmp_path):
    path = tmp_path / "minutes.jsonl"
    lines = [
        {
            "id": str(n),
            "text": f"Meeting {n}\nThe vote was 5 to 5.",
            "questions": [
                {"q": "Votes?", "a": ["5"], "at": 28, "ok": True},
                {"q": "Who?", "a": [], "ok": False},
            ],
        }
        for n in range(6)
    ]
    path.write_text("\n".join(map(json.dumps, lines)))
    assert [d.family for d in own_questions.read(path, held_out=False)] == ["0", "1"]
    held = list(own_questions.read(path, held_out=True))
    assert [d.family for d in held] == ["2", "3", "4", "5"]
    assert held[0].questions[0].spans == ((28, 29),)
    assert held[0].questions[1].spans == ()


def test_answer_files_give_the_questions_that_ask_of_one_document(tmp_path):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text("It opened in 1984.")
    rows = [
        {"question": "When?", "scope": ["a.txt"], "answerable": True, "answers": ["1984", "in 1984"]},
        {"question": "Who?", "scope": ["a.txt"], "answerable": False, "answers": []},
        {"question": "Where?", "answerable": False, "answers": []},
    ]
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert answers(answer_files.read(tmp_path)) == [["1984", "in 1984"], []]
