"""Colours as SVG 1.1 has them, which knows none that shine through."""

from __future__ import annotations

import re


def mixed(over: str, ground: str, share: float) -> str:
    """A share of one colour over another."""
    pairs = zip(_parts(over), _parts(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def solid(colour: str, ground: str) -> str:
    """A colour with what shines through it mixed in."""
    found = re.fullmatch(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)", colour)
    if not found:
        return colour
    plain = "#" + "".join(f"{int(part):02X}" for part in found.groups()[:3])
    return mixed(plain, ground, float(found[4]))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
