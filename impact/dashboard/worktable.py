"""Tables to work in: sorted, searched, a row chosen to open it. For readers aloud the plain ones remain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from impact.dashboard.taps import to_case
from impact.dashboard.visitor import lang, t, view
from impact.figures import cells
from impact.figures.rows import Cases, ClaimsLedger
from impact.i18n.words import localized
from impact.presentation import claims
from impact.presentation.parts import Member, Part
from impact.presentation.standings import liberty

_ROW = 35  # pixels of a row
_MOST = 16  # rows that show at once


def _height(rows: int) -> int:
    return _ROW * (min(rows, _MOST) + 1) + 3


def shown(
    columns: Mapping[str, Sequence[Any]],
    kinds: Mapping[str, Any],
    *,
    key: str,
    alt: str,
    cases: Sequence[str] = (),
) -> None:
    """A table of columns, each of its kind. `cases`: the case of each row, which opens when it is chosen."""

    def opened() -> None:
        rows = st.session_state[key].selection.rows
        if rows and (case := cases[rows[0]]):
            to_case(case)

    st.dataframe(
        columns,
        column_config=dict(kinds),
        hide_index=True,
        height=_height(len(next(iter(columns.values()), ()))),
        key=key,
        alt=alt,
        on_select=opened if cases else "ignore",
        selection_mode="single-row",
        placeholder="–",  # else an empty cell says "None"
    )


def of_cases(rows: Sequence[Cases]) -> None:
    """Cases, one a row, with where they stand and what happened last."""
    words, kind = view(), st.column_config
    st.caption(t("table.open_row"))
    shown(
        {
            "name": [localized(row, "name", lang()) for row in rows],
            "edition_year": [row["edition_year"] for row in rows],
            "country_code": [words.country(row["country_code"]) for row in rows],
            "liberty_standing": [liberty(row, words) for row in rows],
            "justice_standing": [cells.cell("justice_standing", row, lang()) for row in rows],
            "newest_event_date": [row["newest_event_date"] for row in rows],
            "newest_outcome_type": [cells.cell("newest_outcome_type", row, lang()) for row in rows],
            "issue": [cells.cell("issue", row, lang()) for row in rows],
            "demand": [cells.cell("demand", row, lang()) for row in rows],
            "source_url": [row["source_url"] for row in rows],
        },
        {
            "name": kind.TextColumn(t("column.name"), pinned=True),
            "edition_year": kind.NumberColumn(t("column.edition_year"), format="%d"),
            "source_url": kind.LinkColumn(
                t("column.source_url"), display_text=":material/open_in_new:"
            ),
            **{
                name: kind.TextColumn(t(f"column.{name}"))
                for name in (
                    "country_code", "liberty_standing", "justice_standing", "newest_event_date",
                    "newest_outcome_type", "issue", "demand",
                )
            },
        },
        key="cases_table",
        alt=t("metric.cases.label"),
        cases=[row["case_id"] for row in rows],
    )  # fmt: skip


def of_claims(rows: Sequence[ClaimsLedger]) -> None:
    """Claims, one a row: what was printed, by whom and when, and what may be said of it."""
    words, kind = view(), st.column_config
    shown(
        {
            "about": [claims.claim_about(row, words) for row in rows],
            "value": [claims.claim_value(row, words) for row in rows],
            "status": [words.term("claim_status", row["status"]) for row in rows],
            "printed": [row["printed"] for row in rows],
            "publisher": [localized(row, "publisher", lang()) for row in rows],
            "edition_year": [row["edition_year"] for row in rows],
            "source_url": [row["source_url"] for row in rows],
        },
        {
            "about": kind.TextColumn(t("claims.family"), pinned=True),
            "value": kind.TextColumn(t("column.value")),
            "status": kind.TextColumn(t("claims.status")),
            "printed": kind.TextColumn(t("column.printed")),
            "publisher": kind.TextColumn(t("column.publisher")),
            "edition_year": kind.NumberColumn(t("column.edition_year"), format="%d"),
            "source_url": kind.LinkColumn(
                t("column.source_url"), display_text=":material/open_in_new:"
            ),
        },
        key="claims_table",
        alt=t("metric.claims_ledger.label"),
    )


def of_members(part: Part, rows: Sequence[Member], year: int) -> None:
    """The sections or the cases of an edition: now, the same day a year before, expected, target, share, days."""
    kind = st.column_config
    shares = [row.share for row in rows]
    columns: dict[str, Sequence[Any]] = {
        part: [row.name for row in rows],
        "now": [row.now for row in rows],
        "before": [row.before for row in rows],
        "expected": [row.expected for row in rows],
        "target": [row.target for row in rows],
        "share": shares,
        "days": [list(row.days.values()) for row in rows],
    }
    kinds: dict[str, Any] = {
        part: kind.TextColumn(t(f"members.{part}"), pinned=True),
        "share": kind.ProgressColumn(
            t("members.share"),
            format="percent",
            min_value=0,
            max_value=max([1.0, *(share for share in shares if share is not None)]),
        ),
        "days": kind.BarChartColumn(t("members.days")),
    }
    for name in ("now", "before", "expected", "target"):
        kinds[name] = kind.NumberColumn(t(f"members.{name}"), format="localized")
    # A column that nobody has a number for says nothing.
    kept = {
        name: cells for name, cells in columns.items() if any(cell is not None for cell in cells)
    }
    known = [row.code if row.code != "unmapped" else "" for row in rows]
    shown(
        kept,
        kinds,
        key=f"{part}_table",
        alt=t(f"members.alt_{part}", year=str(year)),
        cases=known if part == "case" else (),
    )
