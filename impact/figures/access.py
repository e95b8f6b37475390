"""Who asks, and what they may see: the one place where a state is cut down to what its reader may know.

On one's own machine everybody may see and do everything. Served to others (`IMPACT_SERVE=public`) who is
not known is the press. What staff hand in counts for staff at once and for all others once it went out
(`impact.figures.publications`); what went out is cut to who asks (`impact.figures.cutting`), so that a question
nobody thought of has no answer either (docs/decisions/0028 and 0029).
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from impact import figures
from impact.exports import approval, questions
from impact.exports.ledger import Entry, Event, Ledger, Request
from impact.faults import Fault
from impact.figures import calendar, cutting, live, publications, small
from impact.figures.closing import closing
from impact.figures.live import Dated, State
from impact.figures.publications import PublicMark, Steps
from impact.figures.veiling import in_steps, veiled, veiled_ledger
from impact.record.corrections import embargoed
from impact.routes import ROLES, Role
from impact.settings import folder, value
from impact.store import Mark
from impact.store.memory import Memory

LOCAL, PUBLIC = "local", "public"


@dataclass(frozen=True)
class Who:
    """Who asks. `sections`: whose files staff hand in and see; an admin's are all, whatever stands here."""

    role: Role = "press"
    sections: frozenset[str] = frozenset()
    name: str = ""

    def may(self, role: Role) -> bool:
        """Whether they may do what somebody of a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)

    def of_section(self, section: str) -> bool:
        """Whether the files of a section are theirs to see and to decide on. What is typed in a form is of
        none (empty), and all staff's: it is about the record, which is everybody's."""
        theirs = not section or section in self.sections
        return self.role == "admin" or (self.role == "staff" and theirs)

    def sees_nothing(self) -> str:
        """Why there may be files and none of them theirs: no section is theirs, or none of the files is of one.
        Empty of who sees all."""
        return "" if self.role == "admin" else "of_yours" if self.sections else "no_sections"

    def moves(self, entry: Entry) -> bool:
        """Whether an export is theirs to take out, to put back and to decide anew; what it changes in the record
        is everybody's, and so an admin's."""
        return self.of_section(entry.section) and (not entry.changes or self.may("admin"))

    def answers(self, entry: Entry, choice: str) -> bool:
        """Whether an answer to what an export asks is theirs to give. An approval is an admin's, and so is what
        changes another section's counts."""
        code = entry.question.code if entry.question else ""
        others = code == approval.CODE or (code, choice) in questions.OF_OTHERS
        return self.of_section(entry.section) and (not others or self.may("admin"))

    def asked(self, ledger: Ledger) -> list[Request]:
        """The requests that wait and are theirs to see: of their sections' exports; an admin's all. To answer them
        is an admin's."""
        sections = {each.id: each.section for each in ledger.entries.values()}
        return [
            request
            for request in ledger.requests.values()
            if self.may("admin")
            or (request.of in sections and self.of_section(sections[request.of]))
        ]


PRESS, OWNER = Who("press"), Who("admin")


def public() -> bool:
    """Whether others are served: everything that is not said to be open is closed."""
    return value("IMPACT_SERVE").strip() != LOCAL


def unknown() -> Who:
    """Who somebody is of whom nothing is known."""
    return PRESS if public() else OWNER


def told() -> list[str]:
    """The figures that are told to whoever asks."""
    return [name for name in there() if not (public() and figures.closed(name))]


def there(who: Who | None = None) -> list[str]:
    """The figures that there are for who asks; one that is to come out later is as if nobody had made it."""
    hidden = frozenset[str]() if staff(who) else calendar.withheld()
    return [name for name in figures.names() if name not in hidden]


def staff(who: Who | None = None) -> bool:
    """Whether who asks sees what is handed in at once; others see what went out."""
    return not public() or (who or unknown()).may("staff")


@closing()
def seen(state: State, who: Who | None = None) -> State:
    """A state as it is for who asks. Who is not of the staff gets, for the newest, the newest that went out; for
    any other, of which nobody knows whether it did, the record's own files alone. All but staff get it
    veiled, and the press with counts of exports in steps."""
    if state.role:  # it was seen to already
        return state
    asks = who or unknown()
    role = asks.role
    if staff(who):
        state = replace(state, role=role)
        if who is None:  # the press layer, where everything is open
            return in_steps(veiled(state), small.threshold(public=public()))
        return state if asks.may("staff") else veiled(state)
    now = live.current()
    if now.snapshot == state.snapshot and (out := _out(now)):
        return _shown(out[-1], role)
    return _told(cutting.cut(state, "", role, bare=True))


def _told(state: State) -> State:
    """What went out, as it is told to others: veiled; to the press, with counts of exports in steps."""
    step = small.threshold(public=public()) if state.public else 0
    return in_steps(veiled(state, kept=True), step)


@closing()
def current(who: Who | None = None) -> State:
    """What is answered from now, to who asks. Raises `Fault` if there is nothing."""
    return seen(live.current(), who)


@closing()
def at(snapshot: str, who: Who | None = None, *, ready: bool = True) -> State:
    """An older state by its name, to who asks. Raises `Fault` if it is not kept, or not told to them."""
    if staff(who):
        return seen(live.at(snapshot, ready=ready), who)
    for mark in reversed(_out()):
        if mark.id == snapshot:
            return _shown(mark, (who or unknown()).role, ready=ready)
    raise Fault("snapshot_unknown", name=snapshot[:20])


@closing()
def of(mark: Mark, *, ready: bool = True) -> State:
    """The state of a mark, to whoever asks; of one that is still to come as well. Raises `Fault`."""
    if isinstance(mark, PublicMark):
        return _shown(mark, unknown().role, ready=ready)
    return at(mark.id, ready=ready)


@closing()
def coming(within: dt.timedelta) -> PublicMark | None:
    """The next state of the public series, if it goes out soon. It is nobody's to see before."""
    soon = (publications.clock() + within).astimezone(dt.UTC).isoformat(timespec="seconds")
    series = _series() if public() else []
    return next(iter(publications.by(series, soon)[len(_out()) :]), None)


@closing()
def named(as_of: str, dated: Dated | None = None, who: Who | None = None) -> str:
    """The state that a day or a name stands for, of those that are told to who asks; `dated` as `live.named`
    takes it. Raises `Fault` if there is none."""
    if staff(who):
        return live.named(as_of, dated)
    out = _out()
    if not out:
        return live.named(as_of, dated)
    if (day := live.past_day(as_of, publications.clock().date())) is not None:
        found = _on_day(day, out, dated, who)
    else:
        found = next((mark.id for mark in out if mark.id == as_of), None)
    if found is None:
        first, newest = (f"{mark.made_at[:10]} ({mark.id})" for mark in (out[0], out[-1]))
        raise Fault("as_of_unknown", found=as_of[:40], first=first, newest=newest)
    return found


def _on_day(
    day: dt.date, out: list[PublicMark], dated: Dated | None, who: Who | None
) -> str | None:
    """The newest that had gone out by the end of a day, or a later one, as `live.named` has it."""
    made = publications.by(out, f"{day}T23:59:59+00:00")
    if dated is None:
        return made[-1].id if made else live.bearing(day, out, _checked())
    born = dated(at(made[-1].id, who)) if made else None
    steps = Steps(events())
    for before, mark in reversed(list(zip([None, *out], out, strict=False))[len(made) :]):
        if mark in (out[0], out[-1]) or steps.recorded(before, mark):
            bears = dated(at(mark.id, who))
            if bears <= day and (born is None or bears > born):
                return mark.id
    return made[-1].id if made else None


def _checked() -> Callable[[Mark], dt.date]:
    """On which day the record of a state of the series was checked: that of the snapshot it is cut from."""
    whole = {mark.number: mark for mark in live.held()}
    return lambda mark: live.checked(
        whole[mark.whole if isinstance(mark, PublicMark) else mark.number]
    )


@closing()
def made_by(day: dt.date, who: Who | None = None) -> State | None:
    """What had been made by the end of a day in UTC, or had gone out; None if nothing was. Raises `Fault`."""
    if staff(who):
        found = live.made_by(day)
        return seen(found, who) if found else None
    made = publications.by(_out(), f"{day}T23:59:59+00:00")
    return at(made[-1].id, who) if made else None


@closing()
def held(who: Who | None = None) -> list[Mark]:
    """The states that are told to who asks, oldest first."""
    return live.held() if staff(who) else list(_out())


def day_of(snapshot: str, who: Who | None = None) -> dt.date | None:
    """The day on which a state that is told to who asks was made, or went out, in UTC; None if it is not kept."""
    made = [mark.made_at for mark in held(who) if mark.id == snapshot]
    return dt.date.fromisoformat(made[-1][:10]) if made else None


def made_at(snapshot: str | None = None) -> float:
    """As `live.made_at`, of the states that are told to whoever asks."""
    made = [mark.made_at for mark in held() if snapshot in (None, mark.id)]
    return dt.datetime.fromisoformat(made[-1]).timestamp() if made else 0.0


@closing()
def events() -> list[Event]:
    """The steps of the newest ledger, to tell why figures changed, without what they say of whom nobody may name."""
    return veiled_ledger(live.current()).events


@closing()
def gone_out() -> list[PublicMark]:
    """The states that others than staff have been told until now, oldest first, wherever it is asked."""
    return _out()


@closing()
def now_and_then(snapshot: str = "") -> tuple[State, State]:
    """What the press sees now, and what it would see if a snapshot, else the newest, were published now.

    Raises `Fault` if it is not kept.
    """
    whole = live.at(snapshot) if snapshot else live.current()
    then = _told(cutting.cut(whole, publications.now(), "press"))
    return (_shown(out[-1], "press") if (out := _out()) else then), then


@closing()
def as_the_press(moment: str) -> State:
    """What the press saw at a moment, in UTC, or will see if nothing more is published. Raises `Fault`."""
    series = _series()
    if not series:
        return _told(cutting.cut(live.current(), moment, "press"))
    return _shown((publications.by(series, moment) or series[:1])[-1], "press")


@closing()
def under_embargo(*, published: bool) -> list[tuple[str, str, str]]:
    """The rows that only staff see yet: table, key, and until when in UTC, the next first. `published`: of the
    snapshot that went out, which come out by themselves; else as staff have them now."""
    state, now = live.current(), publications.now()
    if published and (out := _out()):
        names = {mark.number: mark.id for mark in live.held()}
        state = live.at(names[out[-1].whole])
    return embargoed(state.record.tables, now)


# The series by the store, its newest snapshot and the number of its steps.
_SERIES: Memory[tuple[object, ...], list[PublicMark]] = Memory(4)
_SHOWN: Memory[tuple[object, ...], State] = Memory(4)
_CUTTING = threading.Lock()


def _series(now: State | None = None) -> list[PublicMark]:
    """All states of the public series, those to come as well; none where the store keeps nothing. `now`: the
    newest state, if it was asked for already."""
    now = now or live.current()
    key = folder("IMPACT_STORE"), now.snapshot, len(now.ledger.events)
    if (known := _SERIES.get(key)) is not None:
        return known
    marks = live.held()
    found = publications.series(marks, now.ledger.events, live.embargoes()) if marks else []
    return _SERIES.keep(key, found)


def _out(now: State | None = None) -> list[PublicMark]:
    """The states that have gone out by now."""
    return publications.by(_series(now), publications.now())


def _shown(mark: PublicMark, role: Role, *, ready: bool = True) -> State:
    """A state of the series, as it is told now. Raises `Fault` if its snapshot is damaged."""
    return _told(_out_as(mark, role, ready=ready))


def _out_as(mark: PublicMark, role: Role, *, ready: bool) -> State:
    key = folder("IMPACT_STORE"), mark, role
    if known := _SHOWN.get(key):  # without waiting for one that is built
        return known
    with _CUTTING:
        if known := _SHOWN.get(key):
            return known
        names = {each.number: each.id for each in live.held()}
        whole = live.at(names[mark.whole], ready=ready)
        state = replace(cutting.cut(whole, mark.made_at, role, bare=mark.bare), snapshot=mark.id)
        return _SHOWN.keep(key, state) if ready else state
