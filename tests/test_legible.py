"""What nobody can read reaches no face: no file, no terminal, no log, no letter, from no export and no record."""

from __future__ import annotations

import io
import json
import logging
import re
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from impact import briefs, talking
from impact.cli.main import main
from impact.factcheck import checker, facts
from impact.faults import Fault
from impact.figures import figure, live, safe
from impact.figures.live import State
from impact.figures.workbook import workbook
from impact.i18n.signs import legible
from impact.record.reader import parse
from impact.server.journal import PlainLine
from impact.talking import Selection
from tests.conftest import files, lay
from tests.hostile import HOSTILE

Folders = tuple[Path, Path]
CASE = "2025-all"
# What the record's own reader refuses by its line stays outside: it is told, and nothing of it is shown.
TEXTS = [text for text in HOSTILE.values() if not re.search("[\x00\r]", text)]
ALL = " ".join(text.strip() for text in TEXTS).strip()


def unread(text: str) -> set[str]:
    """The signs of a text that nobody reads, told by their names in Unicode and not as the house tells them."""
    marks = {
        "ARABIC LETTER MARK", "LEFT-TO-RIGHT MARK", "RIGHT-TO-LEFT MARK", "LINE SEPARATOR", "PARAGRAPH SEPARATOR",
        "ZERO WIDTH SPACE", "WORD JOINER", "ZERO WIDTH NO-BREAK SPACE",
    }  # fmt: skip
    endings = (
        "EMBEDDING",
        "OVERRIDE",
        "ISOLATE",
        "POP DIRECTIONAL FORMATTING",
        "ANNOTATION ANCHOR",
    )
    return {
        sign
        for sign in text
        if (unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t")
        or (name := unicodedata.name(sign, "")) in marks
        or name.endswith(endings)
        or name.startswith(("TAG ", "CANCEL TAG"))
        or ord(sign) & 0xFFFE == 0xFFFE
    }


def parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files in an office file, and those in the workbooks in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            if name.endswith(".xlsx"):
                yield from parts(packed.read(name))
            else:
                yield name, packed.read(name)


@pytest.fixture(scope="module")
def state() -> State:
    named = {"name": ALL, "name_fr": ALL, "summary": ALL, "summary_fr": ALL, "country": ALL}
    return live._state(
        parse(
            files(
                editions=[{"edition_year": 2025, "source_name": ALL, "source_name_fr": ALL}],
                cases=[{"case_id": CASE, "edition_year": 2025, **named}],
                outcomes=[{"case_id": CASE, "summary": ALL, "summary_fr": ALL}],
                claims=[{"edition_year": 2025, "publisher": ALL, "publisher_fr": ALL}],
                case_actions=[{"edition_year": 2025, "case_id": CASE}],
                section_dates=[{"edition_year": 2025, "section": ALL, "section_fr": ALL}],
                section_actions=[{"edition_year": 2025, "section": ALL, "section_fr": ALL}],
            )
        )
    )


@pytest.mark.parametrize("text", TEXTS)
def test_a_cell_of_the_record_is_read_as_what_can_be_read_of_it(text: str) -> None:
    record = parse(files(cases=[{"name": f"a{text}b"}]))
    name = str(record.tables["cases"][0]["name"])
    assert unread(name) == set() and "\n" not in name
    assert name[0] == "a" and name[-1] == "b"


def test_the_joiners_that_a_script_needs_stay() -> None:
    assert (
        legible("\u0645\u06cc\u200c\u0631\u0648\u0645 👩\u200d👧")
        == "\u0645\u06cc\u200c\u0631\u0648\u0645 👩\u200d👧"
    )


def test_two_names_that_read_alike_are_one_and_a_key_that_is_written_twice_is_a_fault() -> None:
    names = [{"name": "Ana"}, {"name": "A\u200bna"}]
    assert [row["name"] for row in parse(files(case_names=names)).tables["case_names"]] == ["Ana"]
    with pytest.raises(Fault, match="already"):
        parse(files(case_names=[{"name": "Ana"}, {"name": "Ana"}]))


def test_an_address_that_does_not_read_as_it_leads_is_refused() -> None:
    with pytest.raises(Fault) as refused:
        parse(files(cases=[{"source_url": "https://example.org/\u202egpj.exe"}]))
    assert unread(str(refused.value)) == set()


@pytest.mark.parametrize("form", briefs.FORMS)
def test_a_brief_holds_no_sign_that_nobody_reads_and_leads_nowhere(
    state: State, form: briefs.Form
) -> None:
    told = talking.talk(state, Selection("case", case_id=CASE), "en")
    made = briefs.made(state, told, form)
    assert re.fullmatch(r"[\w.-]+", made.name)
    if form == "text":
        assert unread(made.data.decode()) == set()
    elif form == "pdf":
        read = PdfReader(io.BytesIO(made.data))
        assert unread("".join(page.extract_text() for page in read.pages)) <= {"\u200b"}  # its own
        assert unread("".join(map(str, (read.metadata or {}).values()))) == set()
        links = [note.get_object() for page in read.pages for note in page.get("/Annots") or ()]
        assert not [link for link in links if "foreign" in str(link.get("/A", {}).get("/URI"))]
    else:
        for name, data in parts(made.data):
            assert not (name.endswith(".rels") and b"foreign" in data), name
            if name.endswith((".xml", ".rels")):
                tree = ET.fromstring(data)
                texts = [
                    *tree.itertext(),
                    *(each for tag in tree.iter() for each in tag.attrib.values()),
                ]
                assert unread("".join(texts)) == set(), name
                assert not [
                    tag for tag in tree.iter() if tag.tag.endswith("}f") and "sheet" in name
                ]


def test_a_workbook_holds_text_and_no_formula_or_link(state: State) -> None:
    for name in ("cases", "claims_ledger", "outcomes_newest"):
        answer = figure(state, name, "en")
        for part, data in parts(workbook(answer, answer.rows, "en")):
            assert b"<f>" not in data and not (part.endswith(".rels") and b"foreign" in data)
            assert unread("".join(ET.fromstring(data).itertext())) == set(), name


@pytest.mark.parametrize(
    "sign", "\u200c\u200d\u0600\u0301\u180b\ufe0f\U000e0100\u3164\u2800 \u3000"
)
def test_a_cell_began_a_formula_behind_a_joiner_or_a_letter_that_is_drawn_as_nothing(
    sign: str,
) -> None:
    for text in (f"{sign}=1+1", f"{sign}{sign}＝1+1", f"{sign}@SUM(1)"):
        assert str(safe(text)).startswith("'"), ascii(text)
    assert safe(f"{sign}text=1") == f"{sign}text=1"
    assert safe(sign) == sign


@pytest.mark.parametrize("text", HOSTILE.values())
def test_no_cell_begins_a_formula_behind_signs_that_nobody_sees(text: str) -> None:
    cell = str(safe(text))
    first = unicodedata.normalize(
        "NFKC", "".join(sign for sign in cell if sign.isprintable()).strip()
    )
    assert first[:1] not in tuple("=+-@|")
    assert unread(cell) == set()


def test_nothing_that_is_printed_moves_a_cursor_or_turns_a_line(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(folders[0], files(editions=[{"edition_year": 2025}, {"edition_year": 2020}]))
    for text in map(
        HOSTILE.__getitem__, ("ansi", "osc", "c1", "bidi_rlo", "json_sep", "newline_log")
    ):
        name = text.replace("/", "_").replace("\0", "")[:60]
        sent = tmp_path / f"{name}.csv"
        cell = text.replace('"', '""').replace("\0", "")
        sent.write_text(
            "Date,Case,Action type,Channel,Number,Precision,Country\n"
            f'2025-12-10,"{cell}",letter,paper,5,exact,GB\n',
            "utf-8",
        )
        main(["check", str(sent), "--unmapped"])
        main(["talk", "--occasion", "case", f"--case={text}"])
        main(["figures", "case", "--param", f"case_id={text}"])
    main(["ingest", *map(str, tmp_path.glob("*.csv"))])
    main(["audit"])
    main(["exports"])
    told = capsys.readouterr()
    assert unread(told.out + told.err) == set()


@pytest.mark.parametrize("text", HOSTILE.values())
def test_the_checker_answers_without_signs_that_nobody_reads(state: State, text: str) -> None:
    said = f"{text} was released in 2026. In 2025, {text} got 9,999 actions."
    found = checker.check(said, facts.of(state), "en", "en").findings
    assert unread(json.dumps([str(each) for each in found], ensure_ascii=False)) <= {"\x0b"}


@pytest.mark.parametrize("text", HOSTILE.values())
def test_a_line_of_the_log_is_one_line_whatever_stands_in_it(text: str) -> None:
    line = logging.LogRecord("impact", logging.INFO, "", 0, "got %s", (text,), None)
    told = PlainLine("%(levelname)s %(message)s").format(line)
    assert told.startswith("INFO got ") and "\n" not in told
    assert unread(told) == set()
