"""Labels: what of a campaign's name may be kept; those that no case is known for, and how much hangs on each.

They are kept beside the counts, so that a rule can still say which case was meant. For the eyes of staff
alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
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


def often(table: pa.Table, lines: Any) -> frozenset[str]:
    """The labels that stand in two rows of the file or more. `lines`: of each count its row, if one row
    may hold several."""
    if lines is None:
        return frozenset(
            label for label, times in times_of(table["label"]).items() if label and times > 1
        )
    labels = table["label"].combine_chunks()
    named = labels.is_valid().to_numpy(zero_copy_only=False)
    codes, width = labels.indices.filter(pa.array(named)).to_numpy(), len(labels.dictionary)
    if width:
        codes = np.unique(lines[named].astype(np.int64) * width + codes) % width
    times = np.bincount(codes, minlength=width)
    return frozenset(labels.dictionary.take(pa.array(np.flatnonzero(times > 1))).to_pylist())


def times_of(labels: pa.ChunkedArray, chosen: Any = None) -> Counter[str]:
    """How often each label stands in the chosen rows, or in all; empty for none."""
    found: Counter[str] = Counter()
    start = 0
    for coded in labels.chunks:
        places = pc.fill_null(coded.indices, len(coded.dictionary)).to_numpy()
        if chosen is not None:
            places = places[chosen[start : start + len(coded)]]
        start += len(coded)
        words = [*coded.dictionary.to_pylist(), None]
        for word, count in zip(words, np.bincount(places).tolist(), strict=False):
            if count:
                found[word or ""] += count
    return found
