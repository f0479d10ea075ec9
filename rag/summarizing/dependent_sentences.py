"""Dependent sentences: those not understood without the sentence before, for a pronoun, say."""

import re

OPENING = tuple('“"„«‘‹「『')

# What begins a sentence that goes on with another.
_BEGINNINGS = (
    r"(?:he|she|it|they|his|her|hers|its|their|theirs|him|them|ours)",
    r"this(?! (?:year|month|week|spring|summer|autumn|winter|morning|evening|season)\b)",
    r"(?:these|those|that|such|here|another|others|neither|whether|why)",
    r"(?:however|but|and|or|so|yet|nor|also|then|thus|hence|therefore|moreover|furthermore|besides|instead)",
    r"(?:otherwise|meanwhile|nevertheless|nonetheless|still|indeed|likewise|similarly|consequently)",
    r"(?:accordingly|additionally|again|conversely|rather|too|afterwards?|later|earlier|elsewhere)",
    r"(?:first|second|third|secondly|thirdly|next|lastly|finally|of course|yes|no|well)(?=,)",
    r"(?:one|some|most) of them|none of (?:them|the|these|those)|all of (?:this|that|them)|all (?:this|that)",
    r"both (?:are|were|had|have|men|women|sides)",
    r"the (?:latter|former|same|others?|second|third|next|following|above|result)",
    r"in (?:addition|fact|turn|contrast|other words|short|any case|particular|general|response|return|all)",
    r"as (?:a result|such|well|usual|mentioned|noted|above|for)",
    r"at (?:the same time|the time|that|first|least|last|this)",
    r"after (?:all|that|this|which)|before that|since then|until then|even (?:so|then|if so)|so far",
    r"for (?:example|instance|this|that|his|her|their)|because of (?:this|that)|despite (?:this|that)",
    r"on (?:the other hand|the contrary|top of)|by (?:contrast|comparison|then)|with (?:this|that)|like that",
    r"to (?:do so|this end|that end|be sure|be fair)|not only that|more than that|what is more|what's more",
    r"e\.g|i\.e|see|note that",
)
_GOES_ON = re.compile(rf"\W*(?:{'|'.join(_BEGINNINGS)})\b(?!-\w)", re.IGNORECASE)
_EXPLETIVE = re.compile(r"It (?:is|was|has been) (?:\w+ ){1,3}(?:that|to|for)\b")
_PRONOUN = r"(?:this|these|those|him|them|their|his|her|he|she|they|its|it)\b"
_LEADS_WITH_PRONOUN = re.compile(
    r"(?:in|on|at|for|with|after|before|by|from|to|of|during|under|despite|without|unlike|like|among|since|until|as|"
    rf"if|when|while|although|though|because|once|according to|thanks to) (?:\w+ ){{0,2}}?{_PRONOUN}",
    re.IGNORECASE,
)
_THEN_PRONOUN = re.compile(r"[^,]{1,40}, (?:he|she|it|they|this|these|that|those)\b")
_SAID_BY_PRONOUN = re.compile(
    r"[”\"»] (?:(?:he|she|they|it|I|we|his|her|its|their)|\w+ (?:he|she|they|it))\b"
)
_ALL_QUOTED = re.compile(r"[“\"„«‘][^”\"»]*[”\"»’]?[.!?…]?[”\"»’]?")


def is_only_quoted(line: str) -> bool:
    """Return whether a sentence is somebody's words and does not name them: "“It burned,” she said."."""
    return line.startswith(OPENING) and bool(_ALL_QUOTED.fullmatch(line) or _SAID_BY_PRONOUN.search(line))


def hangs(line: str) -> bool:
    """True if a sentence (on one line) depends on the one before it, by patterns of English."""
    if line.startswith(OPENING):  # words of somebody whom another sentence names, or this one
        return is_only_quoted(line)
    then = _THEN_PRONOUN.match(line)
    return bool(
        (_GOES_ON.match(line) and not _EXPLETIVE.match(line))
        or _LEADS_WITH_PRONOUN.match(line)
        or (then and not any(character.isupper() for character in then[0][1:]))
    )
