"""Live edition: what was counted so far from exports, by day and by part, beside earlier editions."""

import streamlit as st

from impact import counted_charts, ui
from impact import counted_telling as telling
from impact.figures import Figure

lang = ui.lang()
ui.title("live.title", lead=ui.t("live.lead"))

counted = {
    row["edition_year"]: row for row in ui.ask("actions_counted").rows if row["edition_year"]
}
if not counted:
    ui.nothing_counted()
else:
    ui.dated(counts=True)
    if ui.running() and ui.running() not in counted:
        st.info(ui.t("season.not_counted", edition=str(ui.running()), shown=str(max(counted))))
    year = ui.choice(
        "edition", ui.t("filter.edition"), sorted(counted, reverse=True), str, default=max(counted)
    )
    row = counted[year]

    def asked(name: str) -> Figure:
        return ui.ask(name, edition=year)

    figure = ui.ask("actions_counted")
    grid = st.grid(2, min_column_width=260)
    ui.card(grid, *telling.counted_card(row, figure.dated(lang), lang))
    ui.card(grid, *telling.reconciled_card(ui.one(asked("reconciliation")), lang))
    ui.card(grid, *telling.pace_card(asked("pace_today").rows, lang))
    ui.card(grid, *telling.projection_card(ui.one(asked("projection")), lang))

    pace = asked("pace")
    ui.chart(
        telling.pace_headline(asked("pace_today").rows, year, lang),
        ui.t("metric.pace.subtitle"),
        counted_charts.pace(pace.rows, lang, ui.palette(), year),
        key="pace",
        alt=telling.pace_alt(asked("pace_today").rows, year, lang),
    )
    ui.under(
        pace,
        ["edition_year", "day_of_campaign", "cumulative"],
        source=ui.t("live.source"),
        edition=year,
    )

    days = asked("counted_by_day")
    ui.chart(
        telling.days_headline(days.rows, lang),
        ui.t("metric.counted_by_day.subtitle"),
        counted_charts.by_day(days.rows, lang, ui.palette()),
        key="counted_by_day",
        alt=telling.days_alt(days.rows, lang),
    )
    ui.under(days, ["day", "actions", "cumulative"], source=ui.t("live.source"), edition=year)

    ui.heading(ui.t("live.parts_title"))
    split = ui.choice(
        "split",
        ui.t("live.split"),
        ["case", "section", "type", "channel"],
        lambda part: ui.t(f"live.split_{part}"),
        default="case",
    )
    parts = asked(f"counted_by_{split}")
    ui.chart(
        telling.parts_headline(parts.rows, split, lang),
        parts.definition,
        counted_charts.by_part(parts.rows, split, lang, ui.palette()),
        key="counted_by_part",
        alt=telling.parts_alt(parts.rows, split, lang),
    )
    column = {"case": "case_id", "section": "section", "type": "action_type", "channel": "channel"}
    ui.under(parts, [column[split], "actions", "share"], source=ui.t("live.source"), edition=year)
    st.caption(ui.plain(parts.caveat))

    targets = asked("targets")
    if targets.rows:
        ui.heading(ui.t("live.targets_title"))
        for target in targets.rows:
            st.markdown(ui.plain(telling.target(target, lang)))
        ui.under(
            targets, ["section", "case_id", "target", "actions", "ahead_or_behind"], edition=year
        )
