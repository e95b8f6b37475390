"""Plain lines as they are pasted into an article: who, when, what happened, and each source once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from impact import figures
from impact.figures import live
from impact.i18n.words import LANGUAGES, Language
from impact.presentation.view import View
from impact.press import lines
from tests.conftest import files, lay
from tests.test_press import ask

SEEN = {"source_url": "https://example.org/a", "source_strength": "good"}
TWO = [
    {"outcome_id": "o1", "case_id": "2020-a", "event_date": "2021-05-01", **SEEN}
    | {"summary": "She walked out.", "summary_fr": "Elle est sortie."},
    {
        "outcome_id": "o2",
        "case_id": "2020-a",
        "event_date": "2021-09",
        "date_precision": "month",
        **SEEN,
    }
    | {"outcome_type": "re_arrested", "direction": "negative"}
    | {"summary": "She was held again.", "summary_fr": "Elle a de nouveau été détenue."},
]
CASES = [{"case_id": "2020-a", "name": "Ana Paz", "name_fr": "Ana Paz"}]


def text(address: str, lang: Language) -> str:
    joint = "&" if "?" in address else "?"
    return ask(f"/api/v1/figures/{address}{joint}lang={lang}").body.decode()


@pytest.mark.parametrize(
    ("lang", "first", "second"),
    [
        ("en", "Ana Paz (2020 edition), 1 May 2021: released. She walked out.", "September 2021: held again."),
        ("fr", "Ana Paz (édition 2020), 1er mai 2021\u00a0: libération. Elle est sortie.", "septembre 2021\u00a0: nouvelle détention."),
    ],
)  # fmt: skip
def test_the_lines_of_a_case_were_ids_without_a_name_or_a_sentence(
    lang: Language, first: str, second: str, folders: tuple[Path, Path]
) -> None:
    lay(folders[0], files(cases=CASES, outcomes=TWO))
    said = text("timeline_of_case.txt?case=2020-a", lang)
    assert first in said and second in said
    assert "o1" not in said and said.count("[1]") == 3, "two events, and their one source"
    assert said.count("https://example.org/a") == 1
    assert said.count("example.org") == 1, "nor the host before its address"
    assert "Ana Paz" in said.splitlines()[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_of_any_figure_shows_the_key_of_a_case_or_an_event(lang: Language) -> None:
    key = re.compile(r"\b(?:o\d{1,4}|\d{4}-[a-z][\w-]+)\b")
    for name in figures.names():
        asked = {"edition": "?edition=2021", "case_id": "?case=2021-zhang-zhan"}
        query = "".join(asked.get(each, "") for each in figures.parameters(name))
        said = text(f"{name}.txt{query}", lang)
        rows = said.split("\n\n")[1]
        assert not key.search(re.sub(r"https?://\S+", "", rows)), (name, key.search(rows))


def test_every_column_that_a_sentence_leaves_out_is_said_by_it_or_is_a_key() -> None:
    for name in ("timeline_of_case", "outcomes_newest", "releases_documented_people"):
        given = {"case_id": "2021-zhang-zhan"} if name == "timeline_of_case" else {}
        answer = figures.figure(live.current(), name, "en", **given)
        left = set(lines.columns(answer)) - set(lines._TOLD)
        view = View(live.current(), "en")
        (line, *_) = lines.rows(view, answer)
        row = answer.rows[0]
        assert all(lines.cell(view, column, row) in line for column in left - {"case_id"})
