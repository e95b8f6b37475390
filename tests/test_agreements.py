"""Consents and embargoes that cannot be meant are refused, by every door, with what to write."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from impact.cli.main import main
from impact.faults import Fault
from impact.figures import consent
from impact.i18n.words import say
from impact.record import agreements, reader
from impact.record.agreements import CaseNames
from tests.conftest import files, lay, record
from tests.test_consent import HALF, rows

Folders = tuple[Path, Path]
COMING = (dt.date.today() + dt.timedelta(3)).isoformat()
UNMEANT = [
    ({"publish_level": "first_name"}, "first_name_missing"),
    ({"publish_level": "first_name", "first_name": "Zsolt"}, "first_name_foreign"),
    ({"publish_level": "first_name", "first_name": "Imre Szabo"}, "first_name_whole"),
    ({"publish_level": "first_name", "first_name": "imré  szabó"}, "first_name_whole"),
    ({"publish_level": "named", "consent_on": COMING}, "consent_future"),
    ({"publish_level": "named", "consent_on": "2026-01-02", "review_on": "2026-01-02"}, "review_early"),
    ({"publish_level": "named", "consent_on": "2026-01-02", "review_on": "2025-06-01"}, "review_early"),
    ({"publish_level": "half"}, "not_in_vocabulary"),
    ({"publish_level": "withheld", "case_id": "2020-nobody"}, "unknown"),
]  # fmt: skip
Cells = dict[str, str]


@pytest.mark.parametrize(("cells", "reason"), UNMEANT)
def test_a_consent_that_cannot_be_meant_is_refused_where_it_is_handed_in(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str], cells: Cells, reason: str
) -> None:
    lay(folders[0], files(**rows()))
    whole = dict.fromkeys(("case_id", "publish_level", "first_name", "consent_on", "review_on"), "")
    whole |= {"case_id": HALF} | cells
    file = tmp_path / "consents.csv"
    file.write_text(",".join(whole) + "\n" + ",".join(whole.values()) + "\n")
    found = next(
        (cells[each] for each in ("review_on", "consent_on", "first_name") if each in cells), ""
    )
    found = "named, first_name, withheld" if reason == "not_in_vocabulary" else found
    for lang in ("en", "fr"):
        assert main(["check", str(file), "--lang", lang]) == 1
        said = capsys.readouterr().out
        key = "unknown_cases" if reason == "unknown" else reason
        assert say(lang, f"reason.{key}", found=found) in said


@pytest.mark.parametrize(("cells", "reason"), UNMEANT)
def test_a_consent_that_cannot_be_meant_is_refused_in_the_records_own_files(
    folders: Folders, cells: Cells, reason: str
) -> None:
    lay(folders[0], files(**{**rows(), "consents": [{"case_id": HALF, **cells}]}))
    with pytest.raises(Fault) as refused:
        reader.read(folders[0])
    assert refused.value.key == ("unknown_reference" if reason == "unknown" else reason)
    place = refused.value.place
    assert place and (place.file, place.line) == ("consents.csv", 2)
    if reason.startswith("first_name"):
        assert "named, first_name, withheld" in refused.value.sentence("fr")


@pytest.mark.parametrize(
    ("first", "own", "further", "reason"),
    [
        ("Imre", ["Imre Szabo"], [], ""),
        ("IMRÉ", ["Imre Szabo"], [], ""),
        ("María José", ["Maria Jose Perez"], [], ""),
        ("Maria Perez", ["Maria Jose Perez"], [], "first_name_foreign"),
        ("Im", ["Imre Szabo"], [], "first_name_foreign"),
        ("Imre", ["Imre"], [], "first_name_whole"),
        ("Zoli", ["Zoltan Varga"], ["Zoli"], ""),
        ("Z. Varga", ["Zoltan Varga"], ["Z. Varga"], "first_name_whole"),
        ("展", ["张展"], [], ""),
        ("张展", ["Zhang Zhan"], ["张展"], ""),
        ("李", ["张展"], [], "first_name_foreign"),
        ("  ", ["Imre Szabo"], [], "first_name_missing"),
    ],
)
def test_a_first_name_is_a_part_of_a_name_and_not_all_of_it(
    first: str, own: list[str], further: list[str], reason: str
) -> None:
    assert agreements.misnamed(first, CaseNames(tuple(own), tuple(further))) == reason


def test_a_first_name_that_was_kept_and_is_the_whole_name_is_not_told() -> None:
    """A store of before holds such rows; they are read, and nobody is named by them."""
    kept = record(**{**rows(), "consents": [{"case_id": HALF, "publish_level": "first_name", "first_name": "Imre Szabo"}]})  # fmt: skip
    assert consent.consents_of(kept)[HALF].level == "withheld"


@pytest.mark.parametrize(
    ("moment", "reason", "readings"),
    [
        ("2031-10-26 02:30 Europe/Brussels", "moment_twice", "2031-10-26T02:30+01:00, 2031-10-26T02:30+02:00"),
        ("2031-03-30 02:30 Europe/Brussels", "moment_skipped", "2031-03-30T01:30+01:00, 2031-03-30T03:30+02:00"),
        ("2020-12-10 09:00 Europe/Brussels", "moment_over", "2020-12-10 09:00 Europe/Brussels"),
        ("2031-12-10 09:00", "not_moment", ""),
    ],
)  # fmt: skip
def test_an_embargo_that_is_no_moment_two_or_over_is_refused_with_its_readings(
    folders: Folders,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    moment: str,
    reason: str,
    readings: str,
) -> None:
    world = rows()
    lay(folders[0], files(**world))
    row = reader.read(folders[0]).tables["outcomes"][0]
    cells = {
        name: str(cell or "")
        for name, cell in row.items()
        if name not in ("checked_on", "checked_how")
    }
    cells |= {"outcome_id": "o-new", "publish_at": moment}
    file = tmp_path / "outcomes.csv"
    file.write_text(",".join(cells) + "\n" + ",".join(cells.values()) + "\n")
    for lang in ("en", "fr"):
        assert main(["check", str(file), "--lang", lang]) == 1
        assert say(lang, f"reason.{reason}", found=readings) in capsys.readouterr().out
    world["outcomes"][0]["publish_at"] = moment
    lay(folders[0], files(**world))
    if reason == "moment_over":  # of the record's own files each is over one day
        assert reader.read(folders[0]).tables["outcomes"]
    else:
        with pytest.raises(Fault) as refused:
            reader.read(folders[0])
        assert refused.value.key == reason and (readings in refused.value.sentence("fr"))
