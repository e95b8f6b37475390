"""Who speaks: one selection in one language from one snapshot, and what every point is made with."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from impact import figures
from impact.figures import Figure, Source, publications, published, sampled
from impact.figures.live import State
from impact.i18n.grammar import Noun, amount, capital, running, up_to
from impact.i18n.locales import FIRST
from impact.i18n.words import Language, date, known, say, typeset
from impact.presentation import standings
from impact.presentation.asking import Ask, One, Where
from impact.presentation.view import View
from impact.record.corrections import embargoed
from impact.record.publishers import publisher
from impact.talking.selection import Selection

Row = Mapping[str, Any]


@dataclass
class Speaker:
    """One selection in one language from one snapshot, and what it left out so far."""

    state: State
    selection: Selection
    lang: Language
    left_out: list[str] = field(default_factory=list)
    _answers: dict[tuple[object, ...], Figure] = field(default_factory=dict)

    @property
    def view(self) -> View:
        """The same snapshot and language, for sentences that are the same whoever speaks."""
        return View(self.state, self.lang)

    @property
    def ask(self) -> Ask:
        """A figure, asked once for all that is said."""
        return self._ask

    def _ask(self, name: str, _where: Where = None, /, **given: object) -> Figure:
        key = (name, *sorted(given.items()))
        if key not in self._answers:
            self._answers[key] = figures.figure(self.state, name, self.lang, **given)
        return self._answers[key]

    @property
    def as_of(self) -> dt.date:
        """The newest day of all that was asked; of a case or a country, of what was asked of its cases."""
        asked = self._answers.values()
        of_case = [each for key, each in self._answers.items() if "case_id" in dict(key[1:])]  # type: ignore[arg-type]
        theirs = of_case if self.selection.case_id or self.selection.country else []
        return max((each.as_of for each in theirs or asked), default=self.state.as_of)

    @property
    def dated(self) -> str:
        day = self.say("dated.record", date=date(self.lang, self.as_of))
        return self.say("dated.snapshot", dated=day, snapshot=self.state.snapshot)

    @property
    def one(self) -> One:
        return self._one

    def _one(self, name: str, /, **given: object) -> Any:
        return next(iter(self._ask(name, **given).rows), None)

    def say(self, key: str, **values: object) -> str:
        """The sentence of this audience, if it has its own."""
        own = f"{key}.{self.selection.audience}"
        # Names and sentences of the record come with the apostrophes of a typewriter.
        return capital(typeset(self.lang, say(self.lang, own if known(own) else key, **values)))

    def careful(self, *keys: str, **values: object) -> tuple[str, ...]:
        return tuple(say(self.lang, f"careful.{key}", **values) for key in keys)

    def embargoed(self) -> tuple[str, ...]:
        """What of the record nobody may be told yet: only staff, who prepare what is said then, have it."""
        return tuple(
            caution
            for table, key, moment in embargoed(self.state.record.tables, publications.now())
            for caution in self.careful(
                "embargo", table=say(self.lang, f"file.{table}"), row=key,
                date=date(self.lang, moment[:10]), time=moment[11:16],
            )
        )  # fmt: skip

    def sampled(self, years: Iterable[Any]) -> tuple[str, ...]:
        """What has to be known of cases of old editions, if there are any among these years."""
        return tuple(running(self.lang, text) for text in [sampled(years, self.lang)] if text)

    def amount(self, value: int, qualifier: str | None, noun: Noun) -> str:
        """As exact as the audience wants it."""
        spoken = self.selection.audience != "press"
        return amount(self.lang, value, qualifier, noun, spoken=spoken)

    def coarse(self, iso: str | None) -> str | None:
        """A date as exact as the audience wants it: a room and those who write hear the month."""
        exact = self.selection.audience in ("press", "officials")
        return iso if exact or not iso else iso[:7]

    def leave_out(self, key: str, **values: object) -> None:
        self.left_out.append(say(self.lang, f"left_out.{key}", **values))

    @cached_property
    def grammar(self) -> Mapping[str, Row]:
        """How each case is spoken of, where the record says so."""
        return {str(row["case_id"]): row for row in self.state.record.tables["case_grammar"]}

    @cached_property
    def retold(self) -> Mapping[str, Row]:
        """What an event is said as, where its own sentence cannot be said: by the key of the event."""
        rows = self.state.record.tables["outcome_grammar"]
        return {str(row["outcome_id"]): row for row in rows}

    @cached_property
    def told(self) -> Mapping[str, Sequence[Row]]:
        """The rows of every case's events as they were filed: asked one by one, all of them would take a third of a second."""
        found: dict[str, list[Row]] = {}
        for row in self.state.record.tables["outcomes"]:
            found.setdefault(str(row["case_id"]), []).append(row)
        return found

    @cached_property
    def newest_edition(self) -> int:
        return max((row["edition_year"] for row in self.ask("editions").rows), default=0)

    @cached_property
    def common(self) -> frozenset[str]:
        """The words that the record writes small in this language, which therefore are no names."""
        return frozenset(word for word in self._words if word.islower())

    @cached_property
    def proper(self) -> frozenset[str]:
        """The words that it writes with a capital within its sentences."""
        return frozenset(word for word in self._words if word[0].isupper())

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words of the record's sentences in this language, but for the first of each."""
        column = "summary" if self.lang == FIRST else f"summary_{self.lang}"
        return frozenset(
            word
            for table in ("cases", "outcomes")
            for row in self.state.record.tables[table]
            for word in re.findall(r"(?<=[\w,’'] )\w+", str(row.get(column) or ""))
        )

    @property
    def checked(self) -> str:
        """The day of the whole record. What is said of one case bears the day of that case."""
        return date(self.lang, self.state.as_of)

    def checked_of(self, *cases: Row) -> str:
        """The day on which nothing later was found of any of these cases, and in which pages."""
        return standings.checked(min(cases, key=lambda case: case["checked_on"]), self.view)

    def up_to(self, case: Row) -> str:
        """Until when it is known that nothing followed, inside a sentence."""
        return up_to(self.lang, case["read_until"] or str(case["checked_on"]))

    def source(self, row: Row) -> tuple[Source, ...]:
        """Where one row was seen, so that a point names the source of its own number and no other."""
        if not row.get("source_url"):
            return ()
        name = published(self.state, row, self.lang)
        day, strength = row.get("source_date") or "", row.get("source_strength") or ""
        return (Source(name, row["source_url"], day, strength),)

    def of_amnesty(self, row: Row) -> bool:
        """Whether the page of a row is one of Amnesty's own: no other can show what Amnesty asks."""
        found = publisher(str(row.get("source_url") or ""), self.state.record.publishers)
        return found is not None and found.own

    def weak(self, row: Row, key: str = "weak", **more: str) -> tuple[str, ...]:
        """That what a row says rests on a weak page, which one, and what does."""
        if row.get("source_strength") != "weak":
            return ()
        return self.careful(key, page=published(self.state, row, self.lang), **more)
