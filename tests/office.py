"""An office of sections for tests: a store of its own, and what colleagues send to it.

The record is the one that ships, so that cases are called what staff call them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from impact.exports import intake, mapping, rollup, rules, streams, taking
from impact.exports.intake import Report
from impact.exports.ledger import Effect, Entry
from impact.record.reader import read
from impact.settings import ROOT
from impact.store import Store

RECORD = read(ROOT / "data" / "record")
TODAY = dt.datetime(2026, 4, 20, 12, tzinfo=dt.UTC)
ZERO_WIDTH = "\u200b"


@cache
def desk(own: str = "") -> taking.Desk:
    """Where files are handed in. `own`: mappings of staff's own, as YAML beside the packaged ones."""
    mappings = mapping.load(own=own.encode() or None)
    return taking.Desk(mappings, b"k" * 32, RECORD)


class Office:
    """One store, and the folder from which files are sent."""

    def __init__(self, folder: Path, own: str = "") -> None:
        self.folder = folder
        self.store = Store(folder / "store")
        self.desk = desk(own)

    def file(self, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = self.folder / "sent" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def handed(
        self, name: str, content: str | bytes | Path, section: str = "CA-FR", **how: Any
    ) -> taking.Handed:
        path = content if isinstance(content, Path) else self.file(name, content)
        return taking.Handed(path, section, received=how.pop("on", TODAY), **how)

    def check(
        self, name: str, content: str | bytes | Path, section: str = "CA-FR", **how: Any
    ) -> Report:
        return self.desk.check(self.store, self.handed(name, content, section, **how))

    def send(
        self, name: str, content: str | bytes | Path, section: str = "CA-FR", **how: Any
    ) -> Report:
        return self.desk.take(self.store, self.handed(name, content, section, **how))

    def decide(self, report: Report | str, choice: str, *, always: bool = False) -> Report:
        identity = report if isinstance(report, str) else str(report.id)
        with taking.changing(self.store) as visit:
            return visit.decide(identity, choice, RECORD, always=always)

    def say(self, section: str, platform: str, stream: str, **what: Any) -> Effect:
        """Staff settle a list, as the command and the page do."""
        with taking.changing(self.store) as visit:
            return visit.settle_stream(
                streams.said(visit.ledger, section, platform, stream, **what)
            )

    def rule(
        self, platform: str, value: str, edition: int, case: str, *, kept: bool = True
    ) -> list[Effect]:
        made = rules.made(
            platform=platform, value=value, edition=edition, case_id=case, record=RECORD
        )
        with taking.changing(self.store) as visit:
            return visit.set_rule(made, kept=kept)

    def entries(self) -> list[Entry]:
        return taking.entries(self.store)

    def counts(self, *by: str) -> Mapping[Any, int]:
        """What stands, added up by these columns, without what is nought."""
        newest = self.store.newest()
        sums: Counter[Any] = Counter()
        if newest is None:
            return sums
        for row in rollup.rollup_of(self.store, newest.files)().to_pylist():
            key = tuple(row[column] for column in by)
            sums[key[0] if len(key) == 1 else key] += row["quantity"]
        return {key: count for key, count in sums.items() if count}

    @property
    def total(self) -> int:
        return sum(self.counts("section").values())


def reading(
    folder: Path, name: str, content: str | bytes | Path, own: str = "", **how: Any
) -> Report:
    """What a file is counted to, without a store."""
    path = content if isinstance(content, Path) else folder / name
    if isinstance(content, (str, bytes)):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    at = desk(own)
    report, _table = intake.examine(
        path, at.mappings, section=how.pop("section", "CA-FR"), secret=at.secret,
        today=TODAY.date(), record=RECORD, recognition=at.recognition, **how,
    )  # fmt: skip
    return report


def reasons(report: Report) -> dict[int, str]:
    return {aside.line: aside.reason for aside in report.set_aside}


def warned(report: Report) -> set[str]:
    return {key for key, _values in report.warnings}


def told(report: Report) -> bool:
    """Whether somebody is told that something is amiss."""
    return (
        report.fault is not None
        or report.verdict in ("held", "refused")
        or bool(report.set_aside)
        or bool(report.warnings)
    )


TALLY = "Date,Case,Action type,Channel,Number"
TALLY_FR = "Date;Cas;Type d’action;Canal;Nombre"
FORMS = "ID,Start time,Completion time,Email,Name,Case,Letters sent,Solidarity messages,Petition signatures"
GOOGLE = "Horodateur,Adresse e-mail,Nom de votre groupe,Personne défendue,Nombre de lettres,Nombre de messages de soutien,Commentaires"
SPEAKOUT = (
    "Signature ID,Petition ID,First Name,Last Name,Email Address,Country,Date Signed,Confirmed"
)
ACTIONKIT = "id,created_at,updated_at,user_id,mailing_id,page_id,link,source,opq_id,created_user,subscribed_user,status"
PROCA = "id,firstname,country,email,widget,type,date,campaign"
CONTROLSHIFT = "id,petition_id,email,first_name,last_name,phone_number,postcode,created_at,join_organisation,deleted_at,unsubscribe_at,external_constituent_id,member_id"
CIVI = '"Activity Type","Subject","Activity Date","Activity Details"'
SALESFORCE = '"Campaign Name","Member Status","Contact ID","First Name","Last Name","Email","Mailing Country","Member First Associated Date"'
NETWORK = "uuid,first_name,last_name,email,zip_code,can2_user_tags"
SOCIAL = "date,case,channel,count,how counted"
ENGAGING = "Supporter ID,Supporter Email,Campaign Number,Campaign Type,Campaign ID,Campaign Date,Campaign Time,Campaign Status"


def sheet(header: str, *rows: str) -> str:
    return "\n".join([header, *rows, ""])


def tally(*rows: str) -> str:
    """A tally of letters, sent off line: `10 Honduras 50` is the tenth of December 2025."""
    cells = (row.split(" ", 2) for row in rows)
    return sheet(
        TALLY,
        *(f"2025-12-{int(day):02},{case},letter,offline,{count}" for day, case, count in cells),
    )


def form(*rows: tuple[int, str, str, int]) -> str:
    """Answers to a form of Microsoft's: number, day as `12/10/25`, case, letters."""
    return sheet(
        FORMS,
        *(
            f"{number},{day} 18:00,{day} 18:05,anonymous,,{case},{letters},0,0"
            for number, day, case, letters in rows
        ),
    )


def signatures(*rows: tuple[int, int, str]) -> str:
    """Signatures of a SpeakOut site: number, petition, day."""
    return sheet(
        SPEAKOUT,
        *(
            f'"{number}","{petition}","A","B","a{number}@example.org","Canada","{day} 10:00:00","Y"'
            for number, petition, day in rows
        ),
    )


def petitions(*rows: tuple[str, int], case: str = "W4R25 Honduras") -> str:
    """A report without ids of CiviCRM: day, how many."""
    return sheet(
        CIVI,
        *(
            f'"Petition","{case}","{day} 09:{number:02}","x"'
            for day, count in rows
            for number in range(count)
        ),
    )


def proca(*rows: tuple[int | str, str, str]) -> str:
    """Actions of Proca: id, day, case. At noon UTC the day is the same everywhere that is asked."""
    return sheet(
        PROCA,
        *(
            f"{number},A,CA,a{number}@example.org,w,petition,{day}T15:00:00,{case}"
            for number, day, case in rows
        ),
    )
