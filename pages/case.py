"""One case: who, what was asked, where it stands, everything that happened, with sources."""

import streamlit as st

from impact.dashboard import casework, ui
from impact.i18n.words import country, date, localized, term
from impact.presentation import lanes, standings

view = ui.view()
lang = view.lang
asked = "".join(char for char in st.query_params.get("case", "")[:100] if char.isprintable())
figure = ui.ask("case", case_id=asked)
case = ui.one(figure)
if case is None:
    st.title(ui.t("case.unknown_title"), anchor=False)
    st.markdown(ui.t("case.unknown", case=ui.plain(asked)) if asked else ui.t("case.none_asked"))
    ui.page_link("cases", ui.t("overview.to_cases"))
    st.stop()

name = localized(case, "name", lang)
st.set_page_config(page_title=f"{name} · {ui.t('site.title')}")
st.title(ui.plain(name), anchor=False)
st.markdown(ui.plain(standings.taken_up(case, view)))
st.caption(ui.sourced(case))
ui.dated()
casework.consent(asked)

lane, told = lanes.of_case(view, case)
if lane.marks:
    subtitle = ui.t("case.lane")
    ui.chart(ui.t("case.since_launch"), subtitle, lane, key="lane", alt=told, taps="events")

timeline = ui.ask("timeline_of_case", case_id=asked)
grid = st.grid(2, min_column_width=300)
for track, stands in (("liberty", standings.liberty), ("justice", standings.justice)):
    with grid.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(f"**{ui.t(f'track.{track}')}**")
        st.header(stands(case, view), anchor=False)
        if track == "liberty" and (differ := standings.by_number(case, view)):
            st.markdown(differ)
        st.caption(ui.plain(standings.note(case, track, view)))
st.markdown(standings.story(timeline.rows, view))
casework.numbers(case)

ui.facts(
    [
        ("column.edition_year", str(case["edition_year"])),
        ("column.country_code", country(lang, case["country_code"])),
        ("column.issue", term(lang, "issue", case["issue"])),
        ("column.status_at_launch", term(lang, "status", case["status_at_launch"])),
        ("column.demand", term(lang, "demand", case["demand"])),
        ("column.people", ui.cell("people", case) or ui.t("case.people_unknown")),
    ]
)
if case["other_case_id"]:
    ui.page_link(
        "case",
        ui.t("case.other_edition", year=str(case["other_edition_year"])),
        case=case["other_case_id"],
    )

ui.page_link("talking", ui.t("talking.to_card"), occasion="case", case=asked)
ui.page_link("compare", ui.t("beside.with_others"), what="cases", cases=asked)
if ui.who().may("staff") and not ui.replaying():
    ui.page_link("enter", ui.t("enter.of_case"), table="outcomes", case=asked)

ui.heading(ui.t("case.timeline"))
launched = False
launch = "case.launch" if case["launch_published"] else "case.launch_assumed"
for row in timeline.rows:
    if not row["before_launch"] and not launched:
        launched = True
        st.markdown(
            f"**{date(lang, case['launch_day'])}** · {ui.t(launch, year=str(case['edition_year']))}"
        )
    ui.event(row, faded=row["before_launch"])
if not timeline.rows:
    st.markdown(ui.t("case.no_event", date=date(lang, case["checked_on"])))
ui.under(timeline, ["event_date", "outcome_type", "summary", "source_url"], case_id=asked)

casework.siblings(case)
