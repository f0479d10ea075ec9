"""The page's ES modules linked into one script.

Why not ``<script type="module" src>`` and a request for each of the modules: these keep Gradio's own requests
waiting. The page then loads in 1.53 times the time of an empty Gradio page, linked in 1.26 times
(tests/benchmarks/bench_page.py, medians of 10 loads on 2 cores that others used as well).
"""

import re
from pathlib import Path

_IMPORT = re.compile(r"""^import (?:(\{[^}]*\}) from )?"\./([\w-]+)\.js";$""", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|const) ([\w$]+))", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def linked(entry: Path) -> str:
    """The script ``entry`` with all its imports, each module a function of its own, after those it imports.

    Knows the forms that ours use: ``import { a } from "./b.js"`` and exported functions and constants. Raises
    ``ValueError`` for another, for what a module does not export, and for modules that import each other.
    """
    modules: dict[str, str] = {}
    exports: dict[str, set[str]] = {}

    def link(name: str, importers: tuple[str, ...]) -> None:
        if name in importers:
            raise ValueError(f"{name}.js imports itself, by way of {', '.join(importers)}")
        if name in modules:
            return
        text = (entry.parent / f"{name}.js").read_text(encoding="utf-8")
        for names, other in _IMPORT.findall(text):
            link(other, (*importers, name))
            if missing := set(re.findall(r"[\w$]+", names)) - exports[other]:
                raise ValueError(f"{other}.js, which {name}.js imports, does not export {sorted(missing)}")
        exports[name] = set(_EXPORT.findall(text))
        modules[name] = _function(name, text, sorted(exports[name]))

    link(entry.stem, ())
    return "".join(modules.values())


def _function(name: str, text: str, exports: list[str]) -> str:
    body = _EXPORT.sub("", _IMPORT.sub(_bound, text))
    if left := _LEFT.search(body):
        raise ValueError(f"{name}.js: cannot link {left[0]!r}")
    if "</script" in body:
        raise ValueError(f"{name}.js would end the page's script")
    return f"const {name}_js = (() => {{\n{body}\nreturn {{ {', '.join(exports)} }};\n}})();\n"


def _bound(statement: re.Match[str]) -> str:
    names, module = statement.groups()
    return f"const {names} = {module}_js;" if names else ""
