"""A drawing in the colours of both themes, for pages where the reader's system chooses.

Inks that differ are variables, named after their two colours; a page gives them their values in its style.
"""

from __future__ import annotations

import re

from impact.pictures.svg import VARIABLE


def apart(svg: str, prefix: str) -> str:
    """The same drawing with names of its own, so that two can stand in one page, one of them hidden.

    A hidden drawing lends nothing: what shows would lose the patterns that it shares with it.
    """
    return (
        svg.replace('id="', f'id="{prefix}')
        .replace('href="#', f'href="#{prefix}')
        .replace("url(#", f"url(#{prefix}")
    )


def inks(*drawings: str) -> list[tuple[str, str, str]]:
    """The variables of some drawings, each with its light and its dark colour."""
    found = sorted({pair for svg in drawings for pair in re.findall(VARIABLE, svg)})
    return [(f"--c{light}-{dark}", f"#{light}", f"#{dark}") for light, dark in found]
