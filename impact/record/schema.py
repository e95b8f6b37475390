"""The contract of the public record: its files, columns, types, vocabularies and what they mean.

Declared once, here. The loader refuses what breaks it, the database takes its types from it, the
page *About the figures* and the documentation are printed from it, and the tests read it.
It lives apart from the loader because it is read by people who will never run the loader.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The types a cell may have; `PARTIAL_DATE` is ISO text of 4, 7 or 10 characters."""

    TEXT = "text"
    WHOLE = "whole number"
    DATE = "date"
    PARTIAL_DATE = "partial date"
    URL = "url"
    YEAR = "year"
    MOMENT = "moment"


@dataclass(frozen=True)
class Column:
    """One column: its type, whether a cell may be empty, its closed vocabulary if it has one.

    `refers_to` names a table whose key must hold the value. `meaning` is for readers. `kept`: it says when
    and how the row was checked, not what happened. A file kept before it was thought of is whole without
    it, and no template asks for it: what staff send in is checked on the day on which it comes.
    `optional`: a file without it is whole as well.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    vocabulary: tuple[str, ...] = ()
    refers_to: str | None = None
    kept: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Table:
    """One CSV file of the record: what one row is, its key, its columns in order.

    `optional`: a record without this file is whole, as those kept before the file was thought of.
    `private`: it is staff's alone, and no row of it is told.
    """

    name: str
    one_row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    optional: bool = False
    private: bool = False

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def told(self) -> tuple[Column, ...]:
        """The columns that readers are given: an embargo is nobody's fact once it is over."""
        return tuple(column for column in self.columns if column is not EMBARGO)

    @property
    def embargoed(self) -> bool:
        """Whether a row can be one of a day to come."""
        return EMBARGO in self.columns

    @property
    def asked(self) -> tuple[Column, ...]:
        """The columns that whoever sends a row fills in."""
        return tuple(column for column in self.columns if not column.kept)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


QUALIFIERS = ("exact", "at_least", "about")
STAGES = ("interim", "final", "unknown")
STRENGTHS = ("good", "fair", "weak")
PRECISIONS = ("day", "month", "year", "unknown")
DIRECTIONS = ("positive", "negative", "none")
ACTIONS_COUNTED = ("letters", "letters_and_petitions", "actions")
CASE_UNITS = ("actions", "people", "letters", "signatures")
CLAIM_UNITS = ("count", "people", "cases", "percent")
CLAIM_STATUSES = ("current", "superseded", "disputed", "cannot_be_checked", "do_not_say")
# How a case may be published, from the freest to the strictest: its people named, by a first name, not at all.
PUBLISH_LEVELS = (NAMED, FIRST_NAME, WITHHELD) = ("named", "first_name", "withheld")
JUSTICE_STANDINGS = ("nothing_found", "under_way", "achieved", "reversed", "not_asked")

SUBJECTS = (
    "actions",
    "people_released",
    "civil_political_cases_presented",
    "cases_presented",
    "situations_improved",
    "positive_outcomes",
    "released_share",
    "released_or_improved_share",
    "released_or_tried_share",
    "improved_share",
    "countries_running_it",
    "countries_actions_came_from",
    "sections_taking_part",
    "cases_featured",
    "solidarity_messages",
)

SCOPES = (
    "whole_section",
    "schools",
    "local_groups",
    "letters_and_cards",
    "solidarity_messages",
    "online_or_interim",
    "pledged",
)

ISSUES = (
    "arbitrary_detention",
    "children_and_youth",
    "corporate_accountability",
    "death_penalty",
    "disability_rights",
    "discrimination",
    "enforced_disappearance",
    "freedom_of_assembly",
    "freedom_of_expression",
    "housing_evictions",
    "human_rights_defender",
    "land_environment",
    "lgbti_rights",
    "police_violence",
    "refugees_displacement",
    "torture_unfair_trial",
    "unlawful_killing",
    "women_girls_rights",
    "unknown",
)

DEMANDS = (
    "release",
    "justice",
    "drop_charges",
    "quash_conviction",
    "no_execution",
    "protection",
    "remedy",
    "law_or_policy_change",
    "stop_project",
    "stop_eviction",
    "unknown",
)


@dataclass(frozen=True)
class Standing:
    """Where somebody can stand as to liberty, and all that follows from it: nobody else lists them.

    The order of `STANDINGS` is that in which they are told. Words: `liberty.<name>`, which heads a case,
    `liberty_note.<name>`, what that means, and `standing.<name>`, as it goes with a number.
    """

    name: str
    now: str  # which of the five numbers of released people it belongs to: `<now>_now`, or `died`
    rank: int  # how well one stands: good news lifts the lowest of a group, other news strikes the highest
    free: bool = False  # counts as free
    out: bool = False  # out of prison
    bad: bool = False  # a success was undone, and is never told without that
    caution: str = ""  # what to be careful with: `careful.<caution>`, `card.never.<caution>`
    said: bool = True  # may be said of somebody; else the track is passed over
    asked: bool = True  # whether it is a question at all if these people are free or held
    written: bool = True  # may stand in `custody_after`; others follow from the type of the event
    again: str = ""  # its name for somebody who had come out before
    release: bool = False  # to come to it counts as a release

    @property
    def held(self) -> bool:
        """Kept against their will, in prison or at home."""
        return self.now == "held"


STANDINGS = (
    Standing("free", now="free", rank=60, free=True, out=True, release=True),
    Standing(
        "free_with_conditions",
        "under_conditions",
        50,
        True,
        True,
        caution="conditions",
        release=True,
    ),
    Standing(
        "under_guard", now="held", rank=25, out=True, caution="guard", written=False, release=True
    ),
    Standing("house_arrest", now="held", rank=30, out=True, caution="home"),
    Standing("held", now="held", rank=20, caution="held", again="held_again"),
    Standing("held_again", now="held", rank=10, bad=True, caution="held", written=False),
    Standing("died", now="died", rank=0, written=False),
    Standing("disappeared", now="not_known", rank=35, caution="missing"),
    Standing("not_known", now="not_known", rank=40, said=False),
    Standing("not_asked", now="not_known", rank=45, said=False, asked=False, written=False),
)  # fmt: skip
STANDING = {standing.name: standing for standing in STANDINGS}
LIBERTY_STANDINGS = tuple(STANDING)
PRONOUNS = ("she", "he", "they", "it")
AGREEMENTS = ("m", "f", "mp", "fp")  # masculine and feminine, one or several
FATES = ("dead",)  # of whom nobody speaks as of the living
CUSTODY = tuple(standing.name for standing in STANDINGS if standing.written)


@dataclass(frozen=True)
class Status:
    """A situation at launch; `custody` is what it says of liberty."""

    name: str
    custody: str


STATUSES = (
    Status("detained", "held"),
    Status("imprisoned", "held"),
    Status("death_row", "held"),
    Status("conditionally_released", "free_with_conditions"),
    Status("disappeared", "disappeared"),
    Status("on_trial", "not_known"),
    Status("convicted_not_held", "not_known"),
    Status("dead", "died"),
    Status("at_risk", "not_asked"),
    Status("community", "not_asked"),
    Status("justice_sought", "not_asked"),
    Status("unknown", "not_known"),
)
STATUS = {status.name: status for status in STATUSES}


@dataclass(frozen=True)
class OutcomeType:
    """What an event of this type does to the two tracks of a case.

    `custody`: the liberty standing it leads to, empty if it says nothing of liberty.
    `releases`: whether it counts as a release event. `decides`: somebody decided it; the release that
    carries it out on the same day comes after it and is the news of that day.
    `achieves`: demands that it fulfils. `moves`: those that it moves forward, and no other. `justice`: `under_way` if it moves any demand other than
    release forward, `reversed` if it undoes one, `setback` if it undoes only what was achieved,
    `open` if a part of what was asked is still awaited. `leaves_open`: demands of which it takes nothing
    back that was achieved, but leaves a part unmet. docs/decisions/0021 has the reasons.
    """

    name: str
    custody: str = ""
    releases: bool = False
    decides: bool = False
    achieves: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    justice: str = ""
    leaves_open: tuple[str, ...] = ()


OUTCOME_TYPES = (
    OutcomeType("released", custody="free", releases=True, achieves=("no_execution",)),
    OutcomeType("released_conditionally", "free_with_conditions", True, moves=("no_execution",)),
    OutcomeType("paroled_under_guard", custody="under_guard", releases=True),
    OutcomeType("pardoned", custody="free", releases=True, decides=True, achieves=("no_execution",)),
    OutcomeType("arrested", custody="held", justice="setback"),
    OutcomeType("re_arrested", custody="held_again", justice="setback"),
    OutcomeType("disappeared", custody="disappeared", justice="setback"),
    OutcomeType("died", custody="died"),
    OutcomeType("acquitted", decides=True, achieves=("drop_charges", "quash_conviction", "no_execution")),
    OutcomeType("acquitted_elsewhere"),
    OutcomeType("charges_dropped", decides=True, achieves=("drop_charges", "quash_conviction", "no_execution")),
    OutcomeType("death_sentence_overturned", decides=True, achieves=("no_execution",), justice="under_way"),
    OutcomeType("sentence_commuted", decides=True, achieves=("no_execution",), justice="under_way"),
    OutcomeType("sentence_reduced", decides=True, justice="under_way"),
    OutcomeType("retrial_ordered", decides=True, justice="under_way"),
    OutcomeType("perpetrator_charged", justice="under_way"),
    OutcomeType("perpetrator_convicted", achieves=("justice", "remedy"), justice="under_way"),
    OutcomeType("perpetrator_acquitted", justice="reversed"),
    OutcomeType("perpetrator_case_ended", justice="setback", leaves_open=("protection",)),
    OutcomeType("compensation", achieves=("remedy",), justice="under_way"),
    OutcomeType("official_apology", justice="under_way"),
    OutcomeType("law_or_policy_change", achieves=("law_or_policy_change",), justice="under_way"),
    OutcomeType("protection_granted", achieves=("protection",)),
    OutcomeType("left_country_safely", achieves=("protection",)),
    OutcomeType("conditions_improved", moves=("protection",)),
    OutcomeType("other_positive", justice="under_way"),
    OutcomeType("other_negative", justice="setback"),
    OutcomeType("sentenced", justice="setback"),
    OutcomeType("sentenced_elsewhere"),
    OutcomeType("convicted", justice="setback"),
    OutcomeType("detention_extended"),
    OutcomeType("result_awaited", justice="open"),
    OutcomeType("no_result_found"),
)  # fmt: skip
OUTCOME_TYPE = {kind.name: kind for kind in OUTCOME_TYPES}


@dataclass(frozen=True)
class PublisherClass:
    """What kind of publisher a page has, and how strong a source that makes it."""

    name: str
    strength: str


PUBLISHER_CLASSES = (
    PublisherClass("amnesty", "good"),
    PublisherClass("court_or_public_body", "good"),
    PublisherClass("news", "fair"),
    PublisherClass("ngo", "fair"),
    PublisherClass("private_blog", "weak"),
    PublisherClass("mirror", "weak"),
    PublisherClass("content_farm", "weak"),
    PublisherClass("staging", "weak"),
)

# The first edition whose cases the record has whole: of those before, it has what sections featured.
WHOLE_FROM = 2010

# How a row was checked on the day that it bears.
CHECKED_HOW = ("first_collected", "source_read", "searched_again", "sent_in")

_CHECKED = (
    Column("checked_on", Kind.DATE, "day on which this row was checked; empty = the record's", kept=True),
    Column("checked_how", Kind.TEXT, "how it was checked that day", False, CHECKED_HOW, kept=True),
)  # fmt: skip

# Before it a row is not there, or still what it was, for all but staff.
EMBARGO = Column(
    "publish_at", Kind.MOMENT, "when the row may be told; empty = at once", optional=True
)

# By it the events of one of a group are known to be of the same one: always in the same words.
PERSON = Column("person", Kind.TEXT, "which one of a group it is about, if one", optional=True)

_SOURCE = (
    Column("source_url", Kind.URL, "page where the fact was seen"),
    Column("source_strength", Kind.TEXT, "how close the source is to the fact", False, STRENGTHS),
)

TABLES = (
    Table(
        "editions",
        "one yearly edition, with the one total that we recommend",
        ("edition_year",),
        (
            Column("edition_year", Kind.YEAR, "year in which the edition starts", required=True),
            Column("starts_on", Kind.DATE, "first day, where published"),
            Column("ends_on", Kind.DATE, "last day, where published"),
            Column("actions", Kind.WHOLE, "recommended total; empty = no total was found"),
            Column("actions_qualifier", Kind.TEXT, "how to read it", False, QUALIFIERS),
            Column("actions_counted", Kind.TEXT, "what was counted", False, ACTIONS_COUNTED),
            Column("cases_featured", Kind.WHOLE, "how many cases, as published"),
            Column("source_name", Kind.TEXT, "who printed the total"),
            Column("source_name_fr", Kind.TEXT, "the same in French"),
            Column("source_url", Kind.URL, "page where the total was seen"),
            Column("source_date", Kind.PARTIAL_DATE, "date of that page"),
            Column("source_strength", Kind.TEXT, "strength of the source", False, STRENGTHS),
            *_CHECKED,
        ),
    ),
    Table(
        "claims",
        "one number that one publisher printed, once; contradicting ones are all kept",
        ("claim_id",),
        (
            Column("claim_id", Kind.TEXT, "key", required=True),
            Column("subject", Kind.TEXT, "what is counted", True, SUBJECTS),
            Column("edition_year", Kind.YEAR, "the edition meant", False, (), "editions"),
            Column("since_year", Kind.YEAR, "first year of a running total"),
            Column("as_of", Kind.PARTIAL_DATE, "date the claim was made"),
            Column("value", Kind.WHOLE, "the number", required=True),
            Column("unit", Kind.TEXT, "its unit", True, CLAIM_UNITS),
            Column("qualifier", Kind.TEXT, "how to read it", True, QUALIFIERS),
            Column("stage", Kind.TEXT, "interim or final", False, STAGES),
            Column("publisher", Kind.TEXT, "who printed it", required=True),
            Column("publisher_fr", Kind.TEXT, "the same in French", required=True),
            Column("source_url", Kind.URL, "page where it was seen"),
            Column("source_date", Kind.PARTIAL_DATE, "date of that page"),
            Column("source_strength", Kind.TEXT, "strength of the source", True, STRENGTHS),
            EMBARGO,
            *_CHECKED,
        ),
    ),
    Table(
        "cases",
        "one person, group or community featured in one edition",
        ("case_id",),
        (
            Column("case_id", Kind.TEXT, "key", required=True),
            Column("edition_year", Kind.YEAR, "edition", True, (), "editions"),
            Column("name", Kind.TEXT, "name as the campaign printed it", required=True),
            Column("name_fr", Kind.TEXT, "the same in French", required=True),
            Column("people", Kind.WHOLE, "how many people; empty = a community or not known"),
            Column("country_code", Kind.TEXT, "ISO 3166-1 alpha-2"),
            Column("country", Kind.TEXT, "English name, for readers of the file"),
            Column("issue", Kind.TEXT, "our label of the issue", True, ISSUES),
            Column("status_at_launch", Kind.TEXT, "situation at the launch", True, tuple(STATUS)),
            Column("demand", Kind.TEXT, "what was asked, our label", True, DEMANDS),
            Column("same_people_as", Kind.TEXT, "their earlier case", False, (), "cases"),
            Column("summary", Kind.TEXT, "who and why, in English", required=True),
            Column("summary_fr", Kind.TEXT, "the same in French", required=True),
            Column("source_url", Kind.URL, "page where it was seen", required=True),
            Column("source_strength", Kind.TEXT, "strength of the source", True, STRENGTHS),
            EMBARGO,
            *_CHECKED,
        ),
    ),
    Table(
        "outcomes",
        "one dated event in a case, good or bad",
        ("outcome_id",),
        (
            Column("outcome_id", Kind.TEXT, "key", required=True),
            Column("case_id", Kind.TEXT, "case", True, (), "cases"),
            Column("event_date", Kind.PARTIAL_DATE, "when; as long as date_precision says"),
            Column("date_precision", Kind.TEXT, "how well the date is known", True, PRECISIONS),
            Column(
                "outcome_type",
                Kind.TEXT,
                "what happened",
                True,
                tuple(outcome.name for outcome in OUTCOME_TYPES),
            ),
            Column("direction", Kind.TEXT, "good or bad for the person", True, DIRECTIONS),
            Column("people", Kind.WHOLE, "how many people it touched; empty = not known"),
            Column(
                "custody_after",
                Kind.TEXT,
                "liberty after the event, only where the summary says what the type does not",
                False,
                CUSTODY,
            ),
            PERSON,
            Column("summary", Kind.TEXT, "what happened, in English", required=True),
            Column("summary_fr", Kind.TEXT, "the same in French", required=True),
            Column("source_url", Kind.URL, "page where it was seen", required=True),
            Column("source_date", Kind.PARTIAL_DATE, "date of that page"),
            Column("source_strength", Kind.TEXT, "strength of the source", True, STRENGTHS),
            EMBARGO,
            *_CHECKED,
        ),
    ),
    Table(
        "case_actions",
        "one published worldwide count for one case",
        ("case_id", "count"),
        (
            Column("edition_year", Kind.YEAR, "edition", True, (), "editions"),
            Column("case_id", Kind.TEXT, "case", True, (), "cases"),
            Column("count", Kind.WHOLE, "the number", required=True),
            Column("unit", Kind.TEXT, "what was counted", True, CASE_UNITS),
            Column("qualifier", Kind.TEXT, "how to read it", True, QUALIFIERS),
            *_SOURCE,
            *_CHECKED,
        ),
    ),
    Table(
        "section_actions",
        "one published count of one national section",
        ("edition_year", "section", "scope", "actions"),
        (
            Column("edition_year", Kind.YEAR, "edition", True, (), "editions"),
            Column("section", Kind.TEXT, "national section", required=True),
            Column("section_fr", Kind.TEXT, "the same in French", required=True),
            Column("scope", Kind.TEXT, "what part of the section's work", True, SCOPES),
            Column("actions", Kind.WHOLE, "the number", required=True),
            Column("qualifier", Kind.TEXT, "how to read it", True, QUALIFIERS),
            *_SOURCE,
            *_CHECKED,
        ),
    ),
    Table(
        "section_dates",
        "the days of one edition in one national section, where they differ or are better known",
        ("edition_year", "section"),
        (
            Column("edition_year", Kind.YEAR, "edition", True, (), "editions"),
            Column("section", Kind.TEXT, "national section", required=True),
            Column("section_fr", Kind.TEXT, "the same in French", required=True),
            Column("starts_on", Kind.DATE, "first day", required=True),
            Column("ends_on", Kind.DATE, "last day"),
            Column("source_url", Kind.URL, "page where it was seen", required=True),
            Column("source_date", Kind.PARTIAL_DATE, "date of that page"),
            Column("source_strength", Kind.TEXT, "strength of the source", True, STRENGTHS),
            *_CHECKED,
        ),
    ),
    Table(
        "claim_status",
        "one claim whose status is ours to say, in place of the rule's, with the reason",
        ("claim_id",),
        (
            Column("claim_id", Kind.TEXT, "claim", True, (), "claims"),
            Column("status", Kind.TEXT, "what may be said", True, CLAIM_STATUSES),
            Column("reason", Kind.TEXT, "why, in English", required=True),
            Column("reason_fr", Kind.TEXT, "the same in French", required=True),
        ),
        optional=True,
    ),
    Table(
        "case_names",
        "one further name by which people write a case: another spelling, script or short form",
        ("case_id", "name"),
        (
            Column("case_id", Kind.TEXT, "case", True, (), "cases"),
            Column("name", Kind.TEXT, "the name, in any script", required=True),
        ),
        optional=True,
    ),
    Table(
        "case_grammar",
        "how one case is spoken of: what stands for its name, and the name as it goes into a sentence",
        ("case_id",),
        (
            Column("case_id", Kind.TEXT, "case", True, (), "cases"),
            Column("pronoun", Kind.TEXT, "what stands for the name in English", False, PRONOUNS),
            Column("agreement_fr", Kind.TEXT, "its gender and number in French", False, AGREEMENTS),
            Column("spoken", Kind.TEXT, "the name inside an English sentence, if it is another"),
            Column("spoken_fr", Kind.TEXT, "the same in French"),
            Column("who", Kind.TEXT, "who it is in a few words, where the summary is too long"),
            Column("who_fr", Kind.TEXT, "the same in French"),
            Column("fate", Kind.TEXT, "dead when the edition began", False, FATES),
        ),
        optional=True,
    ),
    Table(
        "outcome_grammar",
        "what one event is said as, aloud and with the name, where its summary cannot be said so",
        ("outcome_id",),
        (
            Column("outcome_id", Kind.TEXT, "event", True, (), "outcomes"),
            Column("case_id", Kind.TEXT, "case", True, (), "cases"),
            Column("said", Kind.TEXT, "the sentence as it goes on after its day, in English"),
            Column("said_fr", Kind.TEXT, "the same in French"),
            Column("said_of", Kind.TEXT, "mark of the summaries that it was made of", True),
        ),
        optional=True,
    ),
    Table(
        "consents",
        "what the people of one case agreed to be told of them, and when to ask them again; no row is told",
        ("case_id",),
        (
            Column("case_id", Kind.TEXT, "case", True, (), "cases"),
            Column("publish_level", Kind.TEXT, "how it may be published", True, PUBLISH_LEVELS),
            Column("first_name", Kind.TEXT, "the name to print at the level first_name"),
            Column("consent_on", Kind.DATE, "day on which they agreed"),
            Column("review_on", Kind.DATE, "day by which they are to be asked again"),
        ),
        optional=True,
        private=True,
    ),
    Table(
        "publishers",
        "one publisher of pages that this record cites, known by its host",
        ("host",),
        (
            Column("host", Kind.TEXT, "host without www., or with the start of a path", True),
            Column("publisher", Kind.TEXT, "who publishes there", required=True),
            Column("publisher_fr", Kind.TEXT, "the same in French", required=True),
            Column(
                "class",
                Kind.TEXT,
                "what kind of publisher it is, which makes the strength of its pages",
                True,
                tuple(each.name for each in PUBLISHER_CLASSES),
            ),
            Column("reason", Kind.TEXT, "why a part of a host has a class of its own"),
            Column("reason_fr", Kind.TEXT, "the same in French"),
        ),
        optional=True,
    ),
)

# Not of the record: what staff aim at is nobody's published fact. Read by the same strict reader, and open to
# the same changes.
TARGETS = Table(
    "targets",
    "how many actions are aimed at: by one section, for one case, or, with both empty, in all",
    ("edition_year", "section", "case_id"),
    (
        Column("edition_year", Kind.YEAR, "edition", True, (), "editions"),
        Column("section", Kind.TEXT, "as exports name it, such as CA-FR; empty = all sections"),
        Column("case_id", Kind.TEXT, "case; empty = all cases", False, (), "cases"),
        Column("actions", Kind.WHOLE, "the target", required=True),
    ),
)

TABLE = {table.name: table for table in (*TABLES, TARGETS)}
TOLD = tuple(table for table in TABLES if not table.private)
