"""The encoding of a file that does not say which it is in.

UTF-8 and byte order marks are certain; everything else is judged. A legacy encoding is believed
when the characters it gives are those some language writes with, in the places it writes them:
short texts give too few bytes for byte statistics, but words still look like words.
"""

import codecs
import re
from functools import cache
from itertools import pairwise

from index.readers.weights import (
    BETTER,
    COMMON_IDEOGRAM,
    COMMONEST_PRIOR,
    DECLARED_PRIOR,
    ENOUGH,
    FOREIGN_LETTER,
    GUESSED_FROM,
    JUDGED,
    KANA_OR_MARK,
    NARROW_ZEROS,
    NOT_EAST_ASIAN,
    ODD_WORD,
    PUNCTUATION_POINTS,
    RARE_IDEOGRAM,
    RAREST_LETTER,
    SYMBOL_POINTS,
    WIDE_ZEROS,
)

BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Letters beyond ASCII of the languages each encoding was made for, one string a language, commonest first.
LATIN = {
    "cp1252": (
        "éèàçêîôûùâëïœ", "üäöß", "óíáéñúü¿¡ºª", "ãçéáíóêõâúàô", "àèéìòù", "äåöé", "åøæéé", "äöå",
        "ëéïèöüêó", "íáðéóúöæýþ", "èéàòóíúç·ïü",
    ),
    "cp1250": (
        "łąężśćóńź", "íáéěýřščžůúťóďň", "áíéýčžšúôľťäňďĺŕó", "áéöóőüíúű", "ăîşţâ", "čšžćđ", "čšž", "ëç",
    ),
    "cp1254": ("ıüşğöçİâ",),
    "cp1257": ("ėšųžįąčūę", "āīēūšņļžķģč", "äõüöšž"),
}  # fmt: skip
ALPHABETS = {
    "cp1251": (
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", "оаинтевірсклудмпзяьбгчйхцїюжєшщфґ",
        "аионетрсвлкдпмзяъбугчцжщшйхюфь",
        "аоиенртсјкудпвмлзбгшћчцжњљђфхџ",
    ),
    "koi8_u": ("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", "оаинтевірсклудмпзяьбгчйхцїюжєшщфґ"),
    "cp866": ("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",),
    "cp1253": ("ατοιενσρκπυηςλμδγθόίάχέφβήώξζψύϊϋ",),
    "cp1255": ("יוהלאבתרמשנדעקחפטגםךכסצזןףץ",),
    "cp1256": ("الينمتروبةدسعفأهكقحجىشصطخإذزئضءغثظآؤپچژگ،؟",),
    "cp874": ("านรกอเงมลยวดทสตะปบคหแจพชขใไโผซณธศิีึืุู่้็์ัำ",),
}  # fmt: skip
# Double-byte encodings: the commonest characters of their language.
IDEOGRAMS = {
    "cp932": "のにはをたがでてとしれさいるかなもすらりこ、。年日国人大一本中者政",
    "euc_jp": "のにはをたがでてとしれさいるかなもすらりこ、。年日国人大一本中者政",
    "gb18030": "的一是不了在有人我他这个们中来上大为和国，。年会将时表示进行对发关部后说要",
    "big5hkscs": "的一是不了在有人我他這個們中來上大為和國，。年會將時表示進行對發關部後說要",
    "cp949": "이다는을의가에하고로한지사기도서자은리대어시나를인정부일해과들",
}
# Encodings pages declare: what browsers read them as, and which alphabets to judge the others by.
DECLARED = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-15": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "koi8-r": "koi8_u", "iso8859-9": "cp1254",
    "euc_jp": "euc_jp", "koi8-u": "koi8_u",
}  # fmt: skip
FAMILY = {
    "iso8859-2": "cp1250", "iso8859-5": "cp1251", "mac-cyrillic": "cp1251", "iso8859-7": "cp1253",
    "iso8859-8": "cp1255", "iso8859-6": "cp1256", "iso8859-4": "cp1257", "iso8859-13": "cp1257",
    "tis-620": "cp874",
}  # fmt: skip
PUNCTUATION = set("“”‘’–—…«»°€£©®•№„‚·×")
WORD = re.compile(r"\w+")


def decode(data: bytes) -> str:
    """Decode ``data`` to text without a byte order mark or a lone surrogate. Never raises."""
    for mark, name in BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return _unescaped(data) or _wide(data) or text
    return _wide(data) or legacy(data)


def decode_declared(data: bytes, label: str | None) -> str:
    """Decode a page that declares ``label`` as its encoding, which may be a lie."""
    if label is None or is_utf8(data) or any(data.startswith(mark) for mark, _ in BOMS):
        return decode(data)
    try:
        name = codecs.lookup(label).name
        declared = DECLARED.get(name, name)
        text = data.decode(declared)
    except (LookupError, UnicodeError, ValueError):
        return decode(data)
    judged = FAMILY.get(declared, declared) in {*LATIN, *ALPHABETS, *IDEOGRAMS}
    # Codecs such as rot13 or punycode are no encodings of pages.
    return (
        legacy(data, declared)
        if judged
        else text
        if declared.startswith(("iso", "cp", "mac"))
        else decode(data)
    )


def is_utf8(data: bytes) -> bool:
    """Return whether ``data`` is strict UTF-8, with or without its mark."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unescaped(data: bytes) -> str | None:
    """ISO-2022-JP: plain ASCII bytes, but for escape sequences nothing else writes."""
    if (b"\x1b$B" in data or b"\x1b$@" in data) and data.isascii():
        try:
            return data.decode("iso2022_jp")
        except UnicodeDecodeError:
            return None
    return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    head = data[:4096]
    if len(data) % 2 or len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    name = "utf-16-le" if odd > half * WIDE_ZEROS and even < half * NARROW_ZEROS else "utf-16-be"
    if name == "utf-16-be" and not (even > half * WIDE_ZEROS and odd < half * NARROW_ZEROS):
        return None
    return data.decode(name, "replace")


def legacy(data: bytes, declared: str | None = None) -> str:
    """Decode bytes that are not UTF-8 in the most plausible of the known encodings.

    ``declared`` is the encoding that a page names: believed unless another is plainly better.
    """
    sample = data[:JUDGED]
    nearly = _nearly_utf8(data)
    if nearly is not None:
        return nearly
    # A lone "£" or "°" tells nothing: the fewer such bytes, the more the commonest encoding is trusted.
    prior = {"cp1252": COMMONEST_PRIOR / sum(byte > 127 for byte in sample)} if not sample.isascii() else {}
    if declared:
        prior[declared] = prior.get(declared, 0.0) + DECLARED_PRIOR
    best, best_score = "", 0.0
    for name in dict.fromkeys([declared or "cp1252", "cp1252", *LATIN, *ALPHABETS, *IDEOGRAMS]):
        score = plausibility(sample, name) + prior.get(name, 0.0)
        if score > best_score + BETTER:
            best, best_score = name, score
    if best_score < ENOUGH:
        best = declared or _guessed(sample) or "cp1252"
    return data.decode(best, "replace")


def _nearly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes, as cut or patched files hold: better than all of it misread."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(not char.isascii() for char in text[:JUDGED]) - text[:JUDGED].count("\ufffd")
    return text if broken * 10 < whole else None


def _guessed(sample: bytes) -> str | None:
    """charset-normalizer's guess: sound on long texts, wild on short ones."""
    if len(sample) < GUESSED_FROM:
        return None
    from charset_normalizer import from_bytes

    match = from_bytes(sample).best()
    return match.encoding if match else None


def plausibility(sample: bytes, name: str) -> float:
    """Score ``sample``, decoded as ``name``, for looking like writing: 1.0 at best, negative for rubbish."""
    try:
        # A cut sample may end within a character: the incremental decoder waits for the rest.
        text = codecs.getincrementaldecoder(name)().decode(sample, final=len(sample) < JUDGED)
    except UnicodeDecodeError:
        return 0.0
    foreign = sum(not char.isascii() for char in text)
    if not foreign:
        return 1.0
    if name in IDEOGRAMS:
        return _ideographic(text, foreign, set(IDEOGRAMS[name]))
    family = FAMILY.get(name, name)
    languages = LATIN.get(family) or ALPHABETS.get(family) or ()
    return max((_alphabetic(text, foreign, letters, family in LATIN) for letters in languages), default=0.0)


def _ideographic(text: str, foreign: int, common: set[str]) -> float:
    """Points for each character that is common, fewer for others of the East Asian blocks; 1.0 at most."""
    points = 0.0
    for char in text:
        code = ord(char)
        if char in common:
            points += COMMON_IDEOGRAM
        elif 0x3040 <= code < 0x3100 or char in PUNCTUATION:
            points += KANA_OR_MARK
        elif 0x4E00 <= code < 0xA000 or 0xAC00 <= code < 0xD7A4 or 0x3000 <= code < 0x3030:
            points += RARE_IDEOGRAM
        elif code >= 0x80:
            points += 0.0 if 0xFF00 <= code < 0xFF60 else NOT_EAST_ASIAN
    return min(points / foreign, 1.0)


def _alphabetic(text: str, foreign: int, letters: str, latin: bool) -> float:
    """Points for letters of one language's alphabet, fewer for words as it does not write them."""
    weights = _weights(letters)
    points = sum(
        PUNCTUATION_POINTS if char in PUNCTUATION else SYMBOL_POINTS
        for char in text
        if not (char.isascii() or char.isalnum())
    )
    for word in WORD.findall(text):
        if word.isascii():
            continue
        known = [weights.get(char.lower(), FOREIGN_LETTER) for char in word if not char.isascii()]
        mixed = any(char.isascii() and char.isalpha() for char in word)
        # Western words hold one or two accented letters; other alphabets never mix with ASCII.
        odd = (len(known) > 1 and len(known) * 2 > len(word)) if latin else mixed
        points += sum(known) + (ODD_WORD if odd else 0.0) * len(known) - _case_breaks(word)
    return points / foreign


def _case_breaks(word: str) -> int:
    """Capitals after small letters: what a wrong Cyrillic code page makes of every word."""
    return sum(a.islower() and b.isupper() for a, b in pairwise(word))


@cache
def _weights(letters: str) -> dict[str, float]:
    """The points of each letter of an alphabet, given commonest first: 1.0 down to ``RAREST_LETTER``."""
    return {char: 1.0 - (1.0 - RAREST_LETTER) * rank / len(letters) for rank, char in enumerate(letters)}
