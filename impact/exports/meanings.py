"""What follows from a word of a closed list, from the contract's own rules: for lists in forms and templates."""

from __future__ import annotations

from impact.i18n.words import Language, apart, known, listing, say, term
from impact.record.schema import OUTCOME_TYPE, PUBLISHER_CLASSES


def meaning(column: str, value: str, lang: Language) -> str:
    """What it means to choose a value of a column; empty where its word says it all."""
    if column == "outcome_type":
        return _of_outcome(value, lang)
    if column == "source_strength":
        classes = [each.name for each in PUBLISHER_CLASSES if each.strength == value]
        return listing(lang, (say(lang, f"publisher_class.{name}") for name in classes))
    key = f"enter.means.{column}.{value}"
    return say(lang, key) if known(key) else ""


def _of_outcome(value: str, lang: Language) -> str:
    kind = OUTCOME_TYPE[value]
    parts = []
    if kind.releases:
        parts.append(say(lang, "enter.means.release"))
    if kind.custody:
        standing = term(lang, "liberty", kind.custody)
        parts.append(say(lang, "enter.means.leads", standing=standing[:1].lower() + standing[1:]))
    if kind.achieves:
        demands = listing(lang, (term(lang, "demand", each) for each in kind.achieves))
        parts.append(say(lang, "enter.means.achieves", demands=demands))
    if kind.justice:
        parts.append(say(lang, f"enter.means.{kind.justice}"))
    return apart(lang, parts) or say(lang, "enter.means.told")
