"""A brief as slides, one message each: what is said, the numbers, the chart, what to know before speaking.

The only package that knows python-pptx. Charts and tables are native, so that they can be edited; titles
are real titles, shapes stand in the order in which they are read, and each says in words what it is.
What has no room on a slide is in its notes, where everything is in full.
"""

from __future__ import annotations

import io
from typing import Any

from pptx import Presentation

from impact.briefs.content import Brief
from impact.briefs.reproducible import sealed
from impact.briefs.slides import cautions, messages, picture
from impact.briefs.slides.deck import bare, count, describe_deck, spoken


def pptx(brief: Brief) -> bytes:
    """The slides. The same brief gives the same bytes."""
    deck = Presentation()
    bare(deck, brief)
    messages.add(deck, brief)
    picture.add(deck, brief)
    cautions.add(deck, brief)
    count(deck, brief)
    return _written(deck, brief)


def single(brief: Brief) -> bytes:
    """One slide with what the brief shows."""
    deck = Presentation()
    bare(deck, brief)
    picture.add(deck, brief)
    return _written(deck, brief)


def _written(deck: Any, brief: Brief) -> bytes:
    describe_deck(deck, brief)
    for slide in deck.slides:
        spoken(slide.element, brief.lang)
        spoken(slide.notes_slide.element, brief.lang)
    data = io.BytesIO()
    deck.save(data)
    return sealed(data.getvalue())
