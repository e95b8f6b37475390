"""The benchmarks can be run with the figures that there are."""

from __future__ import annotations

from benchmarks import pictures as drawn
from benchmarks import queries as asked
from impact import figures, pictures


def test_every_picture_that_is_measured_is_given_what_its_figure_has_to_be_told() -> None:
    wanted = {key for name in pictures.names() for key in figures.parameters(name)}
    assert "edition" in wanted
    assert wanted - figures.DEFAULTS.keys() <= drawn.GIVEN.keys()


def test_every_figure_that_is_measured_is_given_what_it_has_to_be_told() -> None:
    wanted = {key for name in figures.names() for key in figures.parameters(name)}
    assert wanted - figures.DEFAULTS.keys() <= {"edition", *asked.GIVEN}
