"""Which sentences may claim something, word by word: only these are looked at closely."""

from __future__ import annotations

from collections.abc import Set

from impact.factcheck import vocabulary

# A sentence claims something only if it holds a number beside one of our subjects, or a word of cause or
# of outcome. Looking for these first, word by word, is what keeps 2 MB cheap.
NUMBER_WORDS = frozenset(
    (
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "twenty", "thirty", "forty", "fifty", "sixty", "eighty", "ninety", "hundred", "thousand",
        "half", "third", "thirds", "quarter", "quarters", "deux", "trois", "quatre", "cinq", "sept",
        "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "vingt",
        "vingts", "trente", "quarante", "cinquante", "soixante", "mille", "moitie", "tiers", "quart",
        "quarts", "cent", "cents",
    )
)  # fmt: skip
_NUMBER_BEGINNINGS = frozenset(
    ["milli", "thirt", "fourt", "fifte", "sixte", "seven", "eight", "ninet", "half-", "one"]
)
_EVENT_WORDS = frozenset(
    (
        "thanks", "because", "due", "owing", "result", "grace", "cause", "raison", "fait", "force",
        "effet", "led", "won", "saved", "died", "dead", "again", "still", "back", "free", "freed",
        "libre", "libres", "morte", "mort", "owe", "owes", "owed", "doit", "doivent", "parce", "opened",
        "ouvert", "changed", "change", "turned", "convinced", "convaincu", "persuaded", "compelled", "contraint",
        "made", "got", "obtenu", "unlocked", "broke", "brise", "set", "pulled", "tiree", "tire", "started", "began", "goes",
        "dates", "lives", "living", "settled", "asylum", "exile", "vit", "vivent", "asile", "exil", "aged", "age", "commence", "debute", "remonte", "premiere", "first",
    )
)  # fmt: skip
EVENT_BEGINNINGS = frozenset(
    (
        "liber", "relea", "freed", "secur", "obtai", "sauve", "broug", "force", "permi", "obten",
        "condu", "mene", "about", "provo", "entra", "charg", "indic", "incul", "mise", "mises",
        "acqui", "clear", "guilt", "convi", "conda", "coupa", "sente", "pardo", "graci", "deced",
        "nouve", "remai", "toujo", "encor", "reste", "priso", "relac", "arres", "arret", "impri",
        "reimp", "reinc", "rearr", "aband", "dropp", "blanc", "jaile", "detai", "deten", "incar",
        "lifte", "withd", "execu", "hange", "pendu", "walke", "reduc", "halve", "redui", "ramen", "commu", "regai", "recou", "retro", "sorti", "virtu", "power", "sent", "walk", "out",
    )
)  # fmt: skip
# Words without a number that set one edition beside others.
_COMPARING = frozenset(
    (
        "every", "each", "never", "record", "records", "best", "biggest", "busiest", "largest", "highest", "greatest",
        "strongest", "most", "worst", "smallest", "lowest", "weakest", "fewest", "peak", "peaked", "steadily",
        "interruption", "unprecedented", "surpassed", "edition", "anniversary", "shrank", "fell", "grew", "rose",
        "grown", "risen", "twice", "ninefold", "tenfold", "doubled", "tripled", "chaque", "jamais", "meilleure",
        "meilleur", "sommet", "apogee", "cesse", "pire", "anniversaire", "fois", "double", "triple", "plus",
        "moins", "baisse", "recul", "recule", "chute", "augmente", "progresse", "ans", "years", "year",
        "annee", "month", "months", "mois", "featured", "presente", "presentee", "cas", "case",
    )
)  # fmt: skip
CAMPAIGN = frozenset(
    (
        "campaign", "campaigns", "campagne", "campagnes", "letters", "lettres", "actions",
        "signatures", "edition", "editions", "marathon", "amnesty", "amnistie",
    )
)  # fmt: skip


def may_claim(digit: bool, words: Set[str]) -> bool:
    """Whether a sentence of these plain words may claim something."""
    beginnings = {word[:5] for word in words}
    if not _COMPARING.isdisjoint(words):
        return True
    if not (_EVENT_WORDS.isdisjoint(words) and EVENT_BEGINNINGS.isdisjoint(beginnings)):
        return True
    if not digit and NUMBER_WORDS.isdisjoint(words) and _NUMBER_BEGINNINGS.isdisjoint(beginnings):
        return False
    return not vocabulary.SUBJECT_BEGINNINGS.isdisjoint({word[:4] for word in words})
