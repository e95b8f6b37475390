"""Encodings told by evidence: which reading of the bytes gives words that people write.

A file of single bytes does not say what it is. Each encoding is asked to read the words that are
not ASCII; the one whose words are words of its languages wins, if it wins clearly. What cannot be
told is said to be so, and then no cell that depends on it is counted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from impact.exports.text import natural

# What people know an encoding by.
NAMES = {
    "cp1252": "Windows-1252",
    "mac_roman": "Mac OS Roman, CSV (Macintosh)",
    "cp850": "MS-DOS 850, CSV (MS-DOS)",
    "cp437": "MS-DOS 437, CSV (MS-DOS)",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1254": "Windows-1254",
    "cp932": "Shift-JIS",
    "gbk": "GBK",
    "euc_kr": "EUC-KR",
}
_WEST = (
    "àâæçèéêëîïôœùûüÿ", "áéíóúüñç", "áâãàçéêíóôõú", "äöüßé", "àèéìíîòóùú", "àçèéíïòóúü·",
    "æøåéôòäö", "åäöéüà", "áðéíóúýþæö", "áéëïóöüèê",
)  # fmt: skip
_EAST = (
    "ąćęłńóśźż",
    "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "ăâîşţ",
    "čćđšž",
    "äöüßé",
)
_CYRILLIC = (
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "абвгдђежзијклљмнњопрстћуфхцчџш",
)  # fmt: skip
_LETTERS = {
    "cp1252": _WEST,
    "mac_roman": _WEST,
    "cp850": _WEST,
    "cp437": _WEST,
    "cp1250": _EAST,
    "cp1251": _CYRILLIC,
    "cp1254": ("çğıöşüâîû",),
}
_ALPHABETS = {
    codec: [frozenset(letters) for letters in languages] for codec, languages in _LETTERS.items()
}
_ALONE = frozenset("àáâéèêíóôúùåöæøîаиоуяівкс")  # words of one letter
_SIGNS = frozenset("«»“”„‘’‚‹›–—…°§©®™€£¥·•×²³½¼¾¿¡\u00a0\u202fªº¹±÷µ")
# A dash or a quotation mark between letters; an apostrophe after what is cut short before one.
_PIECES = re.compile(r"\w[«»“”„‘‚‹›–—…°§©™€¥•×¿¡]+\w")
_ELIDED = re.compile(r"(\w+)’(\w+)")
_BEFORE = re.compile(r"\w{1,2}|\w*qu|aujourd|entr|[adns][aeu]ll|quell|all|sant|grand", re.I)
_AFTER = ("s", "t", "d", "m", "ll", "re", "ve", "est", "er", "ers", "ère", "ères")
WORD = re.compile(rb"[A-Za-z\x80-\xff']*[\x80-\xff][A-Za-z\x80-\xff']*")
MOST_WORDS = 20_000  # that are looked at: more would not change the answer


@dataclass(frozen=True)
class Told:
    """What the bytes of a file tell: the encoding, and whether it is sure enough to count by.

    `rival`: an encoding that gives other words, and words as well.
    """

    codec: str
    sure: bool
    mixed: bool = False
    rival: str = ""


def told(words: Collection[bytes], lines: bytes) -> Told:
    """The encoding of a file from its words beyond ASCII, of which some are not UTF-8.

    `lines` are some whole lines with such words: letters of East Asia do not part into words.
    """
    singly = {codec: _share(words, codec) for codec in _LETTERS}
    best = max(singly, key=lambda codec: singly[codec])
    if any(_is_utf8_alone(word, best) for word in words):
        return Told("cp1252", sure=True, mixed=True)
    ours = singly["cp1252"]
    if singly["cp1254"] >= max(0.9, ours) and _is_turkish(words):
        return Told("cp1254", sure=True)
    if ours >= 0.75 and ours >= singly[best]:
        rival = next(
            (
                codec
                for codec in ("cp1250", "cp1254")
                if singly[codec] >= ours
                and _of_one_language(words, codec)
                and not _alike(words, codec, "cp1252")
            ),
            "",
        )
        return Told("cp1252", sure=True, rival=rival)
    rivals = [
        share
        for codec, share in singly.items()
        if codec != best and share and not _alike(words, codec, best)
    ]
    if singly[best] >= 0.9 and all(share <= singly[best] - 0.2 for share in rivals):
        return Told(best, sure=True)
    if singly[best] < 0.5 and (wide := _of_east_asia(lines)):
        return Told(wide, sure=True)
    return Told("cp1252", sure=False)


_TURKISH = frozenset("ğış")


def _is_turkish(words: Iterable[bytes]) -> bool:
    """Whether words that may be of Iceland as well, whose letters stand where those of Turkish do, are Turkish: in one word
    with others of its letters, twice a word, at its end, or in many words without a letter that Icelandic has besides."""
    texts = {(decoded(word, "cp1254") or "").replace("İ", "i").lower() for word in words}
    own = [text for text in texts if _TURKISH & set(text)]
    if any(set("áéíóúæ") & set(text) for text in texts):
        return False
    for text in own:
        if set("çü") & set(text) or text.count("ı") > 1 or text.endswith("ş"):
            return True
    return len(own) > 3 and len(_TURKISH & set("".join(own))) > 1


def decoded(word: bytes, codec: str) -> str | None:
    try:
        return word.decode(codec)
    except UnicodeError:
        return None


def _share(words: Iterable[bytes], codec: str) -> float:
    """Which share of the words are words in this encoding; 0 if it cannot read one of them."""
    fitting = counted = 0
    for word in words:
        text = decoded(word, codec)
        if text is None:
            return 0.0
        if all(sign in _SIGNS or sign == "'" for sign in text):
            continue  # a dash says nothing
        counted += 1
        fitting += _is_word(text, codec)
    return fitting / counted if counted else float(codec == "cp1252")


def _is_word(text: str, codec: str) -> bool:
    if not natural(text) or text[-1] in "‚„" or _PIECES.search(text):
        return False
    if elided := _ELIDED.fullmatch(text):
        before, after = elided.groups()
        if not _BEFORE.fullmatch(before) and after.lower() not in _AFTER:
            return False
    beyond = {sign for sign in text.lower() if not sign.isascii() and sign.isalpha()}
    if len(text) == 1:
        return bool(beyond & _ALONE)
    return any(beyond <= letters for letters in _ALPHABETS[codec])


def _of_one_language(words: Iterable[bytes], codec: str) -> bool:
    """Whether one language has all letters beyond ASCII that the words have in this encoding."""
    text = "".join(decoded(word, codec) or "" for word in words).lower()
    beyond = {sign for sign in text if not sign.isascii() and sign.isalpha()}
    return any(beyond <= letters for letters in _ALPHABETS[codec])


def _is_utf8_alone(word: bytes, codec: str) -> bool:
    """Whether a word is one as UTF-8 and none in the encoding that the others are in."""
    was = decoded(word, "utf-8")
    if was is None or not natural(was):
        return False
    text = decoded(word, codec)
    return text is None or not _is_word(text, codec)


def _alike(words: Iterable[bytes], one: str, other: str) -> bool:
    return all(decoded(word, one) == decoded(word, other) for word in words)


def _of_east_asia(whole: bytes) -> str:
    """Shift-JIS by its kana, GBK and EUC-KR by the rows that their common signs stand in."""
    text = decoded(whole, "cp932")
    if text is not None:
        beyond = [sign for sign in text if not sign.isascii()]
        kana = sum("\u3040" <= sign <= "\u30ff" for sign in beyond)
        if kana >= 0.2 * len(beyond) and all(
            "\u3000" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uff60" for sign in beyond
        ):
            return "cp932"
    pairs = re.findall(rb"([\xa1-\xfe])([\xa1-\xfe])", whole)
    if len(pairs) * 2 != sum(byte >= 0x80 for byte in whole) or len(pairs) < 6:
        return ""
    leads = [lead[0] for lead, _ in pairs]
    if all(0xB0 <= lead <= 0xC8 for lead in leads):
        return "euc_kr" if len(leads) >= 12 else ""
    common = sum(0xB0 <= lead <= 0xD7 or lead == 0xA3 for lead in leads)
    return "gbk" if common >= 0.9 * len(leads) else ""
