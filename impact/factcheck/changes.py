"""By how much actions rose or fell from one edition to another, of the world or of one section."""

from __future__ import annotations

from impact.factcheck import notes
from impact.factcheck.facts import Facts
from impact.factcheck.notes import Judgement
from impact.factcheck.numbers import NumberInText
from impact.factcheck.rounding import Verdict
from impact.i18n.words import Language, Wording
from impact.presentation import comparison


def changed(
    facts: Facts,
    found: NumberInText,
    rose: bool,
    year: int | None,
    tell: Language,
    base: int | None = None,
) -> Judgement | None:
    """By how much actions rose or fell to an edition, from `base` or else from the one before."""
    newest = facts.newest_total()
    if year is None and newest is not None:
        year = int(newest["edition_year"])
    row, earlier = facts.totals.get(year or 0), facts.totals.get(base or (year or 0) - 1)
    if (
        not row
        or not earlier
        or not row["actions"]
        or not earlier["actions"]
        or (row["actions_counted"] != earlier["actions_counted"])
    ):
        return notes.unknown(facts, tell)
    change = row["actions"] / earlier["actions"] - 1
    verdict = _verdict(found, rose, change)
    return Judgement(
        verdict,
        "actions_by_edition",
        round(100 * change, 1),
        notes.source(row, tell),
        notes.note(
            facts,
            tell,
            "compared",
            text=comparison.told(comparison.of_rows(earlier, row), Wording(tell)),
        ),
    )


def changed_in(
    facts: Facts, found: NumberInText, rose: bool, section: str, year: int | None, tell: Language,
    base: int | None = None,
) -> Judgement:  # fmt: skip
    """By how much the actions of one section rose or fell, where the record has both of its counts."""
    counts = {
        row["edition_year"]: row
        for row in facts.sections
        if section and row["section"] == section and row["scope"] == "whole_section"
    }
    year = year or max(counts, default=None)
    row, earlier = counts.get(year or 0), counts.get(base or (year or 0) - 1)
    if row is None or earlier is None:
        return notes.unknown(facts, tell)
    change = row["actions"] / earlier["actions"] - 1
    return Judgement(
        _verdict(found, rose, change),
        "actions_by_section",
        round(100 * change, 1),
        notes.source(row, tell),
        notes.of_count(facts, row, tell),
    )


def _verdict(found: NumberInText, rose: bool, change: float) -> Verdict:
    """Whether a share of the text may stand for a change of the record."""
    signed = found.value if rose else -found.value
    if found.qualifier in ("exactly", "about") and abs(signed - 100 * change) <= 0.5:
        return Verdict.RIGHT
    if (rose == (change > 0)) and (
        (found.qualifier == "about" and abs(signed - 100 * change) <= 1.5)
        # "Doubled" is a round word: what is a little more has doubled too.
        or (
            found.value >= 100
            and 0 <= 100 * abs(change) - found.value <= (100 if found.floors else 10)
        )
        or (found.floors and 0 <= 100 * abs(change) - found.value <= 5)
        # A third is a round word for 32 %.
        or (found.spelled and found.value < 100 and abs(100 * abs(change) - found.value) <= 2.5)
        or (found.qualifier == "above" and 0 < found.value - 100 * abs(change) <= 1.5)
    ):
        return Verdict.ROUNDED_FAIRLY
    return Verdict.WRONG
