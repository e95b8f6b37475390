"""Live edition: what was counted so far from exports, by day and by part, beside earlier editions."""

import streamlit as st

from impact.dashboard import ui
from impact.figures import Figure
from impact.presentation import alike, progress

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
    view = ui.view()
    ui.card(grid, *progress.counted_card(row, figure.dated(view.lang), view))
    ui.card(grid, *progress.reconciled_card(ui.one(asked("reconciliation")), view))
    same = ui.ask("like_for_like", edition=year).rows
    left = alike.not_compared(view, same, year)
    ui.card(grid, *progress.like_for_like_card(same, year, left, view))
    ui.card(grid, *progress.projection_card(ui.one(asked("projection")), view))

    columns = ["edition_year", "day_of_campaign", "cumulative"]
    ui.drawn("pace", columns, edition=year)
    if same:
        columns = ["section", "actions_now", "through_day", "actions_before", "change"]
        ui.drawn("like_for_like", columns, edition=year)
    columns = ["day", "actions", "cumulative"]
    ui.drawn("counted_by_day", columns, edition=year)

    ui.heading(ui.t("live.parts_title"))
    split = ui.choice(
        "split",
        ui.t("live.split"),
        ["case", "section", "type", "channel"],
        lambda part: ui.t(f"live.split_{part}"),
        default="case",
    )
    column = {"case": "case_id", "section": "section", "type": "action_type", "channel": "channel"}
    ui.drawn(
        f"counted_by_{split}",
        [column[split], "actions", "share"],
        key="counted_by_part",
        edition=year,
    )
    st.caption(ui.plain(asked(f"counted_by_{split}").caveat))

    targets = asked("targets")
    if targets.rows:
        ui.heading(ui.t("live.targets_title"))
        for target in targets.rows:
            st.markdown(ui.plain(progress.target(target, view)))
        ui.under(
            targets, ["section", "case_id", "target", "actions", "ahead_or_behind"], edition=year
        )
