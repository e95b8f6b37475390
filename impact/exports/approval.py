"""Approval: what changes the record waits for a second person, where whoever sends it may not change it alone.
What was published is not taken out of the counts or put back by one person with four eyes, nor is anything published.

A section's counts are its own. The record, its totals and claims are everybody's: rows of them that others than
admins hand in are held until an admin approves, and with `IMPACT_FOUR_EYES` those of admins too, by another one.
"""

from __future__ import annotations

from impact.exports import audit
from impact.faults import Fault
from impact.settings import value

CODE = "approval"
APPROVE = "approve"
OFF = ("", "0")


def four_eyes() -> bool:
    """Whether nobody changes the record alone; whatever is set and is no "0" means so."""
    return value("IMPACT_FOUR_EYES").strip() not in OFF


def needed(*, admin: bool) -> bool:
    """Whether rows of the record that somebody hands in wait for an approval."""
    return four_eyes() or not admin


def known() -> None:
    """That who acts is somebody of the file of roles, where four eyes are wanted and there is one: the account
    of a shell may be anybody's. Raises `Fault`."""
    doer = audit.doer()
    named = doer.door != "command line" or "@" in doer.who
    if four_eyes() and value("IMPACT_ROLES").strip() and not named:
        raise Fault("approval_nameless")


def check(first: str, own: str) -> None:
    """That who acts is somebody known, and not the first person. Raises `Fault`, `own` if it is the same one."""
    who = audit.doer().who
    if not who:
        raise Fault("approval_nobody")
    known()
    if who == first:
        raise Fault(own, who=who)
