"""What pages are made of: blocks of words, numbers, tables and charts.

It keeps the pages thin and makes every chart carry its headline, alternative text, source, table, CSV and
link. What a page asks of its visitor (`visitor`) and of its address (`address`) it finds here as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from impact import figures, pictures
from impact.dashboard import downloads
from impact.dashboard.address import (
    case_link,
    choice,
    leads,
    page,
    page_link,
    permalink,
    search,
    several,
    some,
    switch,
)
from impact.dashboard.markdown import link, plain
from impact.dashboard.prepared import PreparedFigure
from impact.dashboard.taps import event_in
from impact.dashboard.visitor import (
    ask,
    awaited,
    checks,
    dated,
    explore,
    invented,
    lang,
    language,
    missing,
    newest_total,
    one,
    palette,
    replay_mark,
    replaying,
    running,
    sample_mark,
    sampling,
    snapshot,
    state,
    t,
    to_present,
    view,
    who,
)
from impact.database import Rows
from impact.faults import Fault
from impact.figures import Figure, access, cells
from impact.figures.rows import ReleasesDocumentedPeople
from impact.i18n.locales import suffixed
from impact.i18n.words import country, date, localized, qualified, section, term
from impact.presentation import lanes, plotly, registry, standings
from impact.presentation.beside import MOST, Beside
from impact.presentation.chart import Chart, Pick
from impact.presentation.claims import claim_scope
from impact.presentation.lanes import Lane
from impact.presentation.standings import since_release, standing
from impact.press import lines
from impact.press.citation import quoted
from impact.record.schema import TABLE

__all__ = [
    "ask",
    "awaited",
    "beside",
    "card",
    "case_card",
    "case_link",
    "cautions",
    "cell",
    "chart",
    "check_result",
    "checks",
    "choice",
    "dated",
    "drawn",
    "drawn_alone",
    "enough",
    "event",
    "explore",
    "facts",
    "guarded",
    "heading",
    "invented",
    "laned",
    "lang",
    "language",
    "link",
    "missing",
    "newest_total",
    "nothing_counted",
    "number_card",
    "one",
    "page",
    "page_link",
    "palette",
    "permalink",
    "plain",
    "released",
    "replay_mark",
    "replaying",
    "row_lines",
    "running",
    "sample_mark",
    "sampling",
    "search",
    "several",
    "snapshot",
    "some",
    "sourced",
    "state",
    "strip",
    "switch",
    "t",
    "table",
    "title",
    "to_present",
    "under",
    "view",
    "who",
]


@dataclass(frozen=True)
class Small:
    """A small picture within something else."""

    drawing: Chart
    key: str
    alt: str


def title(key: str, *, lead: str | None = None) -> None:
    """The page's one H1, a lead and the line that dates the whole page."""
    st.title(t(key), anchor=False)
    if lead:
        st.markdown(lead)


def heading(text: str) -> None:
    st.header(text, anchor=False)


def nothing_counted() -> None:
    """What a page of counts shows before the first export came."""
    heading(t("live.nothing_title"))
    st.markdown(t("live.nothing"))
    page_link("exports", t("nav.exports"))
    st.button(
        t("live.sample_open"),
        key="sample_open",
        icon=":material/science:",
        on_click=lambda: explore(sample=True),
    )


def card(
    place: Any, label: str, value: str, text: str, source: str, small: Small | None = None
) -> None:
    """One number that can be quoted: label, value with its qualifier, a small picture if there is one, words
    below, source."""
    with place.container(border=True, height="stretch", gap="xsmall"):
        st.metric(label, value, width="stretch")
        if small:
            drawn_alone(small.drawing, key=small.key, alt=small.alt)
        st.markdown(text)
        st.caption(source)


def sourced(row: Mapping[str, Any], *, bare: bool = False) -> str:
    """The source of a row as a link, its date and its strength; `bare` under a heading "Source"."""
    url = row.get("source_url")
    if not url:
        return "–" if bare else t("source.none")
    parts = [link(figures.published(state(), row, lang()), url)]
    when = row.get("printed") or row.get("source_date")
    if when:
        parts.append(date(lang(), when))
    if row.get("source_strength"):
        parts.append(t(f"strength.{row['source_strength']}"))
    text = ", ".join(parts)
    return text if bare else t("source.line", text=text)


def cell(column: str, row: Mapping[str, Any]) -> str:
    return cells.cell(column, row, lang())


def table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], alt: str) -> None:
    """A plain table: no toolbar in another language, readable by every reader."""
    if not rows:
        st.markdown(t("table.empty"))
        return
    shown = [
        {t(f"column.{column}"): _table_cell(column, row) for column in columns} for row in rows
    ]
    st.table(shown, border="horizontal", hide_index=True, alt=alt)


def _table_cell(column: str, row: Mapping[str, Any]) -> str:
    """A cell, with what belongs to it inside it: few columns, so that a phone can show them."""
    if column in ("actions", "value", "count") and row[column] is not None and "qualifier" in row:
        number_said = qualified(lang(), row[column], row["qualifier"])
        unit = (
            f" {term(lang(), 'unit', row['unit'])}"
            if row.get("unit") in ("percent", "letters")
            else ""
        )
        stage = f", {term(lang(), 'stage', row['stage'])}" if row.get("stage") else ""
        return plain(number_said + unit + stage)
    if column == "case_id" and row[column]:
        return plain(lines.name_of(view(), row[column]) or row[column])
    if column == "section" and "scope" not in row and row[column] and row[column] != "all":
        return plain(section(lang(), row[column]))
    if column == "section" and "scope" in row:
        return plain(f"{cell(column, row)}, {cell('scope', row)}")
    if column == "subject":
        return plain(claim_scope(row, view()))
    if column == "source_url":
        return sourced({**row, "printed": None}, bare=True)
    return plain(cell(column, row)) or "–"


def under(
    figure: Figure,
    columns: Sequence[str],
    *,
    rows: Sequence[Mapping[str, Any]] | None = None,
    source: str = "",
    beside: cells.Beside = cells.NOTHING,
    **given: Any,
) -> None:
    """What stands under every chart: source and as-of, then table, CSV, workbook, picture, link, how to cite.

    `given`: what the figure was asked with, so that its picture and its page ask the same. `rows`: those
    that a visitor picked; of a figure with a picture they have neither picture nor citation, which would
    be of all. `beside`: what the page shows beside each row, to be taken along with it.
    """
    shown = figure.rows if rows is None else rows
    language = lang()
    name = ("SAMPLE-" if figure.sample else "") + t(
        f"metric.{figure.name}.file_name", date=figure.as_of.isoformat()
    )
    st.caption(" · ".join(part for part in (source, figure.dated(language)) if part))
    with st.container(horizontal=True, gap="small", key=f"under_{figure.name}"):
        _twin(figure, shown, columns)
        downloads.rows_of(figure, shown, name, beside)
        drawn = figure.name in pictures.names()
        if drawn and rows is None:
            downloads.picture_of(figure, name, given)
        st.link_button(
            t("under.link"),
            permalink(),
            key=f"link_{figure.name}",
            type="tertiary",
            icon=":material/link:",
        )
        if not figure.sample and not (
            drawn and rows is not None
        ):  # what is invented is not to be quoted
            _cite(figure, given)


def _twin(figure: Figure, rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """The table of the same rows as the chart, with what the figure is called, counts and hides."""
    box = downloads.opened(t("under.table"), "table", f"table_{figure.name}")
    if box is not None:
        with box:
            st.markdown(f"**{plain(figure.label)}** ({figure.unit})")
            st.markdown(plain(figure.definition))
            st.caption(plain(figure.caveat))
            table(rows, columns, figure.label)


def _cite(figure: Figure, given: Mapping[str, object]) -> None:
    """The figure's page for the press, its citation and the code to embed it, each to be copied."""
    box = downloads.opened(t("under.cite"), "format_quote", f"cite_{figure.name}")
    if box is not None:
        here = urlsplit(st.context.url or "")
        origin = f"{here.scheme}://{here.netloc}" if here.netloc else ""
        then = {"as_of": figure.snapshot} if replaying() else {}
        found = quoted(state(), figure, lang(), {**given, **then}, origin)
        with box:
            st.markdown(link(t("under.page"), found.page))
            st.caption(t("under.citation"))
            st.code(found.citation, language=None, wrap_lines=True)
            if found.frame:
                st.caption(t("under.frame"))
                st.code(found.frame, language=None, wrap_lines=True)


def drawn(
    name: str,
    columns: Sequence[str],
    *,
    rows: Sequence[Mapping[str, Any]] | None = None,
    source: str = "",
    key: str = "",
    of: str = "",
    taps: str = "",
    level: int = 2,
    **given: Any,
) -> None:
    """The chart of a figure with its words above, and under it all that belongs to it; nothing of a figure that
    is to come out later.

    `rows`: those that a visitor picked, in place of the figure's, and `of` what they are of, which its headline
    ends with; `taps` and `level` as in `chart`.
    """
    if name not in access.there(who()):
        return
    shown = registry.panel(view(), name, given, shape="page", rows=rows)
    assert isinstance(shown.body, Chart), "a page draws charts; a number has a card"
    chart(
        f"{shown.headline} · {of}" if of else shown.headline,
        shown.subtitle,
        shown.body,
        key=key or name,
        alt=shown.alt,
        taps=taps,
        level=level,
    )
    figure = ask(name, **registry.parameters(name, given))
    under(figure, columns, rows=rows, source=source or shown.source, **given)


def number_card(place: Any, name: str, *, also: str = "", source: str = "") -> None:
    """The number that a figure is asked for, if it has one; `also` after its words."""
    if number := registry.number(view(), name):
        text = f"{number.text} {also}".strip()
        card(place, number.label, number.value, text, source or number.source)


def chart(
    headline: str,
    subtitle: str,
    drawing: Chart,
    *,
    key: str,
    alt: str,
    taps: str = "",
    to: str = "",
    level: int = 2,
) -> None:
    """A chart with the headline that says what it shows and the line that says what it measures.

    `taps`: what a tap on it does, in the words `taps.NAME`; empty where it does nothing. `to`: the page that it
    leads to, if it is another one. `level`: of the headline, 3 under a heading of its own.
    """
    (st.header if level == 2 else st.subheader)(headline, anchor=False)
    st.caption(f"{subtitle} {t(f'taps.{taps}')}" if taps else subtitle)
    if not drawing.marks:
        st.markdown(t("table.empty"))
        return
    drawn_alone(drawing, key=key, alt=alt, leading=partial(leads, page=to) if taps else None)
    if taps and (wish := event_in(drawing)):
        for row in ask("outcomes_newest", limit=9999).rows:
            if row["outcome_id"] == wish:
                with st.container(border=True):
                    event(row, named=True, faded=row["before_launch"])


def drawn_alone(
    drawing: Chart, *, key: str, alt: str, leading: Callable[[Pick], str] | None = None
) -> None:
    """A chart alone, marked where it is invented."""
    shown = plotly.drawn(drawing, palette(), view(), leading)
    if invented():
        sample = t("live.sample_chart")
        shown = plotly.stamped(shown, sample)
        alt = alt if alt.startswith(sample) else f"{sample}. {alt}"  # a panel says it itself
    st.plotly_chart(
        PreparedFigure(shown), key=key, alt=alt, config=plotly.config(view()), theme="streamlit"
    )


def strip(text: str, drawing: Chart, *, key: str, alt: str) -> None:
    """A number in a line and one thin picture of it, above a form that one came to fill in."""
    beside = st.grid(2, min_column_width=300, gap="small")
    with beside.cell():
        st.markdown(f"**{text}**")
    with beside.cell():
        drawn_alone(drawing, key=key, alt=alt)


def enough(chosen: Sequence[object]) -> bool:
    """Whether there are two to four to compare; else it is said how many there have to be."""
    if 2 <= len(chosen) <= MOST:
        return True
    st.markdown(t("beside.too_few" if len(chosen) < 2 else "beside.too_many"))
    return False


def cautions(texts: Sequence[str]) -> None:
    """Why what stands beside each other cannot simply be compared."""
    st.markdown("\n".join(f"- {plain(text)}" for text in texts))


def beside(columns: Sequence[Beside]) -> None:
    """What is told of each, side by side."""
    grid = st.grid(max(1, len(columns)), min_column_width=200)
    for column in columns:
        with grid.container(border=True, height="stretch", gap="small"):
            st.header(plain(column.name), anchor=False)
            for key, value in column.facts.items():
                with st.container(gap="xxsmall"):
                    st.caption(t(key))
                    st.markdown(plain(value))
            if column.case_id:
                page_link("case", t("nav.case"), case=column.case_id)


def laned(found: Sequence[Lane], *, level: int = 3) -> None:
    """Cases of any editions, one lane each; `level` as of a chart."""
    if not found:
        return
    said = t("cases.progress", free=lanes.free(found), cases=lanes.asked(found))
    subtitle = t("metric.progress_of_edition.subtitle")
    drawing, alt = lanes.chart(found, view()), lanes.alt(found, view())
    chart(said, subtitle, drawing, key="lanes", alt=alt, taps="lanes", level=level)


_SIGN = {"positive": "▲", "negative": "▼", "none": "○"}


def event(row: Mapping[str, Any], *, named: bool = False, faded: bool = False) -> None:
    """One event: date, what happened in a word and in a sentence, source. Sign and word, not colour."""
    word = f"{_SIGN[row['direction']]} {term(lang(), 'outcome', row['outcome_type'])}"
    head = f"**{date(lang(), row['event_date'])}** · {plain(word)}"
    text = plain(localized(row, "summary", lang()))
    with st.container(gap="xxsmall"):
        if named:
            case_link(row)
            (of_case,) = ask("case", case_id=row["case_id"]).rows
            st.caption(plain(standings.taken_up(of_case, view())))
            head = f"{head} · {plain(country(lang(), row['country_code']))}"
        if faded:
            head, text = f":gray[{head} · {t('case.before')}]", f":gray[{text}]"
        st.markdown(f"{head}  \n{text}")
        st.caption(sourced(row))


def guarded(run: Callable[[], None]) -> None:
    """Run a page; what a person can mend is said in their language, everything else is logged."""
    try:
        run()
    except Fault as fault:
        st.title(t("fault.title"), anchor=False)
        if fault.place is not None and not who().may("staff"):
            st.error(plain(_to_others(fault.place.file)))
            return
        st.error(plain(fault.sentence(lang())))
        if not replaying():  # else nothing is broken: what was asked for is not kept
            st.markdown(t("fault.nothing_shown"))


def _to_others(file: str) -> str:
    """That a file of ours is broken, without what stands in it, which may be nobody's to see yet, or ever."""
    closed = file == TABLE["consents"].file
    return t("problem.closed.detail" if closed else "problem.no_figures.detail")


def case_card(place: Any, row: Mapping[str, Any]) -> None:
    """A case as a small card: name as a link, edition and country, where it stands."""
    with place.container(border=True, height="stretch", gap="xsmall"):
        _case_card(row)


def _case_card(row: Mapping[str, Any]) -> None:
    case_link(row)
    st.caption(f"{row['edition_year']} · {plain(country(lang(), row['country_code']))}")
    st.markdown(plain(standing(row, view())))


def released(row: ReleasesDocumentedPeople) -> None:
    """A documented release, and in the same breath what became of it."""
    with st.container(gap="xxsmall"):
        case_link(row)
        people = plain(row["person"] or "") or t("releases.people", count=row["people"])
        st.markdown(
            f"**{date(lang(), row['event_date'])}** · {plain(country(lang(), row['country_code']))} · {people}  \n"
            f"{plain(localized(row, 'summary', lang()))}"
        )
        if since := since_release(row, view()):
            st.markdown(f"▼ {plain(since)}")
        st.caption(sourced(row))


def facts(pairs: Sequence[tuple[str, str]]) -> None:
    """Short facts, each with its label above."""
    grid = st.grid(3, min_column_width=160, gap="small")
    for key, value in pairs:
        with grid.cell(), st.container(gap="xxsmall"):
            st.caption(t(key))
            st.markdown(plain(value))


def check_result(check: figures.Check) -> str:
    """What one check found, in a line."""
    if check.rows:
        result = t(f"about.check_{check.severity}", count=len(check.rows))
    else:
        result = t("about.check_clean")
    return t("about.check_line", label=plain(check.label), result=result)


def row_lines(rows: Rows) -> str:
    """Rows of any width as a list that a phone can show: each cell with its name."""
    lines = []
    for row in rows:
        columns = [column for column in row if not suffixed(column) and row[column] is not None]
        cells = (
            t("press.pair", name=t(f"column.{column}"), value=plain(cell(column, row)))
            for column in columns
        )
        lines.append("- " + " · ".join(cells))
    return "\n".join(lines)
