"""The colours of a theme, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What a mark means: what the headline speaks of, all else, what is not counted or not known, an edition
# asked for among lines; land, and land where there is something.
Role = Literal["loud", "quiet", "empty", "text", "outline", "land", "land_with_cases"]


@dataclass(frozen=True)
class Palette:
    """Colours of one theme: quiet for all, loud for what the headline speaks of."""

    text: str
    quiet: str
    loud: str
    outline: str
    ground: str

    def of(self, role: Role) -> str:
        """The colour of a role, as CSS has it."""
        if role == "land":
            return "rgba(138,135,120,0.22)"
        if role == "land_with_cases":
            return "rgba(138,135,120,0.55)"
        return str(getattr(self, "ground" if role == "empty" else role))

    def over(self, role: Role, edge: Role = "text") -> str:
        """The ink of lines and dots over a fill: dark over yellow, where pale ones cannot be seen."""
        return self.outline if role == "loud" else self.of(edge)


STAMP = "rgba(138,135,120,0.45)"  # of a mark across a chart, which values are read through
LIGHT = Palette(
    text="#111111", quiet="#8A8778", loud="#FFF000", outline="#111111", ground="#FFFFFF"
)
DARK = Palette(text="#F5F5F0", quiet="#75736A", loud="#FFF000", outline="#0E0E0E", ground="#0E0E0E")
