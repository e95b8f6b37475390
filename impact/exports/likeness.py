"""The likeness of counts: whether two files say the same, however they were saved, and which labels are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

_TELLING = 3  # cells that two lists do not have alike by chance
_ALIKE = 20_000  # cells above which only the bytes are compared


def likeness(table: pa.Table | None) -> str:
    """A mark of counts, the same for the same list however it was saved; none for one of few cells.

    Of rows with keys, the keys with what they say: two accounts may both number from 1.
    """
    if table is None:
        return ""
    keyed = table.num_rows > 0 and table["key"].null_count == 0
    if keyed and table.num_rows > _ALIKE:
        return ""  # each key stands once, so there are as many cells
    names = ["day", "case_id", "action_type", "country", "key" if keyed else "label"]
    plain = table.select([*names, "quantity"]).unify_dictionaries().combine_chunks()
    plain = plain.set_column(0, "day", plain["day"].cast(pa.string()))
    if keyed:
        plain = plain.set_column(4, "key", plain["key"].cast(pa.binary()))
    else:
        known = pc.not_equal(plain["case_id"].cast(pa.string()), "unmapped")
        labels = pc.if_else(known, None, plain["label"].cast(pa.string()))
        plain = plain.set_column(4, "label", labels)
    cells = plain.group_by(names).aggregate([("quantity", "sum")])
    if not _TELLING <= cells.num_rows <= _ALIKE:
        return ""
    rows = sorted(str(row) for row in cells.to_pylist())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def with_labels(table: pa.Table, kept: Callable[[str], bool]) -> pa.Table:
    """The counts with these labels alone: a campaign is named again and again, and what stands in one
    row only may be a cell of a person's that slipped into the column."""
    at = table.column_names.index("label")
    labels = table["label"].unify_dictionaries().combine_chunks()
    words = [word if kept(word) else None for word in labels.dictionary.to_pylist()]
    if None not in words:
        return table
    shown = pa.DictionaryArray.from_arrays(labels.indices, pa.array(words, pa.string()))
    shown = shown.cast(pa.string()).dictionary_encode()
    return table.set_column(at, table.schema.field("label"), shown)
