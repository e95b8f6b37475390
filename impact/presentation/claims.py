"""What publishers printed: the number of a claim, what it is of, who printed it, what may be said of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from impact.faults import Fault
from impact.figures.rows import ClaimsLedger, ReleasesPublishedHeadline
from impact.i18n.grammar import on
from impact.i18n.words import Aloud, Wording
from impact.presentation.panel import Number, Panel, card
from impact.presentation.view import View


def claim_value(row: ClaimsLedger, words: Wording) -> str:
    """The number that a claim prints, with its qualifier."""
    if row["unit"] == "percent":
        share = words.percent(row["value"] / 100)
        return words.say(f"qualified.{row['qualifier'] or 'exact'}", number=share)
    return words.qualified(row["value"], row["qualifier"])


def claim_about(row: ClaimsLedger, words: Wording) -> str:
    """What a claim prints a number of."""
    of = words.say("claims.of", count=row["of_cases"]) if row["of_cases"] else ""
    since = words.say("claims.since", year=str(row["since_year"])) if row["since_year"] else ""
    letters = row["unit"] == "letters"
    what = words.term("unit", "letters") if letters else words.term("subject", row["subject"])
    parts = [what, of, since, str(row["edition_year"] or "")]
    return " · ".join(filter(None, parts))


def claim_stands(row: ClaimsLedger, words: Wording) -> list[str]:
    """What may be said of a claim today: why, our own number, what replaced it."""
    found = [words.localized(row, "reason")] if row["reason"] else []
    if row["our_value"] is not None and not row["offered"]:
        ours = words.qualified(row["our_value"], row["our_qualifier"] or "exact")
        then = row["our_figure"] == "releases_documented"  # counted up to the day of the claim
        found.append(words.say("claims.ours_then" if then else "claims.ours", value=ours))
    if row["replaced_by"] is not None and row["status"] == "superseded":
        found.append(words.say("claims.replaced", value=words.number(row["replaced_by"])))
    return found


def claim_by(row: ClaimsLedger, words: Wording) -> str:
    """Who printed the number of a claim, and when."""
    key = "claims.by_us" if row["offered"] else "claims.by"
    publisher = words.localized(row, "publisher")
    return words.say(key, publisher=publisher, date=words.date(row["printed"]))


def claim_says(row: ClaimsLedger, words: Wording) -> str:
    """What may be said of a claim today, in sentences."""
    status = "offered" if row["offered"] and row["status"] == "current" else row["status"]
    told = [words.term("claims.may", status), *claim_stands(row, words)]
    return " ".join(text if text.endswith((".", "!", "?", "»")) else f"{text}." for text in told)


_TITLE = 70  # letters that a search engine or a message shows of a title


def claim_title(row: ClaimsLedger, words: Wording) -> str:
    """Who printed what, in as many words as a title has room for; what is left out is on the page."""
    publisher, about = words.localized(row, "publisher"), claim_about(row, words)
    if row["offered"]:  # the name of the site stands behind every title
        return words.say("claims.bare", value=claim_value(row, words), about=about)
    brief = re.sub(r" \(.*\)$", "", publisher)
    found = ""
    for who, what in ((publisher, about), (brief, about), (brief, about.split(" · ")[0])):
        found = words.say("claims.short", publisher=who, value=claim_value(row, words), about=what)
        if len(found) <= _TITLE:
            return found
    room = len(brief) - (len(found) - _TITLE) - 1
    short = brief[: max(room, 12)].rsplit(" ", 1)[0].rstrip(",") + "…"
    return found.replace(brief, short, 1)


def claim_story(row: ReleasesPublishedHeadline, words: Wording) -> str:
    """Where the most printed number of releases comes from, and what else was printed."""
    whole = row["of_cases"] is not None and row["first_since_year"] is not None
    text = words.say(
        "releases.story_first" if whole else "releases.story_plain",
        count=Aloud(row["times_printed"]),
        first=on(words.lang, row["first_printed"]),
        since_year=row["first_since_year"],
        cases=row["of_cases"],
    )
    if row["times_printed"] > 1 and row["publishers"] == 1:
        text += " " + words.say("releases.story_one")
    if row["as_since_2001"] and row["first_since_year"] not in (None, 2001):
        text += " " + words.say(
            "releases.story_since",
            since_year=row["first_since_year"],
            first=Aloud(row["as_first"], feminine=True),
            other=Aloud(row["as_since_2001"], feminine=True),
        )
    if row["times_printed"] > 1:
        last = on(words.lang, row["last_printed"])
        text += " " + words.say("releases.story_last", last=last)
    if row["highest"] != row["lowest"]:
        text += " " + words.say(
            "releases.story_others", lowest=row["lowest"], highest=row["highest"]
        )
        if others := row["others_of_publisher"]:
            text += " " + words.say("releases.story_same", count=Aloud(others))
        text += " " + words.say("releases.story_list")
    return text


def claim_scope(row: Mapping[str, Any], words: Wording) -> str:
    """What a claim counts: subject, since when, of how many cases."""
    text = words.term("subject", row["subject"])
    if row["since_year"]:
        text = words.say("claim.since", subject=text, year=row["since_year"])
    if row.get("of_cases"):
        text = words.say("claim.of_cases", subject=text, cases=row["of_cases"])
    return text


def claim_panel(view: View, key: str) -> Panel:
    """What the picture of one claim shows. Raises `Fault` for an unknown one."""
    ledger = view.ask("claims_ledger", {"claim_id": key})
    if not ledger.rows:
        raise Fault("parameter_wrong", found=key[:40], name="claim_id", written="c001")
    row = ledger.rows[0]
    number = Number(claim_about(row, view), claim_value(row, view), claim_says(row, view))
    return card(view, ledger, claim_by(row, view), "", number)
