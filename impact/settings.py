"""The settings: one list of environment variables, their defaults and what they are for.

The README's table is tested against this list.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Setting:
    """One environment variable. `kind`: what it can be, which `impact.server.meant` holds it to."""

    name: str
    default: str
    help: str
    kind: str = "text"


SETTINGS = (
    Setting("IMPACT_SERVE", "local", "`public` serves others: closed but to who logs in", "serve"),
    Setting("IMPACT_ROLES", "", "file that says who may do what; `public` needs it", "roles"),
    Setting(
        "IMPACT_AS",
        "",
        "address of who the command line and the drop folder act as; else whoever",
        "acting",
    ),
    Setting(
        "IMPACT_FOUR_EYES",
        "",
        "`1`: what changes the record or what is public waits for a second admin",
        "switch",
    ),
    Setting("IMPACT_RECORD", "data/record", "folder of the public record", "folder"),
    Setting("IMPACT_STORE", "var/store", "folder of the snapshots", "store"),
    Setting(
        "IMPACT_EXPORTS", "data/exports", "drop folder that the running server watches", "folder"
    ),
    Setting("IMPACT_STAFF_PASSWORD", "", "asked before anything is changed; else anybody may"),
    Setting("IMPACT_SECRET", "", "key of the hashes; else one is made and kept beside the store"),
    Setting(
        "IMPACT_TARGETS",
        "data/targets.csv",
        "file of targets that is taken in once; there need be none",
    ),
    Setting(
        "IMPACT_ADDRESS",
        "",
        "public address, as https://example.org; else links begin with /",
        "address",
    ),
    Setting("IMPACT_PRESS_CONTACT", "", "whom the press may ask; shown on its pages"),
    Setting(
        "IMPACT_TAKE_PART",
        "",
        "address at which people take part; talking points end with it",
        "link",
    ),
    Setting(
        "IMPACT_WEBHOOK",
        "",
        "where news is posted, as Slack and Teams take it; its address is kept secret",
        "webhook",
    ),
    Setting("IMPACT_WEBHOOK_LANG", "en", "language of what is posted", "language"),
    Setting(
        "IMPACT_SMALL",
        "",
        "steps in which the press is told counts of exports; else 10 where others are served, 0 here",
        "steps",
    ),
    Setting(
        "IMPACT_LOG", "plain", "plain lines, or json: one object a line, each request too", "log"
    ),
    Setting(
        "IMPACT_METRICS_TOKEN",
        "",
        "with it /metrics may be asked, as a bearer; where others are served, with it alone",
        "token",
    ),
    Setting(
        "IMPACT_RELEASES",
        "",
        "file that says when figures come out, and who sees them before",
        "calendar",
    ),
    Setting(
        "IMPACT_NEXT_UPDATE",
        "",
        "day on which the next figures are expected, as 2026-12-10",
        "coming_day",
    ),
)


_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def value(name: str) -> str:
    """A setting as it is given, else its default."""
    return os.environ.get(name, _DEFAULTS[name])


def folder(name: str) -> Path:
    """A setting that names a folder or a file, relative to the project unless it is absolute."""
    return ROOT / value(name)
