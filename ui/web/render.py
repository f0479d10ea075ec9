"""The parts of an answer as HTML: shapes in, strings out; every foreign character passes through ``esc``."""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from rag.shapes import Answer, AnswerSentence, Citation, Disagreement, Value
from ui.web.icons import icon
from ui.words.phrases import counted, day

_TAGS = {
    "partly": ("half", "Partly supported", "partly supported"),
    "contradicted": ("cross", "Your documents say otherwise", "contradicted"),
    "unsupported": ("cross", "Not in your documents", "not in your documents"),
}
_PARAGRAPH = 4  # sentences of an answer that stand together as one paragraph


def esc(text: object) -> str:
    """The only door from foreign text into HTML, for text and quoted attributes; keeps every offset."""
    known = str(text).encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
    return html.escape(known, quote=True).replace("\r", "&#13;")


def source_name(citation: Citation) -> str:
    """Who says it: the outlet, or the title where none is known."""
    return citation.outlet or citation.title


def where(citation: Citation) -> str:
    """Where a citation stands, in words."""
    page = f"page {citation.page}" if citation.page else ""
    return ", ".join(part for part in (source_name(citation), day(citation.published), page) if part)


def target(citation: Citation) -> str:
    """The data attributes that the page's script opens the source and fills the hover card from."""
    data = {
        "doc": citation.document,
        "start": citation.start,
        "end": citation.end,
        "n": citation.n,
        "source": source_name(citation),
        "date": day(citation.published),
        "page": citation.page or "",
        "quote": citation.quote,
    }
    return " ".join(f'data-{name}="{esc(value)}"' for name, value in data.items())


Mark = Callable[[Citation], str]
"""What stands on a citation's button: its number, or the paragraph it leads to."""


def number(citation: Citation) -> str:
    """The number of a citation, as it stands on its button."""
    return str(citation.n)


def chip(citation: Citation, *, partly: bool = False, mark: Mark = number) -> str:
    """A citation's button."""
    shown = mark(citation)
    name = f"Source {shown}" if shown == number(citation) else f"Paragraph {shown.removeprefix('¶')}"
    return (
        f'<button type="button" class="rb-chip{" rb-chip-partly" if partly else ""}" aria-expanded="false" '
        f'aria-label="{esc(f"{name}: {where(citation)}")}" {target(citation)}>{esc(shown)}</button>'
    )


def _underlined(sentence: AnswerSentence, start: int, end: int) -> str:
    """Characters ``start`` to ``end`` of a sentence, the words that fail underlined."""
    text, pieces, at = sentence.text, [], start
    wrong = sorted((p.start, p.end) for p in sentence.problems) if sentence.verdict == "partly" else []
    for begin, stop in wrong:
        first, last = max(begin, at), min(stop, end)
        if first < last:
            pieces.append(f'{esc(text[at:first])}<span class="rb-doubt">{esc(text[first:last])}</span>')
            at = last
    return "".join(pieces) + esc(text[at:end])


def sentence_html(sentence: AnswerSentence, by_n: Mapping[int, Citation], mark: Mark = number) -> str:
    """A sentence with its chips, the first tied to its last word, and the tag its verdict asks for."""
    verdict, size = sentence.verdict, len(sentence.text)
    chips = [chip(by_n[n], partly=verdict == "partly", mark=mark) for n in sentence.citations if n in by_n]
    shown = chips if verdict in ("supported", "partly") else []
    cut = sentence.text.rstrip().rfind(" ") + 1
    cut = cut if size - cut <= 24 else size
    head, last = _underlined(sentence, 0, cut), _underlined(sentence, cut, size)
    if shown:
        words = f'{head}<span class="rb-tie">{last}{shown[0]}</span>{"".join(shown[1:])}'
    else:
        words = f'<span class="rb-words">{head}{last}</span>'
    if verdict in _TAGS:
        picture, says, _ = _TAGS[verdict]
        words += f' <span class="rb-tag rb-tag-{verdict}">{icon(picture)}{says}</span>'
    if verdict == "contradicted":
        words += _otherwise(sentence, chips)
    known = verdict if verdict in ("supported", "unchecked", *_TAGS) else "unchecked"
    return f'<span class="rb-sentence" data-verdict="{known}">{words}</span>'


def _otherwise(sentence: AnswerSentence, chips: list[str]) -> str:
    """The source's own words, beside a sentence they contradict."""
    words = [problem.source for problem in sentence.problems if problem.source]
    said = "".join(f"<q>{esc(text)}</q> " for text in dict.fromkeys(words))
    return f' <span class="rb-otherwise">{said}{"".join(chips)}</span>' if said or chips else ""


def prose(answer: Answer, *, draft: str | None = None, mark: Mark = number) -> str:
    """The sentences of an answer, and after them the one being written: that is no part of the answer yet.

    With ``draft``, be it empty, the last paragraph stays open: each look begins with the one before, and only
    what is new goes to the browser.
    """
    by_n = {citation.n: citation for citation in answer.citations}
    done = [sentence_html(sentence, by_n, mark) for sentence in answer.sentences]
    if draft:
        done.append(f'<samp class="rb-draft" aria-hidden="true">{esc(draft)}')
    groups = [" ".join(done[i : i + _PARAGRAPH]) for i in range(0, len(done), _PARAGRAPH)]
    end = "</p>" if draft is None else ""
    return "</p>".join(f'<p class="rb-prose">{group}' for group in groups) + (end if groups else "")


def _whose(sentences: Sequence[AnswerSentence], good: int) -> str:
    if good > 1:
        return "their sources"
    cited = max((len(s.citations) for s in sentences if s.verdict == "supported"), default=1)
    return "its source" if cited == 1 else "its sources"


def audit(sentences: Sequence[AnswerSentence], tools: str = "") -> str:
    """The line under what was said: what came of its check, and the buttons that work on it."""
    verdicts = [sentence.verdict for sentence in sentences]
    good = verdicts.count("supported")
    said = f"{'sentence' if good == 1 else 'sentences'} read back to {_whose(sentences, good)}"
    lines = [f'<span class="rb-ok">{icon("check")}{good} {said}</span>'] if good else []
    for verdict, (picture, _, wording) in _TAGS.items():
        if n := verdicts.count(verdict):
            lines.append(f'<span class="rb-{verdict}">{icon(picture)}{n} {wording}</span>')
    hide = '<button type="button" class="rb-link" data-do="hide">Hide unsupported</button>'
    shown = (hide if "unsupported" in verdicts else "") + tools
    return f'<div class="rb-audit">{"".join(lines)}<span class="rb-tools">{shown}</span></div>'


def tool(do: str, picture: str, name: str, **data: object) -> str:
    """A button under what was said; ``data`` is for the page's script."""
    more = "".join(f' data-{key}="{esc(value)}"' for key, value in data.items())
    return (
        f'<button type="button" class="rb-square" data-do="{do}"{more} aria-label="{name}" '
        f'title="{name}">{icon(picture)}</button>'
    )


def cited(citations: Iterable[Citation]) -> str:
    """The sources of an answer, one row a document with all its chips."""
    rows: dict[str, list[Citation]] = {}
    for citation in citations:
        rows.setdefault(citation.document, []).append(citation)
    items = []
    for cites in rows.values():
        first = cites[0]
        name = f"<b>{esc(source_name(first))}</b> {esc(first.title) if first.outlet else ''}"
        items.append(
            f'<li><span class="rb-chips">{"".join(chip(c) for c in cites)}</span>'
            f'<span class="rb-name">{name}</span>'
            f'<span class="rb-when">{esc(day(first.published, short=True))}</span></li>'
        )
    return f'<ul class="rb-cited" aria-label="Sources cited">{"".join(items)}</ul>' if items else ""


def _value(value: Value, by_n: Mapping[int, Citation], names: Mapping[str, str]) -> str:
    """A row: the value, who says it, and how many they are; a copy is named by the text it shares."""
    cited = [by_n[n] for n in value.citations if n in by_n]
    lines = [f"<li>{chip(citation)} {esc(source_name(citation))}</li>" for citation in cited]
    shown = {citation.document for citation in cited}
    others = [names[ident] for ident in value.documents if ident not in shown and ident in names]
    lines += [f"<li>{esc(name)}</li>" for name in others]
    count = counted(len(value.documents), "document")
    copies = value.independent_sources != len(value.documents)
    apart = f'<span class="rb-apart">{value.independent_sources} independent</span>' if copies else ""
    return (
        f'<tr><th scope="row">{esc(value.value)}</th><td><ul>{"".join(lines)}</ul></td>'
        f"<td>{count}{apart}</td></tr>"
    )


def disagreement(
    case: Disagreement, by_n: Mapping[int, Citation], names: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Sources that differ, as a table: each value, who says it, and how many. ``names``: the documents'."""
    rows = "".join(_value(value, by_n, names) for value in case.values)
    kind = "Different things of one name" if case.kind == "namesake" else "Your sources disagree"
    return (
        f'<div class="rb-differ"><table><caption>{kind}: {esc(case.topic)}</caption><thead><tr>'
        '<th scope="col">Value</th><th scope="col">Who says it</th><th scope="col">Count</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def plain(answer: Answer) -> str:
    """An answer with its citations as plain text, as the copy button gives it."""
    said = " ".join(s.text + "".join(f" [{n}]" for n in s.citations) for s in answer.sentences)
    rows = [
        f"[{c.n}] {', '.join(part for part in (c.outlet, c.title, day(c.published)) if part)}"
        f"{f', page {c.page}' if c.page else ''}, characters {c.start}–{c.end}: “{c.quote}”"
        for c in answer.citations
    ]
    return "\n".join([answer.question, "", said, "", "Sources", *rows])
