"""Points made of figures: which template fits what the rows say, and what has to be known with it.

Each function makes one point, or none where the rows do not bear it; what is not said gets a reason.
"""

from impact.talking.points.campaign import day, take_part, thanks, why
from impact.talking.points.cases import (
    READ,
    asked,
    bridges,
    frees,
    in_short,
    moment,
    of_case,
    story,
    taken_again,
    to_the_end,
    today,
    undone,
    where,
)
from impact.talking.points.countries import of_country
from impact.talking.points.editions import (
    ask_of_edition,
    cases_of_edition,
    news,
    others_of_edition,
    people_of_edition,
)
from impact.talking.points.releases import documented, everybody, published, stand_now
from impact.talking.points.speaker import Speaker
from impact.talking.points.totals import Totals, compared, counted, first, total, totals_printed

__all__ = [
    "READ",
    "Speaker",
    "Totals",
    "ask_of_edition",
    "asked",
    "bridges",
    "cases_of_edition",
    "compared",
    "counted",
    "day",
    "documented",
    "everybody",
    "first",
    "frees",
    "in_short",
    "moment",
    "news",
    "of_case",
    "of_country",
    "others_of_edition",
    "people_of_edition",
    "published",
    "stand_now",
    "story",
    "take_part",
    "taken_again",
    "thanks",
    "to_the_end",
    "today",
    "total",
    "totals_printed",
    "undone",
    "where",
    "why",
]
