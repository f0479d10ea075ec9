"""Ask directly what is asked indirectly: "Tell me how old the bridge was" is "How old was the bridge?"."""

import re
from collections.abc import Sequence

from rag.english.text import Word, read, word_set
from rag.english.verbs import BE, HAVE, MODALS, by_participle, by_past, by_third, is_unchanged
from rag.english.word_lists import word_list

_COURTESY = re.compile(
    r"^(?:(?:so|well|hi|hello|please|ok|okay)\b[, ]*)*"
    r"(?:(?:(?:can|could|would|will) you (?:please |kindly )?)?(?:tell|say to|explain to|show) (?:me|us)"
    r"|(?:(?:i|we)(?:['’]d| would) (?:like|love)|(?:i|we) (?:want|need)) to know"
    r"|do you (?:happen to )?know|(?:i|we) wonder)[ ,]+",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"[ ,]+please\W*$", re.IGNORECASE)
_OPENED = re.compile(
    r"^(?:(?:so|well|please), *|(?:so|please) (?=(?:wh\w+|how|is|are|was|were|did)\b))", re.IGNORECASE
)
_ASKED = re.compile(
    r"^(?:(?:for|by|in|on|at|to|from|of|with|since|until|into|after) )?"
    r"(?P<asks>how (?P<many>much|many)"
    r"|how (?:long|old|far|high|tall|deep|wide|big|large|fast|strong|heavy|often|soon)"
    r"|(?P<which>what|which|whose)|who|whom|when|where|why|how)\b ?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^(?:the|his|her|its|their)\b", re.IGNORECASE)
_SHORT = re.compile(
    r"\b(who|what|when|where|how|how long)['’]s (?!.*\bbeen\b)(?P<next>[\w-]+)", re.IGNORECASE
)
_HELPING = BE | HAVE | MODALS
_SUBJECT = word_set(
    "the a an this that these those my our his her its their it he she they we i you each every one all both"
)
_COSTS = {"costs": ("does", "cost"), "cost": ("did", "cost")}  # no verb in the list, where it is a noun
_OWN = {"said": ("did", "say"), "says": ("does", "say"), "did": ("did", "do"), "does": ("does", "do")}
_CLAUSES = word_set("when while after before that which who where because since if until though although as")
_PREPOSITIONS = word_list("prepositions", "function")


def directly(question: str) -> str:
    """The question without words of courtesy and asked directly; itself where it is."""
    asked = _SHORT.sub(_written_out, _OPENED.sub("", _PLEASE.sub("", question)))
    found = _COURTESY.match(asked)
    if not found:
        return question if asked == question else _as_question(asked)
    rest = asked[found.end() :].rstrip(" ?!.")
    if _NAMED.match(rest):
        return _as_question(f"what is {rest}")
    told = _ASKED.match(rest)
    return _as_question(_inverted(rest, told)) if told else question


def _written_out(found: re.Match[str]) -> str:
    """The verb written out, "who is" for "who's"; as it stands where it may be "has": "Who's left?"."""
    return found[0] if found["next"].lower() in by_participle() else f"{found[1]} is {found['next']}"


def _as_question(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip(' ?!.')}?"


def _inverted(clause: str, told: re.Match[str]) -> str:
    """The verb before its subject: "how old the bridge was" is "how old was the bridge"."""
    words = [word for word in read(clause).words if word.start >= told.end()]
    is_what = told["asks"].lower() == "what"
    named = is_what and words and words[0].is_capital  # "what Ann Karr said"
    start = _subject(words) if (told["many"] or told["which"]) and not named else 0
    if start is None:
        if not is_what:  # "how many people were there": it asks for the subject
            return clause
        start = 0
    verb = _verb(words, start)
    if verb <= start or _has_another(words, verb):
        return clause
    asked = clause[: words[start].start].rstrip()
    subject = clause[words[start].start : words[verb].start].rstrip()
    helped, base = _helped(words, verb)
    after = f" {base}{clause[words[verb].end :]}" if base else clause[words[verb].end :]
    return f"{asked} {helped} {subject}{after}"


def _helped(words: Sequence[Word], at: int) -> tuple[str, str]:
    """The verb before the subject, and the one that stays behind it: "opened" is "did" and "open"."""
    form = words[at].form
    if form in HAVE:  # "had two boats" is no "had left"
        is_main = at + 1 == len(words) or words[at + 1].form not in {*by_participle(), "been"}
        return ("does" if form == "has" else "did", "have") if is_main else (form, "")
    if form in _HELPING:
        return form, ""
    if form in _COSTS or form in _OWN:
        return (_COSTS | _OWN)[form]
    if past := by_past().get(form):
        return "did", past.base
    return ("did", form) if is_unchanged(form) else ("does", by_third()[form].base)


def _subject(words: Sequence[Word]) -> int | None:
    """The index at which the subject begins behind what is counted or chosen from ("how many days the …")."""
    for at, word in enumerate(words):
        if word.form in _SUBJECT or (word.is_capital and at):
            return at
        if word.form in _PREPOSITIONS or _is_helping(word) or _is_verb(word):
            return None
    return None


def _verb(words: Sequence[Word], start: int) -> int:
    """The index of the finite verb of the clause whose subject begins at ``start``; ``start`` for none."""
    clause = range(start, start + len(_clause(words, start)))
    for is_one in (_is_helping, _is_verb, _is_unmarked):
        found = (at for at in clause if is_one(words[at]) and not _is_of_a_noun(words, at))
        if at := next(found, None):
            return at
    return start


def _clause(words: Sequence[Word], start: int) -> Sequence[Word]:
    """The words from ``start`` to the next clause."""
    ends = (at for at, word in enumerate(words) if at > start and word.form in _CLAUSES)
    return words[start : next(ends, len(words))]


def _has_another(words: Sequence[Word], verb: int) -> bool:
    """Return whether another verb follows in the clause: which one is the main one is not sure then."""
    return not _is_helping(words[verb]) and any(map(_is_verb, _clause(words, verb)[1:]))


def _is_of_a_noun(words: Sequence[Word], at: int) -> bool:
    """Return whether a form stands between an article and a noun: "the injured driver"."""
    return at > 0 and words[at - 1].form in _SUBJECT and at + 1 < len(words) and words[at + 1].is_content


def _is_helping(word: Word) -> bool:
    return word.form in _HELPING and not (word.is_capital and word.form == "may")


def _is_verb(word: Word) -> bool:
    return not word.is_capital and (word.form in _OWN or word.form in by_past() or word.form in by_third())


def _is_unmarked(word: Word) -> bool:
    """Return whether a word may be a verb of the past whose form does not show it ("hit", "cost")."""
    return is_unchanged(word.form) or word.form in _COSTS
