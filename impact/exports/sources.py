"""Sources: one way of reading one platform's export, as what counts it needs to know it.

Plain data. Where it comes from, a mapping file, is read in `reading.py`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from impact.exports.patterns import Pattern
from impact.faults import Fault
from impact.i18n import countries

ACTION_TYPES = (
    "letter",
    "email",
    "petition",
    "solidarity",
    "social",
    "sms",
    "call",
    "event",
    "other",
)
CHANNELS = ("online", "offline", "unknown")
PRECISIONS = ("exact", "rounded", "estimated")
GRAINS = ("action", "aggregate", "supporter", "outcome")

# What a newer file of the same list does: it is the list as it stands now; it replaces the days that
# it covers; or its rows are added, and those with a key that was sent before replace theirs.
NEWER = ("versions", "days", "events")
REACHES = ("platform", "stream")

# The cases that a label may mean, in tiers: what an earlier one says goes before all later ones.
Finder = Callable[[str], tuple[tuple[str, ...], ...]]


def _nobody(_label: str) -> tuple[tuple[str, ...], ...]:
    return ()


@dataclass(frozen=True)
class Keep:
    """One filter: a row counts only if the cell passes."""

    column: str
    passes: Callable[[str], bool]
    rule: str
    pattern: Pattern | None = None  # what the cell has to match, asked of many cells at once


@dataclass(frozen=True)
class When:
    """How a row tells its day. `zone` None: the section's own. `day_first`: what the platform always
    writes, for files whose dates do not prove it; None: nobody knows. `orders`: what the forms know."""

    columns: tuple[str, ...] = ()
    join: str = " "
    formats: tuple[str, ...] = ()
    zone: str | None = None
    confirm: bool = False
    date_only: bool = False
    day_first: bool | None = None
    orders: frozenset[bool] = frozenset()


@dataclass(frozen=True)
class NumberForm:
    group: str = ""
    decimal: str = "."
    approx: bool = False


@dataclass(frozen=True)
class CellRule:
    """Where a cell of the record comes from: a column or a constant, its values translated, and,
    where it is empty, the words of the code in another cell."""

    column: str = ""
    always: str = ""
    table: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = ""


@dataclass(frozen=True)
class ExportSource:
    """One way of reading one platform's export."""

    name: str
    grain: str
    detect: tuple[str, ...]
    absent: tuple[str, ...] = ()
    # What its columns are called too, such as in another language of who exports.
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    footers: tuple[str, ...] = ()
    check_total: str | None = None
    keep: tuple[Keep, ...] = ()
    dedupe: tuple[str, ...] = ()
    newer: str = "versions"
    reach: str = "stream"  # how far a key of `dedupe` is known: the section's platform, or one list
    stream: tuple[str, ...] = ()  # columns that say which list a row is of
    explode: tuple[str, str, Pattern] | None = None
    when: When = field(default_factory=When)
    case_column: str = ""
    cases: Finder = _nobody
    patterns: int = 0  # how many the finder asks of each name
    split: str = ""  # what stands between the cases of a cell that may name several
    type_column: str | None = None
    type_of: Mapping[str, str] = field(default_factory=dict)
    type_always: str | None = None
    quantity_column: str | None = None
    number: NumberForm = field(default_factory=NumberForm)
    unpivot: Mapping[str, str] = field(default_factory=dict)
    channel: str = "unknown"
    channel_column: str | None = None
    channel_of: Mapping[str, str] = field(default_factory=dict)
    country_column: str | None = None
    precision_column: str | None = None
    precision_of: Mapping[str, str] = field(default_factory=dict)
    # An export of outcomes, cases or editions: the record's table, its cells, and the two columns
    # that say that a row is withdrawn and why.
    table: str = ""
    cells: Mapping[str, CellRule] = field(default_factory=dict)
    status: str = ""
    reason: str = ""

    def called(self, names: Mapping[str, str]) -> ExportSource:
        """The same source, some of whose columns are called otherwise in a file."""

        def here(name: str) -> str:
            return names.get(name, name)

        def there(name: str | None) -> str | None:
            return name and here(name)

        return replace(
            self,
            detect=tuple(map(here, self.detect)),
            check_total=there(self.check_total),
            keep=tuple(replace(rule, column=here(rule.column)) for rule in self.keep),
            dedupe=tuple(map(here, self.dedupe)),
            stream=tuple(map(here, self.stream)),
            explode=self.explode and (here(self.explode[0]), *self.explode[1:]),
            when=replace(self.when, columns=tuple(map(here, self.when.columns))),
            case_column=here(self.case_column),
            type_column=there(self.type_column),
            quantity_column=there(self.quantity_column),
            unpivot={here(name): kind for name, kind in self.unpivot.items()},
            channel_column=there(self.channel_column),
            country_column=there(self.country_column),
            precision_column=there(self.precision_column),
            cells={
                name: replace(rule, column=here(rule.column)) for name, rule in self.cells.items()
            },
            status=here(self.status),
            reason=here(self.reason),
        )

    @property
    def figures(self) -> list[str]:
        """The columns of days and counts."""
        return [*self.when.columns, *filter(None, [self.quantity_column]), *self.unpivot]

    @property
    def wanted(self) -> list[str]:
        """Every column that is read, once; of no other is anything kept."""
        names = [
            *self.when.columns,
            self.case_column,
            *(rule.column for rule in self.keep),
            *self.dedupe,
            *self.stream,
            *([self.explode[0]] if self.explode else []),
            *filter(
                None,
                [
                    self.type_column,
                    self.quantity_column,
                    self.channel_column,
                    self.country_column,
                    self.precision_column,
                ],
            ),
            *self.unpivot,
        ]
        return [name for name in dict.fromkeys(names) if name]

    @property
    def counts(self) -> list[str]:
        """The columns that hold numbers."""
        return [*([self.quantity_column] if self.quantity_column else []), *self.unpivot]

    @property
    def identity(self) -> tuple[str, ...]:
        """The columns of a key that say nothing else: who or which, not what or when."""
        said = {
            *self.when.columns,
            self.case_column,
            self.type_column,
            *self.counts,
            *([self.explode[0]] if self.explode else []),
        }
        return tuple(name for name in self.dedupe if name not in said)


@dataclass(frozen=True)
class Section:
    id: str
    zone: str


@dataclass(frozen=True)
class Mappings:
    """All mappings of one file, with what they share."""

    section: Section
    zones: Mapping[str, str]
    window: tuple[str, str]
    largest: int
    sources: Mapping[str, ExportSource]
    rules: str = ""  # a short mark of all that decides how a row is counted
    # What single values of a source's case column mean, before any of its rules.
    cases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def sections(self) -> frozenset[str]:
        """The sections that are known, as exports name them."""
        return frozenset({self.section.id, *self.zones})

    def in_section(self, section: str | None) -> Section:
        """The section asked for, with its zone. Raises `Fault` if its zone is not known."""
        if section is None or (code := self.named(section)) == self.section.id:
            return self.section
        if code not in self.zones:
            raise self._unknown(section.strip()[:40])
        return Section(code, self.zones[code])

    def named(self, section: str) -> str:
        """The code that somebody typed, in whatever letter case; as it stands if it is none that is known."""
        if section in self.sections:
            return section
        typed = _typed(section)
        return next((code for code in self.sections if _typed(code) == typed), section)

    def meant(self, text: str) -> list[str]:
        """The sections that a name or the code of a country may mean: FR for France, two for Belgium."""
        code = self.named(text)
        if code in self.sections:
            return [code]
        place = countries.code(_ABOUT.sub(" ", text).strip())
        return sorted(code for code in self.sections if place and code.split("-")[0] == place)

    def _unknown(self, section: str) -> Fault:
        """Why a section cannot be: another code is meant, it has no time zone yet, or it is no code."""
        known = sorted(self.sections)
        typed = {_typed(code): code for code in known}
        near = self.meant(section)
        near = near or [typed[each] for each in difflib.get_close_matches(_typed(section), typed, 3, 0.75)]  # fmt: skip
        if near:
            return Fault("section_near", name=section, near=", ".join(near))
        new = re.fullmatch(r"([a-zA-Z]{2})(-[a-zA-Z]{2})?", section)
        if new and countries.code(new[1]) is not None:
            return Fault("section_no_zone", name=section.upper(), known=", ".join(known))
        return Fault("section_unknown", name=section, known=", ".join(known))


# What stands beside the country in the name of a section.
_ABOUT = re.compile(r"\b(?:amnesty|international|ai|section|sektion|the|de la|de|du|la|le)\b", re.I)


def _typed(section: str) -> str:
    return re.sub(r"[\s_-]+", "-", section.strip()).casefold()
