"""Encodings are told by evidence; what cannot be told is said to be so, and not counted by a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.exports.encodings import NAMES, Told, told
from tests.exports_read import read_bytes, reasons, warned

FRENCH = "Date;Cas;Type d’action;Canal;Nombre\n2025-12-10;Érythrée;pétition;hors ligne;40\n2025-12-11;Chine – été;lettre;en ligne;2\n"
PLAIN = "Date;Case;Action type;Channel;Number;Note\n"


def noted(*notes: str) -> str:
    return PLAIN + "".join(
        f"2025-12-{n:02};Guatemala;letter;online;{n};{note}\n" for n, note in enumerate(notes, 1)
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["cp1252", "mac_roman", "cp850", "cp437"])
def test_a_french_tally_is_read_in_every_encoding_that_excel_offers(
    codec: str, end: str, tmp_path: Path
) -> None:
    text = FRENCH.replace("\n", end)
    if codec in ("cp850", "cp437"):
        text = text.replace("’", "'").replace("–", "-")
    if codec == "cp437":
        text = text.replace("É", "é")
    report = read_bytes(tmp_path, text.encode(codec))
    assert (report.actions, reasons(report)) == (42, [])
    name = NAMES["cp850" if codec == "cp437" else codec]  # alike in all of these signs
    assert ("encoding", {"encoding": name}) in report.warnings


@pytest.mark.parametrize(
    ("codec", "words"),
    [
        ("cp1250", ["Łódź żółć", "Śląsk wrześnie", "świat"]),
        ("cp1250", ["Čína Dvořák", "petice příběh", "svobodě Česká"]),
        ("cp1251", ["Китай", "письмо", "Павел Кушнир"]),
        ("cp1251", ["Україна", "лист", "Київ підпис"]),
        ("cp1254", ["Çağla Ağırgöl", "imza şehir"]),
        ("cp1254", ["Şırnak İğdır", "Barış"]),
        ("cp1254", ["mektup yazısı", "kırmızı"]),
        ("cp1254", ["Çağlayan'dan imza", "güneşli gün"]),
        ("cp1254", ["dağ ışık", "Kadir Şan", "okula katıl", "ağabey"]),
        ("cp932", ["グアテマラ", "ひとつの手紙", "中国"]),
        ("gbk", ["中国 危地马拉", "请愿书 签名", "记者"]),
        ("euc_kr", ["중국 과테말라", "편지 서명 온라인", "기자"]),
        ("mac_roman", ["España García", "Núñez niño", "petición"]),
        ("cp850", ["Größe Übergabe", "Straße für Müller"]),
        ("cp1252", ["Það bréf", "Ísland undirskrift þetta", "brev från Åsa"]),
    ],
)
def test_an_encoding_is_named_as_what_it_is(codec: str, words: list[str], tmp_path: Path) -> None:
    report = read_bytes(tmp_path, noted(*words).encode(codec))
    assert report.actions == sum(range(1, len(words) + 1))
    assert warned(report) == ["encoding"]
    assert ("encoding", {"encoding": NAMES[codec]}) in report.warnings


@pytest.mark.parametrize(
    "words",
    [["Sigurður Þorsteinsson", "Guðmundur"], ["Nový Malý", "Veselý Tichý Dlouhý"], ["þar", "ný"]],
)
def test_words_that_may_be_of_iceland_or_turkey_are_told_as_in_doubt(
    words: list[str], tmp_path: Path
) -> None:
    report = read_bytes(tmp_path, noted(*words).encode("cp1252"))
    told = {"encoding": NAMES["cp1252"], "other": NAMES["cp1254"]}
    assert ("encoding_or", told) in report.warnings


def test_where_two_encodings_would_do_no_cell_is_counted_by_a_guess(tmp_path: Path) -> None:
    # Père in MS-DOS, Päre in Mac OS; as Windows-1252 it is no word.
    rows = (
        "2025-12-01;Guatemala;letter;online;5;x\n2025-12-02;P\x8are Guatemala;letter;online;7;x\n"
    )
    report = read_bytes(tmp_path, (PLAIN + rows).encode("latin-1"))
    assert reasons(report) == [(3, "unsure_encoding")]
    assert report.actions == 5
    assert warned(report) == ["unsure_encoding"]
    note = "2025-12-02;Guatemala;letter;online;7;P\x8are\n"
    report = read_bytes(tmp_path, (PLAIN + note).encode("latin-1"))
    assert (report.actions, reasons(report)) == (7, [])


def test_a_header_in_an_encoding_that_cannot_be_told_is_refused_as_that(tmp_path: Path) -> None:
    text = FRENCH.replace("’", "\x8a").replace("é", "e").replace("É", "E").replace("–", "-")
    report = read_bytes(tmp_path, text.encode("latin-1"))
    assert report.fault is not None
    assert report.fault.key == "export_no_encoding"


def test_lines_of_two_encodings_are_still_told_apart(tmp_path: Path) -> None:
    lines = [PLAIN.encode(), "2025-12-01;Érythrée;letter;online;5;x\n".encode()]
    lines += ["2025-12-02;Érythrée;letter;online;7;x\n".encode("cp1252")]
    report = read_bytes(tmp_path, b"".join(lines))
    assert (report.actions, reasons(report)) == (5, [(3, "other_encoding")])


def test_french_words_are_no_riddle_and_one_accent_may_be() -> None:
    french = [word.encode("cp1252") for word in ("être", "forêt", "élève", "à", "français")]
    assert told(french, b"") == Told("cp1252", sure=True)
    assert told([french[0]], b"") == Told("cp1252", sure=True, rival="cp1250")  # or \u0119tre
