"""Labels: what of a campaign's name may be kept; those that no case is known for, and how much hangs on each.

They are kept beside the counts, so that a rule can still say which case was meant. For the eyes of staff
alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

_LONGEST_LABEL = 80
# Addresses, long numbers, telephone numbers with what stands between their digits, Canadian postcodes.
_PERSONAL = re.compile(
    r"@|\d{7,}|\b\d{1,3}(?:\.\d{1,3}){3}\b|(?:\d[\s().-]?){9,}|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b",
    re.ASCII,
)


@dataclass(frozen=True)
class Label:
    """A name in one edition, and the case that it was given to; `edition` None where nothing tells it."""

    platform: str
    text: str
    edition: int | None
    actions: int
    case_id: str = "unmapped"


def without_case(counted: pa.Table) -> list[Label]:
    """The names of what stands that mean no case yet, those first on which most actions hang."""
    rows = counted.filter(
        pc.and_(pc.equal(counted["case_id"], "unmapped"), pc.is_valid(counted["label"]))
    )
    keys = ["platform", "label", "edition_year"]
    sums = rows.select([*keys, "quantity"]).group_by(keys).aggregate([("quantity", "sum")])
    found = [
        Label(row["platform"], row["label"], row["edition_year"], row["quantity_sum"])
        for row in sums.to_pylist()
        if row["quantity_sum"]
    ]
    return most_first(found)


def most_first(found: Iterable[Label]) -> list[Label]:
    """Names in order, those first on which most actions hang."""
    return sorted(found, key=lambda each: (-each.actions, each.text, each.edition or 0))


def kept_label(cell: str) -> str | None:
    """A campaign's name as it may be kept; None if it is none, or may be about a person."""
    text = unicodedata.normalize("NFC", cell).strip()
    return None if not text or _PERSONAL.search(text) else text[:_LONGEST_LABEL].strip()
