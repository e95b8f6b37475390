"""The screen's two ways, at Arrow's pace and record by record, must tell the same of every file."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from impact.exports import intake, mapping, opening, screen
from impact.exports.bulk import Bulk
from impact.exports.screen import Screen
from impact.exports.screening import Batch
from impact.exports.single import Single

WANTED = ["date", "case", "count"]
FIGURES = ["id", "date", "count"]  # the first column among them, and none that holds a word
HEADER = "id,date,note,case,count,more,"
ODD = (
    "Total,,,,60,,",
    ",,Total,,60,,",
    " grand total,2021-12-01,,W4R21-ERI,60,,",
    HEADER,
    "id,DATE,note,Case , count,more,",
    "1,2021-12-01,,W4R21,ERI,3,",
    "1,2021-12-01,,W4R21,ERI,3,,",
    "1,2021-12-01,,W4R21-ERI,3,",
    '1,2021-12-01,say "yes",W4R21-ERI,3,,',
    '1,2021-12-01,"oops,W4R21-ERI,3,,',
    '1,2021-12-01,"a"b,W4R21-ERI,3,,',
    "1,2021-12-01,,'W4R21-ERI',3,,",
    "1,2021-12-01,,W4R21-ERI,2.12E+11,,",
    "1,2021-12-01,,Ã‰rythrÃ©e,3,,",
    "1,2021-12-01,\ufffd,W4R21-ERI,3,,",
    "1,2021-12-01,a\0b,W4R21-ERI,3,,",
    "x,when,note,which,how many,,",
    ",,,,,,",
    "Copyright (c) 2021,,,,,,",
    '1,2021-12-01,"oops,W4R21-ERI,3,,\n2,2021-12-02,,W4R21-ERI,4,,\nend",W4R21-ERI,5,,',
    "1,2021-12-01,,NULL,-,,",
    "-,2021-12-01,,\\N, -- ,,",
    "1,N/A,,nan,n/a,,",
    "1,2021-12-01,,&Eacute;rythr&#233;e &amp; co,3,,",
    "1,2021-12-01,,E\u0301rythre\u0301e,3,,",
    "\u200b1,\u200b2021-12-01,,W4R\u00ad21,\ufeff3,,",
    '1,="2021-12-01",="x",="W4R21-ERI",="3",,',
    '1,"=""2021-12-01""",x,W4R21-ERI,"=""3""",,',
    '1, 2021-12-01, "a, b", "W4R21-ERI" , 3,,',
    "1,2021-12-01,,\u00a0W4R21-ERI\u00a0,3,,",
    "1,2021-12-01,,IRÃ - Narges,3,,",
    "1,2021-12-01,,√âcrire,3,,",
    "1,2021-12-01,,Китай 中国,3,,",
    "1,2021-12-01,,#REF!,#DIV/0!,,",
    "1,2021-12-01,,Total abortion ban,3,,",
    "Totalitarian,2021-12-01,,Copyright,3,,",
    "1,2021-12-01,,TOTAL,63,,",
    "Somme,,,,63,,",
    '1,2021-12-01,,W4R21-ERI,"9,00001E+14",,',
    '1,2021-12-01,"a,b,c,d,e,f\n,,,,,,\n7,8,9,10,11,12,13",W4R21-ERI,3,,',
    "",
)
NOTES = (
    "",
    "plain",
    '"a, b"',
    '"she said ""yes"""',
    '"one\nline and, another"',
    '"end\n\n"',
    "Renée",
    '"a = ""b"", c"',
    "x=1&y=2",
    "&eacute;",
    "’tis",
    '"\n"',
    '""',
)


def lines(chance: random.Random, *, odd: float, quoted: bool, notes: int) -> list[str]:
    """Rows of a made-up export, an odd one here and there."""
    made = [HEADER]
    for index in range(chance.randrange(15, 90)):
        if index >= 10 and chance.random() < odd:
            made.append(chance.choice(ODD))
            continue
        note = NOTES[chance.randrange(notes)]
        case, number = chance.choice(("W4R21-ERI", "w4r GTM, été", "Newsletter")), index * 7
        cells = [str(index), f"2021-12-{1 + index % 28:02}", note, case, str(number), "", ""]
        cells = [
            f'"{cell}"' if not cell.startswith('"') and (quoted or "," in cell) else cell
            for cell in cells
        ]
        made.append(",".join(cells))
    return made


def disturbed(text: str, chance: random.Random) -> str:
    """A text with a few characters beyond the first rows put out of place."""
    found = list(text)
    for _ in range(chance.randrange(1, 6)):
        found[chance.randrange(len(HEADER) + 300, len(found))] = chance.choice(
            ('"', ",", "\n", "", "'", '""', "\n\n", " ", "9")
        )
    return "".join(found)


def told(
    path: Path, footers: tuple[str, ...] = (), wanted: list[str] = WANTED
) -> tuple[object, ...]:
    """All that a screen tells of a file."""
    reading = Screen(path, wanted, footers)
    batches: list[Batch] = list(reading.batches())
    for batch in batches:
        for name, coded in batch.coded.items():
            assert coded.cast(pa.string()) == batch.table[name].combine_chunks()
    rows = [row for batch in batches for row in batch.table.to_pylist()]
    at = [int(line) for batch in batches for line in batch.lines]
    assert len(rows) == len(at) == reading.result.rows
    result = reading.result
    return rows, at, result.set_aside, result.warnings, result.footers


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From its call on, every record is read in Python, in one piece."""

    def forced() -> None:
        monkeypatch.setattr(opening, "CHUNK", 4 << 20)
        monkeypatch.setattr(Bulk, "batch", lambda _bulk, _chunk: None)
        monkeypatch.setattr(screen, "_SMALL", 4 << 20)

    return forced


@pytest.mark.parametrize("footers", [(), ("^total", "^copyright")], ids=["plain", "footers"])
@pytest.mark.parametrize("odd", [0.0, 0.05, 0.3])
@pytest.mark.parametrize("wanted", [WANTED, FIGURES], ids=["words", "figures"])
def test_however_a_file_is_cut_and_read_the_same_rows_lines_and_reasons_come_out(
    wanted: list[str],
    odd: float,
    footers: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    slowly: Callable[[], None],
) -> None:
    chance = random.Random(f"{odd}{footers}{wanted}")
    paths, quick = [], []
    for index in range(15):
        made = lines(
            chance, odd=odd, quoted=index % 3 == 0, notes=chance.choice((2, 4, len(NOTES)))
        )
        end = chance.choice(("\n", "\r\n"))
        text = end.join(made) + chance.choice((end, ""))
        if odd and index % 2:
            text = disturbed(text, chance)
        paths.append(tmp_path / f"{index}.csv")
        paths[-1].write_bytes(text.encode())
        monkeypatch.setattr(opening, "CHUNK", chance.choice((150, 400, 1200)))
        monkeypatch.setattr(screen, "_SMALL", chance.choice((1, 100, 300)))
        quick.append(told(paths[-1], footers, wanted))
    slowly()
    for path, found in zip(paths, quick, strict=True):
        assert found == told(path, footers, wanted), path.read_text("utf-8")


def test_a_plain_file_is_never_read_slowly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the test above would compare the slow way with itself."""
    made = lines(random.Random(1), odd=0, quoted=True, notes=len(NOTES))
    (tmp_path / "a.csv").write_text("\n".join(made) + "\n", "utf-8")
    monkeypatch.setattr(opening, "CHUNK", 150)
    monkeypatch.setattr(Single, "batch", None)
    assert len(told(tmp_path / "a.csv")[0]) == len(made) - 1  # type: ignore[arg-type]


def test_counts_and_keys_do_not_depend_on_how_a_file_is_cut(
    monkeypatch: pytest.MonkeyPatch, slowly: Callable[[], None]
) -> None:
    folder = Path(__file__).parent / "exports" / "samples"
    known = mapping.load()

    def all_of_them() -> list[tuple[dict[str, object], list[dict[str, object]]]]:
        found = []
        for path in sorted(folder.glob("*.csv")):
            report, table = intake.examine(
                path, known, secret=b"k" * 32, today=dt.date(2026, 11, 22)
            )
            rows = sorted(table.to_pylist(), key=repr) if isinstance(table, pa.Table) else []
            found.append((report.as_json("en"), rows))
        return found

    monkeypatch.setattr(opening, "CHUNK", 600)
    monkeypatch.setattr(screen, "_SMALL", 100)
    quick = all_of_them()
    slowly()
    assert quick == all_of_them()
    assert sum(len(rows) for _report, rows in quick) > 100
