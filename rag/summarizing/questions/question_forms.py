"""Questions that a sentence answers: about its main clause, who speaks, who somebody is, what there is."""

import re
from collections.abc import Iterator

from rag.english.names import names, written
from rag.english.quantities import find_quantities
from rag.english.text import read
from rag.english.verbs import is_verb
from rag.summarizing.questions.clause_questions import PLURAL, ClauseQuestion, counted, of_clause
from rag.summarizing.questions.clause_subjects import subject
from rag.summarizing.questions.clauses import DATELINE, PARENTHESES, clause_of
from rag.summarizing.questions.vocabulary import INDEFINITE, PERSON, SOURCES, Vocabulary, things_in

BARELY = 4  # the tier of questions to be asked only where there are too few others
_PLAIN = re.compile(r"[\w ’'.,&€$£%/–-]{8,140}\?")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`")
_PARTS = re.compile(r"; |, (?:and|but) ")
_THERE = re.compile(r"There (are|were|will be) (?=\w)")
_FULL_NAME = r"[A-Z][a-zß-ÿ’'-]+(?: [A-Z]\.)?(?: [A-Z][\w’-]*[a-zß-ÿ]){1,2}"
_ROLE_BEHIND = re.compile(
    rf"\b({_FULL_NAME}), (?:aged \d+, |\d+, )?((?:an? |the )?[a-z][\w’' -]{{2,60}})(?=[,.;]|$)"
)
_ROLE_BEFORE = re.compile(rf"\b([A-Za-z]+) ({_FULL_NAME})(?=[,.;]| [a-z])")
_ROLE_HELD = re.compile(
    rf"\b([Tt]he [a-z-]+(?: [a-z-]+){{0,2}}(?: of (?:the )?[\w’' -]{{3,40}})?), {_FULL_NAME},"
)
_COST = re.compile(r"(.{3,60}?) (costs?|will cost|would cost) (?=\D{0,20}\d|\w+ )")
_SAYING = (
    r"(?:said|says|told|tells|added|announced|explained|warned|claimed|argued|stated|noted|wrote|confirmed|"
    r"insisted|stressed|predicted|complained|acknowledged|admitted|reported|suggested|revealed)"
)
_SPEAKS_FIRST = re.compile(
    r"(?:[A-Z][^,“”\"]{2,40}, )?([^,“”\"]{3,60}?) (?:also |later )?"
    rf"{_SAYING}\b(?: (?:the )?[a-z]+)?(?: that\b|:)? ?(.*)"
)
_SPEAKS_LAST = re.compile(
    rf"(.*?)[,”\"»]+ (?:([A-Zt][^,“”\"]{{2,60}}?) {_SAYING}|(?:said|says) ([^,“”\"]{{3,60}}?))"
    r"(?P<after>(?:, [^,]*)?\.?| (?:who|in|at|after|on|during|when|as|to)\b.*)"
)
_QUOTED = re.compile('[“”"«»]')  # else what stands between commas may be of another clause
_ACCORDING = re.compile(
    r"(.*?),? [Aa]ccording to ([^,“”\"]{3,60}?)(?:\.|, .*)|According to ([^,“”\"]{3,60}?), (.*)"
)
_AFTER_NAME = re.compile(r"(?:['’]s?)?(?= [a-z]{1,4}\b| [a-z]+ed\b|[,.;:)!?”\"’]| \(|$)")
_POSSESSIVE = re.compile(r"['’]s?$")


def asked_of(line: str, known: Vocabulary) -> list[ClauseQuestion]:
    """The questions that a sentence on one line answers, the most telling first.

    ``known`` is what its document shows of its words.
    """
    line = _EMPHASIS.sub("", _LINK.sub(r"\1", line))
    line = DATELINE.sub("", PARENTHESES.sub("", line), count=1)
    made = [*_of_speech(line, known), *_of_role(line), *_of_topic(line, known)]
    for part in _PARTS.split(line.rstrip(".")):
        clause = clause_of(f"{part}.", known)
        made += of_clause(clause) if clause else ()
        made += [*_of_cost(part, known), *_of_count(f"{part}.", known), *_of_there(part)]
    return sorted((one for one in made if _PLAIN.fullmatch(one.text)), key=lambda one: one.tier)


def _of_count(line: str, known: Vocabulary) -> Iterator[ClauseQuestion]:
    """``How many passengers were stuck ...?`` of a sentence that opens with the number."""
    figures = find_quantities.find(line)
    if not figures or figures[0].start or figures[0].dimension != "count" or figures[0].high <= 1:
        return
    after = line[figures[0].end :].lstrip()
    whole = after.startswith("of the ")
    clause = clause_of(f"{'All' if whole else 'The'} {after}", known) if after[:1].islower() else None
    if clause is None or clause.form == "present" or clause.date:
        return
    what = clause.subject.removeprefix("the ").removeprefix("all ")
    if whole or PLURAL.search(what.split(" of ")[0]):
        rest = f" {clause.rest}" if clause.rest else ""
        yield ClauseQuestion(f"How many {what} {clause.predicate}{rest}?", "how many", 0)


def _of_role(line: str) -> Iterator[ClauseQuestion]:
    """``Who is Ingrid Vasko?`` of "Ingrid Vasko, spokeswoman", "Mayor Pia Renning"; "Who is the mayor?"."""
    for match in _ROLE_BEHIND.finditer(line):
        if PERSON & set(re.findall(r"[a-z]+", re.split(" of | for ", match[2])[0])):
            yield ClauseQuestion(f"Who is {match[1]}?", "who is", 2)
    for match in _ROLE_BEFORE.finditer(line):
        if match[1].lower() in PERSON and match[2].split()[0].lower() not in PERSON:
            yield ClauseQuestion(f"Who is {match[2]}?", "who is", 2)
    for match in _ROLE_HELD.finditer(line):
        if PERSON & set(match[1].split()):
            yield ClauseQuestion(f"Who is the{match[1][3:]}?", "who is", 1)


def _of_there(line: str) -> Iterator[ClauseQuestion]:
    """``How many names are there on the list?`` of "There are 14 names on the list"."""
    match = _THERE.match(line)
    count = counted(line[match.end() :]) if match else None
    if match and count and re.fullmatch(r"(?: (?:in|on|at) [\w’' -]{3,60})?", count[1]):
        auxiliary, *more = match[1].split()
        asked = " ".join(["How many", count[0], auxiliary, "there", *more])
        yield ClauseQuestion(f"{asked}{count[1]}?", "how many", 0)


def _of_cost(line: str, known: Vocabulary) -> Iterator[ClauseQuestion]:
    match = _COST.match(line)
    figures = (
        [q for q in find_quantities.find(line[match.end() :]) if q.dimension.startswith("money")]
        if match
        else []
    )
    what = subject(match[1].split(), known)[0] if match and figures else ""
    if match and what:
        helping = {"costs": "does", "cost": "did"}.get(match[2], match[2].split()[0])
        yield ClauseQuestion(f"How much {helping} {what} cost?", "how much", 0)


def _of_speech(line: str, known: Vocabulary) -> Iterator[ClauseQuestion]:
    """``What did the mayor say about the bridge?`` of what somebody says."""
    for speaker, content in _spoken(line):
        who = subject(speaker.split(), known)[0]
        if not who or who.startswith(INDEFINITE):
            continue
        if topic := _topic(content, who, known):
            yield ClauseQuestion(f"What did {who} say about {topic}?", "said", 2)
        if " " in who:
            yield ClauseQuestion(f"What did {who} say?", "said", 3)


def _spoken(line: str) -> Iterator[tuple[str, str]]:
    """Who speaks, as far as it is plain, and what."""
    if match := _ACCORDING.match(line):
        speaker, content = (match[2], match[1]) if match[2] else (match[3], match[4])
        named = all(word[:1].isupper() for word in speaker.split() if len(word) > 3)
        if named or set(speaker.lower().split()) & (PERSON | SOURCES):
            yield speaker, content
    elif (match := _SPEAKS_LAST.fullmatch(line)) and (match["after"] in ("", ".") or _QUOTED.search(line)):
        yield match[2] or match[3], match[1]
    elif match := _SPEAKS_FIRST.match(line):
        yield match[1], match[2]


def _of_topic(line: str, known: Vocabulary) -> Iterator[ClauseQuestion]:
    """Where nothing else can be asked: of a name of several words, or a thing often named."""
    names = [name for name in _names(line, known) if " " in name.removeprefix("the ")]
    things = things_in(line)
    often = [thing for thing in things if thing in known.things]
    plain = [thing for thing in things if len(thing.split()) == 2]
    for tier, found in enumerate((names, often, plain), BARELY):
        for topic in found[:1]:
            yield ClauseQuestion(f"What does the document say about {topic}?", "topic", tier, topic)


def _topic(content: str, speaker: str, known: Vocabulary) -> str:
    """What a text is about: a name of several words, a thing, a name; "" where nothing is plain."""
    told = set(speaker.lower().split())
    found = [name for name in _names(content, known) if not told & set(name.lower().split())]
    several = [name for name in found if " " in name.removeprefix("the ")]
    things = [
        thing for thing in things_in(content) if not any(w in told or is_verb(w) for w in thing.split()[1:])
    ]
    things.sort(key=lambda thing: -len(thing.split()))
    return next(iter([*several, *things, *found]), "")


def _names(content: str, known: Vocabulary) -> Iterator[str]:
    """The names of a text that stand for themselves, with their article: no "New Year video call"."""
    text = read(content)
    for name in names(text):
        start, end = written(text, name)
        before, after = content[:start].rstrip(), _AFTER_NAME.match(content, end)
        phrase = content[start:end]
        first, _, others = phrase.partition(" ")
        if (not before or before[-1] in '.!?:“"‘') and others and first not in known.names:
            phrase = others  # "Obviously Putin"
        if after and not name.opens and phrase[:1].isupper():
            article = "the " if before.lower().endswith(" the") else ""
            yield article + _POSSESSIVE.sub("", phrase)
