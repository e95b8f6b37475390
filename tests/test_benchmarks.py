"""The benchmarks can be run with the figures that there are."""

from __future__ import annotations

import itertools

from benchmarks import load
from benchmarks import pictures as drawn
from benchmarks import queries as asked
from impact import figures, pictures
from impact.press.service import Service


def test_every_picture_that_is_measured_is_given_what_its_figure_has_to_be_told() -> None:
    wanted = {key for name in pictures.names() for key in figures.parameters(name)}
    assert "edition" in wanted
    assert wanted - figures.DEFAULTS.keys() <= drawn.GIVEN.keys()


def test_every_figure_that_is_measured_is_given_what_it_has_to_be_told() -> None:
    wanted = {key for name in figures.names() for key in figures.parameters(name)}
    assert wanted - figures.DEFAULTS.keys() <= {"edition", *asked.GIVEN}


def test_the_load_asked_for_few_pictures_again_and_again_and_for_some_that_there_are_not() -> None:
    addresses = list(itertools.islice(load.distinct(), 6000))
    assert len(set(addresses)) == 6000
    service = Service()
    for address in addresses[::1500]:
        path, _, query = address.partition("?")
        assert service.answer(path.encode(), query.encode()).status == 200
