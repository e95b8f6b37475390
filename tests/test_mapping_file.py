"""The mapping file: every key that nothing reads is named, with its nearest, and all at once."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
import yaml

from impact.cli.main import main
from impact.exports import campaigns, mapping, patterns
from impact.faults import Fault
from impact.i18n.words import LANGUAGES, Language

HERE = Path(__file__).parent / "exports"
GOOD = """
sources:
  mine:
    detect: {all: [date, case, count]}
    grain: aggregate
    fields:
      when: {cols: [date], formats: ["%Y-%m-%d"], date_only: true}
      case: {col: case}
      action_type: {const: letter}
      quantity: {col: count}
"""


def own(folder: Path, text: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("before", "after", "name", "near"),
    [
        ("detect: {all: [date, case, count]}", "detect: {all: [date, case, count], nonne: [x]}", "sources.mine.detect.nonne", "none"),
        ("grain: aggregate", "grain: aggregate\n    kep: []", "sources.mine.kep", "keep"),
        ("grain: aggregate", "grain: aggregate\n    file: {fotter: ['^x']}", "sources.mine.file.fotter", "footer"),
        ("grain: aggregate", "grain: aggregate\n    keep: [{col: case, matchs: x}]", "sources.mine.keep.matchs", "matches"),
        ("grain: aggregate", "grain: aggregate\n    dedup: {by: [case]}", "sources.mine.dedup", "dedupe"),
        ("grain: aggregate", "grain: aggregate\n    dedupe: {bye: [case]}", "sources.mine.dedupe.bye", "by"),
        ("grain: aggregate", "grain: aggregate\n    explode: {col: case, sep: ',', match: x}", "sources.mine.explode.match", "matches"),
        ("grain: aggregate", "grain: aggregate\n    strem: {cols: [case]}", "sources.mine.strem", "stream"),
        ("quantity: {col: count}", "quantity: {col: count, numbr: {}}", "sources.mine.fields.quantity.numbr", "number"),
        ("quantity: {col: count}", "quantity: {col: count, number: {groups: ','}}", "sources.mine.fields.quantity.number.groups", "group"),
        ("date_only: true", "dateonly: true", "sources.mine.fields.when.dateonly", "date_only"),
        ("sources:", "secton: {id: X}\nsources:", "secton", "section"),
        ("sources:", "section: {idd: X}\nsources:", "section.idd", "id"),
        ("sources:", "edition: {window_strat: '11-01'}\nsources:", "edition.window_strat", "window_start"),
        ("sources:", "checks: {quantity_mx: 5}\nsources:", "checks.quantity_mx", "quantity_max"),
        ("sources:", "chekcs: {quantity_max: 5}\nsources:", "chekcs", "checks"),
        ("sources:", "case_map: [{match: x, case_id: y}]\nsources:", "case_map.match", "matches"),
    ],
)  # fmt: skip
def test_a_misspelt_key_is_named_with_its_nearest(
    before: str, after: str, name: str, near: str, tmp_path: Path
) -> None:
    with pytest.raises(Fault) as raised:
        mapping.load(own(tmp_path, GOOD.replace(before, after, 1)))
    assert raised.value.key == "mapping_key.unknown_near"
    assert raised.value.values == {"name": name, "near": near}


def test_a_key_that_is_near_none_is_answered_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"Known there: .*detect, .*fields"):
        mapping.load(
            own(tmp_path, GOOD.replace("grain: aggregate", "grain: aggregate\n    qqq: 1"))
        )


def test_all_that_is_wrong_is_told_at_once_in_both_languages(tmp_path: Path) -> None:
    text = GOOD.replace("aggregate", "aggregate\n    kep: []").replace("const: letter", "const: lettre")  # fmt: skip
    text = text.replace("%Y-%m-%d", "%Y-%m").replace("sources:", "zones: {FR: Europe/Pariss}\nsources:")  # fmt: skip
    path = own(tmp_path, text)
    named = [fault.values["name"] for fault in mapping.problems(path)]
    assert named == [
        "sources.mine.kep",
        "zones.FR",
        "sources.mine.fields.when.formats",
        "sources.mine.fields.action_type.const",
    ]
    for lang in LANGUAGES:
        assert len(mapping.check(path, lang)) == 4
    assert mapping.check(own(tmp_path, GOOD)) == []
    assert len(mapping.check(own(tmp_path, "sources: ["))) == 1


def test_the_example_and_ours_have_nothing_wrong() -> None:
    for path in (mapping.OURS, HERE / "mappings.example.yaml", HERE / "cases_2021.yaml"):
        assert mapping.check(path) == []


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("grain: aggregate", "grain: aggregate\n    newer: events", "mapping_key.keys_wanted"),
        ("grain: aggregate", "grain: aggregate\n    newer: latest", "mapping_key.not_allowed"),
        ("grain: aggregate", "grain: aggregate\n    keys: section", "mapping_key.not_allowed"),
        ("grain: aggregate", "grain: aggregate\n    stream: {cols: []}", "mapping_key.names_wanted"),
        ("grain: aggregate", "grain: aggregate\n    keep: [{col: case}]", "mapping_key.one_test_wanted"),
        ("grain: aggregate", "grain: aggregate\n    keep: [{col: case, in: [a], matches: b}]", "mapping_key.one_test_wanted"),
        ("date_only: true", "order_from: fle", "mapping_key.not_allowed"),
        ("date_only: true", "order_from: mapping", "mapping_key.one_order_wanted"),
        ("quantity: {col: count}", "quantity: {col: count, const: 1}", "mapping_key.not_allowed"),
        ("quantity: {col: count}", "quantity: {const: 2}", "mapping_key.not_allowed"),
        ("sources:", "checks: {quantity_integer: false}\nsources:", "mapping_key.not_allowed"),
        ("sources:", "checks: {future_dates: accept}\nsources:", "mapping_key.not_allowed"),
        ("sources:", "edition: {year_is: end}\nsources:", "mapping_key.not_allowed"),
        ("case: {col: case}", "case: {col: case, via: page_map.x, map: {}}", "mapping_key.not_allowed"),
        ("case: {col: case}", "case: {col: case, via: elsewhere}", "mapping_key.no_such_map"),
    ],
)  # fmt: skip
def test_a_switch_that_would_do_nothing_is_refused(
    before: str, after: str, key: str, tmp_path: Path
) -> None:
    with pytest.raises(Fault) as raised:
        mapping.load(own(tmp_path, GOOD.replace(before, after, 1)))
    assert raised.value.key == key


def test_a_map_may_have_any_name_that_a_source_uses(tmp_path: Path) -> None:
    text = GOOD.replace("case: {col: case}", "case: {col: case, via: my_pages.spring}")
    text += "my_pages: {spring: {'7': 2025-ada}}\n"
    source = mapping.load(own(tmp_path, text)).sources["mine"]
    assert source.cases(" 7 ") == (("2025-ada",),)
    slip = text.replace("via: my_pages.spring", "via: my_pages.sprng")
    with pytest.raises(Fault, match="no map"):
        mapping.load(own(tmp_path, slip))


def test_a_table_of_pages_that_a_file_does_not_have_has_no_rules(tmp_path: Path) -> None:
    text = GOOD.replace("case: {col: case}", "case: {col: case, via: page_map.spring}")
    assert mapping.load(own(tmp_path, text)).sources["mine"].cases("7") == ()
    with pytest.raises(Fault, match="no map"):  # but nearly the name of one is a slip
        mapping.load(own(tmp_path, text + "page_map: {sprng: {'7': 2025-ada}}\n"))


def test_the_order_that_a_platform_always_writes_can_be_declared(tmp_path: Path) -> None:
    for more, wanted in (("order_from: mapping", True), ("day_first: false", False), ("tz: UTC", None)):  # fmt: skip
        text = GOOD.replace("%Y-%m-%d", "%d/%m/%Y").replace("date_only: true", more)
        assert mapping.load(own(tmp_path, text)).sources["mine"].when.day_first is wanted


def test_defaults_of_what_a_newer_file_does(tmp_path: Path) -> None:
    source = mapping.load(own(tmp_path, GOOD)).sources["mine"]
    assert (source.newer, source.reach, source.stream) == ("versions", "stream", ())
    text = GOOD.replace("grain: aggregate", "grain: aggregate\n    dedupe: {by: [case]}")
    source = mapping.load(own(tmp_path, text)).sources["mine"]
    assert (source.newer, source.reach) == ("events", "stream")


def test_what_a_newer_file_does_can_be_said_apart_from_the_source(tmp_path: Path) -> None:
    text = "extends: ours\nnewer: {hand_tally_social: days}\n"
    sources = mapping.load(own(tmp_path, text)).sources
    assert (sources["hand_tally_social"].newer, sources["tally"].newer) == ("days", "versions")
    own_of_staff = b"newer: {tally: days}"
    assert mapping.load(own=own_of_staff).sources["tally"].newer == "days"


@pytest.mark.parametrize(
    ("said", "key", "name"),
    [
        ("{mine: events}", "mapping_key.keys_wanted", "newer.mine"),
        ("{mine: latest}", "mapping_key.not_allowed", "newer.mine"),
        ("{mnie: days}", "mapping_key.unknown_near", "newer.mnie"),
        ("{outcomes_template: days}", "mapping_key.unknown", "newer.outcomes_template"),
        ("[days]", "mapping_key.not_a_table", "newer"),
    ],
)
def test_what_a_newer_file_cannot_do_is_named_where_it_is_said(
    said: str, key: str, name: str, tmp_path: Path
) -> None:
    (fault,) = mapping.problems(own(tmp_path, f"{GOOD}newer: {said}\n"))
    assert (fault.key, fault.values["name"]) == (key, name)


def test_rows_of_the_record_have_no_newer_list(tmp_path: Path) -> None:
    path = own(tmp_path, "extends: ours\nnewer: {outcomes_template: days}\n")
    with pytest.raises(Fault) as raised:
        mapping.load(path)
    assert raised.value.key == "mapping_key.not_allowed"


# Sixty lines that merge each the one before twice would be 2 to the sixty tables; the number costs its square.
DOUBLING = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n}\n  <<: [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60)
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (DOUBLING, "mapping_merge"),
        ("version: " + ":".join(["1"] * 200_000), "not_yaml"),
        (GOOD + "case_map:\n" + "- {matches: a, case_id: b}\n" * (patterns.MOST + 1), "mapping_key.too_many_patterns"),
        (GOOD + f"case_map: [{{matches: '{'a' * 1001}', case_id: b}}]", "mapping_key.pattern_too_large"),
        (GOOD + "case_map: [{matches: '.{0,301}', case_id: b}]", "mapping_key.pattern_too_large"),
        (GOOD + "case_map: [{matches: '((a{7}){7}){7}', case_id: b}]", "mapping_key.pattern_too_large"),
        (GOOD + "case_map: [{matches: '(a{1,31}){10,}', case_id: b}]", "mapping_key.pattern_too_large"),
    ],
    ids=["doubling", "number", "many", "long", "repeated", "nested", "open"],
)  # fmt: skip
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_would_cost_a_worker_without_bound_is_refused_by_name_when_it_is_read(
    text: str, key: str, lang: Language, tmp_path: Path
) -> None:
    faults = mapping.problems(own(tmp_path, text))
    assert key in [fault.key for fault in faults] and all(fault.sentence(lang) for fault in faults)


def test_a_pattern_that_hangs_elsewhere_is_answered_here_for_one_cell_and_for_many() -> None:
    cells = ["a" * 30_000 + "!", "a" * 30_000, "b", ""]
    pattern = patterns.Pattern("^(a+)+$")
    assert [pattern.search(cell) for cell in cells] == [False, True, False, False]
    assert pattern.of(pa.array(cells)).tolist() == [False, True, False, False]


def test_a_column_of_more_names_than_there_are_campaigns_is_refused_and_not_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = own(tmp_path, "extends: ours\n" + GOOD + "case_map: [{matches: zz, case_id: b}]\n")
    file = tmp_path / "mine.csv"
    file.write_text("date,case,count\n" + "".join(f"2025-12-01,n{n},1\n" for n in range(9)))
    words = ["check", "--mapping", f"{mine}:mine", str(file), "--lang"]
    assert main([*words, "en"]) == 0
    monkeypatch.setattr(campaigns, "ASKED", 16)  # two a name: the record and one pattern
    monkeypatch.setattr(campaigns, "NAMES", 8)
    capsys.readouterr()
    for lang in LANGUAGES:
        assert main([*words, lang]) == 2
        assert "case" in capsys.readouterr().out


def test_what_stands_in_the_declaration_is_what_the_reader_of_yaml_may_find() -> None:
    tree = yaml.safe_load(mapping.OURS.read_text("utf-8"))
    assert not {"page_map", "case_map", "country_map"} & set(tree)
