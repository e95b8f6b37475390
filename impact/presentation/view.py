"""What everything between figures and faces is given: one snapshot seen in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from impact import figures
from impact.figures import Figure, access
from impact.figures.access import Who
from impact.figures.live import State
from impact.i18n.words import Language, Wording
from impact.presentation.asking import Ask, One, Where


@dataclass(frozen=True, init=False)
class View(Wording):
    """One snapshot in one language, as far as who asks may see it; not knowing who, as anybody may."""

    state: State

    def __init__(self, state: State, lang: Language, who: Who | None = None) -> None:
        super().__init__(lang)
        object.__setattr__(self, "state", access.seen(state, who))

    @property
    def ask(self) -> Ask:
        """Ask for a figure by its name. Raises `Fault` for what does not fit."""
        return self._ask

    @property
    def one(self) -> One:
        """Ask for the single row of a figure; None if it has none."""
        return self._one

    def _ask(self, name: str, where: Where = None, /, **given: object) -> Figure:
        return figures.figure(self.state, name, self.lang, where, **given)

    def _one(self, name: str, /, **given: object) -> Any:
        return next(iter(self._ask(name, **given).rows), None)

    def published(self, row: Mapping[str, Any]) -> str:
        """Who published the page of a row."""
        return figures.published(self.state, row, self.lang)

    def dated(self, figure: Figure) -> str:
        """What the day of a figure is the day of, and of which snapshot it is."""
        return self.say(
            "dated.snapshot", dated=figure.dated(self.lang), snapshot=self.state.snapshot
        )
