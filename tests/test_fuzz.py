"""Files, paths and mappings that nobody in their right mind sends: a verdict, a sentence, no hang."""

from __future__ import annotations

import gzip
import json
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel import localedata

from impact.cli.main import main
from impact.exports import days, intake, mapping, reading
from impact.exports.intake import Report
from impact.exports.numbers import whole_number
from impact.exports.patterns import Pattern
from impact.exports.screen import Screen
from impact.exports.sources import NumberForm
from impact.faults import Fault
from impact.i18n.words import sentences
from tests import fuzz
from tests.costs import LINEAR, calls, growth

SAMPLES = Path(__file__).parent / "exports" / "samples"
ACTIONS = SAMPLES / "actionkit_core_action.csv"
OURS = mapping.load()
HEADER = "date,case,channel,count,how counted,link"
ROW = "2021-12-04,W4R21-GTM,Twitter,10,TweetDeck,"
BOMB = "\n".join(["a: &a [x, x]", *(f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdefghijklmnopqrs", "bcdefghijklmnopqrst", strict=True))])  # fmt: skip


def test_whatever_is_sent_has_a_verdict_and_rows_that_add_up(tmp_path: Path) -> None:
    found = fuzz.run(tmp_path, seed=2021, times=160)
    assert found.broken == []
    assert found.verdicts["broken"] == 0
    # It must reach all that it is about, or it proves nothing.
    assert {"accepted", "partly", "mapping_key", "mapping_none", "export_packed"} <= set(
        found.verdicts
    )


def test_the_names_of_months_that_a_process_reads_once_are_no_cost_of_a_file(
    tmp_path: Path,
) -> None:
    days.months.cache_clear()
    localedata._cache.clear()
    path = tmp_path / "a.csv"
    path.write_bytes(tally(ROW.replace("2021-12-04", "4 décembre 2021")))
    found = fuzz.Found()
    fuzz.sent(path, OURS, None, found)
    assert (found.broken, sum(found.verdicts.values())) == ([], 1)


def test_what_a_packed_file_costs_is_told_by_the_text_that_is_in_it(tmp_path: Path) -> None:
    text = tally(*[ROW.replace("10", "many")] * 2000)
    found = fuzz.Found(), fuzz.Found()
    for name, data, into in (("a", text, found[0]), ("b", gzip.compress(text), found[1])):
        (tmp_path / f"{name}.csv").write_bytes(data)
        fuzz.sent(tmp_path / f"{name}.csv", OURS, None, into)
    assert found[1].broken == []
    assert found[1].dearest < 2 * found[0].dearest


def checked(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    """The report of a file, by the command."""
    status = main(["check", str(path), "--json", "--lang", "en", *more])
    said = capsys.readouterr()
    if said.err:
        assert status == 2
        assert said.err.count("\n") == 1
        return {"verdict": "refused", "message": said.err}
    answer: dict[str, Any] = json.loads(said.out)[0]
    assert status == {"accepted": 0, "partly": 1, "refused": 2}[answer["verdict"]]
    return answer


def tally(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows, ""]).encode()


def wide(size: int) -> bytes:
    """A tally with so many columns more that nothing reads."""
    more = "".join(f",more {number}" for number in range(size))
    return f"{HEADER}{more}\n{ROW}{',' * size}\n".encode()


def deep(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = gzip.compress(data, 1)
    return data


# What nobody sends, of any size: the size that is tried, the verdict, and the rows set aside.
HOSTILE: dict[str, tuple[Callable[[int], bytes], int, str, int | None]] = {
    "one long line": (lambda size: b"a" * size, 5_000_000, "refused", 0),
    "a long row": (lambda size: tally("a" * size, ROW), 5_000_000, "partly", 1),
    "an open quote": (lambda size: tally(ROW, f'"{"a" * size}'), 1_000_000, "partly", 1),
    "open over lines": (lambda size: tally(ROW, '"' + "a\n" * size), 50_000, "partly", 50_000),
    "nothing but quotes": (lambda size: tally('"' * (size - 1), ROW), 100_000, "partly", 1),
    "quotes and ends": (lambda size: tally(*['"\n",' * 3] * size), 5_000, "partly", None),
    "nothing but line ends": (lambda size: b"\n" * size, 1_000_000, "refused", 0),
    "blank lines": (lambda size: tally(*[""] * size, ROW), 500_000, "accepted", 0),
    "a wide header": (
        lambda size: ",".join(map(str, range(size))).encode(), 100_000, "refused", 0,
    ),
    "a known header and a wide one": (wide, 60_000, "accepted", 0),
    "nothing but commas": (lambda size: b"," * size, 1_000_000, "refused", 0),
    "commas in quotes": (lambda size: b'","' * size, 100_000, "refused", 0),
    "a quote on every line": (lambda size: b'"a\n' * size, 100_000, "refused", 0),
    "packed again and again": (lambda size: deep(tally(ROW), size), 200, "refused", 0),
}  # fmt: skip


def _verdict(
    data: bytes, verdict: str, aside: int | None, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "hostile.csv"
    path.write_bytes(data)
    answer = checked(path, capsys)
    assert answer["verdict"] == verdict, answer["message"]
    if aside is not None and verdict != "refused":
        assert len(answer["set_aside"]) == aside


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_has_its_verdict(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, size, verdict, aside = HOSTILE[kind]
    _verdict(data(size), verdict, aside, tmp_path, capsys)


@pytest.mark.parametrize("kind", HOSTILE)
def test_four_times_as_much_of_a_hostile_file_costs_no_more_than_four_times_as_much(
    kind: str, tmp_path: Path
) -> None:
    data, largest, *_ = HOSTILE[kind]

    def examining(size: int) -> Callable[[], object]:
        path = tmp_path / f"{size}.csv"
        path.write_bytes(data(size))
        return lambda: intake.examine(path, OURS, secret=b"k" * 32, today=fuzz.TODAY)

    # A fifth shows it, and one that looks at all again and again ends before long.
    assert growth(examining, largest // 5) < LINEAR


@pytest.mark.parametrize(
    ("data", "verdict", "aside"),
    [
        pytest.param(gzip.compress(b""), "refused", 0, id="nothing, packed"),
        pytest.param(tally(), "accepted", 0, id="a header alone"),
        pytest.param(tally("\ufeff" + ROW, ROW), "accepted", 0, id="a mark in the middle"),
        pytest.param("sep=§\n".encode() + tally(ROW), "accepted", 0, id="sep=§"),
        pytest.param(b'sep="\n' + tally(ROW), "accepted", 0, id="sep is a quote"),
    ],
)
def test_an_odd_file_has_its_verdict(
    data: bytes,
    verdict: str,
    aside: int | None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _verdict(data, verdict, aside, tmp_path, capsys)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("9e99", "not one number"),
        ("-5", "negative"),
        ("1_000", "not one number"),
        ("\u0661\u0662\u0663", "not one number"),
        ("\u0661\u0662\u0663k", "not one number"),
        (f"{'9' * 5000}", "too large"),
        (f"{'9' * 400}k", "not one number"),
        ("9999999k", "too large"),
        ("1.5", "not whole"),
        ("", "no number is stored"),
    ],
)
def test_a_number_that_is_none_is_set_aside(
    cell: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(tally(ROW, ROW.replace("10", cell)))
    answer = checked(path, capsys)
    assert [row["line"] for row in answer["set_aside"]] == [3]
    assert reason in answer["set_aside"][0]["reason"]
    assert answer["actions"] == 10


def test_zeros_before_a_number_do_not_make_it_large() -> None:
    assert whole_number("0" * 30 + "7", NumberForm(), 10) == (7, "exact")
    assert whole_number("1.5k", NumberForm(approx=True), 2000) == (1500, "rounded")
    assert whole_number("2,1k", NumberForm(approx=True), 2000) == "count_too_large"


@pytest.mark.parametrize(
    "stamp", ["0001-01-01 00:00:00", "9999-12-31 23:59:59", "1969-12-31 23:59:59"]
)
def test_a_year_that_cannot_be_is_set_aside(
    stamp: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ACTIONS.read_text("utf-8").splitlines()
    cells = lines[3].split(",")
    cells[1] = stamp
    lines[3] = ",".join(cells)
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    for section in ("CA-FR", "JP", "US"):
        answer = checked(path, capsys, "--section", section)
        assert [row["line"] for row in answer["set_aside"]] == [4]
        assert answer["actions"] == 35


def test_norway_has_its_time_zone() -> None:
    assert mapping.load().in_section("NO").zone == "Europe/Oslo"


# Paths.


@pytest.mark.parametrize("kind", ["pipe", "folder", "nowhere", "device", "loop", "long"])
@pytest.mark.parametrize("command", ["check", "ingest", "screen"])
def test_a_path_that_is_no_file_is_refused_and_never_waited_for(
    kind: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "nowhere":
            path.symlink_to("nowhere")
        case "device":
            path.symlink_to("/dev/zero")
        case "loop":
            path.symlink_to(path)
        case "long":
            path = tmp_path / ("a" * 300)
    more = ["--columns", "a"] if command == "screen" else ["--store", str(tmp_path / "store")]
    assert main([command, str(path), *more]) == 2
    said = capsys.readouterr()
    assert "a" in said.out + said.err
    assert "Traceback" not in said.out + said.err


def test_a_pipe_in_a_folder_is_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_bytes(tally(ROW))
    assert main(["check", str(tmp_path), "--json"]) == 0
    assert [report["file"] for report in json.loads(capsys.readouterr().out)] == ["b.csv"]


def test_a_mapping_that_is_a_pipe_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "own.yaml")
    assert main(["check", str(ACTIONS), "--mapping", str(tmp_path / "own.yaml")]) == 2
    assert capsys.readouterr().err.startswith("own.yaml: ")


@pytest.mark.parametrize("name", [b"a\nb.csv: Accepted.csv", b"\xff\xfe.csv", b"\x1b[2J.csv"])
@pytest.mark.parametrize("data", [tally(ROW), b"", b"a\n\xff"], ids=["good", "empty", "noise"])
def test_a_name_that_is_no_text_stays_on_its_line(
    name: bytes, data: bytes, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))  # noqa: PTH118
    path.write_bytes(data)
    for more in ([], ["--json"]):
        status = main(["ingest", str(path), "--store", str(tmp_path / "store"), *more])
        assert status == (0 if data == tally(ROW) else 2)
    main(["exports", "--store", str(tmp_path / "store")])
    said = capfdbinary.readouterr().out
    assert b"\x1b" not in said
    assert said.decode("utf-8")
    assert b"\nb.csv: Acc" not in said


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(tally(ROW))
    examine = intake.examine

    def meanwhile(*given: Any, **named: Any) -> Any:
        path.write_bytes(tally(ROW, ROW))
        return examine(*given, **named)

    monkeypatch.setattr(intake, "examine", meanwhile)
    assert main(["ingest", str(path), "--store", str(tmp_path / "store")]) == 2
    assert "changed while it was read" in capsys.readouterr().out


def test_a_packed_file_that_is_damaged_later_on_is_refused(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(tally(*[f"{ROW}{number}" for number in range(5000)])))
    data[len(data) // 2] ^= 0xFF
    (tmp_path / "a.csv.gz").write_bytes(data)
    with pytest.raises(Fault, match="damaged or locked"):
        Screen(tmp_path / "a.csv.gz", ["date"])
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.csv", tally(ROW) * 50)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[60:80] = bytes(20)
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(Fault, match="damaged or locked"):
        Screen(tmp_path / "a.zip", ["date"])


# Mappings.

CALLS_PER_SIGN = 100  # what is read sign by sign needs about 20; what multiplies itself, millions
OWN = """
sources:
  mine:
    detect: {all: [date, case, count]}
    grain: aggregate
    keep: [{col: case, matches: PATTERN}]
    fields:
      when: {cols: [date], formats: ["%Y-%m-%d"], date_only: true}
      case: {col: case, map: {W4R21-GTM: a}}
      action_type: {const: letter}
      quantity: {col: count}
"""


def own(folder: Path, text: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, "utf-8")
    return path


def examined(path: Path, mappings: Path) -> Report:
    return intake.examine(
        path, mapping.load(mappings), name="mine", secret=b"k" * 32, today=fuzz.TODAY
    )[0]


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*$", "^(a?){16}a{16}$", r"(\w+\s?)*$"])
def test_a_pattern_that_would_hang_costs_what_the_length_of_a_cell_costs(pattern: str) -> None:
    asked = Pattern(pattern)

    def asking(length: int) -> Callable[[], object]:
        # Signs so few that one that tries all ways would end, and be seen, instead of hanging.
        cell = "a" * length + "!"
        return lambda: [asked.search(cell) for _ in range(50)]

    assert growth(asking, 16) < LINEAR


def test_a_pattern_that_would_hang_does_not_keep_a_file_from_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(tally(ROW.replace("W4R21-GTM", "a" * 30 + "!"), ROW))
    report = examined(path, own(tmp_path, OWN.replace("PATTERN", "'(a+)+$'")))
    assert report.rows_read == 2


def test_patterns_find_what_they_found_before() -> None:
    for pattern, text in (("(?i)é21|écrire", "W4R É21"), ("^Copyright ©", "Copyright © 2000")):
        assert Pattern(pattern).search(text)
    assert not Pattern("(?i)(^|[^a-z])gtm([^a-z]|$)").search("algtma")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (OWN.replace("PATTERN", "'('"), "sources.mine.keep.matches"),
        (OWN.replace("PATTERN", "'(?=a)'"), "sources.mine.keep.matches"),
        (OWN.replace("PATTERN", "5.5"), "sources.mine.keep.matches"),
        (OWN.replace("[date], formats", "[], formats"), "sources.mine.fields.when.cols"),
        (OWN.replace("%Y-%m-%d", "%Y-%m"), "sources.mine.fields.when.formats"),
        (OWN.replace("%Y-%m-%d", "day"), "sources.mine.fields.when.formats"),
        (OWN.replace("date_only: true", "tz: Mars/Olympus"), "sources.mine.fields.when.tz"),
        (OWN.replace("date_only: true", "tz: America"), "sources.mine.fields.when.tz"),
        (OWN.replace("{W4R21-GTM: a}", "[a]"), "sources.mine.fields.case.map"),
        (OWN.replace("map: {W4R21-GTM: a}", "via: [a]"), "sources.mine.fields.case.via"),
        (OWN.replace("{col: count}", "5"), "sources.mine.fields.quantity"),
        (OWN.replace("{col: count}", "{col: ''}"), "sources.mine.fields.quantity.col"),
        (OWN.replace("const: letter", "const: [letter]"), "sources.mine.fields.action_type.const"),
        (OWN + "edition: x\n", "edition"),
        (OWN + "edition: {window_start: 1 November}\n", "edition.window_start"),
        (OWN + "checks: {quantity_max: 10000000000000}\n", "checks.quantity_max"),
        (OWN + "zones: {NO: Europe/Oslo}\n", "zones"),
        (OWN + "section: {tz: 5}\n", "section.tz"),
    ],
)
def test_a_mapping_of_wrong_kind_is_named_by_its_key(text: str, key: str, tmp_path: Path) -> None:
    assert text != OWN
    with pytest.raises(Fault) as raised:
        mapping.load(own(tmp_path, text.replace("PATTERN", "W4R")))
    assert raised.value.key.startswith("mapping_key.")
    assert raised.value.values["name"] == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"{BOMB}\nsources: *t", "mapping_key"),
        (f"{BOMB}\nsources: {{mine: {{detect: {{all: *t}}, grain: action}}}}", "mapping_key"),
        (f"{BOMB}\nsources: {{mine: {{*t : 1}}}}", "not_yaml"),
        ("sources: &a {mine: *a}", "mapping_key"),
        ("[" * 600, "not_yaml"),
        ("sources: 2021-99-99", "not_yaml"),
        ("sources: !!timestamp x", "not_yaml"),
        ("sources: !!python/object/apply:os.getcwd []", "not_yaml"),
        (f"checks: {{quantity_max: {'9' * 5000}}}", "not_yaml"),
        ("a: b\n" * 300_000, "mapping_large"),
        ("\0", "not_yaml"),
        ("", "mapping_key"),
        ("[]", "mapping_key"),
    ],
)
def test_a_hostile_mapping_is_refused(text: str, key: str, tmp_path: Path) -> None:
    path = own(tmp_path, text)

    def load() -> None:
        with pytest.raises(Fault) as raised:
            mapping.load(path)
        assert raised.value.key.split(".")[0] == key

    assert calls(load) < CALLS_PER_SIGN * (len(text) + 1000)


def test_what_is_wrong_with_a_mapping_has_a_sentence_and_every_sentence_its_use() -> None:
    text = "".join(Path(str(module.__file__)).read_text("utf-8") for module in (mapping, reading))
    used = set(re.findall(r'wrong\(\s*.+?, "(\w+)"[,)]|"mapping_key\.(\w+)"', text))
    used = {word for pair in used for word in pair if word}
    written = {key.split(".")[-1] for key in sentences() if key.startswith("fault.mapping_key.")}
    assert used == written


def test_the_shipped_mappings_survive_being_written_and_read_again(tmp_path: Path) -> None:
    tree = yaml.safe_load(mapping.OURS.read_text("utf-8"))
    again = mapping.load(own(tmp_path, yaml.safe_dump(tree, allow_unicode=True)))
    assert sorted(again.sources) == sorted(mapping.load().sources)
    assert again.zones == mapping.load().zones


def test_an_order_of_dates_that_the_mapping_has_no_form_for_is_read_if_the_file_proves_it(
    tmp_path: Path,
) -> None:
    text = OWN.replace('["%Y-%m-%d"]', '["%m/%d/%Y"]')
    path = tmp_path / "a.csv"
    rows = [ROW.replace("2021-12-04", day) for day in ("13/01/2022", "05/01/2022")]
    path.write_bytes(tally(*rows))
    report = examined(path, own(tmp_path, text.replace("PATTERN", "W4R")))
    assert (report.set_aside, report.actions) == ([], 20)
    assert (str(report.first_day), str(report.last_day)) == ("2022-01-05", "2022-01-13")
    assert ("read_day_first", {}) in report.warnings
