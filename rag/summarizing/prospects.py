"""Prospects: sentences that may stand in a summary, alone or only behind the sentence before."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from rag.checking.cite import Place
from rag.checking.draft import makes_claim
from rag.checking.draft_blocks import GREETING, SIGN_OFF, as_line, ends
from rag.english.layout_marks import unmarked
from rag.english.table_rows import is_named_row
from rag.english.text import CJK
from rag.english.verbs import has_verb
from rag.facts.statement import Statement
from rag.summarizing.dependent_sentences import OPENING, hangs
from rag.summarizing.spoken_sentences import without_label
from rag.summarizing.weights import (
    ADDRESS,
    BRIEF,
    CODE,
    EXCLAIMS,
    FEW,
    FIRST_PERSON,
    LENGTHY,
    LETTERS,
    LONGEST,
    NO_VERB,
    OPENS_QUOTED,
    POINTS_BACK,
    SHORTEST,
    SUPPOSES,
    TELLING,
    WORD_MISSING,
    WORD_OVER,
)

_LINKS = (
    r"\bcookies?\b.{0,80}\b(?:accept|consent|polic|use|site|browser|prefer)",
    r"\b(?:accept|use|uses|using) cookies\b",
    r"\ball rights reserved\b|©|\(c\) ?\d{4}|\bcopyright(?:ed)?\b.{0,40}\d{4}",
    r"^(?:click|tap) (?:here|on)\b|\bread (?:more|the full|also|on|next)\b|\bcontinue reading\b",
    r"\b(?:subscribe|unsubscribe|sign up|log in|register)\b.{0,60}\b(?:newsletter|free|now|today|here|"
    r"account|inbox|channel|access|updates?|updated)\b",
    r"\bour (?:free )?newsletters?\b|\bto our (?:daily|weekly|channel)",
    r"\b(?:follow|like|join|find) us (?:on|at)\b|\bshare (?:this|on)\b|\b(?:leave|post) a comment\b",
    r"\b(?:privacy policy|terms of (?:use|service))\b|\b(?:advertisement|sponsored|sponsor)\b.{0,30}$",
    r"\b(?:related|recommended|top) (?:articles?|stories|posts?)\b",
    r"\b(?:first|originally) (?:appeared|published) (?:on|in|at|by)\b",
    r"\bthis (?:article|post|story|page) (?:was|is|has|first|originally|contains)\b",
    r"^(?:photo|image|picture|credit|source|editing|reporting|additional reporting)s?\b(?: by|:| credit)",
    r"\bsupport (?:our|independent) (?:work|journalism)\b|\b(?:his|her|their|my|our) (?:latest |new )?"
    r"(?:substack|podcast|patreon)\b",
    r"^(?:from|to|cc|bcc|sent|date|subject|reply-to): \S",  # the head of a mail
    r"^tags?:|^(?:table of )?contents\b|^(?:present|apologies|in attendance):",
)
_BOILERPLATE = re.compile("|".join(_LINKS), re.IGNORECASE)
_CHARACTER = re.compile(CJK)
_BACKWARD = re.compile(
    r"\b(?:also|in turn|too|then|again|however|instead|as well|the two|both|the latter|therefore|likewise|"
    r"here|above|below|these|those)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"^(?:obviously|clearly|naturally|surely|certainly|frankly|sadly|unfortunately|fortunately|hopefully|"
    r"interestingly|importantly|needless to say|(?:most|more) \w+ly),? ",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|my|My|us|me|you|You|your|Your)\b|\bI[’']")
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»]*[”\"“»]")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S+\.\w")
_CODE = re.compile(r"[{}\\<>=]|\w\(\)|::|->|\w_\w|`|^\s*[$>#]|\|")
_MARKS = ((_ADDRESS, ADDRESS), (_CODE, CODE), (_OPINION, SUPPOSES))  # and what each counts


@dataclass(frozen=True, eq=False)
class Prospect:
    """A sentence that may stand in a summary.

    ``line`` is the text on one line, without marks. ``hangs``: it is not understood without the sentence
    before it. ``blemish`` is the penalty, 0 for none.
    """

    statement: Statement
    line: str
    words: int
    hangs: bool
    blemish: float

    @property
    def number(self) -> int:
        """Its number among the document's sentences, from 0."""
        return self.statement.number

    @property
    def place(self) -> Place:
        """The place of its text: document id, start and end in characters."""
        return self.statement.place


def prospects(statements: Sequence[Statement]) -> list[Prospect]:
    """The sentences that may be shown, in order, without repetitions.

    In a document with hardly a sentence (notes, slides, headings) its lines are taken.
    """
    heads = {one.number for one, below in pairwise(statements) if _is_head(one, below)}
    told = [one for one in statements if one.number not in heads]
    found = list(_different(_first_answers([_prospect(one) for one in told])))
    if any(one.statement.question for one in found):  # of questions and answers headings tell nothing
        found = [one for one in found if one.statement.question or ends(one.line)]
    for may_stand in (_may_stand, _is_line):
        standing = [prospect for prospect in found if may_stand(prospect)]
        if len(standing) >= min(FEW, len(found)):
            return standing
    return standing or found


def _is_head(one: Statement, below: Statement) -> bool:
    """Return whether a sentence only names the columns of the rows below it."""
    return is_named_row(below.text) and not is_named_row(one.text) and ";" in one.text


def _first_answers(every: Iterable[Prospect]) -> Iterator[Prospect]:
    """Yield them; of the sentences that answer one question the first telling one: "No." is hardly any."""
    for question, answers in groupby(every, lambda one: one.statement.question):
        found = list(answers)
        if question is None:
            yield from found
        else:
            telling = (one for one in found if word_count(without_label(one.line)) >= TELLING)
            yield next(telling, found[0])


def _different(every: Iterable[Prospect]) -> Iterator[Prospect]:
    """Leave out empty sentences and those with the same words as one before."""
    seen = {""}
    for prospect in every:
        same = re.sub(r"[\W_]+", " ", prospect.line).casefold().strip()
        if same not in seen:
            seen.add(same)
            yield prospect


def word_count(text: str) -> int:
    """The number of words of a text; in Chinese and Japanese, of characters."""
    return len(text.split()) + len(_CHARACTER.findall(text))


def _prospect(statement: Statement) -> Prospect:
    line = as_line(unmarked(statement.text))
    hanging = hangs(without_label(line))
    before = (span.text for span in (statement.speaker, statement.question) if span)
    words = word_count(line) + sum(map(word_count, before))
    return Prospect(statement, line, words, hanging, sum(_blemishes(line)))


def _may_stand(prospect: Prospect) -> bool:
    line = prospect.line
    letters = sum(character.isalpha() for character in line)
    return (
        SHORTEST <= prospect.words <= LONGEST
        and ends(line)
        and not line[:1].islower()
        and letters >= LETTERS * len(line.replace(" ", ""))
        and makes_claim(line)
        and not _has_open_quote(line)
        and not _BOILERPLATE.search(line)
        and not GREETING.fullmatch(line)
        and not SIGN_OFF.fullmatch(line)
        and "\t" not in prospect.statement.text
        and not line.isupper()
    )


def _is_line(prospect: Prospect) -> bool:
    """True if it may stand in a summary of a document without sentences: of questions, their answers."""
    fitting = 3 <= prospect.words <= LONGEST and not _BOILERPLATE.search(prospect.line)
    return fitting and makes_claim(prospect.line)


def _has_open_quote(line: str) -> bool:
    opened = sum(line.count(mark) for mark in "“«「『")
    closed = sum(line.count(mark) for mark in "”»」』")
    return line.count('"') % 2 == 1 or (opened != closed and "„" not in line)


def _blemishes(line: str) -> Iterator[float]:
    """The penalties of a sentence, each over 0."""
    told = _QUOTED.sub(" ", line)
    words = word_count(line)
    if words < BRIEF:
        yield WORD_MISSING * (BRIEF - words)
    if words > LENGTHY:
        yield WORD_OVER * (words - LENGTHY)
    if _BACKWARD.search(" ".join(told.split()[:8])):
        yield POINTS_BACK
    if _FIRST_PERSON.search(told):
        yield FIRST_PERSON
    if line.startswith(OPENING):
        yield OPENS_QUOTED
    yield from (weight for mark, weight in _MARKS if mark.search(line))
    if line.endswith(("!", "…", "...")):
        yield EXCLAIMS
    if line.isascii() and not has_verb(line):
        yield NO_VERB
