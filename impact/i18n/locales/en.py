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
        "A", "About", "After", "All", "An", "At", "Authorities", "Both", "Construction", "Eight",
        "He", "Her", "His", "Houses", "In", "It", "Its", "Last", "No", "On", "One", "Parliament",
        "Police", "Prosecutors", "Rights", "Seven", "She", "Ten", "The", "Their", "They",
        "Three", "Two",
    ]),
)  # fmt: skip
