"""What somebody should hear of when it happens: a new outcome, a target reached, a section late, a file held,
a request that waits for a second pair of eyes.

Each has a name of its own that stays the same as long as it is the same thing, so that it is told once.
Names of files, of lists and of those who decided are in none of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from impact.exports import verdicts
from impact.presentation import aims, lateness, today
from impact.presentation.view import View

_EVERY = 999  # as many outcomes as there are


@dataclass(frozen=True)
class Happening:
    """`name`: what it is known by; `text`: one sentence. `standing`: true of the whole past, not news of today."""

    name: str
    text: str
    standing: bool = False


def found(view: View, day: dt.date) -> list[Happening]:
    """All that is so in a snapshot on a day, what was told before as well."""
    return [*_outcomes(view), *_of_edition(view, day), *_held(view), *_asked(view)]


def _outcomes(view: View) -> Iterator[Happening]:
    for row in view.ask("outcomes_newest", limit=_EVERY).rows:
        text = view.say("happening.outcome", line=today.outcome_line(row, view))
        yield Happening(f"outcome/{row['outcome_id']}", text, standing=True)


def _of_edition(view: View, day: dt.date) -> Iterator[Happening]:
    year = today.edition(view, day)
    if year is None:
        return
    for aim in view.ask("targets", edition=year).rows:
        if aim["target"] and aim["actions"] >= aim["target"]:
            of = f"{aim['section'] or ''}/{aim['case_id'] or ''}/{aim['target']}"
            text = view.say(
                "happening.target",
                of=aims.name(aim, view),
                count=view.number(aim["actions"]),
                target=view.number(aim["target"]),
                year=str(year),
            )
            yield Happening(f"target/{year}/{of}", text, standing=True)
    for row in today.late(view, year, day):
        text = view.say("happening.late", line=lateness.line(row, year, view))
        yield Happening(f"late/{year}/{row['section']}/{row['last_sent_on']}", text)


def _held(view: View) -> Iterator[Happening]:
    for entry in view.state.ledger.held():
        text = view.say(
            "happening.held",
            section=view.section(verdicts.sender(entry, view.lang)),
            date=view.date(entry.received_on),
        )
        yield Happening(f"held/{entry.id}", text)


def _asked(view: View) -> Iterator[Happening]:
    for request in view.state.ledger.requests.values():
        text = view.say(f"happening.asked_{request.what}", date=view.date(request.at[:10]))
        yield Happening(f"request/{request.id}/{request.at}", text)
