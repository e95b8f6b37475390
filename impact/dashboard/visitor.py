"""Who looks: the language, the day looked back at, the sample, and the figures that follow from them."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

from impact import figures, routes
from impact.dashboard.keeping import remembered
from impact.dashboard.markdown import plain
from impact.exports import season
from impact.faults import Fault, Place
from impact.figures import Figure, FigureOf, access, live, roles
from impact.figures.access import Who
from impact.figures.trial import Trial
from impact.i18n.words import LANGUAGES, Language, choose, date, say
from impact.presentation.asking import Ask, Where
from impact.presentation.palette import DARK, LIGHT, Palette
from impact.presentation.view import View
from impact.record.reader import cell
from impact.record.schema import EMBARGO

log = logging.getLogger(__name__)
PRESS_AT = "press@"  # before a moment: as the press sees it then, for staff
_Row = TypeVar("_Row", bound=Mapping[str, object])


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


class Sight(View):
    """What a visitor sees; its figures are those kept for all visitors."""

    def _ask(self, name: str, where: Where = None, /, **given: object) -> Figure:
        if where:
            return super()._ask(name, where, **given)
        now = self.state
        return _asked(now.key, name, self.lang, tuple(sorted(given.items())), _state=now)


def view() -> View:
    """What this visitor sees: the snapshot, in the visitor's language."""
    return Sight(state(), lang(), who())


def who() -> Who:
    """Who this visitor is: the owner of this machine, or who logged in; the press, where nothing is known."""
    if not access.public():
        return access.OWNER
    try:
        return roles.who(st.user.to_dict())
    except Fault as fault:  # a file of roles that cannot be read lets nobody in
        log.error("%s", fault)
        return access.PRESS


def t(key: str, **values: object) -> str:
    """A sentence in the visitor's language, ready for Markdown."""
    return say(lang(), key, **values)


def palette() -> Palette:
    return DARK if st.context.theme.type == "dark" else LIGHT


def sampling() -> bool:
    """Whether this visitor looks at the invented sample: asked for in the address, until left again."""
    if st.query_params.get("data") == "sample":
        st.session_state["sampling"] = True
    return bool(st.session_state.get("sampling"))


def trial() -> Trial | None:
    """This visitor's own copy of the sample, if files were handed in to it."""
    own = st.session_state.get("trial") if sampling() else None
    return own if isinstance(own, Trial) else None


def try_out() -> Trial:
    """The same, made where there is none yet. Raises `Fault` if it cannot be made."""
    if (own := trial()) is None:
        own = st.session_state["trial"] = Trial()
    return own


def throw_away() -> None:
    """What was tried in the sample is gone, with what was said of it, the files that lie in its field and what was
    typed; and what was typed for real does not go there."""
    for name in ("trial", "said", "decided", "draft", "enter_kept"):
        st.session_state.pop(name, None)
    for number in ("trials", "enter_round"):
        st.session_state[number] = st.session_state.get(number, 0) + 1


def explore(*, sample: bool) -> None:
    """Go to the sample, or back to the real figures; every page then says which."""
    throw_away()
    st.session_state["sampling"] = sample
    st.query_params.pop("data", None)


def replaying() -> str:
    """The day or snapshot that this visitor looks back at: asked for in the address, until left again."""
    return "" if sampling() else _wished()


def _wished() -> str:
    if wish := st.query_params.get("as_of"):
        st.session_state["as_of"] = wish[:40]
    return str(st.session_state.get("as_of", ""))


def previewing() -> str:
    """The moment, in UTC, at which staff look as the press does; empty if nobody does."""
    as_of = replaying()
    if not as_of.startswith(PRESS_AT) or not who().may("staff"):
        return ""
    try:
        return str(cell(EMBARGO, as_of.removeprefix(PRESS_AT), Place("as_of")) or "")
    except Fault:
        return ""  # no state has such a name, which is told


def time(stamp: str) -> str:
    """A moment in UTC in words."""
    return t("history.time", date=date(lang(), stamp[:10]), time=stamp[11:16])


def to_present() -> None:
    for kept in (st.session_state, st.query_params):
        kept.pop("as_of", None)


def state() -> live.State:
    """What this visitor's figures are asked of, as far as it is theirs to see. Raises `Fault` if there is
    nothing."""
    asks = who()
    if sampling():
        own = trial()
        return access.seen(own.state() if own else live.sample(), asks)
    if not (as_of := replaying()):
        return access.current(asks)
    if moment := previewing():
        return access.as_the_press(moment)
    known = st.session_state.get("replayed")
    if known is None or known[:2] != (
        as_of,
        asks.role,
    ):  # once a visit: it reads what the store lists
        found = access.named(as_of, who=asks)
        known = st.session_state["replayed"] = (as_of, asks.role, found)
    return access.at(known[2], asks)


def today() -> dt.date | None:
    """The day that it is for this visitor: today, or the one looked back at; of a snapshot, and before there was
    any, that on which it was made."""
    if sampling():
        return None
    if moment := previewing():
        return dt.date.fromisoformat(moment[:10])
    if not (as_of := replaying()):
        return dt.date.today()
    made = access.day_of(state().snapshot, who())
    asked = re.fullmatch(r"\d{4}-\d\d-\d\d", as_of) and dt.date.fromisoformat(as_of)
    return max(made, asked) if made and asked else made


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
        return access.current(who()).snapshot
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
    line = st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="sample_mark"
    )
    if invented():
        line.warning(t("live.sample_mark"), width="stretch")
    if sampling():
        if st.query_params.get("data") != "sample":
            st.query_params["data"] = "sample"
        line.button(
            t("live.sample_close"), key="sample_close", on_click=lambda: explore(sample=False)
        )
        if _wished():
            st.info(t("live.sample_undated"))


def replay_mark() -> None:
    """On top of every page of an older day: which, whether newer figures exist, and the way to them."""
    as_of = replaying()
    if not as_of:
        return
    if st.query_params.get("as_of") != as_of:  # the navigation leaves it out of the address
        st.query_params["as_of"] = as_of
    try:
        if moment := previewing():
            st.info(t("replay.press", time=time(moment)))
            st.button(
                t("replay.leave"), key="replay_leave", icon=":material/update:", on_click=to_present
            )
            return
        shown, now = state(), access.current(who()).snapshot
        told = _looked_back(as_of, shown)
        changes = routes.asked(routes.path("changes"), [("lang", lang())])
        newest = now == shown.snapshot
        st.info(f"{told} {t('replay.newest') if newest else t('replay.newer', address=changes)}")
        if shown.veil:
            st.caption(t("consent.older"))
    except Fault:  # the page itself says what cannot be shown
        pass
    st.button(t("replay.leave"), key="replay_leave", icon=":material/update:", on_click=to_present)


def _looked_back(as_of: str, shown: live.State) -> str:
    """Which state is shown, and of a day before anything was kept, that it is of later."""
    made = [item.made_at[:10] for item in access.held(who()) if item.id == shown.snapshot]
    if as_of == shown.snapshot:
        day = date(lang(), made[-1] if made else shown.as_of)
        return t("replay.mark", date=day, snapshot=shown.snapshot)
    if made[0] <= as_of:
        return t("replay.mark", date=date(lang(), as_of), snapshot=shown.snapshot)
    days = {"date": as_of, "made": made[0], "checked": str(shown.as_of)}
    told = {key: date(lang(), day) for key, day in days.items()}
    return t("replay.first", snapshot=shown.snapshot, **told)


def _ask(name: str, where: Where = None, /, **given: object) -> Figure:
    """A figure of the current snapshot, remembered as long as the snapshot stays."""
    return view().ask(name, where, **given)


ask: Ask = _ask


@remembered(2000)
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


def dated(*, counts: bool = False) -> None:
    """As of when, from which snapshot, and what could not be read, if anything."""
    now = state()
    if now.fault:
        st.warning(t("fault.older_shown", fault=plain(now.fault.sentence(lang()))))
    counted = now.counted_on if counts else None
    key, day = ("page.counted", counted) if counted else ("page.dated", now.as_of)
    st.caption(t(key, date=date(lang(), day), snapshot=now.snapshot))


def newest_total() -> int | None:
    row = one(ask("actions_latest"))
    return None if row is None else int(row["edition_year"])
