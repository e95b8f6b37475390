"""What a face shows of a figure: its sentences, its chart, its number, the same on every face.

Each family of figures is a module; to import one of them is to have its pictures and numbers known.
"""

from impact.presentation import (
    actions,
    aims,
    alike,
    cases,
    claims,
    counts,
    lanes,
    releases,
    results,
    standings,
    strengths,
    timeline,
    waiting,
)

__all__ = [
    "actions",
    "aims",
    "alike",
    "cases",
    "claims",
    "counts",
    "lanes",
    "releases",
    "results",
    "standings",
    "strengths",
    "timeline",
    "waiting",
]
