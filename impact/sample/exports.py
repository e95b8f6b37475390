"""Invented exports about invented cases, to try everything with before a section has sent anything.

The same seed writes the same bytes. Totals are added up here while the rows are made, so that the
counting code can be held to them. Each file has the true header and shape of its platform.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from impact.exports import mapping
from impact.exports.intake import Report
from impact.exports.ledger import Entry
from impact.exports.taking import Desk, Handed
from impact.record.reader import Record
from impact.sample import record as sample_record
from impact.sample.record import CASES
from impact.store import Store

ZONES = {
    "CA-FR": "America/Toronto",
    "CA-EN": "America/Toronto",
    "US": "America/New_York",
    "GB": "Europe/London",
    "FR": "Europe/Paris",
    "BE-FR": "Europe/Brussels",
    "CH": "Europe/Zurich",
}
UNMAPPED = "unmapped"
_MARK = "_SAMPLE_"  # in the name of every file, so that none is ever taken for a real one


@dataclass(frozen=True)
class SampleFile:
    """One written export. `actions` are those it holds, alone."""

    name: str
    section: str
    received_on: dt.date
    actions: int


@dataclass(frozen=True)
class Action:
    """One action, or one cell of a tally, as it was at the section's own time."""

    number: int
    at: dt.datetime
    case: str
    kind: str
    quantity: int = 1

    @property
    def slug(self) -> str:
        return self.case.partition("-")[2]

    @property
    def year(self) -> str:
        return self.case[2:4]

    def utc(self, section: str) -> dt.datetime:
        return self.at.replace(tzinfo=ZoneInfo(ZONES[section])).astimezone(dt.UTC)


@dataclass(frozen=True)
class SampleStream:
    """What one section takes on one platform in one edition: about how many, and sent when.

    A sending holds what came since eight days before the last one: they overlap, as real ones do.
    """

    edition: int
    section: str
    platform: str
    actions: int
    sent: tuple[str, ...]
    without: tuple[str, str] | None = None  # no action on these days and those between
    spike: str | None = None  # nine times as many on this day
    slip: bool = False  # the first sending has one number with a zero too many, the second has not
    oddity: bool = (
        False  # two rows of a campaign that no mapping knows, one count that is no number
    )


PLAN = (
    *(
        SampleStream(edition, section, platform, actions, (f"{edition + 1}-02-0{day}",))
        for edition, scale in ((2024, 1.0), (2025, 1.1))
        for section, platform, actions, day in (
            ("CA-FR", "engaging_networks_transactions", round(100 * scale), 3),
            ("CA-FR", "excel_fr_tally", round(16000 * scale), 3),
            ("CA-EN", "engaging_networks_transactions", round(110 * scale), 4),
            ("CA-EN", "hand_tally_social", round(12000 * scale), 4),
            ("FR", "proca_action_list", round(260 * scale), 5),
            ("FR", "excel_fr_tally", round(21000 * scale), 5),
            ("GB", "controlshift_signatures", round(240 * scale), 6),
            ("GB", "hand_tally_social", round(14000 * scale), 6),
            ("CH", "civicrm_activity_report", round(150 * scale), 7),
            ("CH", "excel_fr_tally", round(9000 * scale), 7),
            ("US", "actionkit_core_action", round(280 * scale), 8),
            ("US", "action_network_report", round(40 * scale), 8),
            ("US", "hand_tally_social", round(9000 * scale), 8),
        )
    ),
    # A file that came long after its edition.
    SampleStream(2025, "BE-FR", "proca_action_list", 70, ("2026-11-18",)),
    # The running edition. FR sent every third day and fell silent; CH has sent too seldom to tell.
    SampleStream(
        2026,
        "CA-FR",
        "engaging_networks_transactions",
        60,
        ("2026-11-07", "2026-11-14", "2026-11-21"),
    ),
    SampleStream(
        2026,
        "CA-FR",
        "excel_fr_tally",
        1500,
        ("2026-11-08", "2026-11-09", "2026-11-21"),
        slip=True,
    ),
    SampleStream(
        2026,
        "CA-EN",
        "engaging_networks_transactions",
        60,
        ("2026-11-06", "2026-11-11", "2026-11-16", "2026-11-21"),
    ),
    SampleStream(
        2026,
        "CA-EN",
        "hand_tally_social",
        1200,
        ("2026-11-06", "2026-11-11", "2026-11-16", "2026-11-21"),
        spike="2026-11-14",
    ),
    SampleStream(2026, "FR", "proca_action_list", 80, ("2026-11-05", "2026-11-08", "2026-11-11")),
    SampleStream(2026, "FR", "excel_fr_tally", 1100, ("2026-11-05", "2026-11-08", "2026-11-11")),
    SampleStream(
        2026,
        "GB",
        "controlshift_signatures",
        90,
        ("2026-11-08", "2026-11-15", "2026-11-22"),
        without=("2026-11-10", "2026-11-13"),
    ),
    SampleStream(
        2026,
        "GB",
        "hand_tally_social",
        1300,
        ("2026-11-08", "2026-11-15", "2026-11-22"),
        without=("2026-11-10", "2026-11-13"),
    ),
    SampleStream(2026, "CH", "civicrm_activity_report", 50, ("2026-11-10", "2026-11-20")),
    SampleStream(2026, "CH", "excel_fr_tally", 800, ("2026-11-10", "2026-11-20")),
    SampleStream(
        2026, "US", "actionkit_core_action", 120, ("2026-11-08", "2026-11-15", "2026-11-22")
    ),
    SampleStream(2026, "US", "action_network_report", 20, ("2026-11-20",)),
    SampleStream(2026, "US", "hand_tally_social", 900, ("2026-11-15", "2026-11-22"), oddity=True),
)

KINDS = {
    "engaging_networks_transactions": ("petition", "email", "petition", "social", "call"),
    "actionkit_core_action": ("petition",),
    "proca_action_list": ("petition", "email", "social"),
    "civicrm_activity_report": ("petition",),
    "controlshift_signatures": ("petition",),
    "action_network_report": ("petition",),
    "excel_fr_tally": ("letter", "petition", "solidarity", "email"),
    "hand_tally_social": ("social",),
}
# A file of one section that was handed in for another as well: it is held, and counts for neither more.
TWICE = ("FR/2026-11-11", "BE-FR/2026-11-21", "excel_fr_tally")
TALLIES = ("excel_fr_tally", "hand_tally_social")
UNDATED = "action_network_report"
# Without keys, and sent in windows that overlap: a newer file replaces the days that it covers.
BY_DAYS = ("civicrm_activity_report", *TALLIES)


# Rows of each platform, header first. Some rows that are no actions stand between, as they do.

Rows = Iterator[list[str]]


def _engaging_networks(actions: list[Action], _section: str) -> Rows:
    header = [
        *("Account ID", "Supporter ID", "Supporter Email", "Date Created", "Date Modified"),
        *("Campaign Number", "Campaign Type", "Campaign ID", "Campaign Date", "Campaign Time"),
        "Campaign Status",
        *(f"Campaign Data {index}" for index in range(1, 36)),
        *(f"External Reference {index}" for index in range(1, 11)),
        *("Email Address", "Title", "First Name", "Middle Name", "Last Name"),
        *("Address 1", "Address 2", "Address 3", "City", "Region", "Postcode", "Country"),
        *("Phone Number", ""),
    ]
    codes = {"petition": "PET", "email": "ETT", "social": "TWT", "call": "CTT"}
    yield header
    for action in actions:
        row = {
            "Account ID": "1",
            "Supporter ID": f"{action.number}",
            "Supporter Email": _address(action),
            "Campaign Number": f"{PAGES[action.case]}",
            "Campaign Type": codes[action.kind],
            "Campaign ID": f"W4R{action.year} {action.slug}",
            "Campaign Date": f"{action.at:%Y-%m-%d}",
            "Campaign Time": f"{action.at:%H:%M:%S}",
            "Campaign Status": "P",
            "First Name": "Sample",
            "Last Name": "Exemple",
            "Country": "CA",
        }
        # A letter to several targets is one action and has a row for each of them.
        targets = ("Target 1", "Target 2") if action.kind == "email" else ("",)
        for target in targets:
            told = {**row, "Campaign Data 1": target}
            yield [told.get(name, "") for name in header]
        if action.number % 12 == 0:
            told = {**row, "Campaign Type": "QCB", "Campaign ID": "Email opt in"}
            yield [told.get(name, "") for name in header]


def _actionkit(actions: list[Action], section: str) -> Rows:
    yield [
        *("id", "created_at", "updated_at", "user_id", "mailing_id", "page_id", "link", "source"),
        *("opq_id", "created_user", "subscribed_user", "referring_user_id"),
        *("referring_mailing_id", "status", "taf_emails_sent", "is_forwarded", "ip_address"),
    ]
    for action in actions:
        at = f"{action.utc(section):%Y-%m-%d %H:%M:%S}"
        status = "incomplete" if action.quantity == 0 else "complete"
        yield [
            *(f"{action.number}", at, at, f"{action.number}", ""),
            *(f"{PAGES[action.case]}", "", "website", "", "0", "1", "", ""),
            *(status, "", "0", f"192.0.2.{action.number % 255}"),
        ]


def _proca(actions: list[Action], section: str) -> Rows:
    types = {"petition": "petition", "email": "mail2target", "social": "tweet"}
    yield ["id", "firstname", "country", "email", "widget", "type", "date", "campaign"]
    for action in actions:
        campaign = f"w4r{action.year}_{action.slug}"
        yield [
            *(f"{action.number}", "Sample", section[:2], _address(action), "w4r/fr"),
            "share" if action.quantity == 0 else types[action.kind],
            *(f"{action.utc(section):%Y-%m-%dT%H:%M:%S}", campaign),
        ]


def _civicrm(actions: list[Action], _section: str) -> Rows:
    yield ["Activity Type", "Subject", "Activity Date", "Activity Details"]
    for action in actions:
        yield [
            "Meeting" if action.quantity == 0 else "Petition",
            f"É{action.year} {action.slug}",
            f"{action.at:%Y-%m-%d %H:%M}",
            "Exemple :\n« inventé »" if action.number % 20 == 0 else "",
        ]


def _controlshift(actions: list[Action], section: str) -> Rows:
    yield [
        *("id", "petition_id", "email", "first_name", "last_name", "phone_number", "postcode"),
        *("created_at", "join_organisation", "deleted_at", "unsubscribe_at"),
        *("external_constituent_id", "member_id"),
    ]
    for action in actions:
        at = f"{action.utc(section):%Y-%m-%d %H:%M:%S} UTC"
        yield [
            *(f"{action.number}", f"{PAGES[action.case]}", _address(action)),
            *("Sample", "Exemple", "", "", at, "false"),
            *(at if action.quantity == 0 else "", "", "", ""),
        ]


def _action_network(actions: list[Action], _section: str) -> Rows:
    yield [
        *("uuid", "first_name", "last_name", "email", "zip_code", "can2_user_city"),
        *("can2_state_abbreviated", "can2_county", "can2_phone", "can2_user_tags"),
        *("can2_subscription_status", "can2_sms_status", "can2_subscription_date"),
    ]
    for action in actions:
        tag = "" if action.quantity == 0 else f"w4r{action.year}_signed_{action.slug}, "
        yield [
            *(f"{action.number:08}-0000-4000-8000-000000000000", "Sample", "Exemple"),
            *(_address(action), "", "", "", "", "", f"{tag}newsletter"),
            *("subscribed", "", f"{action.at:%Y-%m-%d}"),
        ]


def _tally(actions: list[Action], _section: str) -> Rows:
    kinds = {
        "letter": "lettre",
        "petition": "pétition",
        "solidarity": "message de solidarité",
        "email": "courriel",
    }
    yield [
        *("Date", "Cas", "Type d’action", "Nombre", "Heures bénévoles", "Précision"),
        "Remarques",
    ]
    for action in actions:
        known = f"É{action.year} {action.slug}" if action.case in CASES[2026] else action.case
        # Two forms in one file; of early days alone, slashes would not prove their order.
        slashes = action.number % 2 and action.at.day > 12
        day = f"{action.at:%d/%m/%Y}" if slashes else f"{action.at:%Y-%m-%d}"
        number = f"{action.quantity:,}".replace(",", "\u00a0")
        yield [day, known, kinds[action.kind], number, "1,50", "exact", ""]
    total = sum(action.quantity for action in actions)
    yield [""] * 7
    yield ["Total général", "", "", f"{total:,}".replace(",", "\u00a0"), "", "", ""]


def _social(actions: list[Action], _section: str) -> Rows:
    yield ["date", "case", "channel", "count", "how counted", "link"]
    for action in actions:
        named = "W4R26-not-in-any-mapping" if action.case == UNMAPPED else ""
        yield [
            f"{action.at:%Y-%m-%d}",
            named or f"W4R{action.year}-{action.slug}",
            "Instagram",
            f"{action.quantity:,}" if action.quantity else "not a number",
            "invented",
            "https://social.example.org/",
        ]


TARGETS = """\
edition_year,section,case_id,actions
2026,,,100000
2026,CA-FR,,18000
2026,CA-EN,,17000
2026,FR,,26000
2026,GB,,19000
2026,,2026-sample-k,15000
2026,CA-FR,2026-sample-l,3000
"""

WRITERS: dict[str, Callable[[list[Action], str], Rows]] = {
    "engaging_networks_transactions": _engaging_networks,
    "actionkit_core_action": _actionkit,
    "proca_action_list": _proca,
    "civicrm_activity_report": _civicrm,
    "controlshift_signatures": _controlshift,
    "action_network_report": _action_network,
    "excel_fr_tally": _tally,
    "hand_tally_social": _social,
}
# The number by which a platform that exports no name knows the page of a case.
PAGES = {
    case: f"{year - 2000}{index:02}"
    for year, cases in CASES.items()
    for index, case in enumerate(cases, 1)
}


def _address(action: Action) -> str:
    return f"sample{action.number}@example.org"


def _bytes(stream: SampleStream, rows: Iterable[list[str]]) -> bytes:
    """The rows as the platform saves them."""
    text = io.StringIO()
    match stream.platform:
        case "excel_fr_tally":
            csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
            return text.getvalue().encode("cp1252")
        case "civicrm_activity_report":
            csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
            return text.getvalue().encode("utf-8-sig")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


# What happened.


def _days(stream: SampleStream) -> list[dt.date]:
    first = dt.date(stream.edition, 11, 1)
    last = min(
        dt.date.fromisoformat(stream.sent[-1]) - dt.timedelta(1), dt.date(stream.edition + 1, 1, 31)
    )
    days = [first + dt.timedelta(index) for index in range((last - first).days + 1)]
    start, end = stream.without or ("", "")
    return [day for day in days if not start <= day.isoformat() <= end]


def _weights(stream: SampleStream, days: list[dt.date], random: Random) -> list[float]:
    """A slow start, a peak about Human Rights Day, a long tail; a little different each edition."""
    peak = dt.date(stream.edition, 12, 11 - stream.edition % 4)
    return [
        (0.3 + 3 * math.exp(-(((day - peak).days / 13) ** 2)))
        * (0.8 + 0.4 * random.random())
        * (9 if day.isoformat() == stream.spike else 1)
        for day in days
    ]


def _actions(stream: SampleStream, random: Random, first_number: int) -> list[Action]:
    """What was done, in order of time. A quantity of 0 is a row that is no action."""
    cases, kinds = CASES[stream.edition], KINDS[stream.platform]
    days = _days(stream)
    weights = _weights(stream, days, random)
    if stream.platform in TALLIES:
        scale = stream.actions / sum(weights)
        return [
            Action(
                first_number + index,
                dt.datetime.combine(day, dt.time(12)),
                cases[index % len(cases)],
                kinds[index % len(kinds)],
                round(weight * scale),
            )
            for index, (day, weight) in enumerate(zip(days, weights, strict=True))
        ]
    moments = sorted(
        dt.datetime.combine(day, dt.time(8)) + dt.timedelta(seconds=int(random.random() * 55_000))
        for day in random.choices(days, weights, k=stream.actions)
    )
    # Engaging Networks has rows of its own that are no actions.
    blanks = stream.platform != "engaging_networks_transactions"
    return [
        Action(
            first_number + index,
            moment,
            cases[int(random.random() * len(cases))],
            kinds[int(random.random() * len(kinds))],
            0 if blanks and index % 15 == 7 else 1,
        )
        for index, moment in enumerate(moments)
    ]


def _odd(actions: list[Action]) -> list[Action]:
    """The same with a campaign that no mapping knows and a count that is no number."""
    last = actions[-1]
    return [
        *actions[:-2],
        *(replace(action, case=UNMAPPED) for action in actions[-2:]),
        Action(last.number + 1, last.at, last.case, last.kind, 0),
    ]


def _sendings(stream: SampleStream, actions: list[Action]) -> Iterator[tuple[str, list[Action]]]:
    since = dt.date.min
    for index, sent in enumerate(stream.sent):
        until = dt.date.fromisoformat(sent)
        chosen = [action for action in actions if since <= action.at.date() < until]
        if stream.slip and index == 0:
            wrong = chosen[2]
            slipped = Action(wrong.number, wrong.at, wrong.case, wrong.kind, 10 * wrong.quantity)
            chosen = [*chosen[:2], slipped, *chosen[3:]]
        yield sent, chosen
        since = until - dt.timedelta(8)


def write(folder: Path, seed: int = 1) -> list[SampleFile]:
    """Write the sample into a folder. Returns its files in the order they were received."""
    files: list[SampleFile] = []
    truth: dict[int, dict[str, Counter[str]]] = {year: {} for year in CASES}
    for position, stream in enumerate(PLAN):
        random = Random(f"{seed}/{stream.edition}/{stream.section}/{stream.platform}")
        actions = _actions(stream, random, 10_000 * (position + 1))
        if stream.oddity:
            actions = _odd(actions)
        _add_up(truth[stream.edition], stream, actions)
        for sent, chosen in _sendings(stream, actions):
            name = f"{stream.section}/{sent}{_MARK}{stream.platform}.csv"
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_bytes(stream, WRITERS[stream.platform](chosen, stream.section)))
            actions_in_it = sum(action.quantity for action in chosen)
            files.append(
                SampleFile(name, stream.section, dt.date.fromisoformat(sent), actions_in_it)
            )
    files.append(_twice(folder, files))
    files.sort(key=lambda file: (file.received_on, file.name))
    expected = {
        "note": "Invented. Everything in this folder is a SAMPLE. / Inventé. Tout ici est un exemple.",
        "seed": seed,
        "editions": {
            str(year): {part: dict(sorted(sums.items())) for part, sums in parts.items()}
            for year, parts in truth.items()
        },
        "files": [{**vars(file), "received_on": str(file.received_on)} for file in files],
    }
    (folder / "expected.json").write_text(
        json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    (folder / "SAMPLE-targets.csv").write_text(TARGETS, encoding="utf-8")
    (folder / "mappings.yaml").write_text(_mappings(), encoding="utf-8")
    sample_record.write(folder / "record")
    return files


def _twice(folder: Path, files: list[SampleFile]) -> SampleFile:
    """The same bytes once more, in the folder of another section."""
    first, name = (f"{where}{_MARK}{TWICE[2]}.csv" for where in TWICE[:2])
    path = folder / name
    path.write_bytes((folder / first).read_bytes())
    actions = next(file.actions for file in files if file.name == first)
    return SampleFile(name, path.parent.name, dt.date.fromisoformat(path.name[:10]), actions)


def _add_up(sums: dict[str, Counter[str]], stream: SampleStream, actions: list[Action]) -> None:
    for action in actions:
        day = "undated" if stream.platform == UNDATED else action.at.date().isoformat()
        for part, value in (
            ("section", stream.section),
            ("case", action.case),
            ("type", action.kind),
            ("day", day),
        ):
            if action.quantity:
                sums.setdefault(part, Counter())[value] += action.quantity


def _mappings() -> str:
    """The mappings of the sample: ours, with the cases of its editions and what its senders do."""
    lines = [
        "# Ours, with the cases of the sample's editions. Invented like everything in this folder.",
        "extends: ours",
        "# Each file without keys holds whole days, and the last eight of the one before once more.",
        "newer:",
        *(f"  {platform}: days" for platform in BY_DAYS),
        "case_map:",
        *(
            f"  - {{matches: '(?i)(w4r|é){case[2:4]}.(signed.)?{case[5:]}', case_id: {case}}}"
            for cases in CASES.values()
            for case in cases
        ),
        "page_map:",
    ]
    for platform in ("actionkit", "controlshift"):
        lines.append(f"  {platform}:")
        lines += [f'    "{number}": {case}' for case, number in PAGES.items()]
    return "\n".join(lines) + "\n"


def take_in(
    store: Store, folder: Path, secret: bytes, record: Record
) -> Iterator[tuple[str, Report]]:
    """Take a written sample in, as if each file had come on the day in its name, the oldest first.

    Yields what became of each file, named with its folder, which is its section.
    """
    desk = Desk(mapping.load(folder / "mappings.yaml"), secret, record)
    files = {f"{path.parent.name}/{path.name}": path for path in folder.glob(f"*/*{_MARK}*.csv")}
    for name, path in sorted(files.items(), key=lambda item: (item[1].name[:10], item[0])):
        came = dt.datetime.combine(dt.date.fromisoformat(path.name[:10]), dt.time(12), dt.UTC)
        yield name, desk.take(store, Handed(path, path.parent.name, received=came))


def among(entries: Iterable[Entry]) -> set[bool]:
    """Whether the exports that count are of the sample; both answers if there are both kinds."""
    return {_MARK in entry.file for entry in entries if entry.retracted_at is None}
