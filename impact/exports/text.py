"""The text of cells: made clean once, before any rule sees it, and recognised where it is ruined.

One text has many spellings: an accent apart from its letter, a sign that nobody sees, an entity of
the web, a word that stands for nothing. They are made alike here and nowhere else, so that filters,
cases, dates, numbers and keys all look at the same text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

# Signs that nobody sees: soft hyphen, zero width, direction, byte order. Signs of format that are
# seen, such as those of Arabic numbers, stay.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
# What a sheet shows, in one language or another, where a formula found no value.
NO_VALUE = frozenset(("#n/a", "#nv", "#n/d", "#n/d!", "#n/b", "#i/t", "#yok"))
# Cells that say that there is nothing. Not NA, which is Namibia.
NOTHING = NO_VALUE | frozenset((
    "null", "(null)", "<null>", "[null]", "\\n", "nan", "n/a", "none", "(none)", "(blank)", "(vide)", "(leer)",
    "-", "--", "---", "–", "—",
))  # fmt: skip
LONGEST_NOTHING = max(len(word) for word in NOTHING)
# An error that a sheet shows in place of a value, as its program calls it in some languages.
ERROR = re.compile(
    r"#[¡¿]?(REF!|VALUE!|VALEUR!|DIV/0!|NAME\?|NOM\?|NUM!|NOMBRE!|NULL!|NUL!|SPILL!|CALC!"
    r"|BEZUG!|WERT!|ZAHL!|ERROR!|RIF!|VALORE!|VALOR!|NOMBRE\?|NOME\?|VERW!|WAARDE!|DEEL/0!|NAAM\?|GETAL!"
    r"|ADR!|ARG!|NAZWA\?|LICZBA!|DZIEL/0!|REFERENS!|VÄRDEFEL!|DIVISION/0!|NAMN\?|REFERENCE!|VÆRDI!|VERDI!"
    r"|NAVN\?)|Err:\d{3}",
    re.I,
)
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_GUARDED = re.compile(r'="((?:[^"]|"")*)"')


def plain(cell: str) -> bool:
    """Whether a cell is clean as it is, told at a glance. Errs on the side of no."""
    return (
        cell.isascii()
        and "&" not in cell
        and (len(cell) > LONGEST_NOTHING or cell.strip().lower() not in NOTHING)
        and not cell.startswith("=")
    )


def clean(cell: str, *, nothing: bool = True) -> str:
    """A cell as every rule sees it. Without `nothing`, its words may be codes, as `none` is one."""
    if plain(cell):
        return cell
    text = cell
    for _ in range(2):  # `&amp;eacute;` was made safe twice
        if "&" in text:
            text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
        if not (text[:1] + text[-1:]).isascii():
            text = text.strip()  # a no-break space at the end is a space
    if guarded := _GUARDED.fullmatch(text.strip()):  # as some write for Excel: ="2025-12-10"
        text = guarded.group(1).replace('""', '"')
    short = text.strip()
    if nothing and len(short) <= LONGEST_NOTHING and short.lower() in NOTHING:
        return ""
    return text


def fold(name: str) -> str:
    """A name as compared: compatibility form, lower case, white space and apostrophes alike, and
    nothing in it that nobody sees."""
    if not name.isascii():
        name = unicodedata.normalize("NFKC", INVISIBLE.sub("", name)).replace("\u2019", "'")
    return " ".join(name.casefold().split())


# Encoded twice: UTF-8 that was read as another encoding, and written as UTF-8 again; some do it again.
_TIMES = 3

_CODECS = ("cp1252", "mac_roman", "cp850", "cp437", "cp1250", "cp1251")
MAYBE_TWICE = "[^\\x00-\\x7f]{2}"  # each letter has become two signs at least
_MAYBE = re.compile(MAYBE_TWICE)
_RUN = re.compile("[^\x00-\x7f]+")
_EDGES = "«»“”„‘’‚‹›–—…¡¿€£\u00a0\u202f'\"()[]{}<>.,;:!?*/|+-"
_JOINTS = re.compile("[–—/|&+_]")


def encoded_twice(cell: str) -> bool:
    """Whether a word of a text is none as it stands, and is one when read back.

    `IRÃ`, `AMANHÃ`, `«MANHû` are words as they stand, so nothing is to be read back in them.
    """
    if _MAYBE.search(cell) is None:
        return False
    words = [word for word in re.split(r"[ \t\r\n]+", cell) if not natural(word)]
    return any(_reads_back(word, _TIMES) for word in words)


def _reads_back(word: str, times: int) -> bool:
    """Whether a word is one when it is read back so often at most."""
    for codec in _CODECS:
        was = _read_back(word, codec)
        if was is None or was == word:
            continue
        if natural(was) or (times > 1 and _reads_back(was, times - 1)):
            return True
    return False


def _read_back(word: str, codec: str) -> str | None:
    """What a word was, if all in it that is no plain letter was UTF-8."""
    try:
        return _RUN.sub(lambda run: _bytes(run.group(), codec).decode(), word)
    except UnicodeError:
        return None


def _bytes(signs: str, codec: str) -> bytes:
    """The bytes that these signs were read from; what cp1252 has no sign for stands for itself."""
    if codec != "cp1252":
        return signs.encode(codec)
    return b"".join(
        bytes([ord(sign)]) if "\u0080" <= sign <= "\u009f" else sign.encode(codec) for sign in signs
    )


@lru_cache(1 << 12)
def natural(word: str) -> bool:
    """Whether people write such a word: letters of one script, capitals where they belong."""
    if word.isascii():
        return True
    if any(mark in word for mark in ("â€", "â‚¬", "‚Ä")):  # marks of punctuation, in pieces
        return False
    inner = word.strip(_EDGES)
    if len(inner) > 3:
        inner = inner.rstrip("®™©" + _EDGES)
    if inner in ("Ã", "Â"):
        return False
    return all(_natural_part(part, whole=part == inner) for part in _JOINTS.split(inner) if part)


def _natural_part(part: str, *, whole: bool) -> bool:
    letters = []
    for index, sign in enumerate(part):
        if sign in "ªº":
            if not part[:index][-1:].isdigit():
                return False
        elif sign.isalpha():
            letters.append(sign)
        elif not (
            sign.isascii() or sign in "’·" or unicodedata.category(sign) in ("Mn", "Mc", "Nd")
        ):
            return False
    if not whole and len(letters) == 1 and not part.isascii():
        return False  # `Ã–sterreich`: no dash stands after a first letter
    if len({_script(sign) for sign in letters}) > 1:
        return False
    return all(_cased(piece) for piece in re.split(r"[^\w]|[\d_]|(?<=^Mc)|(?<=^Mac)", part))


def _cased(piece: str) -> bool:
    """Whether capitals stand at the beginning or everywhere, as far as a letter beyond ASCII tells."""
    if piece.isascii() or piece.islower() or piece.isupper() or not piece[1:]:
        return True
    return piece[1:].islower() or piece.upper() == piece.lower()


@lru_cache(1 << 12)
def _script(sign: str) -> str:
    name = unicodedata.name(sign, "?").split(" ")[0].split("-")[0]
    # Japanese is written in three scripts at once.
    return "CJK" if name in ("HIRAGANA", "KATAKANA", "FULLWIDTH") else name
