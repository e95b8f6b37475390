"""English, as Amnesty International writes it: British, read in Canada."""

from babel import Locale

from impact.i18n.locales.rules import Rules

_THE = frozenset((
    "AE", "BS", "CD", "CF", "DO", "GB", "GM", "KM", "KY", "MH", "MP", "MV", "NL", "PH",
    "SB", "TC", "US", "VA", "VG", "VI",
))  # fmt: skip


def _within(code: str, name: str) -> str:
    return f"in the {name}" if code in _THE else f"in {name}"


ROW = Rules(
    name="English",
    babel=Locale("en", "GB"),
    card="en_CA",
    of="of {}".format,
    within=_within,
    small=frozenset([
        "A", "About", "After", "All", "An", "At", "Authorities", "Before", "Both", "Construction", "Eight",
        "He", "Her", "His", "Houses", "In", "It", "Its", "Last", "Leaders", "Military", "No", "On", "One", "Pardons", "Parliament", "Proceedings",
        "Police", "Prosecutors", "Rights", "Seven", "She", "Ten", "The", "Their", "They",
        "Three", "Two",
    ]),
    capitals=frozenset([
        "Adivasi", "Amadiba", "Bedouin", "Black", "Catholic", "Falun", "General", "Indigenous", "Maya",
        "Rohingya", "Torres", "Uighur", "Uyghur",
    ]),
    past=(
        (r"(?<!been )\b(held|jailed|detained|imprisoned)((?: without (?:charge or )?trial| in [\w ]+?)?) since\b",
         r"who had been \1\2 since"),
        (r"\bawaiting trial since\b", "who had been awaiting trial since then"),
        (r"\band who had been (held|jailed) in\b", r"and \1 in"),
        (r"\band (serving|facing)\b", r"and at the time \1"),
        (r"(?<!then )(?<!been )(?<!were )(?<!was )(?<!time )\b(serving|facing|receiving|in detention|living in hiding)\b", r"then \1"),
    ),
)  # fmt: skip
