"""Counted votes: the sentences of minutes and reports that say how many were for a thing and against it."""

import re

_COUNT = (
    r"(?:\d{1,5}|no(?:ne|body| one)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[ -]\w+)?|"
    r"all|everybody|everyone)"
)
_SIDES = (
    rf"\b{_COUNT}\b[^.;]{{0,30}}\b(?:for|in favou?r)\b[^.;]{{0,40}}\b{_COUNT}\b[^.;]{{0,20}}\bagainst\b",
    rf"\b(?:by|voted?) {_COUNT}(?: votes?)? to {_COUNT}\b|\b{_COUNT} votes? to {_COUNT}\b",
    r"\b(?:votes?|voted|carried|adopted|passed|approved|rejected|elected|agreed|resolved)\b.{0,30}"
    r"\bunanimous(?:ly)?\b",
    r"\bunanimous(?:ly)? (?:vot|carri|adopt|pass|approv|reject|elect|agree|resol)\w+",
)
_VOTE = re.compile("|".join(_SIDES), re.IGNORECASE)


def counts_votes(line: str) -> bool:
    """Return whether a sentence gives a count of votes: "Seven are for, two against", "by 7 votes to 2"."""
    return bool(_VOTE.search(line))
