"""Whom of the people named before a sentence may mean: those who agree with its pronoun, or are as many as it says.

The sentence just before goes first. Where nobody in it agrees, somebody of an earlier one may; "he" behind a woman alone
is nobody of ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from impact.factcheck.facts import Facts
from impact.factcheck.names import Mention
from impact.factcheck.numbers import value_of
from impact.factcheck.patterns import lazy
from impact.i18n.words import Language

FAR = 6  # sentences that a pronoun may reach back over
_SUBJECT = {
    "en": lazy(
        r"\b(?:(?P<both>both)(?! (?:of the|the|sides|houses|cases|years|editions)\b)|(?P<m>he|his|him)(?! is aware)|(?P<f>she|her)(?! is aware)|(?:the|all|both of the) (?P<n>two|three|four|five|eleven|13|2|3|5|11) (?!of\b|other)(?:[a-z-]+ ){0,2}?[a-z-]+s)\b"
    ),
    "fr": lazy(
        r"\b(?:(?P<both>(?:tous|toutes) (?:les )?deux|l'une? et l'autre)|(?P<m>il)(?! (?:a|aura|avait|ne) (?:\w+ )?fall|(?:'| )?y\b| faut| fallu| s'agi| reste a| suffi| sembl| est (?:vrai|clair|temps|possible|rare))|(?P<f>elle)|(?P<mp>ils)|(?P<fp>elles)"
        r"|(?:les|ces|tous les|toutes les) (?P<n>deux|trois|quatre|cinq|onze|treize|2|3|5|11|13) (?!autres|derniers|premiers)(?:[a-z-]+ )?[a-z-]+s)\b"
    ),
}  # fmt: skip


def meant(
    recent: Sequence[list[Mention]], flat: str, lang: Language, facts: Facts
) -> list[Mention]:
    """Those of the people named before, newest last, whom a sentence without a name may mean."""
    last = recent[-1] if recent else []
    subject = _SUBJECT["fr" if lang == "fr" else "en"].search(flat)
    if subject is None or not last:
        return last
    for names in reversed(recent[-FAR:]):
        if agreeing := [name for name in names if agrees(subject, name, facts)]:
            all_of_them = bool(subject["n"] or subject["both"])
            return [replace(name, members=()) for name in agreeing] if all_of_them else agreeing
    if subject["both"] or subject["n"]:  # of as many people, each of a case of their own
        several = list(
            {name.case_id: name for names in reversed(recent[-FAR:]) for name in names}.values()
        )
        count = 2 if subject["both"] else value_of(subject["n"]) or 0
        if subject["both"] or len(several) >= count:
            return several[:count] if len(several) >= count else []
    # A plural may mean two people of two cases, or the authorities; "he" and "she" do not.
    return [] if subject.groupdict().get("m") or subject["f"] else last


def agrees(subject: re.Match[str], name: Mention, facts: Facts) -> bool:
    """Whether somebody named may be meant by a pronoun, or by how many people are said to be meant."""
    said = {key: value for key, value in subject.groupdict().items() if value}
    kind = facts.agreement.get(name.case_id, "")
    people = facts.cases[name.case_id]["people"]
    if "n" in said or "both" in said:
        return bool(people == (2 if "both" in said else value_of(said["n"])))
    if not kind:
        return True
    if name.members and len(name.members) == 1:
        return "f" in said if kind == "fp" else bool(said.keys() & {"m", "f"})
    # A movement or a community is told in the plural or by "it".
    return kind in said or (kind in ("mp", "fp") and "mp" in said) or people is None
