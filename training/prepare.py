"""Write the training file and the development file from the data sets.

python -m training.prepare DATA OUT --exclude FOLDER ...

DATA holds the files as the README names them; what is missing is left out, and said. Texts that share twelve
words in a row with a text under a folder to exclude are left out: what measures must not train.
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from training.documents import ReadingDocument
from training.groups import Neighbours, QuestionGroup, groups
from training.sets import fairytaleqa, fetaqa, qamr, qed, selqa, squad_files, tatqa, unansq, wikitables

SEED = 11
DEVELOPMENT_SHARE = 0.03  # of the families of each set, which measure
RUN = 12  # words in a row that make two texts the same
_WORD = re.compile(r"[^\W_]+")
_FREE = re.compile(r"^License: ?cc-by$", re.M)


def every_set(data: Path, draw: random.Random) -> dict[str, Callable[[], Iterable[ReadingDocument]]]:
    """The sets by name, each read when it is asked for."""
    return {
        "squad2": lambda: squad_files.read(data / "squad2-part.json", "squad2"),
        "squad1": lambda: squad_files.read(data / "squad1-part.json", "squad1"),
        "new-wiki": lambda: squad_files.read(data / "new_wiki_v1.0.json", "new-wiki"),
        "covid": lambda: (
            document
            for document in squad_files.read(data / "200423_covidQA.json", "covid")
            if _FREE.search(document.text)  # papers that do not say so are left out
        ),
        "selqa-dev": lambda: selqa.read(data / "selqa-ass-dev.json"),
        "selqa-test": lambda: selqa.read(data / "selqa-ass-test.json"),
        "qed": lambda: qed.read(data / "qed-dev.jsonlines"),
        "fairytale": lambda: fairytaleqa.read(data / "fairytaleqa"),
        "fetaqa-dev": lambda: fetaqa.read(data / "fetaQA-v1_dev.jsonl", draw),
        "fetaqa-test": lambda: fetaqa.read(data / "fetaQA-v1_test.jsonl", draw),
        "tatqa-dev": lambda: tatqa.read(data / "tatqa_dataset_dev.json", draw),
        "tatqa-test": lambda: tatqa.read(data / "tatqa_dataset_test_gold.json", draw),
        "wikitables": lambda: wikitables.read(data / "wikitables", draw),
        "qamr": lambda: qamr.read(
            data / "qamr" / "wiki-sentences.tsv",
            [data / "qamr" / "dev.tsv", data / "qamr" / "test.tsv"],
            draw,
        ),
        "unansq": lambda: unansq.read(data / "unansq"),
    }


def runs(text: str) -> Iterator[int]:
    """Hashes of all runs of twelve words."""
    words = _WORD.findall(text.lower())
    for at in range(len(words) - RUN + 1):
        yield hash(" ".join(words[at : at + RUN]))


def excluded_runs(folders: list[Path]) -> set[int]:
    """The runs of all text files under the folders."""
    found: set[int] = set()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".txt", ".md", ".json", ".jsonl", ".csv", ".tsv", ".html") and path.is_file():
                text = path.read_text(encoding="utf-8", errors="replace")
                found.update(runs(text.replace("\\n", " ").replace('\\"', '"')))
    return found


def as_json(group: QuestionGroup) -> str:
    """The line of a group in the training file."""
    crops = [{"p": c.text, "a": c.spans, "k": c.kind, "w": c.whole} for c in group.crops]
    return json.dumps({"s": group.source, "q": group.question, "c": crops}, ensure_ascii=False)


def _kept(documents: Iterable[ReadingDocument], banned: set[int]) -> list[ReadingDocument]:
    kept, seen = [], set()
    for document in documents:
        asked = tuple(q for q in document.questions if (document.text, q.question) not in seen)
        seen.update((document.text, q.question) for q in asked)
        if not any(run in banned for run in runs(document.text)):
            kept.append(
                ReadingDocument(
                    document.source, document.family, document.text, asked, document.title, document.lead
                )
            )
    return kept


def main() -> None:
    """Read every set that is there, and write train.jsonl, dev.jsonl."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--exclude", type=Path, action="append", default=[])
    options.add_argument("--seed", type=int, default=SEED)
    given = options.parse_args()
    draw = random.Random(given.seed)  # noqa: S311 — not a secret
    split = random.Random(SEED)  # noqa: S311 — the same families measure whatever the seed
    banned = excluded_runs(given.exclude)
    train: list[str] = []
    dev: list[str] = []
    for name, read in every_set(given.data, draw).items():
        try:
            documents = _kept(read(), banned)
        except FileNotFoundError as missing:
            print(f"{name}: left out, {missing.filename} is missing")  # noqa: T201
            continue
        families = sorted({d.family for d in documents})
        measured = set(split.sample(families, max(1, round(len(families) * DEVELOPMENT_SHARE))))
        if len(families) < 8:  # a few articles: a paragraph is its own family
            measured = set()
        neighbours = Neighbours(documents)
        made = list(groups([d for d in documents if d.family not in measured], neighbours, draw))
        train += map(as_json, made)
        dev += map(as_json, groups([d for d in documents if d.family in measured], neighbours, draw))
        kinds = Counter(crop.kind for group in made for crop in group.crops)
        print(f"{name}: {len(documents)} texts, {len(made)} groups, {dict(kinds)}")  # noqa: T201
    draw.shuffle(train)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "train.jsonl").write_text("\n".join(train) + "\n", encoding="utf-8")
    (given.out / "dev.jsonl").write_text("\n".join(dev) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
