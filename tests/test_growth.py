"""The picture of growth: what stands beside a line can be read."""

from __future__ import annotations

import itertools
import re

from benchmarks.scale import drawn

WIDE = 45  # of the longest name of a size, in the picture's units


def test_the_names_of_sizes_that_lie_close_do_not_touch() -> None:
    cost = {"opening": 1.0, "figure": 5.0, "one more": 0.5}
    picture = drawn({1: cost, 10: cost, 100: cost, 150: cost})
    places = [int(x) for x in re.findall(r'<text x="(\d+)" y="290"', picture)]
    assert len(places) == 4
    assert all(later - earlier >= WIDE for earlier, later in itertools.pairwise(places))


def test_the_names_of_lines_that_end_alike_do_not_lie_upon_each_other() -> None:
    cost = {"opening": 1.0, "figure": 5.0, "one more": 0.5}
    picture = drawn({1: cost, 100: cost})
    heights = [int(y) for y in re.findall(r'<text x="\d+" y="(\d+)">', picture)]
    assert len(heights) == 3
    assert all(later - earlier >= 15 for earlier, later in itertools.pairwise(heights))
