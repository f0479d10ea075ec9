"""The encodings that files are in, and the letters of the languages that each was made for."""

# Letters beyond ASCII of the languages of each family of encodings, commonest first.
LATIN = {
    "western": {
        "en": "éïñèüöçàâêóáíúôëîäã", "fr": "éèàçêîôûùâëïœ", "de": "üäöß", "es": "óíáéñúü¿¡ºª",
        "pt": "ãçéáíóêõâúàô", "it": "àèéìòù", "sv": "äåöé", "da": "åøæé", "nb": "åøæé", "fi": "äöå",
        "nl": "ëéïèöüêó", "is": "íáðéóúöæýþ", "ca": "èéàòóíúç·ïü", "et": "äõüö",
    },
    "central": {
        "pl": "łąężśćóńź", "cs": "íáéěýřščžůúťóďň", "sk": "áíéýčžšúôľťäňďĺŕó", "hu": "áéöóőüíúű",
        "ro": "ăîşţâ", "hr": "čšžćđ", "sl": "čšž", "sq": "ëç",
    },
    "turkish": {"tr": "ıüşğöçİâ"},
    "baltic": {"lt": "ėšųžįąčūę", "lv": "āīēūšņļžķģč", "et": "äõüöšž"},
}  # fmt: skip
ALPHABETS = {
    "cyrillic": {
        "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", "uk": "оаинтевірсклудмпзяьбгчйхцїюжєшщфґ",
        "bg": "аионетрсвлкдпмзяъбугчцжщшйхюфь", "sr": "аоиенртсјкудпвмлзбгшћчцжњљђфхџ",
    },
    "russian": {"ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"},
    "ukrainian": {
        "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", "uk": "оаинтевірсклудмпзяьбгчйхцїюжєшщфґ",
    },
    "greek": {"el": "ατοιενσρκπυηςλμδγθόίάχέφβήώξζψύϊϋ"},
    "hebrew": {"he": "יוהלאבתרמשנדעקחפטגםךכסצזןףץ"},
    "arabic": {"ar": "الينمتروبةدسعفأهكقحجىشصطخإذزئضءغثظآؤپچژگ،؟"},
    "thai": {"th": "านรกอเงมลยวดทสตะปบคหแจพชขใไโผซณธศิีึืุู่้็์ัำ"},
}  # fmt: skip
# Double-byte encodings: the commonest characters of their language.
IDEOGRAMS = {
    "cp932": "のにはをたがでてとしれさいるかなもすらりこ、。年日国人大一本中者政",
    "euc_jp": "のにはをたがでてとしれさいるかなもすらりこ、。年日国人大一本中者政",
    "gb18030": "的一是不了在有人我他这个们中来上大为和国，。年会将时表示进行对发关部后说要",
    "big5hkscs": "的一是不了在有人我他這個們中來上大為和國，。年會將時表示進行對發關部後說要",
    "cp949": "이다는을의가에하고로한지사기도서자은리대어시나를인정부일해과들",
}
# Every encoding that is tried, with its family. Of two that read a file equally well the first is taken.
FAMILY = {
    "cp1252": "western", "iso8859-15": "western", "cp1250": "central", "iso8859-2": "central",
    "cp1254": "turkish", "cp1257": "baltic", "mac-roman": "western", "cp850": "western", "cp852": "central",
    "cp1251": "cyrillic", "koi8_u": "ukrainian", "cp866": "russian",
    "iso8859-5": "cyrillic", "mac-cyrillic": "russian", "cp1253": "greek", "iso8859-7": "greek",
    "cp1255": "hebrew", "cp1256": "arabic", "iso8859-6": "arabic", "cp874": "thai",
}  # fmt: skip
RARE = frozenset(["mac-roman", "cp850", "cp852", "mac-cyrillic", "iso8859-6"])
# Encodings pages declare, and what browsers read them as.
DECLARED = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "koi8-r": "koi8_u", "iso8859-9": "cp1254",
    "euc_jp": "euc_jp", "koi8-u": "koi8_u", "iso8859-8": "cp1255", "iso8859-13": "cp1257", "tis-620": "cp874",
}  # fmt: skip

# Signs that texts use; those in the second set stand between two letters, too.
PUNCTUATION = frozenset("“”‘’–—…«»°€£©®•№„‚·×½¼¾²³±§µ™¿¡ºª")
JOINING = frozenset("’‘–—…")
# Letters beyond ASCII that are words by themselves: à, é, å, ő, …
LONE = frozenset("àáâéèêëíóôöúåøæäőавикосуяеёіїєжбйоэюАВИКОСУЯЕЁІЇЄЖБЙОЭЮ")
