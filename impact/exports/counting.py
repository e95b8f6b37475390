"""Counting: kept rows become what is stored of an export: when, which case, what, how many.

Nothing else of a row is kept: no name, address or text, but the case cell, which names a campaign, so
that a rule made later can be applied to what is in. What tells one action from another is a keyed
hash of the mapping's columns. Every row ends as counted, filtered by a rule, or set aside with a
reason, and the three add up to the rows read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property, partial
from itertools import compress
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from impact.exports import days as dates
from impact.exports import keys, kinds, rules
from impact.exports.campaigns import BY_WORD, RULED_OUT, UNKNOWN, WHYS, Campaigns, Recogniser
from impact.exports.coded import always, by_pattern, by_value, codes_of, note_unknown, recoded
from impact.exports.counted import FIRST, SCHEMA, Counted
from impact.exports.edition_days import EditionDays
from impact.exports.evidence import Evidence, EvidenceNeeded
from impact.exports.labels import Label, kept_label, most_first, often, times_of
from impact.exports.local_days import LocalDays
from impact.exports.numbers import MarksNeeded, whole_number
from impact.exports.screening import Aside, Batch
from impact.exports.sources import ExportSource, Mappings, Section
from impact.exports.spelling import meaning
from impact.exports.text import fold
from impact.i18n.words import country_code

_KEY = SCHEMA.field("key")
_KEYLESS = SCHEMA.remove(SCHEMA.get_field_index("key"))


class _Piece(NamedTuple):
    """Actions of one type, at most one number of them a row."""

    usable: Any
    types: pa.DictionaryArray
    quantity: Any
    precision: pa.DictionaryArray
    salt: str = ""


class _Beside:
    """What is known of each counted action besides its table. Laid end to end when somebody asks, which
    of most files nobody does."""

    def __init__(self, pieces: Sequence[tuple[Any, ...]]) -> None:
        self._pieces = pieces

    @cached_property
    def lines(self) -> Any:
        return np.concatenate([lines for lines, _, _ in self._pieces])

    @cached_property
    def why(self) -> Any:
        """Places in WHYS."""
        return np.concatenate([why for _, why, _ in self._pieces])

    @cached_property
    def rounded(self) -> Any:
        """A mark of the row's cells where its key may have been rounded, one below zero where it lacks a part, else 0."""
        return np.concatenate(
            [
                np.zeros(len(lines), np.int64) if rounded is None else rounded
                for lines, _, rounded in self._pieces
            ]
        )

    def taken(self, places: Any) -> _Beside:
        return _Beside([(self.lines[places], self.why[places], self.rounded[places])])


# What may as well stand in a note or a heading between the rows: words, or a month.
_NO_DAY = ("date_form", "date_week", "date_month", "date_no_year")
# One thread, in which keys are made while the next rows are read; who counts waits for it rather than
# let it hold the text of many chunks.
_HASHED_AHEAD = 4
_HASHER = ThreadPoolExecutor(1, thread_name_prefix="keys")


class Counting:
    """Counts the batches of one file by one mapping. `finish` gives the whole.

    Raises `EvidenceNeeded` as soon as a cell has two meanings and `evidence` does not tell which.
    """

    def __init__(
        self,
        source: ExportSource,
        mappings: Mappings,
        section: Section,
        secret: bytes,
        *,
        today: dt.date,
        evidence: Evidence | None = None,
        recognition: Recogniser | None = None,
        made_with: str = keys.NOW,
        undated: int | None = None,
        said: rules.Said | None = None,
        edition_days: EditionDays | None = None,
    ) -> None:
        """`made_with`: what hash makes the keys, for a platform whose keys were made so before. `undated`:
        the edition of rows of which nothing tells it. `said`: what staff's rules say. `edition_days`: those of
        the section; else those of the window."""
        self._source = source
        self._made_with = made_with
        self._mappings = mappings
        self._key = hashlib.blake2b(secret).digest()
        self._evidence = evidence or Evidence()
        self._days_of = LocalDays(source.when, section.zone, self._evidence.order, today)
        self._edition_days = edition_days or EditionDays(mappings.window)
        self._campaigns = Campaigns(source, self._edition_days, recognition, undated, said or {})
        self._batch = Batch(pa.table({}), np.zeros(0, dtype=np.int64))
        self._beside: list[tuple[Any, ...]] = []  # of each table
        self._ones = np.ones(0, dtype=np.int64)
        self._hashed: list[Future[pa.Array]] = []  # the keys of each table, made beside the reading
        self._nameless = 0  # rows whose key lacks a part
        self._again: list[Any] = []  # marks of rows, in a file without keys
        self.counted = Counted()

    def add(self, batch: Batch) -> None:
        """Count one batch. Set-aside rows keep their line and say why."""
        self._batch = batch
        table, lines = batch.table, batch.lines.astype(np.int32, copy=False)
        self.counted.rows_read += table.num_rows
        if table.num_rows == 0:
            return
        kept = np.ones(table.num_rows, dtype=bool)
        for rule in self._source.keep:
            coded, pattern = self._coded(table, rule.column), rule.pattern
            passes = by_pattern(coded, pattern) if pattern else by_value(coded, rule.passes)
            passes &= kept
            dropped = int(kept.sum() - passes.sum())
            if dropped:
                self.counted.filtered[rule.rule] += dropped
            kept = passes
        if not kept.all():
            self._leave_out(table.filter(pa.array(~kept)))
            table, lines = table.filter(pa.array(kept)), lines[kept]
        if table.num_rows:
            try:
                if self._source.explode:
                    self._supporters(table, lines)
                elif self._source.unpivot:
                    self._unpivoted(table, lines)
                else:
                    self._rows(table, lines)
            except (dates.OrderNeeded, MarksNeeded):
                raise EvidenceNeeded from None

    def _leave_out(self, table: pa.Table) -> None:
        """Remember the keys of rows that a rule leaves out: an earlier export may have counted them."""
        source = self._source
        if not source.dedupe or source.explode or source.newer != "events":
            return
        said = [table[name].combine_chunks() for name in source.identity or source.dedupe]
        table = table.filter(pa.array(~keys.empty(said)))
        columns, _rounded = self._hashable(table)
        for salt in source.unpivot.values() if source.unpivot else ("",):
            self.counted.left_out.append(
                keys.hashes(columns, self._key, source.name, salt, self._made_with)
            )

    def finish(self) -> Counted:
        """Drop what one file says twice of the same action, and add the rest up."""
        counted = self.counted
        counted.undated = self._campaigns.undated
        if self._hashed:
            counted.tables = [
                table.append_column(_KEY, keyed.result())
                for table, keyed in zip(counted.tables, self._hashed, strict=True)
            ]
            self._hashed = []
        table = counted.table()
        counted.tables = []
        for place, name in enumerate(table.column_names):  # one by one, so that few are there twice
            if pa.types.is_dictionary(table[name].type):
                table = table.set_column(place, name, table[name].unify_dictionaries())
        if table.num_rows:
            beside = _Beside(self._beside)
            if table["key"].null_count == 0:
                table, beside = self._each_once(table, beside)
            self._tell(table, beside)
            counted.lines = partial(getattr, beside, "lines")
            several = bool(self._source.unpivot or self._source.explode)
            counted.often = often(table, beside.lines if several else None)
        counted.tables = [table]
        if self._again:
            marks = np.concatenate(self._again)
            once = len(np.unique(marks))
            # A log has a row for each letter: most of its rows are alike, and each of them says one.
            log = 2 * once < len(marks) and pc.max(table["quantity"]).as_py() == 1
            counted.repeats = 0 if log else len(marks) - once
        return counted

    def _each_once(self, table: pa.Table, beside: _Beside) -> tuple[pa.Table, _Beside]:
        """Each key once. What has the key of another and says something else is set aside."""
        if keys.all_differ(table["key"]):
            return table, beside
        first = keys.first_of_each(keys.raw(table["key"]))
        again = np.flatnonzero(first != np.arange(len(first)))
        there = np.ones(len(first), dtype=bool)
        rounded = beside.rounded
        ruined = first[again[(rounded[again] != rounded[first[again]]) & (rounded[again] != 0)]]
        if len(ruined):  # none of them is known by its key, the first no more than the others
            marked = np.isin(first, ruined)
            for chosen, reason in ((rounded >= 0, "ruined_number"), (rounded < 0, "key_empty")):
                there &= self._left_out(beside, marked & chosen, reason)
        said = codes_of(table, ("day", "case_id", "action_type", "quantity"))
        differs = np.zeros(len(first), dtype=bool)
        differs[again] = (said[:, again] != said[:, first[again]]).any(axis=0)
        if (differs & there).any():
            there &= self._left_out(beside, differs & there, "key_twice_differs", first)
        table, beside = _taken(table, beside, np.flatnonzero(there))
        first = keys.first_of_each(keys.raw(table["key"]))
        once = np.flatnonzero(first == np.arange(len(first)))
        # A row of several actions is filtered only if all of them were there before.
        rows = len(np.unique(beside.lines)) - len(np.unique(beside.lines[once]))
        if rows:
            self.counted.filtered["same_action"] += rows
            self.counted.rows_counted -= rows
        return _taken(table, beside, once)

    def _left_out(self, beside: _Beside, marked: Any, reason: str, first: Any = None) -> Any:
        """Set aside the rows of some actions, each whole. Which actions are left. `first`: of each action the
        place of the one that it is told beside."""
        column = (*self._source.identity, *self._source.dedupe)[0]
        rows, places = np.unique(beside.lines[marked], return_index=True)
        told = [""] * len(rows)
        if first is not None:
            told = [str(line) for line in beside.lines[first[marked]][places]]
        for line, found in zip(rows, told, strict=True):
            self._aside(line, column, reason, found)
        self.counted.rows_counted -= len(rows)
        return ~np.isin(beside.lines, rows)

    def _tell(self, table: pa.Table, beside: _Beside) -> None:
        """What staff must know of the rows that are counted, each row once."""
        counted = self.counted
        if beside.why.any():
            counted.by_word = self._by_word(table, beside.why == WHYS.index(BY_WORD))
        if self._source.unpivot:
            _lines, places = np.unique(beside.lines, return_index=True)
            table, beside = _taken(table, beside, places)
        if beside.why.any():
            unknown = np.isin(beside.why, [WHYS.index(why) for why in UNKNOWN])
            counted.unmapped.update(times_of(table["label"], unknown))
            for why, times in zip(WHYS, np.bincount(beside.why).tolist(), strict=False):
                if why in (*UNKNOWN, RULED_OUT) and times:
                    counted.unmapped_why[why] += times
        counted.no_edition = table["edition_year"].null_count
        self._tell_outside(table, beside)

    def _tell_outside(self, table: pa.Table, beside: _Beside) -> None:
        """The rows of days that lie in no edition, by the edition that they were added to."""
        days = pc.unique(table["day"].drop_null()).to_pylist()
        odd = pa.array(filter(self._edition_days.outside, days), pa.date32())
        if len(odd) == 0:
            return
        places = np.flatnonzero(pc.is_in(table["day"], odd).to_numpy())
        editions = table["edition_year"].take(pa.array(places)).to_numpy()
        lines = beside.lines[places]
        for year in np.unique(editions).tolist():
            there = lines[editions == year]
            self.counted.outside[int(year)] = len(there), np.unique(there)[:FIRST].tolist()

    def _by_word(self, table: pa.Table, chosen: Any) -> list[Label]:
        """The names in chosen counts that one word gave to a case, with the actions that hang on each."""
        names = ["label", "edition_year", "case_id"]
        given = table.select([*names, "quantity"]).filter(pa.array(chosen))
        sums = given.group_by(names).aggregate([("quantity", "sum")])
        return most_first(
            Label(
                self._source.name,
                row["label"] or "",
                row["edition_year"],
                row["quantity_sum"],
                row["case_id"],
            )
            for row in sums.to_pylist()
        )

    # One row, one action or one number.

    def _rows(self, table: pa.Table, lines: Any) -> None:
        source = self._source
        good = np.ones(table.num_rows, dtype=bool)
        days = self._days(table, lines, good)
        types = self._types(table, lines, good)
        quantity = self._one_each(table.num_rows)
        precision = always("exact", table.num_rows)
        if source.quantity_column:
            quantity, precision = self._numbers(
                self._coded(table, source.quantity_column), lines, good, source.quantity_column
            )
        if source.precision_column:
            said = self._precisions(self._coded(table, source.precision_column), good)
            precision = pc.coalesce(
                said.cast(pa.string()), precision.cast(pa.string())
            ).dictionary_encode()
        self._keyed(table, lines, good)
        self._keep(table, lines, good, days, [_Piece(good, types, quantity, precision)])

    def _one_each(self, rows: int) -> Any:
        """One action in each row: all pieces of a file share these numbers."""
        if len(self._ones) < rows:
            self._ones = np.ones(rows, dtype=np.int64)
        return self._ones[:rows]

    def _unpivoted(self, table: pa.Table, lines: Any) -> None:
        """One row with a number for each of several types; a blank cell says nothing."""
        good = np.ones(table.num_rows, dtype=bool)
        days = self._days(table, lines, good)
        self._keyed(table, lines, good)
        pieces = []
        for column, kind in self._source.unpivot.items():
            filled = by_value(self._coded(table, column), lambda cell: bool(cell.strip()))
            usable = good & filled
            before = usable.copy()
            quantity, precision = self._numbers(self._coded(table, column), lines, usable, column)
            good &= ~(before & ~usable)
            kinds = always(kind, table.num_rows)
            pieces.append(_Piece(usable, kinds, quantity, precision, kind))
        self._keep(table, lines, good, days, pieces)

    def _supporters(self, table: pa.Table, lines: Any) -> None:
        """One person a row: each tag that matches is one undated action."""
        assert self._source.explode is not None
        column, separator, pattern = self._source.explode
        every = [
            [tag.strip() for tag in cell.split(separator)] for cell in table[column].to_pylist()
        ]
        known = list(dict.fromkeys(tag for cell in every for tag in cell))
        fits = set(compress(known, pattern.of(pa.array(known, pa.string()))))
        picked: list[int] = []
        tags: list[str] = []
        for index, cell in enumerate(every):
            found = [tag for tag in cell if tag in fits]
            picked += [index] * len(found)
            tags += found
        empty = table.num_rows - len(set(picked))
        if empty:
            self.counted.filtered[f"{column} ~ {pattern.pattern}"] += empty
        if not picked:
            return
        at = table.column_names.index(column)
        exploded = table.take(pa.array(picked)).set_column(at, column, pa.array(tags, pa.string()))
        lines = lines[picked]
        good = np.ones(len(picked), dtype=bool)
        days: Any = np.full(len(picked), np.datetime64("NaT"), dtype="datetime64[D]")
        types = self._types(exploded, lines, good)
        self._keyed(exploded, lines, good)
        self._once(picked, good)
        exact = always("exact", len(picked))
        ones = self._one_each(len(picked))
        self._keep(exploded, lines, good, days, [_Piece(good, types, ones, exact)])

    def _once(self, picked: list[int], good: Any) -> None:
        """A person with an action that cannot be counted is set aside, once and whole."""
        good &= ~np.isin(picked, np.array(picked)[~good])
        known = {(row.line, row.reason): row for row in self.counted.set_aside}
        self.counted.set_aside = list(known.values())

    # Columns.

    def _coded(self, table: pa.Table, name: str) -> pa.DictionaryArray:
        """A column by its different cells; the screen knows them, unless rows were left out since."""
        if table is self._batch.table and name in self._batch.coded:
            return self._batch.coded[name]
        return table[name].combine_chunks().dictionary_encode()

    def _days(self, table: pa.Table, lines: Any, good: Any) -> Any:
        """The section's local day of each row; rows whose date cannot be are no longer good."""
        columns = self._source.when.columns
        if not columns:
            return np.full(table.num_rows, np.datetime64("NaT"), dtype="datetime64[D]")
        found, text = self._days_of.read(table)
        bad = np.flatnonzero(good & found.bad)
        if len(bad):
            good[bad] = False
            if first := self._days_of.first_ahead(found):
                self.counted.ahead = min(first, self.counted.ahead or first)
            for index in bad:
                cell = text[int(index)].as_py()
                reason = self._days_of.reason(cell, bool(found.ahead[index]))
                if reason in _NO_DAY and self._is_note(table, int(index)):
                    reason = "note_row"
                self._aside(lines[index], columns[0], reason)
        return found.days

    def _is_note(self, table: pa.Table, index: int) -> bool:
        """Whether nothing stands in a row's cells for its case and its numbers."""
        names = [*self._source.counts, self._source.case_column]
        return bool(self._source.counts) and not any(
            table[name][index].as_py().strip() for name in names
        )

    def _types(self, table: pa.Table, lines: Any, good: Any) -> pa.DictionaryArray:
        source = self._source
        if source.type_column is None:
            return always(str(source.type_always), table.num_rows)
        coded, by_hand = self._coded(table, source.type_column), bool(source.counts)
        types = recoded(coded, lambda cell: kinds.kind(cell, source.type_of, by_hand=by_hand))
        for index in np.flatnonzero(good & types.is_null().to_numpy(zero_copy_only=False)):
            good[index] = False
            cell = coded[int(index)].as_py().strip()
            found = kinds.shown(cell)
            reason = "type_unknown" if found else "type_other" if cell else "type_empty"
            self._aside(lines[index], source.type_column, reason, found)
        return types

    def _numbers(
        self, coded: pa.DictionaryArray, lines: Any, good: Any, name: str
    ) -> tuple[Any, pa.DictionaryArray]:
        largest, marks = self._mappings.largest, self._evidence.marks_of(name)
        numbers = np.zeros(len(coded.dictionary), dtype=np.int64)
        precisions: list[str | None] = []
        reasons: dict[int, str] = {}
        for index, cell in enumerate(coded.dictionary.to_pylist()):
            answer = whole_number(cell, self._source.number, largest, marks)
            if isinstance(answer, str):
                reasons[index] = answer
                precisions.append(None)
            else:
                numbers[index] = answer[0]
                precisions.append(answer[1])
        codes = coded.indices.to_numpy()
        if reasons:
            bad = np.array([precision is None for precision in precisions])
            for row in np.flatnonzero(good & bad[codes]):
                good[row] = False
                self._aside(lines[row], name, reasons[int(codes[row])])
        words = pa.array(precisions, pa.string()).dictionary_encode()
        precision = pa.DictionaryArray.from_arrays(
            words.indices.take(coded.indices), words.dictionary
        )
        return numbers[codes], precision

    def _keyed(self, table: pa.Table, lines: Any, good: Any) -> None:
        """Set aside rows that nothing tells from others: no key, or one that a spreadsheet ruined."""
        if not self._source.dedupe:
            return
        columns = [table[name].combine_chunks() for name in self._source.dedupe]
        said = [table[name].combine_chunks() for name in self._source.identity]
        for marked, reason in (
            (keys.ruined(columns), "ruined_number"),
            (keys.empty(said or columns), "key_empty"),
        ):
            for index in np.flatnonzero(good & marked):
                good[index] = False
                self._aside(lines[index], (*self._source.identity, *self._source.dedupe)[0], reason)

    def _keep(
        self, table: pa.Table, lines: Any, good: Any, days: Any, pieces: list[_Piece]
    ) -> None:
        """Add what some rows say to the counts: what a row has once, and each of its pieces."""
        counted, source = self.counted, self._source
        counted.rows_counted += len(np.unique(lines[good])) if source.explode else int(good.sum())
        if not good.any():
            return
        every = bool(good.all())  # nothing to pick, which is most of the time of plain files
        mask = pa.array(good)
        if not every:
            table, lines, days = table.filter(mask), lines[good], days[good]
        labels = self._coded(table, source.case_column)
        on = pa.array(days, pa.date32())
        editions, cases, why = self._campaigns.meant(labels, on)
        countries, channels = self._countries(table), self._channels(table)
        origins, shown = self._origins(table), recoded(labels, kept_label)
        columns, rounded = self._hashable(table)
        for piece in pieces:
            usable = (piece.usable & good)[good]
            if not usable.any():
                continue
            said: list[Any] = [
                origins,
                editions,
                on,
                cases,
                shown,
                piece.types if every else piece.types.filter(mask),
                channels,
                countries,
                pa.array(piece.quantity if every else piece.quantity[good], pa.int64()),
                piece.precision if every else piece.precision.filter(mask),
            ]
            texts = columns
            if not usable.all():
                chosen_rows = pa.array(usable)
                said = [column.filter(chosen_rows) for column in said]
                texts = [column.filter(chosen_rows) for column in columns]
            if columns:
                named = self._key, source.name, piece.salt, self._made_with
                self._hashed.append(_HASHER.submit(keys.hashes, texts, *named))
                if len(self._hashed) > _HASHED_AHEAD:
                    self._hashed[-_HASHED_AHEAD].result()
                counted.tables.append(pa.table(said, schema=_KEYLESS))
            else:
                none = pa.nulls(int(usable.sum()), _KEY.type)
                counted.tables.append(pa.table([*said, none], schema=SCHEMA))
            beside = [None if each is None else each[usable] for each in (lines, why, rounded)]
            self._beside.append(tuple(beside))

    def _hashable(self, table: pa.Table) -> tuple[list[pa.Array], Any]:
        """The columns that tell one action from another, and a mark of each row where these may have
        been rounded. In a file without keys the rows themselves are remembered."""
        source = self._source
        if not source.dedupe:
            self._again.append(keys.marks([table[name].combine_chunks() for name in source.wanted]))
            return [], None
        # Two forms in one file may both number from 1: there the form is part of the number.
        of_stream = source.stream if source.reach == "stream" else ()
        raw = [table[name].combine_chunks() for name in (*source.dedupe, *of_stream)]
        columns = [keys.canonical(column) for column in raw]
        if source.explode and source.explode[0] in source.dedupe:  # a tag has no letter case
            at = source.dedupe.index(source.explode[0])
            columns[at] = pc.utf8_lower(columns[at])
        marked = keys.rounded(raw)
        # Of who has no id, two rows alike may be of two people: each has a mark of its own, below zero.
        named = [table[name].combine_chunks() for name in source.identity]
        nameless = keys.partly_empty(named) if len(named) > 1 else marked & False
        if not (marked.any() or nameless.any()):
            return columns, None
        rounded = np.zeros(table.num_rows, dtype=np.int64)
        if marked.any():
            chosen = table.select(source.wanted).filter(pa.array(marked)).combine_chunks()
            texts = [chosen[name].combine_chunks() for name in chosen.column_names]
            rounded[marked] = np.abs(keys.marks(texts))
        before, self._nameless = self._nameless, self._nameless + int(nameless.sum())
        rounded[nameless] = -1 - np.arange(before, self._nameless)
        return columns, rounded

    def _countries(self, table: pa.Table) -> pa.DictionaryArray:
        column = self._source.country_column
        if not column:
            return pa.nulls(table.num_rows, pa.string()).dictionary_encode()
        coded = self._coded(table, column)
        note_unknown(coded, country_code, self.counted.countries_unknown)
        return recoded(coded, country_code)

    def _channels(self, table: pa.Table) -> pa.DictionaryArray:
        source = self._source
        if not source.channel_column:
            return always(source.channel, table.num_rows)
        coded = self._coded(table, source.channel_column)
        note_unknown(
            coded, lambda cell: meaning(cell, source.channel_of), self.counted.channels_unknown
        )
        return recoded(coded, lambda cell: meaning(cell, source.channel_of) or source.channel)

    def _precisions(self, coded: pa.DictionaryArray, good: Any) -> pa.DictionaryArray:
        """How exact each number is said to be. A word that nobody knows is no promise that it is exact."""

        def read(cell: str) -> str | None:
            return meaning(cell, self._source.precision_of)

        note_unknown(coded.filter(pa.array(good)), read, self.counted.precisions_unknown)
        return recoded(coded, lambda cell: read(cell) or ("estimated" if cell.strip() else None))

    def _origins(self, table: pa.Table) -> pa.DictionaryArray:
        """The list that each row belongs to, where the mapping names columns that say it."""
        if not self._source.stream:
            return pa.nulls(table.num_rows, pa.string()).dictionary_encode()
        parts = [table[name].combine_chunks() for name in self._source.stream]
        joined = parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, "\x1f")
        return recoded(
            joined.dictionary_encode(),
            lambda cell: kept_label(" / ".join(filter(None, map(fold, cell.split("\x1f"))))),
        )

    def _aside(self, line: Any, column: str | None, reason: str, found: str = "") -> None:
        self.counted.set_aside.append(Aside(int(line), column, reason, found))


def _taken(table: pa.Table, beside: _Beside, places: Any) -> tuple[pa.Table, _Beside]:
    if len(places) == table.num_rows:
        return table, beside
    return table.take(pa.array(places)), beside.taken(places)
