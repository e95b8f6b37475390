"""How long a brief takes: one page as PDF, and all four forms, of each occasion in both languages."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

from impact import briefs, talking
from impact.figures import live
from impact.figures.live import State
from impact.i18n.words import LANGUAGES
from impact.talking import Selection, Talk

TIMES = 3
SELECTIONS = (
    Selection("launch"),
    Selection("human_rights_day"),
    Selection("results"),
    Selection("case", case_id="2021-zhang-zhan"),
    Selection("country", country="CN"),
)


def milliseconds() -> tuple[float, tuple[str, float], tuple[str, float], float]:
    """Medians, of what stands and points are there: the points of a launch, by name the slowest page and
    the slowest four forms; and the first page of a process, which makes the fonts ready."""
    state = live.current()
    started = time.perf_counter()
    briefs.made(state, talking.talk(state, SELECTIONS[0], "en"), "pdf")
    first = (time.perf_counter() - started) * 1000
    points = _median(lambda _: talking.talk(state, SELECTIONS[0], "en"))
    pages, all_forms = {}, {}
    for selection in SELECTIONS:
        for lang in LANGUAGES:
            talk = talking.talk(state, selection, lang)
            name = f"{selection.occasion}, {lang}"
            pages[name] = _median(lambda n, talk=talk: briefs.made(state, _other(talk, n), "pdf"))  # type: ignore[misc]
            all_forms[name] = _median(lambda n, talk=talk: _all(state, _other(talk, -n)))  # type: ignore[misc]
    slow, slower = max(pages, key=pages.__getitem__), max(all_forms, key=all_forms.__getitem__)
    return points, (slow, pages[slow]), (slower, all_forms[slower]), first


def _other(talk: Talk, n: int) -> Talk:
    """The same talk in other words: a page that was set before is set again in a third of the time."""
    points = tuple(replace(point, sentence=f"{point.sentence} {n}") for point in talk.points)
    questions = tuple(replace(each, answer=f"{each.answer} {n}") for each in talk.questions)
    return replace(talk, title=f"{talk.title} {n}", points=points, questions=questions)


def _all(state: State, talk: Talk) -> list[bytes]:
    said = briefs.brief(state, talk)
    return [briefs.written(said, form) for form in briefs.FORMS]


def _median(make: Callable[[int], object]) -> float:
    make(0)
    times = []
    for n in range(1, TIMES + 1):
        started = time.perf_counter()
        make(n)
        times.append((time.perf_counter() - started) * 1000)
    return median(times)


if __name__ == "__main__":
    print(milliseconds())
