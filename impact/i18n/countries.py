"""Countries by whatever name people write: in some fifty languages, by code, by usual other names.

The names are those of Unicode's CLDR, which Babel carries, kept in `countries.csv`: loading Babel's
languages for them would cost a second and 80 MB. `python -m impact.i18n.countries` writes the file anew.
A name that fits two countries ("Congo", "Korea") is none: who counts must not guess.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("countries.csv")

# Languages of the sections; to each country's names come those in its own official languages.
_LANGUAGES = (
    "en", "fr", "es", "de", "nl", "it", "pt", "pl", "cs", "nb", "nn", "sv", "is", "ja", "ca", "eu",
    "gl", "da", "fi", "hu", "el", "ru", "uk", "ar", "zh", "zh_Hant", "ko", "tr", "th", "vi", "id",
    "he", "sk", "sl", "hr", "ro", "fo", "mn", "ne", "hi", "lb",
)  # fmt: skip
_NOT_ISO = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}

# What CLDR does not have: older, longer, shorter names, and parts of a country for the whole.
_OTHERS: Mapping[str, str] = {
    "AE": "UAE|Emirates|EAU|ÉAU|VAE|Émirats",
    "AU": "Commonwealth of Australia",
    "BA": "BiH|Bosnia|Bosnie|Bosnien",
    "BN": "Brunei Darussalam",
    "BO": "Plurinational State of Bolivia",
    "BY": "Byelorussia|Belorussia|Biélorussie|Bélarus|Weißrussland|Wit-Rusland|Bielorrusia|Hvite-Russland|Bjelorussland",
    "CD": "DR Congo|D.R. Congo|DRC|RDC|RD Congo|R.D. Congo|Congo DR|Congo RDC|Congo DRC|Congo-Kinshasa"
    "|Congo Kinshasa|Democratic Republic of the Congo|Democratic Republic of Congo"
    "|Congo Democratic Republic|Dem. Rep. Congo|Dem. Republic of Congo|Dem. Republic of the Congo|Dem. Rep. of the Congo|Zaire|Zaïre"
    "|République démocratique du Congo|République Démocratique Congo|Rép. dém. du Congo"
    "|República Democrática del Congo|Demokratische Republik Kongo|DR Kongo|Kongo-Kinshasa|Kinshasa",
    "CF": "CAR|RCA",
    "CG": "Congo-Brazzaville|Congo Brazzaville|Republic of the Congo|Republic of Congo|Congo Republic"
    "|République du Congo|República del Congo|Republik Kongo|Kongo-Brazzaville",
    "CI": "Ivory Coast|Costa de Marfil|Cote dIvoire|Elfenbeinküste|Ivoorkust",
    "CN": "PRC|P.R. China|PR China|P.R. of China|People's Republic of China|République populaire de Chine|RPC|Mainland China|VR China",
    "CV": "Cape Verde|Cap-Vert|Cabo Verde|Kapverden|Kaapverdië",
    "CZ": "Czech Rep.|Rép. tchèque|Czech Republic|République tchèque|Czechia|Tchéquie|República Checa|Tschechische Republik"
    "|Tsjechische Republiek|Repubblica Ceca|República Tcheca|Česká republika",
    "DE": "Federal Republic of Germany|BRD",
    "DO": "Dominican Rep.|Rép. dominicaine",
    "FM": "Federated States of Micronesia",
    "FR": "République française",
    "MU": "Île Maurice",
    "SK": "Slovak Republic|Slovenská republika|République slovaque",
    "GB": "Great Britain|Britain|United Kingdom of Great Britain and Northern Ireland|England|Scotland"
    "|Wales|Northern Ireland|Grande-Bretagne|Angleterre|Écosse|Pays de Galles|Irlande du Nord"
    "|Großbritannien|England|Schottland|Gran Bretaña|Inglaterra|Escocia|Groot-Brittannië|Engeland"
    "|Schotland|Gran Bretagna|Inghilterra|Scozia|Grã-Bretanha|Escócia|R.-U.|UK|Storbritannia|Cymru",
    "GM": "Republic of the Gambia",
    "GQ": "Guinée Équatoriale",
    "GR": "Hellas|Hellenic Republic",
    "HK": "Hong Kong|Hong-Kong|Hongkong|Hong Kong SAR|Hong Kong (China)|Hong Kong, China|HKSAR"
    "|China (Hong Kong)|China, Hong Kong SAR|Hong Kong S.A.R.",
    "IE": "Eire|Republic of Ireland|République d'Irlande",
    "IR": "Islamic Republic of Iran|République islamique d'Iran|Persia",
    "KG": "Kyrgyz Republic",
    "KP": "North Korea|N. Korea|Nord Corea|Nord-Corea|DPRK|Democratic People's Republic of Korea|Corée du Nord|RPDC",
    "KR": "South Korea|S. Korea|Sud Corea|Sud-Corea|Republic of Korea|Rep. of Korea|Korea South|ROK|Corée du Sud|République de Corée",
    "LA": "Lao People's Democratic Republic|Lao PDR",
    "LY": "Libyan Arab Jamahiriya",
    "MD": "Republic of Moldova|Moldavia|Moldavie",
    "MK": "Macedonia|Macédoine|FYROM|The former Yugoslav Republic of Macedonia|Mazedonien|Macedonië"
    "|Republic of North Macedonia",
    "MM": "Burma|Birmanie|Birma|Myanmar (Burma)|Myanmar/Burma|Burma/Myanmar|Birmania",
    "MO": "Macau|Macao|Macau SAR|Macao SAR|Macao (China)",
    "NL": "Holland|Hollande|Holanda|Olanda|The Netherlands",
    "PS": "Palestine|State of Palestine|Occupied Palestinian Territory|Occupied Palestinian Territories"
    "|Palestinian Territory|OPT|OPT (Palestine)|Palestine (State of)|État de Palestine|TPO|Gaza|West Bank"
    "|Territoire palestinien occupé|Territoires palestiniens occupés|Cisjordanie|Palestina|Palästina",
    "RU": "Russian Federation|Fédération de Russie|Russische Föderation|Federación Rusa|Russische Federatie",
    "SA": "KSA|Kingdom of Saudi Arabia",
    "ST": "Sao Tome|São Tomé",
    "SY": "Syrian Arab Republic|République arabe syrienne",
    "SZ": "Swaziland|Eswatini|eSwatini|Kingdom of Eswatini",
    "TL": "East Timor|Timor oriental|Timor Oriental|Timor-Leste|Osttimor",
    "TR": "Turkey|Türkiye|Turkiye|Turquie|Republic of Türkiye",
    "TT": "Trinidad",
    "TW": "Taiwan|Taïwan|Formosa|Taiwan (China)|Taiwan, Province of China|Chinese Taipei|Republic of China",
    "TZ": "United Republic of Tanzania",
    "US": "USA|U.S.A.|U.S.|US|United States|United States of America|États-Unis d'Amérique|É.-U.|EEUU"
    "|EE.UU.|EE. UU.|EUA|E.U.A.|Vereinigte Staaten von Amerika|VS|VSA|Estados Unidos de América"
    "|Estados Unidos da América|Stati Uniti d'America|Verenigde Staten van Amerika",
    "VA": "Vatican|Holy See|Saint-Siège",
    "VE": "Bolivarian Republic of Venezuela",
    "VN": "Viet Nam|Viêt Nam|Vietnam|Socialist Republic of Viet Nam",
    "XK": "Kosova",
    "ZA": "RSA|Republic of South Africa",
}  # fmt: skip

_TWO = frozenset((
    "congo", "kongo", "konga", "kongon", "korea", "corea", "coree", "coreia", "koreja", "koree", "koreya",
    "virgin islands", "iles vierges", "islas virgenes", "america", "saint martin",
))  # fmt: skip
_ARTICLES = frozenset((
    "the", "la", "le", "les", "l", "el", "los", "las", "il", "lo", "gli", "i", "o", "a", "os", "as", "die",
    "der", "das", "den", "de", "het",
))  # fmt: skip
_JOINING = frozenset(("and", "et", "und"))

_LETTERS = str.maketrans("łđðıیکىة", "lddiيكيه", "\u0640") | {
    ord("œ"): "oe",
    ord("æ"): "ae",
    ord("ø"): "o",
    ord("þ"): "th",
}
_MARKS = re.compile(
    "[\u0300-\u036f\u064b-\u0655\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
# What parts words. Not Python's \W, to which the vowel signs of India and Thailand are no letters.
_WORD = re.compile(
    r"[^\s!-/:-@\[-`{-~\u00a0-\u00b4\u00b6-\u00bf\u2000-\u206f\u2190-\u23ff\u3000-\u3004\u3008-\u3030\u30fb]+"
)


def folded(text: str) -> str:
    """Small letters without accents, of one form each: Greek, Cyrillic and the others stay theirs."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text).casefold()
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_LETTERS)
    return unicodedata.normalize("NFC", text)


def words_of(text: str) -> list[str]:
    """The words of a text, folded, with no sign between them."""
    return _WORD.findall(folded(text))


def code(text: str) -> str | None:
    """The ISO 3166 code that a cell names, by code or name; None if it names none, or two."""
    text = text.strip()
    flag = re.fullmatch("([\U0001f1e6-\U0001f1ff])([\U0001f1e6-\U0001f1ff])", text)
    if flag:
        text = "".join(chr(ord(sign) - 0x1F1E6 + ord("A")) for sign in flag.groups())
    if re.fullmatch(r"[A-Za-z]{2,3}", text) and text.upper() in codes():
        return codes()[text.upper()]
    found = _named(words_of(text))
    if found is None and re.fullmatch(r"(?:\w\.[ -]?)+\w?", text):  # U.S.A., U.K.
        return code(re.sub(r"\W", "", text))
    if found is None and (outside := re.fullmatch(r"([^()]+)\(([^()]+)\)\s*", text)):
        inside = _named(words_of(outside[2]))  # Iran (Islamic Republic of), but not A (B)
        found = _named(words_of(outside[1]))
        found = None if inside not in (None, found) else found
    elif (
        found is None and (parts := re.split(r"\s*[/|,]\s*|\s+[-–]\s+", text))[1:]
    ):  # België / Belgique
        meant = {code(part) for part in parts}
        found = meant.pop() if len(meant) == 1 else None
    return found


def _named(words: list[str]) -> str | None:
    key = key_of(words)
    names = by_name()
    if key in names or key in _TWO:
        return names.get(key)
    if words[1:] and words[0] in _ARTICLES and (found := names.get(key_of(words[1:]))):
        return found
    if words[1:] and words[-1] == "the" and (found := names.get(key_of(words[:-1]))):
        return found
    return _in_any_order().get(" ".join(sorted(key.split())))


def key_of(words: Iterable[str]) -> str:
    """Words as the names here are kept: joined, without "and", "St" written out."""
    return " ".join("saint" if word == "st" else word for word in words if word not in _JOINING)


@cache
def codes() -> Mapping[str, str]:
    """The two-letter code of each code of two or three letters, in capitals."""
    found = {"UK": "GB", "EL": "GR"}
    for two, threes, _ in _rows():
        found |= dict.fromkeys((two, *threes.split()), two)
    return found


@cache
def by_name() -> Mapping[str, str]:
    """The code of each name, its words folded and joined by spaces; names of two countries are left out.

    Our own other names first: in one language or another, each of them is something else.
    """
    found: dict[str, str] = {}
    for two, names in _OTHERS.items():
        for name in names.split("|"):
            found[key_of(words_of(name))] = two
    twice: dict[str, set[str]] = defaultdict(set)
    for two, _, names in _rows():
        for name in names.split("|"):
            twice[key_of(words_of(name))].add(two)
            if re.search("[äöüÖÜ]", name):  # as it is typed where the keyboard has none
                spelt = name.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
                twice[key_of(words_of(spelt))].add(two)
    for key, meant in twice.items():
        if len(meant) == 1:
            found.setdefault(key, *meant)
    return {key: two for key, two in found.items() if key and key not in _TWO}


@cache
def _in_any_order() -> Mapping[str, str]:
    """By the sorted words: "Korea, Republic of the". A set of words of two countries is left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, two in by_name().items():
        for form in (key.split(), [word for word in key.split() if word != "the"]):
            if len(form) > 1:
                found[" ".join(sorted(form))].add(two)
                found[" ".join(sorted([*form, "the"]))].add(two)
    return {key: next(iter(meant)) for key, meant in found.items() if len(meant) == 1}


@cache
def _rows() -> list[tuple[str, str, str]]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return [(row["code"], row["code_3"], row["names"]) for row in csv.DictReader(file)]


def of_babel() -> list[tuple[str, str, str]]:
    """The rows of the file as the Babel installed here has them."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global
    from babel.languages import get_official_languages

    threes: dict[str, list[str]] = defaultdict(list)
    for three, meant in sorted(get_global("territory_aliases").items()):
        if re.fullmatch("[A-Z]{3}", three) and len(meant) == 1:
            threes[meant[0]].append(three)
    rows = []
    for two in sorted(Locale("en").territories):
        if not re.fullmatch("[A-Z]{2}", two) or two in _NOT_ISO:
            continue
        names: dict[str, None] = {}
        for language in (*_LANGUAGES, *get_official_languages(two, de_facto=True)):
            try:
                name = Locale.parse(language).territories.get(two)
            except UnknownLocaleError:
                continue
            if name:
                names[name] = None
        rows.append((two, " ".join(threes[two]), "|".join(names)))
    return rows


def main() -> None:
    with _FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "code_3", "names"))
        writer.writerows(of_babel())
    print(f"{_FILE.name}: {len(_rows())} countries", file=sys.stderr)


if __name__ == "__main__":
    main()
