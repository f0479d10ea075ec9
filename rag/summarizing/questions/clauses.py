"""The main clause of an English sentence, where it is plain to see: who, what is done, and the rest.

No grammar of English: a list of verbs tells where the subject ends, and what is not plain is left alone. Made
for turning sentences into questions, where a question that is not asked costs less than an odd one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.english.dates import find_dates
from rag.english.text import word_set
from rag.english.verbs import Verb, by_past, is_finite, is_verb
from rag.summarizing.questions.clause_subjects import subject
from rag.summarizing.questions.verb_groups import group_of
from rag.summarizing.questions.vocabulary import DENIES, HANGING, PREPOSITIONS, PRONOUNS, Vocabulary

_LONGEST = 14  # words behind the verb
DATELINE = re.compile(r"[A-Z][A-Z .,]{2,40}(?:\([^)]{1,20}\) ?)?[–—-] ")
_LEAD = re.compile(
    r"((?:On|In|At|After|Before|During|Within|By|Since|From|Last|This|Earlier|Yesterday|Today|For|Under|As"
    r" of)\b[^,]{0,60}), (?=\S)"
)
PARENTHESES = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_BREAK = re.compile(r", | [–—-] |; |: ")
_SUBORDINATE = re.compile(
    r",? (?:that|which|who|whose|whom|while|because|since|after|before|when|where|as|if|so|but|until|"
    r"although|though|than|whether|how|despite|amid|without|rather)\b"
)
_CLOCK = re.compile(r" at \d{1,2}[.:]\d\d\b")
_LEADING = "|".join(sorted(PREPOSITIONS))
_OPEN_ENDED = word_set("since until from by to")


@dataclass(frozen=True)
class Clause:
    """``auxiliary`` is "" for a plain past or present; ``words`` are the verb's own, "built" or "be built".

    ``form``: past, present, passive, perfect, modal, or copula, which has no ``verb``. ``rest`` is what
    follows up to a comma or a subordinate clause, ``date`` the words of the one date in it or before it, left
    out of the rest; "" where there is none. ``because``: a reason follows; ``that``: a clause follows.
    """

    subject: str
    auxiliary: str
    form: str
    verb: Verb | None
    words: str
    rest: str
    date: str
    because: bool = False
    that: bool = False

    @property
    def inverted(self) -> str:
        """``did the council open``, ``was the harbour built``: what follows "When"."""
        if self.form == "past" and self.verb:
            return f"did {self.subject} {self.verb.base}"
        if self.form == "present" and self.verb:
            return f"does {self.subject} {self.verb.base}"
        return " ".join(filter(None, (self.auxiliary, self.subject, self.words)))

    @property
    def predicate(self) -> str:
        """``opened``, ``was built``: what follows "Who"."""
        return " ".join(filter(None, (self.auxiliary, self.words)))


def clause_of(line: str, known: Vocabulary) -> Clause | None:
    """The main clause of a sentence on one line of a document with this vocabulary."""
    text = DATELINE.sub("", PARENTHESES.sub("", line), count=1)
    if not text.endswith(".") or re.search('[“”"«»„|*_#`]', text):
        return None
    lead = _LEAD.match(text)
    when = lead[1] if lead else ""
    body = text[lead.end() :] if lead else text
    because = bool(re.search(r" because (?!of\b)", body))
    tokens = _main(body[:-1])
    at = _verb_at(tokens)
    if at is None:
        return None
    who, later = subject(tokens[:at], known)
    group = group_of(tokens[at:], one=not who.endswith("s") and " and " not in who)
    if not who or group is None:
        return None
    after = " ".join(group.rest)
    date = _only_date(f"{when} {later} {after}")
    rest = _without_date(after, date)
    subordinate = _SUBORDINATE.search(f" {rest}")
    says = bool(subordinate and subordinate[0].split()[-1] in ("that", "whether"))
    if subordinate:
        rest = rest[: max(0, subordinate.start() - 1)]
    if not _is_plain(rest) or (says and rest):  # "under the pretext" that something is no whole
        return None
    return Clause(who, group.auxiliary, group.form, group.verb, group.words, rest, date, because, says)


def _main(body: str) -> list[str]:
    """The words of the main clause, without what is set between commas behind its subject."""
    pieces = _BREAK.split(body)
    first = pieces[0].split()
    if _verb_at(first) is None and len(pieces) > 2 and body.count(", ") >= 2:
        after = pieces[2].split()
        if after and is_verb(after[0].lower()):
            return first + after
    return first


def _verb_at(tokens: Sequence[str]) -> int | None:
    """Where the verb stands: a present form only where no other verb does."""
    low = [token.lower() for token in tokens]
    for at, word in enumerate(low[1:], 1):
        if not is_verb(word) or tokens[at][0].isupper():
            continue
        sure = is_finite(word) or word in by_past()
        if sure or not any(is_finite(w) or w in by_past() for w in low[at + 1 :]):
            return at
    return None


def _is_plain(rest: str) -> bool:
    low = rest.lower().split()
    return (
        len(low) <= _LONGEST
        and not PRONOUNS & set(low)
        and not any(is_finite(word) for word in low)
        and not any(before in ("and", "or", "to") and is_verb(word) for before, word in pairwise(low))
        and not DENIES & set(low)
        and not {"between", "both"} & set(low)
        and "and to " not in rest
        and (not low or (low[-1] not in HANGING and low[-1] not in by_past()))
    )


def _only_date(text: str) -> str:
    found = find_dates.find(text)
    sure = len(found) == 1 and found[0].bound in ("exact", "about") and found[0].lead not in _OPEN_ENDED
    return found[0].text if sure and not found[0].text.lower().startswith(("recent", "now", "this")) else ""


def _without_date(rest: str, date: str) -> str:
    """The rest without its date and the preposition before it; with it where something else leads to it."""
    if not date:
        return rest
    led = re.compile(rf"(?:^|\s)(?:(?:{_LEADING}) )?(?:the )?{re.escape(date)}(?=$|\s)")
    return " ".join(_CLOCK.sub(" ", led.sub(" ", rest)).split())
