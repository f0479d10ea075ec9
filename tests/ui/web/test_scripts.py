"""The page's scripts as one: linked in the order of need, or refused where that cannot be."""

import re

import pytest

from ui.web.app import STATIC
from ui.web.scripts import linked

MAIN = STATIC / "js" / "main.js"


def scripts(folder, **modules):
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text)
    return folder / "main.js"


def test_each_module_stands_once_and_after_what_it_imports():
    text = linked(MAIN)
    order = re.findall(r"^const (\w+)_js =", text, re.MULTILINE)
    assert sorted(order) == sorted(path.stem for path in MAIN.parent.glob("*.js"))
    assert order[-1] == "main"
    for used, at in ((used[1], used.start()) for used in re.finditer(r"= (\w+)_js;", text)):
        assert text.index(f"const {used}_js = ") < at


def test_an_import_becomes_a_constant(tmp_path):
    main = scripts(
        tmp_path,
        main='import { b, C } from "./one.js";\nb(C);',
        one="export const C = 1;\nexport function b() {}",
    )
    assert "const { b, C } = one_js;\nb(C);" in linked(main)
    assert "return { C, b };" in linked(main)


@pytest.mark.parametrize(
    ("modules", "why"),
    [
        (
            {"main": 'import { a } from "./one.js";', "one": 'import "./main.js";\nexport const a = 1;'},
            "itself",
        ),
        ({"main": 'import { a } from "./one.js";', "one": "const a = 1;"}, "does not export"),
        ({"main": "export default 1;"}, "cannot link"),
        ({"main": "import * as a from 'b';"}, "cannot link"),
        ({"main": 'const a = "</script>";'}, "would end"),
    ],
)
def test_what_cannot_be_linked_is_refused(tmp_path, modules, why):
    with pytest.raises(ValueError, match=why):
        linked(scripts(tmp_path, **modules))
