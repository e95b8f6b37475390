"""Words of totals, in the languages of the sections: whether a cell says that its row sums up others.

A cell says so outright if all of it are such words, and what may stand beside them: of, grand, final, a year,
what is counted. With other words beside them ("Total Utrecht", "Total abortion ban") it may be a total or the
name of a campaign: then the numbers decide. Words are compared without accents, letter case and marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from impact.exports.days import months

# A sum, in one word. As a whole cell each of these means nothing else.
_SUMS = """
total totals totaux totale totalen totales totali totais totaal totaler totalt totalen totalul totala totalsum
totalsumma totalbelop totalbelob subtotal subtotals subtotaal subtotale subtotaux subtotali
subtotales subtotais delsum delsumma delsumme deltotal hovedtotal slutsumma sluttotal sluttsum hovedsum
sum sums summe summen summa summan suma sumy sumatoria soma somatorio somme somma sommatoria
gesamt gesamtsumme gesamtzahl gesamtergebnis insgesamt endsumme zwischensumme teilsumme teilergebnis
zwischenergebnis ergebnis zusammen uebertrag ubertrag
eindtotaal tussentotaal deeltotaal totaalgeneraal opgeteld
razem lacznie ogolem podsuma podsumowanie
celkem celkove celkovo soucet mezisoucet uhrnem dohromady celkom sucet medzisucet spolu dovedna
osszesen mindosszesen vegosszeg reszosszeg osszeg
ukupno sveukupno sveukupni zbroj meduzbroj skupaj skupno vsota
yhteensa loppusumma valisumma kokonaissumma
samtals alls heildartala heildarsumma millisamtala ialt sammenlagt sammanlagt tilsammen tilsamans
toplam
συνολο αθροισμα υποσυνολο
итого всего итог подытог сумма
разом усього всього підсумок загалом сума
общо сбор укупно
المجموع مجموع الاجمالي اجمالي
סהכ סיכום
guztira totala jumlah kokku нийт कुल जमम रวม
""".split()  # noqa: SIM905
# Scripts that put no blanks between words, so that a sum is a part of the word.
_UNSPACED = "合計 総計 總計 总计 合计 小計 小计 総合計 累計 累计 总共 總共 共计 共計 总和 總和 总合计 計 계 합계 총계 소계 총합 총합계 누계 รวม รวมทั้งหมด ยอดรวม".split()  # noqa: SIM905
_PHRASES = (
    "i alt", "til sammen", "in total", "en total", "au total", "im ganzen", "alles zusammen", "alles bij elkaar",
    "all together", "altogether", "sum total", "is viso", "in tutto", "en todo", "no total", "i allt", "w sumie",
    "סך הכל", "סך הכול", "סך ביניים", "סכום כולל", "סכום ביניים", "tong cong", "tong so", "v celoti", "per saldo",
    "carried forward", "brought forward", "a reporter", "kaikki yhteensa", "u ukupno", "σ", "∑",
)  # fmt: skip
# What may stand beside a sum and says nothing more.
_BESIDE = """
grand grande gran overall sub sous zwischen tussen general generale generales generaux generali gen
generaal general final finale finaal finales endgultig eind koniec koncowa koncowy calkowita calkowity czesciowa posrednia
ogolna ogolny celkovy celkova konecny konecna mezi ciastocny medzi allgemein complete completo complet full running
partial partiel partielle parcial parziale teil haupt hoved del delvis genel ara ukupni meduukupni all alle alles tous toutes todos
todas tutti tutte tudo wszystkie wszystkich wszystko minden kaikki vsetko vse vsechny sve alla allt oll all the of
de des du la le les los las lo il del della delle dei di do da dos das der die den dem van het een von och og ja i a
et y e ed and und en w z of for pour fur per par pro por para complessivo complessiva complessivi geral globale global
globaal cumul cumule cumulated cumulative cumulado acumulado kumuliert cumulatief to date so far
общий общая общее промежуточныи общии конечныи загальний загальнии загальна загальнии проміжнии кінцевии
γενικο μερικο τελικο الكلي الفرعي العام النهائي هكل כולל כללי הכל ביניים
actions action acciones accion accio aktionen aktioner aktion acties actie azioni azione acoes acao akcje akcji akce akcie
letters letter lettres lettre briefe brief brieven cartas carta lettere lettera listy listow list dopisy dopisu dopis
brev bref kirjeet kirje levelek level signatures signature firmas firma firme unterschriften unterschrift
handtekeningen handtekening podpisy podpisow underskrifter namnunderskrifter assinaturas potpisi podpis
e mail emails email mails courriels courriel petitions petition petitionen petities peticiones peticion petizioni
petycje petycji messages message mensajes mensagens messaggi berichten nachrichten wiadomosci number numbers nombre numero zahl anzahl aantal liczba antal count amount rows lines records enregistrements
w r wfr rights write campaign campagne kampagne campana week weeks woche semaine semana settimana tydzien tyden
month mois monat mes maand mese miesiac mesic day jour tag dag dzien online offline amnesty international
""".split()  # noqa: SIM905
_ALL = ("all", "tous", "toutes", "ensemble", "alle", "todos", "todas", "tutti", "wszystkie")
# With a word for all: a sum of all cases, or what was done for all of them.
_CASES = frozenset(
    "cases cas casos casi falle faelle zaken sager saker sprawy przypadki pripady people persons personnes names noms".split()  # noqa: SIM905
)

_ALIKE_TEXT = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "∑": "σ", "ς": "σ"}
_ALIKE = str.maketrans(_ALIKE_TEXT)
_QUOTES = re.compile("(?<=\\w)[\"'’`´״׳“”]+(?=\\w)")
_WORD = re.compile(r"[^\W\d_]+")


def bare(text: str) -> str:
    """Letters as they are compared: of one case and form, without accents and without quotes inside words."""
    text = text.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in text if unicodedata.category(sign)[0] != "M")
        text = text.casefold().translate(_ALIKE)
    return _QUOTES.sub("", text)


def _bared(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(bare, words))


_CORE = _bared([*_SUMS, *_UNSPACED])
_MORE = _bared(_BESIDE)
_SPELT = re.compile("|".join(rf"(?<!\w){re.escape(bare(each))}(?!\w)" for each in _PHRASES))
_SUM = "total"
# One of these stands in every cell that says something of a sum.
_HINTS = _CORE | frozenset(_ALL) | {_WORD.findall(bare(each))[-1] for each in _PHRASES}


def _spaced(word: str) -> str:
    """A word as a pattern: a quote may stand inside, and blanks between signs that are words."""
    return "[\"'’`´״׳“”\\s]*".join(word)


# A formula as text, which a name may be made to look like: its SUM( is no word of a total.
_FORMULA = re.compile(r"\s*['’]?[=@+\-＝＠＋－]\s*@?[\w.]+\s*\(")
_FEW = 500
# What says something of a sum, and perhaps more than that, for RE2: of text that is ASCII, and of what `_bared` made.
IN_ASCII = (
    r"(?i)(?:^|[^a-z])(?:"
    + "|".join(sorted(filter(str.isascii, _HINTS - frozenset(_ALL))))
    + r")(?:[^a-z]|$)"
)
_IN_OTHERS = "|".join(
    _spaced(word)
    for word in sorted(_HINTS - frozenset(_ALL))
    if not word.isascii()
)  # fmt: skip


def any_says(cells: pa.Array) -> bool:
    """Whether one of some different cells may say something of a sum. Errs on the side of yes."""
    if len(cells) <= _FEW:  # sooner looked at than a pattern is made ready
        return any(map(says, cells.to_pylist()))
    if pc.any(pc.match_substring_regex(cells, IN_ASCII)).as_py():
        return True
    others = cells.filter(pc.invert(pc.string_is_ascii(cells)))
    if len(others) == 0:
        return False
    others = pc.utf8_lower(pc.utf8_normalize(others, "NFKD"))
    others = pc.utf8_lower(pc.replace_substring_regex(others, r"\p{M}", ""))
    for sign, plain in _ALIKE_TEXT.items():
        others = pc.replace_substring(others, sign, plain)
    found = pc.match_substring_regex(others, IN_ASCII), pc.match_substring_regex(others, _IN_OTHERS)
    return any(pc.any(each).as_py() for each in found)


@dataclass(frozen=True)
class OfSum:
    """What a cell says of a sum. `outright`: nothing else stands in it; else `of`: the other words."""

    outright: bool
    of: str = ""


@lru_cache(1 << 14)
def says(cell: str) -> OfSum | None:
    """What a cell says of a sum; None if it neither begins nor ends with a word of totals."""
    if len(cell) > 120 or _FORMULA.match(cell):
        return None
    if cell.isascii() and _HINTS.isdisjoint(_WORD.findall(cell.lower())):
        return None
    words = _WORD.findall(_SPELT.sub(_SUM, bare(cell)))
    if not words:
        return None
    if "".join(words) in _CORE:
        return OfSum(True)
    if words[0] in _ALL and all(word in _CASES or word in _MORE for word in words[1:]):
        return OfSum(False)
    others = [word for word in words if word not in _CORE]
    if len(others) == len(words):
        return None
    others = [word for word in others if word not in _MORE and word not in months()]
    if not others:
        return OfSum(True)
    named = [word for word in words if word not in _MORE]
    if named[0] in _CORE or named[-1] in _CORE:
        return OfSum(False, " ".join(others))
    return None


def generic(text: str) -> bool:
    """Whether words say nothing of whom or what a sum is: all, of letters, of a month."""
    return all(
        word in _MORE or word in _CORE or word in months() for word in _WORD.findall(bare(text))
    )
