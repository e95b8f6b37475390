"""The benchmarks can be run with the figures that there are."""

from __future__ import annotations

from benchmarks.pictures import GIVEN
from impact import figures, pictures


def test_every_picture_that_is_measured_is_given_what_its_figure_has_to_be_told() -> None:
    asked = {key for name in pictures.names() for key in figures.parameters(name)}
    assert "edition" in asked
    assert asked - figures.DEFAULTS.keys() <= GIVEN.keys()
