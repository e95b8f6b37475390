"""Staff's rules: which case a platform's code or name of a campaign means, or that it means none, in one edition.

Data, not code: each is listed, tried before it is kept, and taken back. A rule says what a label means
for what comes and for what is in already, because labels are kept beside the counts. It never decides
for another edition than its own.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from impact.exports.counted import UNMAPPED, by
from impact.exports.labels import kept_label
from impact.exports.ledger import Rule
from impact.exports.text import fold
from impact.faults import Fault
from impact.record.reader import Record

Said = Mapping[tuple[str, int], str]  # the case of a value in an edition


def said(rules: Iterable[Rule], platform: str) -> Said:
    """What the rules of a platform say."""
    return {(rule.value, rule.edition): rule.case_id for rule in rules if rule.platform == platform}


def by_case(table: pa.Table, said: Said) -> Mapping[str, int]:
    """The actions of counts by the case that they are of once rules are held to their labels, most first."""
    if not said:
        return by(table, "case_id")
    keys = ["case_id", "label", "edition_year"]
    rows = table.select([*keys, "quantity"]).unify_dictionaries().group_by(keys)
    sums: Counter[str] = Counter()
    for row in rows.aggregate([("quantity", "sum")]).to_pylist():
        found = said.get((key(row["label"] or ""), row["edition_year"]), row["case_id"])
        sums[found] += row["quantity_sum"]
    return dict(sums.most_common())


def meanings(rules: Iterable[Rule], platform: str, labels: Iterable[str]) -> list[dict[str, Any]]:
    """What the rules of a platform make of these labels: one row per label and edition."""
    by_value: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.platform == platform:
            by_value.setdefault(rule.value, []).append(rule)
    return [
        {"label": label, "edition_year": rule.edition, "case_id": rule.case_id}
        for label in labels
        for rule in by_value.get(key(label), ())
    ]


def key(label: str) -> str:
    """A label as rules compare it."""
    return fold(label)


def key_of_cell(cell: str) -> str:
    """The same of a cell: of what is kept of it, which is all that rules are held to."""
    return key(kept_label(cell) or "")


def made(
    *, platform: str, value: str, edition: int, case_id: str, by: str = "", record: Record | None
) -> Rule:
    """A rule of staff's, as of now; `unmapped` is no case. Raises `Fault` if its case is not one of its
    edition in the record, or if the record has none of that edition."""
    cases = (
        {str(row["case_id"]): row["edition_year"] for row in record.tables["cases"]}
        if record
        else {}
    )
    if record is not None and case_id == UNMAPPED and edition not in cases.values():
        raise Fault("rule_edition", edition=edition)
    if record is not None and case_id != UNMAPPED and cases.get(case_id) != edition:
        raise Fault("rule_case", name=case_id[:60], edition=edition)
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return Rule(
        platform=platform, value=key(value), edition=edition, case_id=case_id, by=by[:80], at=now
    )
