"""Points made of figures: which template fits what the rows say, and what has to be known with it.

Each function makes one point, or none where the rows do not bear it; what is not said gets a reason.
"""

from impact.talking.points.cases import (
    cases_of_edition,
    frees,
    moment,
    news,
    news_of_edition,
    of_case,
    of_country,
    people_of_edition,
    story,
    to_the_end,
    undone,
    where,
)
from impact.talking.points.releases import documented, published
from impact.talking.points.speaker import Speaker
from impact.talking.points.totals import compared, counted, first, total, totals_printed

__all__ = [
    "Speaker",
    "cases_of_edition",
    "compared",
    "counted",
    "documented",
    "first",
    "frees",
    "moment",
    "news",
    "news_of_edition",
    "of_case",
    "of_country",
    "people_of_edition",
    "published",
    "story",
    "to_the_end",
    "total",
    "totals_printed",
    "undone",
    "where",
]
