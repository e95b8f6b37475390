"""What pages are made of: the language, the address as the page's state, figures, charts, sources.

The only module besides `frame` and the pages that imports Streamlit. It keeps the pages thin and
makes every chart carry its headline, alternative text, source, table, CSV and link.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

import streamlit as st

from impact import figures, pictures, routes
from impact.database import Rows
from impact.exports import season
from impact.faults import Fault
from impact.figures import Figure, FigureOf, cells, live
from impact.figures.rows import ReleasesDocumentedPeople
from impact.i18n.locales import suffixed
from impact.i18n.words import (
    LANGUAGES,
    Language,
    choose,
    country,
    date,
    localized,
    qualified,
    say,
    term,
)
from impact.presentation import plotly, registry
from impact.presentation.asking import Ask, Where
from impact.presentation.chart import Chart, marked
from impact.presentation.claims import claim_scope
from impact.presentation.palette import DARK, LIGHT, Palette
from impact.presentation.panel import Panel
from impact.presentation.standings import since_release, standing
from impact.presentation.view import View
from impact.press import lines
from impact.press.citation import quoted
from impact.settings import ROOT

_ALL = "all"
_Item = TypeVar("_Item")
_Row = TypeVar("_Row", bound=Mapping[str, object])
PAGES = ROOT / "pages"


def language() -> Language:
    """The visitor's language: the address says it, else the browser. The switch stands in the sidebar.

    The switch is bound to the address, which keeps `lang` from page to page without an entry of its
    own in the browser's history. It shows the codes themselves, because a bound widget writes what
    it shows; it has no default, because a default would be left out of the address.
    """
    if st.session_state.get("lang") not in LANGUAGES:
        wish = st.query_params.get("lang")
        st.session_state["lang"] = wish if wish in LANGUAGES else choose(st.context.locale)
    now: Language = st.session_state["lang"]
    with st.sidebar:
        chosen = st.segmented_control(
            say(now, "nav.language"), LANGUAGES, key="lang", bind="query-params", required=True
        )
    st.session_state["lang_now"] = chosen or now
    return lang()


def lang() -> Language:
    """The language the frame has settled for this run."""
    chosen: Language = st.session_state["lang_now"]
    return chosen


def view() -> View:
    """What this visitor sees: the snapshot, in the visitor's language."""
    return View(state(), lang())


def t(key: str, **values: object) -> str:
    """A sentence in the visitor's language, ready for Markdown."""
    return say(lang(), key, **values)


def plain(text: str) -> str:
    """Text from data as Markdown that shows exactly that text."""
    return re.sub(r"([\\`*_\[\]<>#$|~{}])|:(?=\w)", lambda match: f"\\{match.group()}", text)


def link(text: str, url: str) -> str:
    """A Markdown link to a source; the contract has already refused odd addresses."""
    return f"[{plain(text)}](<{url}>)"


def palette() -> Palette:
    return DARK if st.context.theme.type == "dark" else LIGHT


def sampling() -> bool:
    """Whether this visitor looks at the invented sample: asked for in the address, until left again."""
    if st.query_params.get("data") == "sample":
        st.session_state["sampling"] = True
    return bool(st.session_state.get("sampling"))


def explore(*, sample: bool) -> None:
    """Go to the sample, or back to the real figures; every page then says which."""
    st.session_state["sampling"] = sample
    st.query_params.pop("data", None)


def replaying() -> str:
    """The day or snapshot that this visitor looks back at: asked for in the address, until left again."""
    if wish := st.query_params.get("as_of"):
        st.session_state["as_of"] = wish[:40]
    return "" if sampling() else str(st.session_state.get("as_of", ""))


def to_present() -> None:
    for kept in (st.session_state, st.query_params):
        kept.pop("as_of", None)


def state() -> live.State:
    """What this visitor's figures are asked of. Raises `Fault` if there is nothing."""
    if sampling():
        return live.sample()
    if not (as_of := replaying()):
        return live.current()
    known = st.session_state.get("replayed")
    if known is None or known[0] != as_of:  # once a visit: it reads what the store lists
        known = st.session_state["replayed"] = (as_of, live.named(as_of))
    return live.at(known[1])


def today() -> dt.date | None:
    """The day that it is for this visitor: today, or that of the snapshot that is looked at."""
    if sampling():
        return None
    return live.day_of(state().snapshot) if replaying() else dt.date.today()


def running() -> int | None:
    """The edition whose campaign runs today; None between two campaigns, and in the sample."""
    day = today()
    return season.running(day, season.WINDOW) if day else None


def missing() -> int | None:
    """The edition that runs today and of which the record has no case; None if all is well."""
    day = today()
    return season.missing(day, season.WINDOW, state().record) if day else None


def awaited() -> None:
    """That an edition is running of which the record has no case, where it is so: what follows is older."""
    if edition := missing():
        shown = max(str(row["edition_year"]) for row in state().record.tables["cases"])
        st.info(t("season.awaited", edition=str(edition), shown=shown))


def snapshot() -> str:
    """The snapshot whose successor this run is to follow; empty if there is none, or none to follow."""
    if sampling() or replaying():
        return ""
    try:
        return live.current().snapshot
    except Fault:
        return ""


def invented() -> bool:
    """Whether anything invented is in what this visitor sees."""
    try:
        return state().sample
    except Fault:
        return sampling()


def sample_mark() -> None:
    """On top of every page with invented figures: what they are, and the way back if there is one."""
    if invented():
        st.warning(t("live.sample_mark"), icon=":material/science:")
    if sampling():
        if st.query_params.get("data") != "sample":
            st.query_params["data"] = "sample"
        st.button(
            t("live.sample_close"), key="sample_close", on_click=lambda: explore(sample=False)
        )


def replay_mark() -> None:
    """On top of every page of an older day: which, whether newer figures exist, and the way to them."""
    as_of = replaying()
    if not as_of:
        return
    if st.query_params.get("as_of") != as_of:  # the navigation leaves it out of the address
        st.query_params["as_of"] = as_of
    try:
        shown, now = state(), live.current().snapshot
        days = {item.id: item.made_at[:10] for item in live.held()}
        day = as_of if as_of != shown.snapshot else days.get(as_of, shown.as_of)
        told = t("replay.mark", date=date(lang(), day), snapshot=shown.snapshot)
        changes = routes.asked(routes.path("changes"), [("lang", lang())])
        newest = now == shown.snapshot
        st.info(f"{told} {t('replay.newest') if newest else t('replay.newer', address=changes)}")
    except Fault:  # the page itself says what cannot be shown
        pass
    st.button(t("replay.leave"), key="replay_leave", icon=":material/update:", on_click=to_present)


def _ask(name: str, where: Where = None, /, **given: object) -> Figure:
    """A figure of the current snapshot, remembered as long as the snapshot stays."""
    now = state()
    if where:
        return figures.figure(now, name, lang(), where, **given)
    return _asked(now.snapshot, name, lang(), tuple(sorted(given.items())), _state=now)


ask: Ask = _ask


@st.cache_resource(max_entries=2000, show_spinner=False)
def _asked(
    snapshot: str,  # noqa: ARG001  (part of the key)
    name: str,
    language: Language,
    given: tuple[tuple[str, object], ...],
    *,
    _state: live.State,
) -> Figure:
    """Keyed by the data's version; figures are never changed, so they are shared, not copied."""
    return figures.figure(_state, name, language, **dict(given))


def checks() -> list[figures.Check]:
    return figures.checks(state(), lang())


def one(figure: FigureOf[_Row]) -> _Row | None:
    """The single row of a figure, or None if it has none."""
    return figure.rows[0] if figure.rows else None


def choice(
    key: str,
    label: str,
    options: Sequence[Any],
    shown: Callable[[Any], str],
    *,
    default: Any = None,
    place: Any = None,
) -> Any:
    """A select box whose value lives in the address as `?key=code`, the same in both languages.

    Streamlit's own binding writes the shown label into the address, so a French link would break
    in English (docs/decisions/0004). Without a default, the first choice is "all": None.
    """
    by_code = {str(option): option for option in options}
    first = str(default) if default is not None else _ALL
    wish = st.query_params.get(key, "")
    st.session_state[key] = wish if wish in by_code else first

    def remember() -> None:
        if st.session_state[key] == first:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = st.session_state[key]

    labels = {} if default is not None else {_ALL: t("filter.all")}
    labels |= {code: shown(option) for code, option in by_code.items()}
    chosen = (place or st).selectbox(
        label,
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        on_change=remember,
        filter_mode="contains",
        placeholder=t("filter.all"),
    )
    return by_code.get(chosen)


def search(key: str, label: str, placeholder: str) -> str:
    """A search box whose text lives in the address as `?key=`."""
    st.session_state[key] = st.query_params.get(key, "")[:100]

    def remember() -> None:
        if st.session_state[key]:
            st.query_params[key] = st.session_state[key]
        else:
            st.query_params.pop(key, None)

    text = st.text_input(
        label,
        key=key,
        on_change=remember,
        placeholder=placeholder,
        max_chars=100,
        icon=":material/search:",
    )
    return str(text or "").strip()


def page(name: str) -> Path:
    return PAGES / f"{name}.py"


def page_link(name: str, label: str, **parameters: object) -> None:
    """A link to another page that keeps the language and the day looked back at."""
    query = {key: str(value) for key, value in parameters.items()}
    if as_of := replaying():
        query["as_of"] = as_of
    if "lang" not in st.query_params:  # else Streamlit carries the bound one along
        query["lang"] = lang()
    # An arrow and not bold letters: so small, those lose the dots of their i on screens of plain density.
    st.page_link(
        page(name), label=plain(label), icon=":material/arrow_forward:", query_params=query
    )


_LINK = 24  # letters that fit beside the arrow in a third of the page


def case_link(row: Mapping[str, Any]) -> None:
    """A case's name as a link. A long one is cut, a bracket at its end first, and then given
    whole below: links do not wrap."""
    name = localized(row, "name", lang())
    short = re.sub(r" \(.*\)$", "", name)
    if len(short) > _LINK:
        short = short[: _LINK - 1].rsplit(" ", 1)[0].rstrip(",") + "…"
    page_link("case", short, case=row["case_id"])
    if len(name) > _LINK:
        st.caption(plain(name))


def title(key: str, *, lead: str | None = None) -> None:
    """The page's one H1, a lead and the line that dates the whole page."""
    st.title(t(key), anchor=False)
    if lead:
        st.markdown(lead)


def heading(text: str) -> None:
    st.header(text, anchor=False)


def dated(*, counts: bool = False) -> None:
    """As of when, from which snapshot, and what could not be read, if anything."""
    now = state()
    if now.fault:
        st.warning(t("fault.older_shown", fault=plain(now.fault.sentence(lang()))))
    counted = now.counted_on if counts else None
    key, day = ("page.counted", counted) if counted else ("page.dated", now.as_of)
    st.caption(t(key, date=date(lang(), day), snapshot=now.snapshot))


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


def card(place: Any, label: str, value: str, text: str, source: str) -> None:
    """One number that can be quoted: label, value with its qualifier, words below, source."""
    with place.container(border=True, height="stretch", gap="xsmall"):
        st.metric(label, value, width="stretch")
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
        return plain(lines.name_of(state(), row[column], lang()) or row[column])
    if column == "section" and "scope" in row:
        return plain(f"{cell(column, row)}, {cell('scope', row)}")
    if column == "subject":
        return plain(claim_scope(row, view()))
    if column == "source_url":
        return sourced({**row, "printed": None}, bare=True)
    return plain(cell(column, row)) or "–"


def permalink() -> str:
    """The address of this view, complete with language."""
    query = urlencode(st.query_params.to_dict() | {"lang": lang()})
    return f"{st.context.url or ''}?{query}"


def under(
    figure: Figure,
    columns: Sequence[str],
    *,
    rows: Sequence[Mapping[str, Any]] | None = None,
    source: str = "",
    **given: Any,
) -> None:
    """What stands under every chart: source and as-of, then table, CSV, picture, link, how to cite.

    `given`: what the figure was asked with, so that its picture and its page ask the same. `rows`: those
    that a visitor picked; of a figure with a picture they have neither picture nor citation, which would
    be of all.
    """
    shown = figure.rows if rows is None else rows
    language = lang()
    name = ("SAMPLE-" if figure.sample else "") + t(
        f"metric.{figure.name}.file_name", date=figure.as_of.isoformat()
    )
    st.caption(" · ".join(part for part in (source, figure.dated(language)) if part))
    with st.container(horizontal=True, gap="small", key=f"under_{figure.name}"):
        twin = st.popover(
            t("under.table"),
            icon=":material/table:",
            type="tertiary",
            key=f"table_{figure.name}",
            on_change="rerun",
        )
        if twin.open:  # a closed table is not sent
            with twin:
                st.markdown(f"**{plain(figure.label)}** ({figure.unit})")
                st.markdown(plain(figure.definition))
                st.caption(plain(figure.caveat))
                table(shown, columns, figure.label)
        st.download_button(
            t("under.csv"),
            data=lambda: cells.csv(figure, shown, language),
            file_name=f"{name}.csv",
            mime="text/csv",
            key=f"csv_{figure.name}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
        drawn = figure.name in pictures.names()
        if drawn and rows is None:
            now, dark, address = state(), palette() is DARK, permalink()
            st.download_button(
                t("picture.download"),
                data=lambda: pictures.png(
                    pictures.svg(now, figure.name, language, dark=dark, address=address, **given)
                ),
                file_name=f"{name}.png",
                mime="image/png",
                key=f"picture_{figure.name}",
                on_click="ignore",
                type="tertiary",
                icon=":material/image:",
            )
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


def _cite(figure: Figure, given: Mapping[str, object]) -> None:
    """The figure's page for the press, its citation and the code to embed it, each to be copied."""
    box = st.popover(
        t("under.cite"),
        icon=":material/format_quote:",
        type="tertiary",
        key=f"cite_{figure.name}",
        on_change="rerun",
    )
    if box.open:  # as a closed table, it is not sent
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
    name: str, columns: Sequence[str], *, source: str = "", key: str = "", **given: Any
) -> Panel:
    """The chart of a figure with its words above, and under it all that belongs to it."""
    shown = registry.panel(view(), name, given, shape="page")
    assert isinstance(shown.body, Chart), "a page draws charts; a number has a card"
    chart(shown.headline, shown.subtitle, shown.body, key=key or name, alt=shown.alt)
    figure = ask(name, **registry.parameters(name, given))
    under(figure, columns, source=source or shown.source, **given)
    return shown


def number_card(place: Any, name: str, *, also: str = "", source: str = "") -> None:
    """The number that a figure is asked for, if it has one; `also` after its words."""
    if number := registry.number(view(), name):
        text = f"{number.text} {also}".strip()
        card(place, number.label, number.value, text, source or number.source)


def chart(headline: str, subtitle: str, drawing: Chart, *, key: str, alt: str) -> None:
    """A chart with the headline that says what it shows and the line that says what it measures."""
    st.subheader(headline, anchor=False)
    st.caption(subtitle)
    if not drawing.marks:
        st.markdown(t("table.empty"))
        return
    if invented():
        drawing, alt = (
            marked(drawing, t("live.sample_chart")),
            f"{t('live.sample_chart')}. {alt}",
        )
    st.plotly_chart(
        plotly.drawn(drawing, palette(), view()),
        key=key,
        alt=alt,
        config=plotly.config(view()),
        theme="streamlit",
    )


_SIGN = {"positive": "▲", "negative": "▼", "none": "○"}


def event(row: Mapping[str, Any], *, named: bool = False, faded: bool = False) -> None:
    """One event: date, what happened in a word and in a sentence, source. Sign and word, not colour."""
    word = f"{_SIGN[row['direction']]} {term(lang(), 'outcome', row['outcome_type'])}"
    head = f"**{date(lang(), row['event_date'])}** · {plain(word)}"
    text = plain(localized(row, "summary", lang()))
    with st.container(gap="xxsmall"):
        if named:
            case_link(row)
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
        st.error(plain(fault.sentence(lang())))
        if not replaying():  # else nothing is broken: what was asked for is not kept
            st.markdown(t("fault.nothing_shown"))


def newest_total() -> int | None:
    row = one(ask("actions_latest"))
    return None if row is None else int(row["edition_year"])


def some(rows: Sequence[_Item], size: int, key: str) -> Sequence[_Item]:
    """One page of a long list; which one is in the address."""
    pages = max(1, -(-len(rows) // size))
    if pages == 1:
        return rows
    chosen = choice(
        key,
        t("filter.page"),
        list(range(1, pages + 1)),
        lambda index: t("filter.page_of", index=index, pages=pages),
        default=1,
    )
    return rows[(chosen - 1) * size : chosen * size]


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
        people = t("releases.people", count=row["people"])
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
