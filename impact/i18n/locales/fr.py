"""French: elides (`d'actions`, `d'Ahmed`), contracts (`aux États-Unis`), sets spaces that do not break."""

import re
import unicodedata

from babel import Locale

from impact.i18n.locales.rules import NARROW, NO_BREAK, Rules

_VOWELS = tuple("aeiouœ")
# Which take aux or à, au in spite of their e, en in spite of their ending.
_AUX = frozenset((
    "AE", "BS", "FJ", "FK", "FO", "KM", "KY", "MH", "MP", "MV", "NL", "PH", "PN", "SB",
    "SC", "TC", "TF", "UM", "US", "VG", "VI",
))  # fmt: skip
_NO_ARTICLE = frozenset((
    "AG", "BB", "BH", "BL", "BM", "CU", "CW", "CY", "DJ", "DM", "GD", "GG", "GI", "GU",
    "HK", "JE", "KN", "LC", "MC", "MF", "MG", "MO", "MT", "MU", "NR", "NU", "OM", "PM",
    "PR", "RE", "SG", "SH", "SM", "ST", "SX", "TO", "TT", "TW", "VC", "WF", "YT",
))  # fmt: skip
_MASCULINE = frozenset((
    "BZ", "GB", "KH", "LK", "MX", "MZ", "SR", "ZW",
))  # fmt: skip
_EN = frozenset(("HT", "SL"))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text.lower())


def _of(name: str) -> str:
    """Before each name of several: "de Fred et d'Yves", "de Cecillia, de Joanah et de Netsai"."""
    *before, last = name.split(" et ")
    if not before:
        return _of_one(name)
    first = [", ".join(map(_of_one, part.split(", "))) for part in before]
    return " et ".join([*first, _of_one(last)])


def _of_one(name: str) -> str:
    for article, joined in (("les ", "des "), ("le ", "du "), ("la ", "de la "), ("l’", "de l’")):
        if name.lower().startswith(article):
            return joined + name[len(article) :]
    return f"d’{name}" if _plain(name)[:1] in _VOWELS else f"de {name}"


def _within(code: str, name: str) -> str:
    if code in _AUX:
        return f"aux {name}"
    if code in _NO_ARTICLE:
        return f"à {name}"
    first = re.split(r"[ ’-]", _plain(name))[0]
    feminine = first.endswith("e") and code not in _MASCULINE
    return f"{'en' if feminine or first[0] in _VOWELS or code in _EN else 'au'} {name}"


def _narrow(digits: re.Match[str]) -> str:
    return digits.group().replace(" ", NARROW)


ROW = Rules(
    name="Français",
    babel=Locale("fr", "FR"),
    card="fr_CA",
    of=_of,
    within=_within,
    of_millions=True,
    small=frozenset([
        "Après", "Au", "Aucun", "Aucune", "Avant", "Dans", "Dernier", "Dernières", "Des", "Deux", "Dix", "Elle",
        "Elles", "Environ", "Huit", "Il", "Ils", "L", "La", "Le", "Les", "Leur", "Leurs", "Lors", "Lui",
        "On", "Quelques", "Sa", "Selon", "Sept", "Ses", "Son", "Sur", "Tous", "Toutes", "Trois",
        "Un", "Une", "À",
    ]),
    past=(
        (r"^((?:deux|trois|cinq|les|des) .*)\bpurgeant\b", r"\1qui purgeaient"),
        (r"\bpurgeant\b", "qui purgeait"),
        (r"(?<!qui était )(?<!alors )(?<!maintenu )(?<!maintenue )\b((?:détenu|emprisonné)e?s?)(?= (?:sans procès |dans [\w ’]+? )?"
         r"(?:sans inculpation ni procès )?depuis\b)", r"alors \1"),
        (r"\bdemandant\b", "qui demandait"),
        (r"\brecevant\b", "qui recevait"),
        (r"\brisquant\b", "qui risquait"),
        (r"\bne pouvant pas\b", "qui ne pouvait pas"),
        (r"\bvivant caché\b", "qui vivait caché"),
        (r"\bayant un\b", "qui avait un"),
        (r"prix Nobel de la paix en détention", "prix Nobel de la paix, alors en détention"),
    ),
    segments={"press": "presse", "cases": "cas", "claims": "affirmations"},
    typography=(
        (r" (?=[:;!?%»])", NO_BREAK),
        (r"« ", f"«{NO_BREAK}"),
        (r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)", _narrow),
    ),
    first="1er",
    day_first=True,
    axis_day="%d/%m",
    between=f"{NO_BREAK}; ",
)  # fmt: skip
