"""What columns beside those that are counted say of rows that count all the same: that they were a test, that they
are of another section, and what `beside` looks for.

Of a column that no mapping reads only these things are asked, of its different cells; nothing of it is kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from impact.exports import beside, verdicts
from impact.exports.counted import Counted
from impact.exports.opening import Opened
from impact.exports.screen import Screen
from impact.exports.screening import Batch
from impact.exports.sources import ExportSource, Mappings
from impact.exports.text import fold
from impact.faults import shown

Warnings = list[tuple[str, dict[str, int | str]]]
_LINES = 10  # that a sentence names
# Words that mean a trial and hardly anything else, as whole words; "Probe" and "prove" are English words too.
_TEST = (
    r"(?i)(?:^|[^\p{L}\p{N}])(?:tests?\d*|testing|testlauf|testeintrag|probelauf|probeeintrag|essais?|pruebas?|testes?|prova"
    r"|prøve|próba|dummy)(?:[^\p{L}\p{N}]|$)|テスト|测试|測試|테스트"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split("|"))


_GROUPS = _words(
    """group|groupe|groupe local|group name|nom du groupe|nom de votre groupe|local group|list|liste
    |list name|school|école|gruppe|gruppenname|schule|grupo|escuela|escola|gruppo|scuola|groep
    |school name|nom de l'école|grupa|szkoła"""
)
_SECTIONS = _words(
    """section|sections|section code|section name|section country|country of section|country of the section
    |code de section|nom de la section|pays de la section|ai section|amnesty section|section amnesty
    |sektion|sektionen|land der sektion|sección|seccion|país de la sección|sezione|paese della sezione
    |secção|seção|país da seção|sectie|land van de sectie|afdeling|afdelingen|avdeling|sekcja|sekce
    |osasto"""
)


def told(
    opened: Opened,
    header: Sequence[str],
    source: ExportSource,
    mappings: Mappings,
    section: str,
    counted: Counted,
) -> Warnings:
    """The warnings for the counts of a file."""
    table = counted.table()
    read, times = {fold(name) for name in source.wanted}, Counter(map(fold, header))
    unread = {
        name: folded for name in header if (folded := fold(name)) not in read and times[folded] == 1
    }
    groups = [name for name, folded in unread.items() if folded in _GROUPS]
    sections = [name for name, folded in unread.items() if folded in _SECTIONS]
    tests = [name for name in ("label", "origin") if _says_test(table, name).any()]
    named = beside.columns([name for name in unread if name not in (*groups, *sections)], source)
    if not (groups or sections or tests or named.names) or not table.num_rows:
        return []
    at = counted.lines()
    marked = np.zeros(len(at), dtype=bool)
    for name in tests:
        marked |= _says_test(table, name, every=True)
    found: dict[str, dict[str, list[Any]]] = {name: defaultdict(list) for name in sections}
    said = beside.Unread(named, source, table, at)
    if asked := [*groups, *sections, *named.names]:
        opened.progress = None
        screen = Screen(opened.path, [*source.wanted, *asked], source.footers, opened=opened)
        for batch in screen.batches():
            said.add(batch)
            for name in groups:
                words, codes = _coded(batch, name)
                marked |= np.isin(at, batch.lines[_matches(words)[codes]])
            for name in sections:
                words, codes = _coded(batch, name)
                for code, cell in enumerate(words.to_pylist()):
                    meant = mappings.meant(cell)
                    if meant and section not in meant:
                        found[name]["/".join(meant)].append(batch.lines[codes == code])
    quantity = table["quantity"].to_numpy()
    return [
        *_tests(source, at[marked], quantity[marked]),
        *_beside(said, source),
        *(
            warning
            for name, lines in found.items()
            for warning in _sections(name, section, lines, at, quantity)
        ),
    ]


def _beside(said: beside.Unread, source: ExportSource) -> Warnings:
    """Numbers, days and words in columns that are not read."""
    found: Warnings = []
    if uncounted := said.uncounted():
        each = [f"{shown(name)[:40]} ({total})" for name, total in uncounted.items()]
        found.append(("numbers_beside", {"count": len(each), "named": ", ".join(each)}))
    for name, rows in said.other_days.items():
        if rows:
            lines = verdicts.lines_named(sorted(rows)[:_LINES], len(rows))
            column, counted = shown(name)[:40], shown(source.when.columns[0])[:40]
            values: dict[str, int | str] = {"column": column, "counted": counted, "lines": lines}
            found.append(("days_beside", {"count": len(rows), **values}))
    void: Any = np.unique(np.concatenate(said.void)) if said.void else []
    if len(void):
        lines = verdicts.lines_named([int(line) for line in void[:_LINES]], len(void))
        actions = int(said.counted[np.isin(said.lines, void)].sum())
        key = "void_of_events" if source.newer == "events" else "void"
        found.append((key, {"count": len(void), "lines": lines, "actions": actions}))
    return found


def _tests(source: ExportSource, lines: Any, quantity: Any) -> Warnings:
    """The rows that say that they are tests."""
    rows = np.unique(lines)
    if not len(rows):
        return []
    named = verdicts.lines_named(rows[:_LINES].tolist(), len(rows))
    key = "tests_of_events" if source.newer == "events" else "tests"
    return [(key, {"count": len(rows), "lines": named, "actions": int(quantity.sum())})]


def _sections(
    name: str, section: str, found: Mapping[str, list[Any]], at: Any, quantity: Any
) -> Warnings:
    """What a column gives to other sections than the one whose file it is."""
    sums = {
        code: int(quantity[np.isin(at, np.concatenate(lines))].sum())
        for code, lines in sorted(found.items())
    }
    named = ", ".join(f"{code} ({actions})" for code, actions in sums.items() if actions)
    if not named:
        return []
    column = shown(name)[:40]
    values: dict[str, int | str] = {"column": column, "named": named, "section": section}
    return [("other_sections", {**values, "count": sum(sums.values())})]


def _coded(batch: Batch, name: str) -> tuple[pa.Array, Any]:
    coded = batch.table[name].combine_chunks().dictionary_encode()
    return coded.dictionary, coded.indices.to_numpy()


def _matches(words: pa.Array) -> Any:
    found = pc.match_substring_regex(words.cast(pa.string()), _TEST)
    return pc.fill_null(found, False).to_numpy(zero_copy_only=False)


def _says_test(table: pa.Table, name: str, *, every: bool = False) -> Any:
    """Whether words of a column say that its rows are a test: of its different words, or, with `every`, of each row."""
    found = [np.zeros(0, dtype=bool)]
    known: tuple[Any, Any] = (None, None)
    for coded in table[name].chunks:
        words = coded.dictionary
        if known[0] is None or not words.equals(known[0]):
            known = words, _matches(words)
        if every:
            codes = pc.fill_null(coded.indices, len(words)).to_numpy()
            found.append(np.append(known[1], False)[codes])
        else:
            found.append(known[1])
    return np.concatenate(found)
