"""What the pages for spokespersons are made of: talking points, cards, a text's findings.

Beside `ui`, which every page uses; these pieces belong to those who speak.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from impact import briefs, figures, talking
from impact.dashboard import staff, ui, visitor, widgets
from impact.dashboard.keeping import remembered
from impact.factcheck import checker, facts, files, remainder
from impact.factcheck.checker import Checked
from impact.factcheck.rounding import Finding
from impact.faults import Fault
from impact.figures import Source
from impact.figures.live import State
from impact.i18n.grammar import capital
from impact.i18n.words import Language, country, date, listing, localized, say, term
from impact.presentation import lanes, registry, strengths, tallies
from impact.presentation.chart import Chart
from impact.presentation.tallies import Tally
from impact.talking import (
    AUDIENCES,
    LENGTHS,
    OCCASIONS,
    Card,
    HardQuestion,
    Occasion,
    Point,
    Selection,
    Talk,
)

_VERDICTS = {
    "right": "●",
    "rounded_fairly": "●",
    "out_of_date": "◐",
    "contested": "◐",
    "wrong": "✕",
    "partly": "◐",
    "not_in_the_record": "○",
    "wording": "△",
}

_TO_CHANGE = ("wrong", "wording", "out_of_date")  # what may not be said as it is

KINDS = ("txt", "md", "html", "htm", "docx", "odt", "pptx", "pdf", "eml")


LONGEST = 200_000  # letters of a pasted text; who speaks past the page's field sends more
_AT_ONCE, _PATIENCE = threading.BoundedSemaphore(1), 20.0  # long texts at a time; seconds to wait
_LONG = 20_000  # letters from which a text takes seconds


def checked(text: str) -> Checked:
    """What a text claims and whether the record says so; nothing of it is kept. Long ones wait for each other, as all
    together would take from who only looks. Raises `Fault` where there are too many."""
    if len(text) < _LONG:
        return checker.check(text, facts.of(ui.state()), None, ui.lang())
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise Fault("checker_busy")
    try:
        return checker.check(text, facts.of(ui.state()), None, ui.lang())
    finally:
        _AT_ONCE.release()


def handed_in() -> str:
    """The text of a file that a visitor hands in, else nothing; a file that is not read is named."""
    if not staff.known():  # the server takes files from nobody else
        return ""
    handed = widgets.files(ui.t("checker.file"), type=list(KINDS), key="file", size=8)
    if handed is None:
        return ""
    try:
        read = files.read(handed.name, handed.getvalue())
    except Fault as fault:
        st.error(ui.plain(fault.sentence(ui.lang())))
        return ""
    if read.unread:
        items = listing(ui.lang(), read.unread)
        st.warning(ui.plain(ui.t("factcheck.attachments", file=handed.name, items=items)))
    return read.text


def came_to(found: Checked) -> None:
    """How many claims were found, and what they came to as a picture."""
    counts = Counter[str](each.verdict for each in found.findings)
    drawn = [
        Tally(ui.t(f"factcheck.verdict.{each}"), counts[each], each in _TO_CHANGE)
        for each in (*_TO_CHANGE, *(verdict for verdict in _VERDICTS if verdict not in _TO_CHANGE))
        if counts[each]
    ]
    ui.chart(
        ui.t("checker.found", count=len(found.findings)),
        " ".join(
            ui.t(f"checker.{key}")
            for key in ("came_to", "to_change")
            if key == "came_to" or any(each.loud for each in drawn)
        ),
        tallies.chart(drawn, ui.view()),
        key="verdicts",
        alt=tallies.alt(drawn, ui.view()),
    )


def held_against() -> None:
    """How much there is to hold a text against, and how strong its sources are."""
    rows = ui.ask("sources_by_strength").rows
    if rows:
        count, parts, drawing = strengths.strip(rows, ui.view())
        text = ui.t("checker.against", count=count)
        ui.strip(text, drawing, key="against", alt=ui.t("press.pair", name=text, value=parts))


def unchecked(found: Checked) -> None:
    """What was held against nothing, and what never is: said whatever was found."""
    if items := remainder.listed(found.unchecked, ui.lang()):
        st.markdown(ui.plain(ui.t("checker.unchecked", items=items)))
    st.caption(ui.t("factcheck.scope"))


def finding(found: Finding) -> None:
    """One claim of a text: what it says, the verdict in a sign and a word, why, and what to say."""
    with st.container(border=True, gap="xsmall"):
        verdict = ui.t(f"factcheck.verdict.{found.verdict}")
        line = ui.t("fault.line", line=str(found.line))
        st.markdown(
            f"{_VERDICTS[found.verdict]} **{verdict}** · {ui.plain(found.text)} · {ui.plain(line)}"
        )
        st.markdown(ui.plain(found.note))
        if found.suggestion and found.verdict != "right":
            st.markdown(f"{ui.t('checker.instead')} {ui.plain(found.suggestion)}")
        if found.source:
            st.caption(ui.t("source.line", text=_linked(found.source)))


def _linked(source: str) -> str:
    """A source as the checker says it, with its page, if it has one, as a link."""
    name, _, page = source.rpartition(", ")
    return ui.link(name, page) if page.startswith(("https://", "http://")) else ui.plain(source)


# Talking points


def selection() -> Selection:
    """What is chosen, each choice in the address. What the address asks for and nobody has is kept,
    so that the answer can say so.
    """
    # Two beside each other on a phone as well, where four in a column left no room for what is said.
    grid = st.grid(2, min_column_width=150, gap="small")
    places = [grid.container() for _ in range(4)]
    occasion = ui.choice(
        "occasion",
        ui.t("talking.occasion"),
        OCCASIONS,
        lambda each: ui.t(f"occasion.{each}"),
        default="launch",
        place=places[0],
    )
    audience = ui.choice(
        "audience",
        ui.t("talking.audience"),
        AUDIENCES,
        lambda each: ui.t(f"audience.{each}"),
        default="press",
        place=places[1],
    )
    edition = case_id = code = None
    if occasion in ("case", "interview"):
        case_id = _case(places[2])
    elif occasion == "country":
        code = _country(places[2])
    else:
        edition = _edition(places[2], occasion)
    length = ui.choice(
        "length",
        ui.t("talking.length"),
        LENGTHS,
        lambda each: ui.t(f"length.{each}"),
        default="one_page",
        place=places[3],
    )
    return Selection(occasion, audience, length, edition, case_id, code)


def _case(place: st.delta_generator.DeltaGenerator) -> str:
    rows = {row["case_id"]: row for row in ui.ask("cases").rows}
    chosen = ui.choice(
        "case",
        ui.t("talking.case"),
        list(rows),
        lambda each: f"{localized(rows[each], 'name', ui.lang())} ({rows[each]['edition_year']})",
        default=next(iter(rows), ""),
        place=place,
        tell=False,
    )
    return _asked_for("case", rows, str(chosen or ""))


def _country(place: st.delta_generator.DeltaGenerator) -> str:
    codes = {row["country_code"] for row in ui.ask("cases").rows if row["country_code"]}
    ordered = sorted(codes, key=lambda code: talking.fold(country(ui.lang(), code)))
    chosen = ui.choice(
        "country",
        ui.t("talking.country"),
        ordered,
        lambda code: country(ui.lang(), code),
        default=next(iter(ordered), ""),
        place=place,
        tell=False,
    )
    return _asked_for("country", ordered, str(chosen or ""))


def _edition(place: st.delta_generator.DeltaGenerator, occasion: Occasion) -> int | None:
    years, newest = talking.editions(ui.state()), talking.newest(ui.state(), occasion)
    chosen = ui.choice(
        "edition",
        ui.t("talking.edition"),
        years,
        str,
        default=newest or "",
        place=place,
        tell=False,
    )
    if (
        "edition" not in st.query_params
    ):  # nobody asked for one, and the newest may not be this year's
        return None
    wish = _asked_for("edition", [str(year) for year in years], str(chosen or ""))
    return int(wish) if wish.isascii() and wish.isdigit() else None


def _asked_for(key: str, facts: Collection[str], chosen: str) -> str:
    wish = st.query_params.get(key, "")
    return wish if wish and wish not in facts else chosen


def talk(chosen: Selection) -> Talk | None:
    """The points; where a choice leaves nothing to say, that choice is named instead."""
    try:
        return _talked(ui.state().key, chosen, ui.lang(), visitor.today(), _state=ui.state())
    except Fault as fault:
        st.error(ui.plain(fault.sentence(ui.lang())))
        return None


@remembered(500)
def _talked(
    snapshot: str,  # noqa: ARG001
    chosen: Selection,
    lang: Language,
    today: dt.date | None,
    *,
    _state: State,
) -> Talk:
    """Keyed by the data's version; a talk is never changed, so it is shared, not copied."""
    return talking.talk(_state, chosen, lang, today=today)


def pictured(made: Talk) -> bool:
    """Whether a talk has a picture: its own, or the cases of the country that it is about."""
    return made.chart is not None or made.selection.country is not None


def picture(made: Talk) -> None:
    """The figure that a talk is drawn with, on the page as in its files; of a country where its cases stand."""
    if made.chart is None:
        code = made.selection.country
        rows = [row for row in ui.ask("cases").rows if row["country_code"] == code]
        first = {
            row["person_id"]: row for row in sorted(rows, key=lambda each: -each["edition_year"])
        }
        ui.laned(
            lanes.lanes(ui.view(), list(first.values()))
        )  # of who is in two editions, one lane
        return
    name, given = made.chart
    shown = registry.panel(ui.view(), name, given, shape="page")
    headline, drawing, alt = shown.headline, shown.body, shown.alt
    if name == "timeline_of_case":
        headline = ui.t("case.since_launch")
        drawing, alt = lanes.of_case(ui.view(), ui.ask("case", **given).rows[0])
        if not drawing.marks:
            return
    if isinstance(drawing, Chart):
        if name == "actions_by_edition":
            drawing = replace(drawing, height=240)
        ui.chart(headline, shown.subtitle, drawing, key="talk_chart", alt=alt, level=3)


def careful(texts: Sequence[str]) -> None:
    """What holds of everything that is said."""
    if texts:
        st.markdown("\n".join(f"- {ui.plain(capital(text))}" for text in texts))


def point(said: Point) -> None:
    """One sentence, what to be careful with, where its number is from."""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{ui.plain(said.sentence)}**")
        if said.detail and said.detail not in said.sentence:
            st.caption(ui.plain(say(ui.lang(), "talk.detail", text=said.detail)))
        for careful in said.careful:
            st.markdown(f"△ {ui.plain(say(ui.lang(), 'talk.careful', text=careful))}")
        own = figures.own_source(said.figure, ui.lang()) if said.figure else ""
        if source := _sources(said.sources) or own:
            st.caption(source)


def _sources(sources: Sequence[Source]) -> str:
    """All of them in one line; empty if there are none."""
    texts = " · ".join(_source(source) for source in sources)
    return ui.t("source.line", text=texts) if texts else ""


def _source(source: Source) -> str:
    parts = [ui.link(source.name, source.url)]
    if source.date:
        parts.append(date(ui.lang(), source.date))
    if source.strength:
        parts.append(term(ui.lang(), "strength", source.strength))
    return ", ".join(parts)


_ICON = {"pdf": "picture_as_pdf", "pptx": "slideshow", "docx": "description", "text": "mail"}


def _brief(state: State, made: Talk, form: briefs.Form) -> bytes:
    return briefs.made(state, made, form).data


def briefs_of(made: Talk) -> None:
    """The same talk to take along: four files, made when they are asked for, and how the page looks."""
    now = ui.state()
    with st.container(horizontal=True, gap="small", key="briefs"):
        for form in briefs.FORMS:
            st.download_button(
                ui.t(f"talking.form_{form}"),
                data=partial(_brief, now, made, form),
                file_name=briefs.named(made, form),
                mime=briefs.mime(form),
                key=f"brief_{form}",
                on_click="ignore",
                icon=f":material/{_ICON[form]}:",
            )
    if st.toggle(ui.t("talking.preview"), key="preview"):
        said = briefs.brief(now, made)
        st.image(
            briefs.preview(said), caption=ui.plain(ui.t("talking.preview_alt", title=made.title))
        )
        st.code(briefs.text(said), language=None, wrap_lines=True)


def questions(asked: Sequence[HardQuestion]) -> None:
    """The questions to expect, each opening on its answer."""
    for question in asked:
        with st.expander(ui.plain(question.ask)):
            st.markdown(ui.plain(question.answer))


def card(made: Card) -> None:
    """A rehearsal card: what happened, where it stands, what to say and what not."""
    ui.heading(ui.t("card.title"))
    st.markdown(f"**{ui.plain(made.title)}** · {ui.plain(made.where)}")
    left, right = st.columns(2)
    with left.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(f"**{ui.t('card.say')}**")
        st.markdown("\n".join(f"- {ui.plain(line)}" for line in made.say))
    with right.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(f"**{ui.t('card.not_say')}**")
        st.markdown("\n".join(f"- {ui.plain(line)}" for line in made.not_say))
    st.markdown(f"**{ui.t('card.stands')}**")
    for track, standing, note in made.stands:
        st.markdown(f"{ui.plain(track)} · **{ui.plain(standing)}**")
        st.caption(ui.plain(note))
    st.markdown(f"**{ui.t('card.happened')}**")
    for event in made.happened:
        head = f"{event.when} · {event.what}"
        if event.before:
            st.markdown(f":gray[{ui.plain(head)} · {ui.t('case.before')}]")
        else:
            st.markdown(f"{ui.plain(head)}  \n{ui.plain(event.summary)}")
        st.caption(_sources(event.sources) or ui.t("source.none"))
    if not made.happened:
        st.markdown(ui.t("case.no_event", date=date(ui.lang(), made.checked_on)))
