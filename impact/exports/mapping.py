"""Mappings: which columns of a platform's export say when, which case, what, and how many.

Mappings are data, one YAML file for ours and any number for staff's own. What may stand in one is
declared in `declaration.py` and read in `reading.py`; here files are loaded, and one is chosen by an
export's header.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from impact.exports import drafting, streams
from impact.exports.heading import find_header
from impact.exports.opening import Opened, open_file, ordinary
from impact.exports.reading import MappingReader
from impact.exports.sources import (
    ACTION_TYPES,
    CHANNELS,
    GRAINS,
    PRECISIONS,
    CellRule,
    ExportSource,
    Finder,
    Keep,
    Mappings,
    Section,
    When,
)
from impact.exports.text import fold
from impact.faults import Fault, Place, shown, unopened
from impact.i18n.words import Language

__all__ = [
    "ACTION_TYPES",
    "CHANNELS",
    "GRAINS",
    "OURS",
    "PRECISIONS",
    "CellRule",
    "ExportSource",
    "Finder",
    "Keep",
    "Mappings",
    "Section",
    "When",
    "added",
    "check",
    "choose",
    "draft",
    "load",
    "problems",
    "with_cases",
]  # fmt: skip

OURS = Path(__file__).with_name("mappings.yaml")


def load(path: Path = OURS, own: bytes | None = None) -> Mappings:
    """Read a file of mappings, and staff's own over it. Raises `Fault` that names the wrong key.

    A file that says `extends: ours` has all of ours; a key of its own, such as `case_map`, stands
    instead of that key of ours, because a rule of another edition's cases would misread its own.
    """
    return _loaded(path.name, _file(path), own)


@lru_cache(8)
def _loaded(name: str, text: bytes, own: bytes | None) -> Mappings:
    """The mappings of these bytes. Read once: they are asked for with every file, and never changed."""
    reader, read = _reader(name, text, own)
    rules = hashlib.sha256(b"\0".join(read)).hexdigest()[:12]
    return replace(reader.mappings(), rules=rules)


def _reader(name: str, text: bytes, own: bytes | None = None) -> tuple[MappingReader, list[bytes]]:
    """Whoever reads the tree of some bytes, and all bytes that went into it."""
    read = [text]
    tree = _tree(name, text)
    if "extends" in tree:
        if tree["extends"] != "ours":
            raise MappingReader(name, tree).wrong("extends", "not_allowed")
        read.append(_ours())
        tree = _tree(OURS.name, read[1]) | tree
    if own is not None:
        read.append(own)
        tree = _merged(tree, _tree(name, own))
    return MappingReader(name, tree, None if name == OURS.name else _cells_of_ours), read


def _cells_of_ours() -> dict[str, Any]:
    ours = load().sources["outcomes_template"]
    return {name: getattr(ours, name) for name in ("table", "cells", "status", "reason")}


def problems(path: Path) -> list[Fault]:
    """All that is wrong with a file of mappings, each named by its key; empty if nothing is."""
    try:
        reader, _read = _reader(path.name, _file(path))
    except Fault as fault:
        return [fault]
    try:
        reader.mappings()
    except Fault:
        return reader.faults
    return []


def check(path: Path, lang: Language = "en") -> list[str]:
    """The problems of a file of mappings, in words."""
    return [fault.sentence(lang) for fault in problems(path)]


def keyless(content: bytes) -> list[str]:
    """The sources that stand in a right file of mappings and have no key, though each row is an action."""
    sources = _tree("", content).get("sources") or {}
    return [
        name
        for name, source in sources.items()
        if source.get("grain") == "action" and not source.get("dedupe")
    ]


def draft(path: Path, lang: Language = "en") -> str:
    """A first draft of a mapping file from an export's header, as YAML. Raises `Fault` if it has none."""
    return drafting.draft(path, lang)


def with_cases(
    source: ExportSource, cases: Collection[str], own: Mapping[str, str]
) -> ExportSource:
    """The same source, to which a value that staff mapped, or the exact id of a case, is that case."""
    ids = {fold(case): case for case in cases}

    def find(label: str) -> tuple[tuple[str, ...], ...]:
        text = fold(label)
        known = [table[text] for table in (own, ids) if text in table]
        return (*((case,) for case in known), *source.cases(label))

    return replace(source, cases=find)


_LARGEST_FILE = 1 << 20
_LONGEST_NUMBER = 100
# What PyYAML raises besides its own errors: of dates, numbers and tags that are none, and depth.
_NOT_YAML = (ValueError, TypeError, AttributeError, KeyError, RecursionError, OverflowError)


def _file(path: Path) -> bytes:
    ordinary(path)
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise unopened(path.name, error) from None


class _Plain(yaml.SafeLoader):
    """YAML without what lets a small file cost without bound: tables merged into tables (`<<`), which can
    double at each line, and numbers and days of more signs than any has."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        for key, _value in node.value:
            if key.tag == "tag:yaml.org,2002:merge":
                raise yaml.MarkedYAMLError(problem="<<", problem_mark=key.start_mark)
        super().flatten_mapping(node)

    def compose_scalar_node(self, anchor: dict[Any, Any]) -> yaml.ScalarNode:
        node = super().compose_scalar_node(anchor)
        if len(node.value) > _LONGEST_NUMBER and node.tag != "tag:yaml.org,2002:str":
            raise yaml.MarkedYAMLError(problem="number", problem_mark=node.start_mark)
        return node


@cache
def _ours() -> bytes:
    """Our own file, which PyYAML's reader in C may read, ten times as fast: it has no bound of depth."""
    return _file(OURS)


@lru_cache(8)  # ours is read again with each file that extends it; no reader changes a tree
def _tree(name: str, content: bytes) -> dict[str, Any]:
    if len(content) > _LARGEST_FILE:
        raise Fault("mapping_large", Place(name))
    reader = yaml.CSafeLoader if content == _ours() else _Plain
    try:
        tree = reader(content.decode()).get_single_data()
    except (yaml.YAMLError, *_NOT_YAML) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        merged = getattr(error, "problem", None) == "<<"
        place = Place(name, None if line is None else line + 1)
        raise Fault("mapping_merge" if merged else "not_yaml", place) from None
    return tree if isinstance(tree, dict) else {}


def added(own: bytes | None, more: Mapping[str, Any]) -> bytes:
    """Staff's own mappings with something added, as a file."""
    tree = _merged(_tree(OURS.name, own) if own else {}, dict(more))
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode()


def _merged(tree: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Both together: own keys over ours, one source as a whole; of lists of rules, own rules first."""
    merged = {**tree, **own}
    for key in tree.keys() & own.keys():
        ours, theirs = tree[key], own[key]
        if isinstance(ours, dict) and isinstance(theirs, dict):
            merged[key] = {**ours, **theirs} if key == "sources" else _merged(ours, theirs)
        elif isinstance(ours, list) and isinstance(theirs, list):
            merged[key] = [*theirs, *ours]
    return merged


def choose(
    path: Path, mappings: Mappings, name: str | None = None, sheet: str | None = None
) -> tuple[ExportSource, Opened]:
    """The mapping that fits a file's header, and the file, opened.

    Of a workbook, the sheet that one fits; a hidden one only if no other does. Raises `Fault` if
    none does, or two do alike, and `two_sheets`, which names them, if two sheets can be counted.
    """
    opened = open_file(path, sheet)
    sources = list(mappings.sources.values())
    if name is not None:
        if name not in mappings.sources:
            raise Fault(
                "mapping_unknown", name=name[:60], known=", ".join(sorted(mappings.sources))
            )
        sources = [mappings.sources[name]]
        try:
            return _chosen(opened, sources, sheet)
        except Fault as fault:
            if fault.key not in ("mapping_none", "mapping_unlike"):
                raise
            raise _named_amiss(opened, mappings, sources[0], sheet) from fault
    return _chosen(opened, sources, sheet)


def _chosen(
    opened: Opened, sources: list[ExportSource], sheet: str | None
) -> tuple[ExportSource, Opened]:
    if sheet is not None or len(opened.sheets) < 2:
        return _fitting(opened, sources), opened
    return _of_sheets(opened, sources)


def _named_amiss(
    opened: Opened, mappings: Mappings, named: ExportSource, sheet: str | None
) -> Fault:
    """Why a mapping that somebody named does not fit a file: what it misses there, and which one fits."""
    _, names = _likely_header(opened, [named])
    folded = {fold(name) for name in names}
    missing = [name for name in named.detect if fold(name) not in folded]
    told = {"name": named.name, "missing": ", ".join(missing) or "–"}
    try:
        told["fitting"] = _chosen(opened, list(mappings.sources.values()), sheet)[0].name
    except Fault:
        return Fault("mapping_amiss", Place(opened.path.name), **told)
    return Fault("mapping_other", Place(opened.path.name), **told)


def _of_sheets(opened: Opened, sources: list[ExportSource]) -> tuple[ExportSource, Opened]:
    fault: Fault | None = None
    for hidden in (False, True):
        found: dict[str, ExportSource] = {}
        for each in opened.sheets:
            if each.hidden != hidden:
                continue
            opened = opened.of_sheet(each.name)
            try:
                found[each.name] = _fitting(opened, sources)
            except Fault as other:
                if other.key not in NOT_KNOWN:
                    raise
                if fault is None or other.key == "mapping_none":
                    fault = fault if fault and fault.key == "mapping_none" else other
        if len(found) > 1:
            named = {
                "names": ", ".join(found),
                "sheets": "/".join(found),
            }  # which no sheet has in its name
            raise Fault("two_sheets", Place(opened.path.name), **named)
        for name, source in found.items():
            return source, opened.of_sheet(name)
    assert fault is not None
    raise fault


def _fitting(opened: Opened, sources: list[ExportSource]) -> ExportSource:
    """The mapping that fits by the names that it has; if none does, by those that its columns have too, or that stand
    there with marks behind."""
    fitting = (
        _that_fit(opened, sources, plainly=True)
        or _that_fit(opened, _as_called(opened, sources), plainly=True)
        or _that_fit(opened, sources)
        or _that_fit(opened, _as_written(opened, sources))
    )
    if not fitting:
        raise _nothing_fits(opened, sources)
    fitting.sort(key=lambda item: -item[0])
    if len(fitting) > 1 and fitting[0][0] == fitting[1][0]:
        both = ", ".join(item[1].name for item in fitting[:2])
        raise Fault("mapping_tie", Place(opened.path.name), names=both)
    return fitting[0][1]


def _as_called(opened: Opened, sources: list[ExportSource]) -> list[ExportSource]:
    """The mappings that know other names of their columns, under those that stand in a file."""
    found = []
    for source in sources:
        if source.also:
            _, names = _likely_header(opened, [source])
            there = {fold(name): name for name in names}
            called = {
                column: there[fold(other)]
                for column, others in source.also.items()
                for other in others
                if fold(column) not in there and fold(other) in there
            }
            found.append(source.called(called))
    return found


def _that_fit(
    opened: Opened, sources: list[ExportSource], *, plainly: bool = False
) -> list[tuple[int, ExportSource]]:
    fitting: list[tuple[int, ExportSource]] = []
    for source in sources:
        head = find_header(opened, source.detect, plainly=plainly)
        if head is None:
            continue
        folded = {fold(column) for column in head.names}
        if not any(fold(column) in folded for column in source.absent):
            source = source.called(_written(source, head.names))
            fitting.append((len(source.detect), _as_there(source, folded)))
    return fitting


def _as_written(opened: Opened, sources: list[ExportSource]) -> list[ExportSource]:
    """The mappings under names that say theirs in other letters, as programs and hands write them; if none is, under
    others that their columns have."""
    lines = [(cells, {*map(_words, cells)}) for _, cells in _likely_cells(opened)]
    every = {word for _, there in lines for word in there}
    for those in ([replace(each, also={}) for each in sources], sources):
        found = []
        for source in those:
            wanted = [
                {_words(each) for each in _called(source, column)} for column in source.detect
            ]
            if not all(words & every for words in wanted):
                continue
            absent = {*map(_words, source.absent)}
            for names, there in lines:
                if all(words & there for words in wanted) and not absent & there:
                    found.append(source.called(_written(source, names)))
                    break
        if found:
            return found
    return []


def _called(source: ExportSource, column: str) -> tuple[str, ...]:
    return column, *source.also.get(column, ())


def _written(source: ExportSource, names: Sequence[str]) -> dict[str, str]:
    """What columns are called in a file that has none of their name, but one of the same words: `action_type`,
    `TYPE D'ACTION`, `Precision` for Précision. A name that could be two, or stands there twice, is neither."""
    there = {fold(name) for name in names}
    told = *(rule.column for rule in source.cells.values()), source.status, source.reason
    known = {*source.detect, *source.wanted, *filter(None, told)}
    missing = [column for column in known if fold(column) not in there]
    exact = {fold(column) for column in known}
    read: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        if fold(name) not in exact:
            read.setdefault(_words(name), []).append(name)
    called: dict[str, list[str]] = {}
    for column in missing:
        for word in {_words(each) for each in _called(source, column)}:
            if len(found := read.get(word, [])) == 1:
                called.setdefault(found[0], []).append(column)
    return {columns[0]: name for name, columns in called.items() if len(columns) == 1}


_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd]")  # of an encoding that cannot be told
_LONGEST_NAME = 500  # signs


def _words(name: str) -> str:
    if len(name) > _LONGEST_NAME or _UNREADABLE.search(name):
        return fold(name)
    return streams.folded(name).replace(" ", "")


def _as_there(source: ExportSource, folded: set[str]) -> ExportSource:
    """The mapping without the columns that a count can do without and that the file does not have."""

    def there(column: str | None) -> str | None:
        return column if column and fold(column) in folded else None

    return replace(
        source,
        stream=tuple(name for name in source.stream if fold(name) in folded),
        country_column=there(source.country_column),
        precision_column=there(source.precision_column),
        channel_column=there(source.channel_column),
    )


# Faults that say that a file has a header which no mapping knows: it can be mapped.
NOT_KNOWN = (
    "mapping_none", "mapping_unlike", "mapping_headless", "mapping_pivot", "export_no_encoding", "mapping_so_far",
    "mapping_mailing", "mapping_donations", "mapping_unsubscribed",
)  # fmt: skip


def _nothing_fits(opened: Opened, sources: list[ExportSource]) -> Fault:
    """Why none fits: what is missing for one that is near, or else what columns there are."""
    place = Place(opened.path.name)
    if opened.head[0].lstrip().startswith("<"):
        return Fault("foreign.html", place)
    if _is_pivot(opened):
        return Fault("mapping_pivot", place)
    line, names = _likely_header(opened, sources)
    sources = [
        *sources,
        *_as_called(opened, sources),
    ]  # the first of two that are as near is the nearest
    folded = {fold(name) for name in names}

    def held(source: ExportSource) -> float:
        return sum(fold(name) in folded for name in source.detect) / len(source.detect)

    nearest = max(sources, key=held)
    # One name in common, such as Email, makes no platform.
    near = held(nearest) >= 0.5 and sum(fold(name) in folded for name in nearest.detect) > 1
    missing = [name for name in nearest.detect if fold(name) not in folded]
    if not missing:
        if any(fold(name) in folded for name in nearest.absent):
            missing = [f"≠ {name}" for name in nearest.absent if fold(name) in folded]
        elif _ONE_CELL.fullmatch(opened.head[line - 1].strip()):
            return Fault("export_one_cell", Place(opened.path.name, opened.row(line)))
        else:
            return Fault(
                "export_undivided",
                Place(opened.path.name, opened.row(line)),
                mapping=nearest.name,
                delimiters=", ; | TAB",
            )
    if near:
        if opened.unsure:
            return Fault("export_no_encoding", place, wanted=", ".join(nearest.detect))
        if so_far := next(filter(_SO_FAR.search, names), None):
            found = {"column": shown(so_far)[:40], "missing": ", ".join(missing)}
            return Fault("mapping_so_far", place, **found)
        return Fault("mapping_none", place, nearest=nearest.name, missing=", ".join(missing))
    if not names or any(_A_ROW.search(name) for name in names):
        return Fault("mapping_headless", place)
    if other := _of_something_else(names):
        return Fault(other[0], place, column=shown(other[1])[:40])
    shortened = [shown(name)[:40] for name in names[:20]]
    return Fault(
        "mapping_unlike", place, found=", ".join(shortened) + (", …" if names[20:] else "")
    )


_ONE_CELL = re.compile(r'"(?:[^"]|"")+"')
_SO_FAR = re.compile(r"\b(?:cumul|kumul|acumul|running total|so far|to date)", re.I)
# Columns of what is exported beside actions, and is none.
_OTHERS = {
    "mapping_mailing": re.compile(
        r"\b(?:opened|opens|open rate|clicked|clicks|bounced|bounces|ouvertures|clics|geöffnet|geklickt|aperturas)\b"
    ),
    "mapping_donations": re.compile(
        r"\b(?:donations?|dons?|donaci[oó]n|donaciones|donazion[ei]|spenden?|spendenbetrag|currency|devise|währung|iban)\b"
    ),
    "mapping_unsubscribed": re.compile(
        r"\b(?:unsub(?:scribed?)?|opted out|opt out|optout|désabonnés?|désinscrits?|abgemeldet|uitgeschreven)\b"
    ),
}


def _of_something_else(names: list[str]) -> tuple[str, str] | None:
    """What a header is of that is no list of actions, and the column that says so."""
    for key, words in _OTHERS.items():
        for name in names:
            if words.search(re.sub(r"[\W_]+", " ", fold(name))):
                return key, name
    return None


# What stands in rows and in no name of a column: an address, a date, a long number.
_A_ROW = re.compile(r"@|\d{5}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|^https?:")


# What spreadsheets put into the corner of a pivot table, in the languages of the sections.
_CORNERS = frozenset(
    """row labels|column labels|étiquettes de lignes|étiquettes de colonnes|zeilenbeschriftungen|spaltenbeschriftungen
    |rijlabels|kolomlabels|etiquetas de fila|etiquetas de columna|etichette di riga|etichette di colonna
    |rótulos de linha|rótulos de coluna|etykiety wierszy|etykiety kolumn|popisky řádků|popisky sloupců|označenia riadkov
    |sorcímkék|oznake redaka|oznake retka|oznake stupaca|rækkenavne|kolonnenavne|radetiketter|kolumnetiketter
    |kolonneetiketter|riviotsikot|sarakeotsikot|satır etiketleri|sütun etiketleri|etichete de rânduri
    |ετικέτες γραμμής|названия строк|названия столбцов|позначки рядків|行ラベル|列ラベル|행 레이블|열 레이블|行标签|列标签|列標籤|תוויות שורה""".replace(
        "\n    ", ""
    ).split("|")
)  # fmt: skip
_A_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})")


def _is_pivot(opened: Opened) -> bool:
    """Whether the first lines are those of a pivot table: its corner, or one line of days, each a column."""
    of_days = 0
    for line in opened.head[:20]:
        cells = [cell.strip(" \"'") for cell in re.split(r"[,;\t|]", line[:20_000])]
        if any(fold(cell) in _CORNERS for cell in cells):
            return True
        days = sum(bool(_A_DAY.fullmatch(cell)) for cell in cells[1:])
        of_days += days > 2 and 2 * days > len(cells)
    return of_days == 1


def _likely_cells(opened: Opened) -> list[tuple[int, list[str]]]:
    """The cells of each of the first lines that has any, cut at whatever may part them, with its number."""
    lines = []
    for number, line in enumerate(opened.head[:40], 1):
        cells = [cell.strip(" \"'") for cell in re.split(r"[,;\t|]", line[:20_000])]
        if cells := [cell for cell in cells if cell]:
            lines.append((number, cells))
    return lines


def _likely_header(opened: Opened, sources: list[ExportSource]) -> tuple[int, list[str]]:
    """The line among the first that holds most names that a mapping knows, and its cells."""
    known = {
        fold(name)
        for source in sources
        for name in (
            *source.detect,
            *(other for others in source.also.values() for other in others),
        )
    }
    lines = [
        (len({fold(cell) for cell in cells} & known), number, cells)
        for number, cells in _likely_cells(opened)
    ]
    best = max(lines, key=lambda found: (found[0], len(found[2]), -found[1]), default=None)
    return (best[1], best[2]) if best else (1, [])
