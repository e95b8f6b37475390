"""What each figure has beside its rows: a picture, a number.

A function that draws a figure bears the figure's name and lies in the module of its family, with its
sentences and its chart. What a figure is called, the questions it meets, what its table shows and whose
number stands on its page lie beside its query (`queries/metrics/NAME.toml`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from impact import figures
from impact.faults import Fault
from impact.figures import Figure
from impact.presentation.panel import Look, Number, Panel, Shape
from impact.presentation.view import View

Picture = Callable[[View, Figure, Look], Panel]
_PICTURES: dict[str, Picture] = {}
_NUMBERS: dict[str, Callable[[View], Number | None]] = {}


def picture(draw: Picture) -> Picture:
    """Make a function the picture of the figure that it is named after."""
    _PICTURES[draw.__name__] = draw
    return draw


def number_of(
    name: str,
) -> Callable[[Callable[[View], Number | None]], Callable[[View], Number | None]]:
    """Make a function the number of a figure."""

    def register(make: Callable[[View], Number | None]) -> Callable[[View], Number | None]:
        _NUMBERS[name] = make
        return make

    return register


def pictures() -> list[str]:
    """The figures that have a picture."""
    return sorted(_PICTURES)


def numbers() -> list[str]:
    """The figures that have a number of their own."""
    return sorted(_NUMBERS)


def number(view: View, name: str) -> Number | None:
    """The number that a figure is asked for: its own, or that of a figure it belongs to; None for none."""
    make = _NUMBERS.get(figures.entry(name).get("number_of", name))
    return make(view) if make else None


def views(name: str) -> tuple[str, ...]:
    """The ways in which a figure can be drawn, the usual one first; none where there is but one."""
    return tuple(figures.entry(name).get("views", ()))


def parameters(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a figure is asked with, of what its picture is: without how it is drawn."""
    return {key: value for key, value in given.items() if key != "view" or not views(name)}


def panel(
    view: View,
    name: str,
    given: Mapping[str, Any],
    *,
    shape: Shape = "wide",
    rows: Sequence[Mapping[str, Any]] | None = None,
) -> Panel:
    """What the picture of a figure shows, or of some `rows` like its own in their place.

    Raises `Fault` for an unknown figure or a wrong parameter.
    """
    if name not in _PICTURES:
        raise Fault("unknown_figure", name=name[:80], near=", ".join(pictures()))
    way = given.get("view")
    if way is not None and views(name) and way not in views(name):
        raise figures.wrong("view", str(way), views(name))
    figure = view.ask(name, **parameters(name, given))
    if rows is not None:
        figure = replace(figure, rows=list(rows))
    return _PICTURES[name](view, figure, Look(shape, given))
