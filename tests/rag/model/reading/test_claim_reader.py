"""A judge of claims in a folder: which label counts, what it decides in a draft, and what it may not."""

import json

import pytest
from support.helpers import settings, write
from support.tiny_reader import WORD, tiny_reader

from index.errors import UsageError
from rag import Readback
from rag.model.reading.claim_reader import ClaimReader
from rag.model.reading.open_reader import OFF, OWN, open_claim_reader, open_reader

CLAIM = "The builders took a stone that lasts."
QUAY = f"The quay of Velm\n\nIts builders chose grey {WORD}, {WORD} and {WORD}. It is 412 metres long.\n"


@pytest.fixture
def folder(tmp_path):
    return tiny_reader(tmp_path / "judge", kind="labels")


def labelled(folder, *names):
    label = {str(n): name for n, name in enumerate(names)}
    (folder / "config.json").write_text(json.dumps({"id2label": label}), encoding="utf-8")
    return open_claim_reader(str(folder))


def test_the_second_of_two_labels_bears_out_where_none_is_named(folder):
    judge = open_claim_reader(str(folder))
    assert isinstance(judge, ClaimReader)
    yes, no = judge.bears_out(CLAIM, [f"{WORD} {WORD} {WORD}", "Nothing."])
    assert yes > 0.9
    assert no == pytest.approx(0.5)


@pytest.mark.parametrize("names", [("ENTAILMENT", "not_entailment"), ("supported", "unsupported")])
def test_config_json_names_the_label(folder, names):
    judge = labelled(folder, *names)
    assert judge is not None
    assert judge.bears_out(CLAIM, [f"{WORD} {WORD} {WORD}"])[0] < 0.1


def test_labels_that_do_not_tell_are_a_clear_error(folder):
    with pytest.raises(UsageError, match="id2label"):
        labelled(folder, "entailment", "supports")


def test_beside_a_judge_of_claims_questions_have_our_own_reader(folder):
    assert open_reader(str(folder)) is open_reader("")
    assert open_reader("") is not None
    assert open_claim_reader("") is None
    assert open_claim_reader(OFF) is None
    assert open_claim_reader(str(OWN)) is None


def test_it_decides_what_code_cannot_but_no_figure(tmp_path, folder):
    draft = f"{CLAIM} The builders took 900 metres of a stone that lasts."
    verdicts = {}
    for name, reader in (("off", "off"), ("judge", str(folder))):
        with Readback(settings=settings(tmp_path / name, reader=reader)) as rb:
            rb.add(write(tmp_path / "files", {"quay.txt": QUAY}))
            report = rb.check(draft)
            verdicts[name] = [sentence.verdict for sentence in report.sentences]
            cited = {c.n: c.quote for c in report.citations}
    assert verdicts["off"] == ["unclear", "unsupported"]
    assert verdicts["judge"] == ["supported", "unsupported"]
    assert WORD in cited[report.sentences[0].citations[0]]
