"""A library that the tests of search share."""

import pytest
from support.helpers import BAKERY, COMET, HARBOUR, readback, write

REPRINT = "The Evening Gazette reports:\n\n" + HARBOUR

OTHERS = {
    "german.txt": "Der Hafen von Velm wurde im Jahr 1907 eröffnet. "
    "Die Kaimauer besteht aus grauem Granit. Er ist sehr alt und schön.",
    "russian.txt": "Гавань Велма была открыта в 1907 году. "
    "Причал построен из серого гранита. Рыбаки чинят сети у ледника каждое утро.",
    "chinese.txt": "维尔姆港口于一九〇七年开放。码头由灰色花岗岩建成。渔民每天早上在冰屋旁修补渔网。" * 3,
    "arabic.txt": "افتتح ميناء فيلم عام 1907. "
    "الرصيف مبني من الجرانيت الرمادي. يصلح الصيادون شباكهم كل صباح بجانب بيت الثلج.",
}


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    texts = {
        "harbour.txt": HARBOUR,
        "bakery.txt": BAKERY,
        "comet.md": COMET,
        "reprint.txt": REPRINT,
        **OTHERS,
    }
    opened = readback(folder / "lib")
    done = opened.add(write(folder / "in", texts))
    assert not done.failed
    yield opened
    opened.close()
