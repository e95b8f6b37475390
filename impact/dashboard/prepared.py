"""A chart as Streamlit takes it without having Plotly check it anew at each visit.

Of a dictionary Plotly builds all its own classes, and makes a dictionary of them again: two thirds of what a page with
charts cost. Of a figure Streamlit takes what `to_dict` gives. What we draw is checked by the tests instead.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import plotly.graph_objects as go
from plotly.basedatatypes import BaseFigure

from impact.presentation.plotly import Drawn


class PreparedFigure(BaseFigure):  # type: ignore[misc]  # Plotly has no types
    """What was drawn, with the template that Streamlit gives its theme by."""

    def __init__(self, drawn: Drawn) -> None:
        self._prepared = {
            "data": drawn["data"],
            "layout": {"template": _template(), **drawn["layout"]},
        }

    def to_dict(self) -> dict[str, Any]:
        return self._prepared


@cache
def _template() -> object:
    return go.Figure().to_dict()["layout"]["template"]
