"""Of which kind an event of the record is: by its type, and by what its own words tell that its type does not."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from impact.factcheck import verbs
from impact.factcheck.facts import Row
from impact.factcheck.patterns import lazy
from impact.factcheck.text import covered, flatten
from impact.record.schema import OUTCOME_TYPES, STANDING

RELEASES = tuple(kind.name for kind in OUTCOME_TYPES if kind.releases)
ARRESTS = (
    "re_arrested",
    "arrested",
)  # the record calls it another one where it tells of one before
# What the record calls the events that a word may mean, and those after which it holds no longer.
TYPES = {
    "released": RELEASES,
    "re_arrested": ("re_arrested",),
    "charged": ("perpetrator_charged",),
    "charges_dropped": ("charges_dropped",),
    "acquitted": ("acquitted", "perpetrator_acquitted"),
    "convicted": ("perpetrator_convicted", "convicted", "sentenced", "sentenced_elsewhere"),
    "commuted": ("sentence_commuted", "sentence_reduced"),
    "pardoned": ("pardoned",),
    "died": ("died",),
    "overturned": ("acquitted", "retrial_ordered", "death_sentence_overturned"),
    "retrial": ("retrial_ordered",),
    "arrested": ARRESTS,
    "upheld": (),
    "rejected": (),
    "granted": (),
}


def typed(kind: str, rows: Iterable[Row]) -> list[Row]:
    """The events that are of a kind by their type, and not by a word in passing: their date is the event's."""
    return [row for row in rows if row["outcome_type"] in TYPES[kind] or not TYPES[kind]]


@cache
def _words_tell(summary: str) -> frozenset[str]:
    """What an event's own words tell that its type may not: an acquittal among charges dropped, a pardon."""
    flat = covered(flatten(summary))
    pardoned = ["pardoned"] if _AMNESTY.search(flat) else []
    told = [
        str(verb.lastgroup)
        for verb in verbs.OUTCOME["en"].finditer(flat)
        if verb.lastgroup in _IN_WORDS
        and not _NOT_THEN.search(flat, max(0, verb.start() - 40), verb.start())
    ]
    won = ["granted"] if "overturned" in told else []
    return frozenset(pardoned) | frozenset(told) | frozenset(won)


_IN_WORDS = frozenset(
    (
        "acquitted",
        "charges_dropped",
        "overturned",
        "retrial",
        "commuted",
        "pardoned",
        "convicted",
        "upheld",
        "rejected",
        "granted",
    )
)
_NOT_THEN = lazy(
    r"\b(?:after|before|until|against|upheld|uphold\w*|confirm\w*|review\w*|not|without|among|whose|earlier) (?:[\w'-]+ ){0,4}$"
    r"|\b(?:ruling|judge?ment|decision|verdict|order) $"  # "set aside the ruling upholding his sentence"
)


def of_type(kind: str, events: Iterable[Row]) -> list[Row]:
    events = list(events)
    found = [
        row
        for row in events
        if row["outcome_type"] in TYPES[kind] or kind in _words_tell(row["summary"])
    ]
    if kind == "released":
        after = [STANDING.get(row["custody_after"]) for row in events]
        out = [row for row, stands in zip(events, after, strict=True) if stands and stands.free]
        kept = [
            row for row, stands in zip(events, after, strict=True) if stands and not stands.free
        ]
        found = [row for row in events if row in out or (row in found and row not in kept)]
    return found


def of_kind(kind: str, row: Row) -> bool:
    """Whether an event is of a kind, by its type or by its own words."""
    return kind in TYPES and bool(of_type(kind, [row]))


_AMNESTY = lazy(r"\b(?:under|by|through|in) (?:[\w'-]+ ){0,5}?(?:amnesty|pardon)\b")
