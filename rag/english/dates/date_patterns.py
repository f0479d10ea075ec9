"""The patterns of dates and times."""

import re

from rag.english.dates.date_words import COUNT_WORDS, DECADES, MONTH_FORMS, NTH_WORDS, NUMBERS, SHORT_MONTHS

_MONTH = rf"(?P<m>{'|'.join(MONTH_FORMS)}|(?:{'|'.join(SHORT_MONTHS)})\b\.?)"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_NTH = r"(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
_OF_YEAR = (
    rf"(?:,?\s{{1,2}}(?:of\s)?(?P<y>{_YEAR}|['’][0-9]{{2}})(?![0-9])"
    r"|\s(?:of\s)?(?P<step>last|this|next)\syear\b)"
)
_TO = r"(?:\s?[-–—/]\s?|\s(?:to|and|until|through|or)\s)"
_NUMBERS = "|".join(word for word in NUMBERS if len(word) > 2 and " " not in word)
_COUNT = rf"(?:[0-9]{{1,3}}|an?|a\scouple\sof|{_NUMBERS})"
_UNIT = r"(?P<unit>minute|hour|day|week|fortnight|month|year|decade|centur)(?:s|y|ies)?\b"
_NUMBER_WORD = "|".join(COUNT_WORDS)
_NAMED_ZONE = r"[A-Z][a-z]{2,14}(?:\s(?:Standard|Daylight|Summer))?\s[Tt]ime\b"
_ZONE = (
    r"(?:\s?\(?(?P<zone>(?:GMT|UTC|BST|CES?T|EES?T|E[SD]?T|C[SD]T|M[SD]?T|P[SD]?T|IST|JST|KST|MSK|AES?T|AEDT"
    rf"|Eastern|Pacific|Central|local\stime)\b|{_NAMED_ZONE}))?"
)
_HALF_OF_DAY = r"(?P<ap>[ap]\.\s?m\.|[ap]\.?m\b|in\sthe\s(?:morning|afternoon|evening)\b|at\snight\b)"
DAY_MONTH = re.compile(
    rf"(?<![\w.,:/$€£-])(?:(?P<wd>{_WEEKDAY}),?\s{{1,2}}(?:the\s)?)?(?:(?P<d0>{_DAY}){_NTH}{_TO})?"
    rf"(?P<d>{_DAY}){_NTH}\s{{1,2}}(?:day\s)?(?:of\s)?(?i:{_MONTH})(?![a-zA-Z]){_OF_YEAR}?"
)
MONTH_DAY = re.compile(
    rf"\b(?=[ADFJMNOSTWadfjmnos])(?:(?P<wd>{_WEEKDAY}),?\s{{1,2}})?(?i:{_MONTH})\s{{1,2}}(?:the\s)?"
    rf"(?:(?P<d0>{_DAY}){_NTH}{_TO})?(?P<d>{_DAY}){_NTH}(?![\w%°]|[.:][0-9]|,[0-9]{{3}}(?![0-9])){_OF_YEAR}?"
)
MONTH_YEAR = re.compile(rf"\b(?=[ADFJMNOSadfjmnos])(?i:{_MONTH})(?<=[a-zA-Z.]){_OF_YEAR}")
MONTH = re.compile(rf"\b(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his)\s)?{_MONTH}(?![\w'’]*[a-rt-zA-RT-Z]|-[a-z])")
ISO = re.compile(
    rf"(?<![\w/.-])(?P<y>{_YEAR})(?P<sep>[-/.])(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12][0-9]|3[01])(?![0-9/-])"
)
NUMERIC = re.compile(
    rf"(?<![\w/.-])(?P<a>[0-9]{{1,2}})(?P<sep>[/.-])(?P<b>[0-9]{{1,2}})(?P=sep)(?P<y>{_YEAR}|[0-9]{{2}})"
    r"(?![\w/-]|\.[0-9])"
)
YEAR = re.compile(
    r"(?=[12])(?:(?<=\bpre-)|(?<=\bpost-)|(?<=\bmid-)|(?<=\bearly-)|(?<=\blate-)|(?<=\b[12][0-9]{3}[-–—/])"
    rf"|(?<![\w.,:/$€£¥₹#@'’+*=–-]))(?P<y>{_YEAR})(?:[-–—/](?P<y2>[0-9]{{2}}))?"
    rf"(?:(?=[-–—/]{_YEAR}(?![\w,.]))|(?![\w%‰°$€£]|[.,:/–—][0-9]|-[\w]))"
)
DECADE = re.compile(
    r"(?=[1-9'’TtFfSsEeNn])(?:(?<![\w.,:/$€£])(?P<y>(?:1[5-9]|20)[0-9]0)['’]?s\b"
    rf"|(?:(?<=[Tt]he\s)|(?<=mid-)|(?<=early\s)|(?<=late\s))(?:['’]?(?P<yy>[1-9]0)['’]?s\b|(?i:(?P<word>{'|'.join(DECADES)}))\b)"
    r"|(?<=\s)['’](?P<yy2>[1-9]0)s\b)"
)
CENTURY = re.compile(
    rf"(?i)\b(?P<n>[0-9]{{1,2}}(?:st|nd|rd|th)|{'|'.join(sorted(NTH_WORDS, key=len, reverse=True))})"
    r"[\s-]century\b(?!\sb\.?c)"
)
QUARTER = re.compile(
    r"(?i)\b(?:(?P<q>[QH])(?P<n>[1-4])|(?P<word>first|second|third|fourth|final|last|1st|2nd|3rd|4th)[\s-]"
    rf"(?P<long>quarter|half))\b(?:[\s-](?:of\s)?(?:fiscal\s|fy\s?)?(?P<y>{_YEAR}|['’][0-9]{{2}})(?![0-9])"
    r"|\sof\s(?P<step>last|this|next)\syear\b)?"
)
FISCAL = re.compile(rf"\b(?:[Ff]iscal(?:\s[Yy]ear)?\s|FY[\s-]?)['’]?(?P<y>{_YEAR}|[0-9]{{2}})(?![0-9])")
SEASON = re.compile(
    rf"(?i)\b(?:(?P<s>spring|summer|autumn|fall|winter)\s(?:of\s)?(?P<y>{_YEAR})(?![0-9])"
    r"|(?:(?P<rel>last|this|next)|(?<=\bin\s)|(?<=\bsince\s)|(?<=\bby\s)|(?<=\bduring\s)|(?<=\bin\sthe\s)|(?<=\blate\s)"
    r"|(?<=\bearly\s)|(?<=\bby\sthe\s))\s?(?P<s2>spring|summer|autumn|fall|winter)\b(?!\s(?:of|[A-Z0-9])))"
)
FEAST = re.compile(
    rf"\b(?P<f>Christmas(?:\s(?:Day|Eve))?|Boxing\sDay|Hallowe['’]?en|New\sYear['’]s\s(?:Day|Eve))\b{_OF_YEAR}?(?!\s(?!(?:was|is|has|as|this)\b)[a-z]+(?:s|tree)\b)"
)
WEEKDAY = re.compile(
    rf"\b(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his(?:\s(?:past|coming))?|[Pp]ast|[Cc]oming|[Ee]very|[Ee]ach)\s)?"
    rf"(?P<wd>{_WEEKDAY})(?P<many>s)?(?!\w|\s(?:Times|Telegraph|Mail|Mirror|Express|Post)\b)(?:\s(?P<part>morning|afternoon|evening|night)\b)?"
)
RELATIVE_DAY = re.compile(
    r"(?i)\b(?:the\sday\s(?:before\s(?P<yy>yesterday)|after\s(?P<tt>tomorrow))|(?P<day>yesterday|today|tomorrow)"
    r"(?:\s(?P<part>morning|afternoon|evening|night))?|(?P<tonight>tonight)"
    r"|(?P<rel>this|last)\s(?P<part2>morning|afternoon|evening|night))\b"
)
STEP = re.compile(
    r"(?i)\b(?P<the>the\s)?(?P<rel>last|this|next|previous|prior|following|coming|same)[\s-]"
    r"(?P<unit>day|weekend|week|fortnight|month|year|decade|century)\b(?!-)"
)
COUNTED = re.compile(
    rf"(?i)(?<![\w.,$€£-])(?P<n>{_COUNT}|a\sfew|several|many|some)[\s-]{_UNIT}\s"
    r"(?P<way>ago|earlier|later|before|after|previously|prior|hence|from\snow|from\stoday)\b"
    rf"(?:(?<=ago)\s(?:(?P<today>today)|this\s(?:week|month)|(?:on\s)?(?P<wd>(?-i:{_WEEKDAY})))\b)?"
)
SINCE = re.compile(
    rf"(?i)\bit(?:['’]s|\sis|\shas)(?:\sbeen)?(?:\s(?:about|around|almost|nearly|some|over))?"
    rf"\s(?P<n>{_COUNT})\s{_UNIT}(?:\s(?:(?P<today>today|to\sthe\sday)|this\s(?:week|month)))?(?=\ssince\b)"
)
IN_COUNT = re.compile(rf"(?i)\b(?<!-)in\s(?P<n>{_COUNT})\s{_UNIT}(?P<time>['’]?\s?time\b)?")
CLOCK = re.compile(
    r"(?<![\w.,:/$€£-])(?:(?P<h>[01]?[0-9]|2[0-4])(?P<sep>[:.])(?P<mi>[0-5][0-9])(?![0-9]|[:.,][0-9])"
    rf"(?:\s?(?i:{_HALF_OF_DAY}))?{_ZONE}"
    rf"|(?P<hh>[01][0-9]|2[0-3])(?P<mm>[0-5][0-9])\s?(?:(?P<zz>GMT|UTC)|hrs|hours)\b)"
)
HOUR = re.compile(
    rf"(?i:(?<![\w.,:/$€£-])(?P<h>1[0-2]|0?[1-9]|{_NUMBER_WORD})"
    rf"(?:\s?{_HALF_OF_DAY}|\s?o['’]clock\b(?:\s{_HALF_OF_DAY.replace('<ap>', '<ap2>')})?)){_ZONE}"
)
SPOKEN = re.compile(
    rf"(?i)\b(?:(?P<noon>noon|midday|midnight)|(?P<frac>half|quarter|five|ten|twenty(?:-five)?)"
    rf"(?:\sminutes)?\s(?P<way>past|to)\s(?P<h>1[0-2]|[1-9]|{_NUMBER_WORD})(?:\s?{_HALF_OF_DAY})?)(?![\w-])"
)
