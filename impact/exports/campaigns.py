"""Which case and edition the name of a campaign means: by the mapping's own rules, then by the record.

Staff's rules go before both, but what they say is not kept with the counts: whoever takes one back finds what
was there without it. Here they only decide what is told of a file.
"""

from __future__ import annotations

import re
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from impact.exports import rules
from impact.exports.counted import UNMAPPED
from impact.exports.edition_days import EditionDays
from impact.exports.recognition import edition_in
from impact.exports.sources import ExportSource
from impact.faults import Fault

NAMES = 200_000  # different campaigns of one file
ASKED = 1_000_000  # questions to patterns about them: 35 µs each, a millisecond for the largest patterns
BY_WORD = "by_word"  # a case, but by one word of its name alone
RULED_OUT = "ruled_out"  # no case, by a rule of staff's
NAMELESS = "nameless"  # no case, for nothing stands in the cell
UNKNOWN = ("unknown", "two_cases", "several", "other_edition", NAMELESS)
WHYS = ["", *UNKNOWN, RULED_OUT, BY_WORD]


class Recogniser(Protocol):
    """Whoever knows the cases of each edition by their names."""

    def case(self, label: str, edition: int | None) -> tuple[str | None, str]:
        """The case that a cell means in an edition; or None, and why: unknown, two_cases, several,
        other_edition."""

    def by_word(self, label: str, case: str) -> bool:
        """Whether one word of a case's name is all of it that stands in a cell."""

    def names(self, label: str) -> bool:
        """Whether a cell names a case of any edition."""


class Campaigns:
    """Asks once for each different name in an edition. `undated`: rows of which only staff said theirs."""

    def __init__(
        self,
        source: ExportSource,
        days: EditionDays,
        recogniser: Recogniser | None,
        undated_in: int | None,
        said: rules.Said,
    ) -> None:
        """`undated_in`: the edition of rows of which nothing tells it. `said`: what staff's rules say."""
        self._source = source
        self._days = days
        self._recogniser = recogniser
        self._undated_in = undated_in
        self._said = said
        self._meant: dict[tuple[str, int], tuple[str | None, str]] = {}
        self.undated = 0

    def meant(self, labels: pa.DictionaryArray, on: pa.Array) -> tuple[pa.Array, Any, Any]:
        """Edition and case of each row, and what is to be told of it once staff's rules were asked, too: why it
        has no case, or that one word decided. Each different label of an edition is asked for once."""
        editions = self._editions(labels, on)
        years = pc.fill_null(editions, 0).to_numpy(zero_copy_only=False).astype(np.int64)
        codes = labels.indices.to_numpy().astype(np.int64)
        pairs = pa.array(codes * 10_000 + years).dictionary_encode()
        texts = labels.dictionary
        cases: list[str] = []
        whys: list[int] = []
        for pair in pairs.dictionary.to_pylist():
            label, year = texts[pair // 10_000].as_py(), pair % 10_000
            if (label, year) not in self._meant:
                if len(self._meant) * max(1 + self._source.patterns, ASKED // NAMES) >= ASKED:
                    raise Fault("campaigns_many", column=self._source.case_column[:60])
                self._meant[label, year] = self._ruled(label, year or None)
            case, why = self._meant[label, year]
            cases.append(case or UNMAPPED)
            whys.append(WHYS.index(why))
        words = pa.array(cases, pa.string()).dictionary_encode()
        meant = pa.DictionaryArray.from_arrays(words.indices.take(pairs.indices), words.dictionary)
        if editions.null_count:
            of_case = [int(case[:4]) if _of_edition(case) else None for case in cases]
            editions = pc.coalesce(editions, pa.array(of_case, pa.int16()).take(pairs.indices))
        return editions, meant, np.array(whys, dtype=np.int8)[pairs.indices.to_numpy()]

    def _ruled(self, label: str, edition: int | None) -> tuple[str | None, str]:
        """The case that a cell means, and what is to be told of that, unless staff's rules say what it means."""
        case, why = self._case(label.strip(), edition)
        if edition is None and case is not None and _of_edition(case):
            edition = int(case[:4])
        if self._said and edition:
            ruled = self._said.get((rules.key_of_cell(label), edition))
            why = why if ruled is None else RULED_OUT if ruled == UNMAPPED else ""
        return case, why if why in WHYS else "unknown"

    def _case(self, label: str, edition: int | None) -> tuple[str | None, str]:
        """The case that a cell means: by the mapping's own rules, then by who knows the record; and why none,
        or that it was by one word."""
        if self._source.split:
            parts = [part.strip() for part in label.split(self._source.split) if part.strip()]
            if len(parts) > 1:
                return None, "several"
            label = parts[0] if parts else ""
        if not label and self._source.case_column:
            return None, NAMELESS
        elsewhere = False
        for named in self._source.cases(label):
            fitting = [case for case in named if _is_of(case, edition)]
            if len(fitting) == 1:
                return fitting[0], ""
            if fitting:
                return None, "two_cases"
            elsewhere = elsewhere or bool(named)
        case, why = (None, "unknown")
        if self._recogniser is not None and label:
            case, why = self._recogniser.case(label, edition)
        if case is not None and not _is_of(case, edition):
            case, why = None, "other_edition"
        if case is None and elsewhere and why == "unknown":
            why = "other_edition"
        if case is None:
            return None, why or "unknown"
        by_word = self._recogniser is not None and self._recogniser.by_word(label, case)
        return case, BY_WORD if by_word else ""

    def _editions(self, labels: pa.DictionaryArray, on: pa.Array) -> pa.Array:
        """The edition of each day; of a day in no edition, and of an undated row, what its label states."""
        coded = on.dictionary_encode()
        days = coded.dictionary.to_pylist()
        dated = pa.array(map(self._days.edition, days), pa.int16()).take(coded.indices)
        outside = list(map(self._days.outside, days))
        if dated.null_count == 0 and not any(outside):
            return dated
        open_ = pc.fill_null(pa.array(outside, pa.bool_()).take(coded.indices), True)
        stated = pa.array(map(edition_in, labels.dictionary.to_pylist()), pa.int16())
        stated = stated.take(labels.indices)
        found = pc.coalesce(pc.if_else(open_, stated, None), dated)
        if self._undated_in is None or found.null_count == 0:
            return found
        self.undated += found.null_count
        return pc.fill_null(found, pa.scalar(self._undated_in, pa.int16()))


def _of_edition(case: str) -> bool:
    return bool(re.match(r"\d{4}-", case, re.ASCII))


def _is_of(case: str, edition: int | None) -> bool:
    """Whether a case may be meant in an edition: its id begins with the year of its own."""
    return edition is None or not _of_edition(case) or int(case[:4]) == edition
