"""Patterns of the words around a date that change it, or show that it is none."""

import re

# What "ten to five" must stand between to be a time rather than a range or a score.
TO_HOUR_LEAD = re.compile(r"(?i)\b(?:at|by|until|till|before|after|since)\s$")
NOT_TO_HOUR_LEAD = re.compile(
    r"(?i)\b(?:from|of|between|won|win|lost|by|voted|beat|in|(?:vote|score|odds)\s(?:was|is))\s$"
)
AFTER_TO_HOUR = re.compile(
    r"\s*(?:$|[.,;:!?)\"”’]|(?i:\s(?:on|in|when|and|as|that|this|he|she|they|we|I|it|the|to|GMT|with|after)\b))"
)
# What stands before a date and bears on it; tried at the end of the few characters before.
LEAD = re.compile(
    r"(?i)(?:\b(?P<lead>before|prior\sto|ahead\sof|by|until|till|through|up\sto|after|since|from|following|starting"
    r"|around|about|more\sor\sless|nearly|almost|close\sto|something\slike|circa|c\.|approximately|roughly"
    r"|pre(?=-)|post(?=-))[\s-]{1,2})?(?P<the>\bthe\s{1,2})?"
    r"(?:\b(?P<part>early|mid|middle|late|beginning|start|end)(?:[\s-]|\s(?:of|in)\s)(?:the\s{1,2})?)?$"
)
# "It was not until 19:00 that the line moved" says when, not by when.
NOT_UNTIL = re.compile(r"(?i)(?:\bnot|n['’]t|\bnever)\b[^.;,:]*\b(?:until|till)\s(?:the\s)?$")
_NOT_A_TIME = (
    r"km|kilomet\w+|met\w+|miles?|people|men|women|children|police|euros?|dollars?|pounds?|percent|per\scent|tons?"
    r"|tonnes?|kg|kilos?|feet|ft|hectares|acres|square|million|billion|thousand|calories|more|other|copies|B\.?C|bce"
)
NOT_AFTER_YEAR = re.compile(rf"(?i)[\s-](?:{_NOT_A_TIME})\b")
PLURAL_AFTER_YEAR = re.compile(
    r"\s(?!was\b|is\b|has\b|as\b|its\b|his\b|this\b|us\b|vs\b|does\b|unless\b|across\b|thus\b|perhaps\b|always\b"
    r"|years?\b|months\b|days\b|weeks\b)[a-z-]{2,}(?<!s)s(?![\w'’])"
)
YEAR_LEAD = re.compile(
    r"(?i)(?:\b(?:in|since|during|until|till|before|after|late|early|mid|year|the|by|from|its|their|his|her|our|to|for"
    r"|between|pre|post)|['’]s|s['’])[\s-]$"
)
NOT_BEFORE_YEAR = re.compile(
    r"(?i)(?:\b(?:than|least|most|pages?|rooms?|no\.?|number|nearly|almost|over|under|some|up\sto|route|flight|usd|eur"
    r"|gbp|rs\.?|windows|section|only|exactly|another|employ(?:s|ed|ing)?|seat(?:s|ing)|kill(?:s|ed|ing)"
    r"|total(?:s|led|ling)|(?:population|total|crowd|toll|attendance)\sof|(?<!in\s)(?<!from\s)(?<!of\s)(?<!since\s)"
    r"(?<!until\s)(?<!to\s)(?<!by\s)(?<!built\s)(?<!born\s)about)|[$€£¥₹])\s$"
)
THE_DAY_NEXT_TO = re.compile(r"(?i)\bthe\sday\s(?P<way>before|after)\s(?:the\s)?$")
NAMED_DAYS = re.compile(
    r"\b(?:Black|Good|Easter|Super|Bloody|Ash|Palm|Cyber|Holy|Sheffield|Giving|Maundy|Shrove|Whit)\s$"
)
MONTH_LEAD = re.compile(
    r"(?i)\b(?:in|since|of|last|next|this|by|early|mid|late|until|from|before|after|during|through|to|till|and|or"
    r"|between|around|for|each|every|on)[\s-]$"
)
AGE_LEAD = re.compile(r"(?i)\b(?:his|her|their|my|our|your|its)\s(?:(?:early|mid|late)[\s-])?$")
SUPERLATIVE_LEAD = re.compile(
    r"(?i)\b(?:time|high|low|most|best|worst|once|twice|only|\w{2,12}est|\w{1,12}[0-9])\s$"
)
LIST_LINK = re.compile(r",?\s(?:and|or|to|until|through|and\sto)\s|\s?[-–—]\s?|,\s")
