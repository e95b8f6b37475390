"""What each picture tells: the sentences and the chart of the page, from the same rows.

One entry per figure that has a picture. The same functions of `telling` and `charts` feed the page's
chart, so that page and picture cannot say different things.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from impact import charts, counted_charts, counted_telling, figures, telling
from impact.charts import LIGHT, Chart, Palette
from impact.faults import Fault
from impact.figures import Figure, localized
from impact.live import State
from impact.pictures.sheet import Event, Number, Shape, Told
from impact.words import Language, apart, country, date, qualified, say, term


@dataclass(frozen=True)
class Asked:
    """Who asks for a picture of what, and how its figure and others are had."""

    state: State
    figure: Figure
    lang: Language
    palette: Palette
    shape: Shape
    given: Mapping[str, Any]

    def ask(self, name: str, **given: object) -> Figure:
        return figures.figure(self.state, name, self.lang, **given)

    def one(self, name: str, **given: object) -> Mapping[str, Any] | None:
        rows = self.ask(name, **given).rows
        return rows[0] if rows else None

    def say(self, key: str, **values: object) -> str:
        return say(self.lang, key, **values)

    def told(
        self,
        headline: str,
        subtitle: str,
        alt: str,
        body: Chart | Number | tuple[Event, ...],
        source: str = "",
        *,
        counted: bool = False,
    ) -> Told:
        source = self.say("live.source") if counted else source or self.sources()
        day = self.figure.dated(self.lang)
        dated = self.say("dated.snapshot", dated=day, snapshot=self.state.snapshot)
        if self.state.sample:
            alt = f"{self.say('live.sample_chart')}. {alt}"
        return Told(headline, subtitle, alt, source, dated, body, self.state.sample)

    def sources(self) -> str:
        """Who printed the numbers: the first by name, the others by their number."""
        names = list(dict.fromkeys(s.name for s in self.figure.sources if s.name))
        if not names:
            return self.say("source.this_record")
        if len(names) == 1:
            return self.say("source.line", text=names[0])
        return self.say("picture.sources", name=names[0], count=len(names) - 1)


def _actions_by_edition(of: Asked) -> Told:
    rows = of.figure.rows
    sources = replace(of.figure, sources=of.figure.sources[::-1])  # of the number in the headline
    return of.told(
        telling.years_headline(rows, of.lang),
        of.say("metric.actions_by_edition.subtitle"),
        telling.actions_alt(rows, of.lang),
        charts.actions_by_edition(rows, of.lang, of.palette),
        replace(of, figure=sources).sources(),
    )


def _actions_latest(of: Asked) -> Told:
    row = of.figure.rows[0] if of.figure.rows else None
    headline = telling.actions_headline(row, of.lang)
    if row is None:
        return of.told(headline, of.figure.definition, headline, Number("", "–", ""))
    label = of.say("metric.actions_latest.number", year=str(row["edition_year"]))
    value = qualified(of.lang, row["actions"], row["qualifier"])
    text = telling.compared(row, of.lang)
    return of.told(
        headline,
        of.say("metric.actions_latest.subtitle"),
        of.say("picture.card_alt", label=label, value=value, text=text),
        Number(label, value, text),
        of.say("source.line", text=charts.source_line(row, of.lang)),
    )


# How many publishers have a row of their own; the page, which may be as long as it likes, shows all.
_ROWS: Mapping[Shape, int] = {"wide": 6, "square": 4, "tall": 5, "card": 5, "small": 4}


def _releases_headline(of: Asked) -> Told:
    row = of.figure.rows[0] if of.figure.rows else None
    label = of.say("metric.releases_published_headline.number")
    if row is None:
        return of.told(of.figure.label, "", of.say("table.empty"), Number(label, "–", ""))
    value = qualified(of.lang, row["value"], row["qualifier"])
    text = telling.claim_story(row, of.lang)
    return of.told(
        of.say("metric.releases_published_headline.headline", value=value),
        of.say("metric.releases_published_headline.subtitle"),
        of.say("picture.card_alt", label=label, value=value, text=text),
        Number(label, value, text),
    )


def _releases_published(of: Asked) -> Told:
    rows = of.figure.rows
    return of.told(
        of.say("metric.releases_published.headline"),
        of.say("metric.releases_published.subtitle"),
        telling.claims_alt(rows, of.lang),
        charts.releases_published(
            rows, of.lang, of.palette, most=_ROWS[of.shape], beside=of.shape in ("wide", "card")
        ),
    )


def _released(of: Asked) -> Mapping[str, Any]:
    row = of.one("releases_documented_total")
    assert row is not None, "the query adds up, so it has a row"
    return row


def _documented_headline(of: Asked) -> str:
    return telling.documented_headline(_released(of), of.lang)


def _releases_documented(of: Asked) -> Told:
    rows = of.figure.rows
    view = of.given.get("view", "year")
    if view not in ("year", "added"):
        raise Fault("parameter_wrong", found=str(view)[:40], name="view")
    return of.told(
        _documented_headline(of)
        if view == "added"
        else telling.documented_years_headline(rows, of.lang),
        of.say(f"metric.releases_documented.subtitle_{view}"),
        telling.documented_alt(rows, of.lang),
        charts.releases_documented(rows, of.lang, of.palette, added_up=view == "added"),
        of.say("source.this_record"),
    )


def _releases_documented_total(of: Asked) -> Told:
    row = _released(of)
    label, value = (
        of.say("metric.releases_documented_total.number"),
        qualified(of.lang, row["people"], "at_least"),
    )
    text = telling.documented_text(row, of.lang)
    return of.told(
        _documented_headline(of),
        of.say("metric.releases_documented_total.subtitle"),
        of.say("picture.card_alt", label=label, value=value, text=text),
        Number(label, value, text),
        of.say("source.this_record"),
    )


def _cases_by_country(of: Asked) -> Told:
    rows = of.figure.rows
    return of.told(
        of.say(
            "metric.cases_by_country.headline", count=(of.one("cases_total") or {})["countries"]
        ),
        of.say("metric.cases_by_country.subtitle"),
        telling.map_alt(rows, of.lang),
        charts.cases_by_country(rows, of.lang, of.palette),
        f"{of.say('source.this_record')}. {of.say('cases.map_source')}",
    )


def _cases_by_standing(of: Asked) -> Told:
    rows = of.figure.rows
    return of.told(
        telling.standings_headline(of.one("cases_total"), of.lang),
        of.say("metric.cases_by_standing.subtitle"),
        telling.standings_alt(rows, of.lang),
        charts.cases_by_standing(rows, of.lang, of.palette),
        of.say("source.this_record"),
    )


_SIGN = {"positive": 1, "negative": -1, "none": 0}


def _timeline_of_case(of: Asked) -> Told:
    case = of.one("case", case_id=of.given["case_id"])
    if case is None:
        raise Fault("parameter_wrong", found=str(of.given["case_id"])[:40], name="case_id")
    rows = of.figure.rows
    launch = Event(
        date(of.lang, case["launch_day"]),
        of.say(
            "case.launch" if case["launch_published"] else "case.launch_assumed",
            year=str(case["edition_year"]),
        ),
        0,
    )
    events = [
        Event(
            date(of.lang, row["event_date"]),
            _what(row, of),
            _SIGN[row["direction"]],
            localized(row, "summary", of.lang),
            faded=bool(row["before_launch"]),
        )
        for row in rows
    ]
    before = sum(event.faded for event in events)
    events.insert(before, launch)
    if not rows:
        nothing = of.say("case.no_event", date=date(of.lang, case["checked_on"]))
        events.append(Event("", nothing, 0))
    place = country(of.lang, case["country_code"])
    edition = of.say("picture.edition", year=str(case["edition_year"]))
    told = [
        of.say("metric.timeline_of_case.alt_event", date=event.date, word=event.word)
        if event.date
        else event.word
        for event in events
    ]
    name = localized(case, "name", of.lang)
    return of.told(
        name,
        f"{edition} · {place} · {telling.standing(case, of.lang)}",
        of.say("metric.timeline_of_case.alt", name=name, events=apart(of.lang, told)),
        tuple(events),
    )


def _what(row: Mapping[str, Any], of: Asked) -> str:
    word = term(of.lang, "outcome", row["outcome_type"])
    return f"{word} ({of.say('case.before')})" if row["before_launch"] else word


def _claims_of_edition(of: Asked) -> Told:
    rows, year = of.figure.rows, str(of.given["edition"])
    return of.told(
        telling.edition_claims_headline(rows, year, of.lang),
        of.say("metric.actions_claims_of_edition.subtitle", year=year),
        telling.edition_claims_alt(rows, year, of.lang),
        charts.actions_claims_of_edition(rows, of.lang, of.palette),
    )


def _counted_by_day(of: Asked) -> Told:
    rows = of.figure.rows
    return of.told(
        counted_telling.days_headline(rows, of.lang),
        of.say("metric.counted_by_day.subtitle"),
        counted_telling.days_alt(rows, of.lang),
        counted_charts.by_day(rows, of.lang, of.palette),
        counted=True,
    )


def _pace(of: Asked) -> Told:
    year = int(of.given["edition"])
    today = of.ask("pace_today", edition=year).rows
    return of.told(
        counted_telling.pace_headline(today, year, of.lang),
        of.say("metric.pace.subtitle"),
        counted_telling.pace_alt(today, year, of.lang),
        counted_charts.pace(of.figure.rows, of.lang, of.palette, year),
        counted=True,
    )


_PARTS: Mapping[Shape, int] = {"wide": 10, "square": 15, "tall": 18, "card": 8, "small": 12}


def _by(split: str) -> Callable[[Asked], Told]:
    def told(of: Asked) -> Told:
        rows = of.figure.rows
        return of.told(
            counted_telling.parts_headline(rows, split, of.lang),
            of.figure.definition,
            counted_telling.parts_alt(rows, split, of.lang),
            counted_charts.by_part(rows, split, of.lang, of.palette, most=_PARTS[of.shape]),
            counted=True,
        )

    return told


_TOLD: Mapping[str, Callable[[Asked], Told]] = {
    "actions_by_edition": _actions_by_edition,
    "actions_claims_of_edition": _claims_of_edition,
    "actions_latest": _actions_latest,
    "cases_by_country": _cases_by_country,
    "cases_by_standing": _cases_by_standing,
    "counted_by_case": _by("case"),
    "counted_by_channel": _by("channel"),
    "counted_by_day": _counted_by_day,
    "counted_by_section": _by("section"),
    "counted_by_type": _by("type"),
    "pace": _pace,
    "releases_documented": _releases_documented,
    "releases_documented_total": _releases_documented_total,
    "releases_published": _releases_published,
    "releases_published_headline": _releases_headline,
    "timeline_of_case": _timeline_of_case,
}


def claim(state: State, key: str, lang: Language) -> Told:
    """What the picture of one claim tells. Raises `Fault` for an unknown one."""
    ledger = figures.figure(state, "claims_ledger", lang, {"claim_id": key})
    if not ledger.rows:
        raise Fault("parameter_wrong", found=key[:40], name="claim_id")
    of = Asked(state, ledger, lang, LIGHT, "card", {})
    row = ledger.rows[0]
    label, value = telling.claim_about(row, lang), telling.claim_value(row, lang)
    text = telling.claim_says(row, lang)
    return of.told(
        telling.claim_by(row, lang),
        "",
        of.say("picture.card_alt", label=label, value=value, text=text),
        Number(label, value, text),
    )


def names() -> list[str]:
    return sorted(_TOLD)


def told(
    state: State,
    name: str,
    lang: Language,
    given: Mapping[str, Any],
    *,
    palette: Palette = LIGHT,
    shape: Shape = "wide",
) -> Told:
    """What the picture of a figure tells. Raises `Fault` for an unknown one or a wrong parameter."""
    if name not in _TOLD:
        raise Fault("unknown_figure", name=name[:80], near=", ".join(names()))
    own = ("view",) if name == "releases_documented" else ()  # of the drawing, not of the figure
    wanted = {key: value for key, value in given.items() if key not in own}
    figure = figures.figure(state, name, lang, **wanted)
    return _TOLD[name](Asked(state, figure, lang, palette, shape, given))
