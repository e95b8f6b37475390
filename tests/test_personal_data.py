"""Nobody's data is kept or said: canaries in every cell that no figure is made of, looked for everywhere."""

from __future__ import annotations

import csv
import io
import itertools
import json
import logging
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from impact.cli.main import main
from impact.exports import mapping, rollup, rules, taking
from impact.exports.heading import find_header
from impact.exports.mapping import ExportSource
from impact.exports.taking import Desk, Handed
from impact.figures import live
from impact.store import Store
from tests.conftest import files, lay, record

SAMPLES = Path(__file__).parent / "exports" / "samples"
EXPECTED: dict[str, dict[str, Any]] = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
NAMES = [
    name for name, item in EXPECTED.items() if "/" not in name and item.get("grain") != "outcome"
]

CANARIES = (
    "Zyxa Canariova",
    "zyxa@canary.example.net",
    "+1 514 555 0199",
    "203.0.113.77",
    "Chère Zyxa, je t’écris depuis Québec",
    "H9Z 9Z9",
)
PERSONAL = tuple(CANARIES[index] for index in (1, 2, 3, 5))  # what is seen to be a person's data
MARKS = ("zyxa", "canariova", "canary.example", "555 0199", "203.0.113", "qu\u00e9bec", "h9z")


def found_in(text: str) -> list[str]:
    return [mark for mark in MARKS if mark in text.lower()]


def used(source: ExportSource) -> set[str]:
    """The columns that figures are made of."""
    names = (
        *source.when.columns, source.case_column, source.type_column, source.quantity_column,
        source.country_column, source.precision_column, *source.unpivot,
    )  # fmt: skip
    return {name for name in names if name}


def planted(name: str) -> tuple[ExportSource, str, list[str], list[list[str]], list[list[str]]]:
    """A sample with canaries: its header, rows that still count, and rows that are all canary."""
    source, opened = mapping.choose(SAMPLES / name, mapping.load())
    head = find_header(opened, source.detect)
    assert head is not None
    text = b"".join(chunk for _, chunk in opened.chunks()).decode()
    lines = text.split("\n")[head.next_line - 1 :]
    rows = [
        row
        for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=head.delimiter)
        if len(row) == len(head.names)
    ]
    figures = used(source)
    judged = {rule.column for rule in source.keep} | figures
    canary, number = itertools.cycle(CANARIES), itertools.count()

    def plant(row: list[str], spared: set[str]) -> list[str]:
        """Canaries of which none stands in two rows, as what is a person's own does not."""
        return [
            cell if column in spared or not column.strip() else f"{next(canary)} {next(number)}"
            for column, cell in zip(head.names, row, strict=True)
        ]

    counting = [plant(row, judged) for row in rows]
    filtered = [plant(row, figures) for row in rows[:3]]
    # As the case, the country, the precision too: none of them may be kept as it was written. A name
    # that stands in several rows is a campaign's, and is kept for rules that come later; but not if it
    # looks like a person's data.
    unknown = judged - {source.case_column, source.country_column, source.precision_column}
    unmapped = [plant(row, unknown) for row in rows]
    repeated = [plant(row, judged - {source.country_column}) for row in rows]
    at = head.names.index(source.case_column)
    for row, mark in zip(repeated, itertools.cycle(PERSONAL), strict=False):
        row[at] = f"{mark} {at}"
    unmapped += repeated
    everywhere = [plant(row, set()) for row in rows[:3]]
    return source, head.delimiter, head.names, [*counting, *filtered, *unmapped], everywhere


def line(row: list[str], delimiter: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="").writerow(row)
    return buffer.getvalue()


def laid(folder: Path, name: str) -> tuple[ExportSource, list[Path]]:
    """Files with canaries: rows that count, torn ones, some that are all canary, none that is a header."""
    source, delimiter, header, rows, everywhere = planted(name)
    whole = [line(row, delimiter) for row in rows]
    odd = [line(row, delimiter) for row in everywhere]
    broken = [
        f'{CANARIES[0]} "{CANARIES[1]}"{delimiter}{odd[0]}',
        f"{odd[1]}{delimiter}{CANARIES[2]}",
        f'{odd[2]}{delimiter}"{CANARIES[3]}',
        f"{CANARIES[4]}\0{whole[0]}",
    ]
    first = line(header, delimiter)
    texts = {
        "whole.csv": [first, *whole],
        "torn.csv": [first, *whole, *broken, *whole[:2], whole[0][: len(whole[0]) // 2]],
        "broken.csv": [first, *whole, *odd, *broken, *whole[:2], whole[0][: len(whole[0]) // 2]],
        "headless.csv": [*odd, *whole],
    }
    paths = []
    for file, lines in texts.items():
        folder.mkdir(exist_ok=True)
        path = folder / file
        path.write_text(
            "\n".join(lines) + ("" if file in ("torn.csv", "broken.csv") else "\n"), "utf-8"
        )
        paths.append(path)
    return source, paths


def kept_in(store: Store) -> str:
    """All that lies in a store, parts unpacked: what is compressed could not be searched."""
    texts = []
    for path in store.folder.rglob("*"):
        if not path.is_file():
            continue
        data = path.read_bytes()
        texts.append(data.decode("utf-8", "replace"))
        if data.startswith(b"PAR1"):
            part = pq.read_table(io.BytesIO(data))
            texts.append(f"{part.schema.to_string()} {part.to_pylist()}")
            if "key" in part.column_names:
                keys = part["key"].to_pylist()
                texts += [bytes(key or b"").decode("utf-8", "replace") for key in keys]
    return "\n".join(texts)


@pytest.mark.parametrize("name", NAMES)
def test_no_personal_data_is_kept_or_said(
    name: str,
    folders: tuple[Path, Path],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    lay(folders[0], files())
    store = Store(folders[1])
    source, paths = laid(tmp_path / "sent", name)
    assert all(found_in(path.read_text("utf-8")) for path in paths)
    given = [str(path) for path in paths]
    ways: list[tuple[str, str, list[str]]] = [
        ("check", "en", []),
        ("ingest", "fr", ["--json"]),
        ("check", "fr", ["--json"]),
        ("ingest", "en", []),
    ]
    half = NAMES.index(name) % 2 * 2  # each way with half of the samples
    for command, lang, form in ways[half : half + 2]:
        for path in paths:  # each time other bytes, or they would not be looked at
            path.write_text(path.read_text("utf-8") + "\n", "utf-8")
        assert main([command, *given, "--lang", lang, *form]) == 2
    # The screen answers with the columns that it is asked for, of the rows that it keeps; the day is
    # a canary in none of these, but where all of a row is one.
    asked = (source.when.columns or ("no such column",))[0]
    for form in ([], ["--json"]):
        sent = [path for path in given if not path.endswith("broken.csv")]
        main(["screen", *sent, "--columns", asked, *form])
    main(["exports", "--json"])
    main(["snapshots", "--json"])
    said = "".join(capfd.readouterr())
    assert found_in(said) == []
    assert found_in(caplog.text) == []
    assert len(said) > 1000
    state = live.current()
    assert sum(row["actions"] for row in state.database.rows("actions_counted")) > 0
    state.database.ready()
    state.database.counted()
    with state.database._cursor() as cursor:
        tables = [
            str(cursor.execute(f"from {table}").fetchall())
            for table in ("actions", "counted.rollup", "counted.sums")
        ]
    assert found_in("\n".join(tables)) == []
    assert found_in(kept_in(store)) == []
    written = [path for path in scratch.rglob("*") if path.is_file()]
    assert [path for path in written if found_in(path.read_text("latin-1"))] == []


FORM = "Id,Start time,Completion time,Email,Name,Group,Language,Case,Letters,Petition signatures"


def taken(store: Store, path: Path, *rows: str) -> str:
    """What lies in a store that took in a form's answers, each with numbers of two types."""
    own = """
sources:
  form:
    detect: {all: [Id, Case, Letters, Petition signatures]}
    grain: aggregate
    fields:
      when: {cols: [Completion time], formats: ["%Y-%m-%d"], date_only: true}
      case: {col: Case}
      quantity: {unpivot: {Letters: letter, Petition signatures: petition}}
"""
    path.write_text("\n".join([FORM, *rows, ""]), "utf-8")
    desk = Desk(mapping.load(own=own.encode()), b"k" * 32, record())
    assert desk.take(store, Handed(path, mapping="form")).verdict == "accepted"
    return kept_in(store)


def test_a_name_beside_several_numbers_of_one_row_is_not_taken_for_a_campaigns(
    tmp_path: Path,
) -> None:
    """It stood in two counts, and so it was kept."""
    store = Store(tmp_path / "store")
    text = taken(
        store,
        tmp_path / "form.csv",
        "1,,2021-12-27,,,,,Zyxa Canariova,29,3",
        "2,,2021-12-27,,,,,Free Ada now,5,6",
        "3,,2021-12-28,,,,,Free Ada now,7,",
    )
    assert found_in(text) == []
    assert "free ada now" in text.lower()


def test_a_name_that_a_rule_knows_is_a_campaigns_though_it_stands_in_one_row(
    tmp_path: Path,
) -> None:
    """Else what comes would be counted under no case, whatever staff said of it."""
    store = Store(tmp_path / "store")
    row, other = "1,,2021-12-27,,,,,Free Ada now,29,3", "2,,2021-12-26,,,,,Write to Eli,1,"
    assert "free ada now" not in taken(store, tmp_path / "form 2021-12-27.csv", row, other).lower()
    with taking.changing(store) as visit:
        rule = rules.made(
            platform="form", value="Free Ada now", edition=2021, case_id="2021-ada", record=None
        )
        assert visit.set_rule(rule, kept=True) == []  # of what is in, nobody kept the name
    taken(store, tmp_path / "form 2021-12-28.csv", row.replace(",3", ",4"), other)
    newest = store.newest()
    assert newest is not None
    stands = rollup.rollup_of(store, newest.files)().select(["case_id", "quantity"])
    sums = Counter[str]()
    for cell in stands.to_pylist():
        sums[cell["case_id"]] += cell["quantity"]
    assert sums == {"unmapped": 1, "2021-ada": 33}
