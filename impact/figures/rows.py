"""The rows of every metric, one type each, as `python -m tests.rows` writes them from the queries.

The database does not tell which columns can be empty: the comment on top of a query does.
"""

from __future__ import annotations

import datetime as dt
from typing import TypedDict


class ActionsByEdition(TypedDict):
    edition_year: int
    actions: int
    qualifier: str
    actions_counted: str
    change: float
    is_highest: bool
    meaning_changed: bool
    source_name: str
    source_name_fr: str
    source_url: str
    source_date: str
    source_strength: str


class ActionsBySection(TypedDict):
    edition_year: int
    section: str
    section_fr: str
    scope: str
    actions: int
    qualifier: str
    source_url: str
    source_strength: str
    checked_on: dt.date
    checked_how: str


class ActionsClaimsOfEdition(TypedDict):
    claim_id: str
    edition_year: int
    actions: int
    qualifier: str
    stage: str
    printed: str
    printed_by: dt.date
    publisher: str
    publisher_fr: str
    source_url: str
    source_date: str
    source_strength: str
    checked_on: dt.date
    checked_how: str


class ActionsCounted(TypedDict):
    edition_year: int
    actions: int
    sections: int
    first_day: dt.date
    last_day: dt.date


class ActionsLatest(TypedDict):
    edition_year: int
    actions: int
    qualifier: str
    previous_year: int
    previous_actions: int
    previous_qualifier: str
    change: float
    highest_year: int
    highest_actions: int
    highest_qualifier: str
    source_name: str
    source_name_fr: str
    source_url: str
    source_date: str
    source_strength: str


class ActionsOfCase(TypedDict):
    case_id: str
    edition_year: int
    count: int
    unit: str
    qualifier: str
    source_url: str
    source_strength: str
    checked_on: dt.date
    checked_how: str


class Case(TypedDict):
    case_id: str
    edition_year: int
    launch_day: dt.date
    launch_published: bool
    name: str
    name_fr: str
    people: int
    country_code: str
    issue: str
    status_at_launch: str
    demand: str
    liberty_standing: str
    justice_standing: str
    free_now: int
    under_conditions_now: int
    held_now: int
    died: int
    not_known_now: int
    other_case_id: str
    other_edition_year: int
    summary: str
    summary_fr: str
    source_url: str
    source_strength: str
    checked_on: dt.date
    read_until: str


class Cases(TypedDict):
    case_id: str
    person_id: str
    edition_year: int
    name: str
    name_fr: str
    people: int
    country_code: str
    issue: str
    status_at_launch: str
    demand: str
    liberty_standing: str
    justice_standing: str
    free_now: int
    under_conditions_now: int
    held_now: int
    died: int
    not_known_now: int
    newest_event_date: str
    newest_outcome_type: str
    newest_direction: str
    summary: str
    summary_fr: str
    searchable: str
    source_url: str
    source_strength: str
    checked_on: dt.date
    read_until: str


class CasesByCountry(TypedDict):
    country_code: str
    cases: int
    newest_edition: int


class CasesByStanding(TypedDict):
    track: str
    standing: str
    cases: int


class CasesOfEdition(TypedDict):
    case_id: str
    edition_year: int
    name: str
    name_fr: str
    country_code: str
    status_at_launch: str
    demand: str
    liberty_standing: str
    justice_standing: str
    free_now: int
    under_conditions_now: int
    held_now: int
    died: int
    not_known_now: int
    source_url: str
    source_strength: str
    checked_on: dt.date
    read_until: str


class CasesTotal(TypedDict):
    cases: int
    qualifier: str
    different_cases: int
    countries: int
    editions: int
    first_edition: int
    last_edition: int
    cases_free: int
    cases_held: int
    cases_held_again: int
    events: int


class CasesWithheld(TypedDict):
    cases: int


class ClaimsLedger(TypedDict):
    claim_id: str
    family: str
    subject: str
    edition_year: int
    since_year: int
    printed: str
    printed_by: dt.date
    value: int
    unit: str
    qualifier: str
    stage: str
    of_cases: int
    our_value: int
    our_qualifier: str
    our_figure: str
    status: str
    rule: str
    replaced_by: int
    reason: str
    reason_fr: str
    publisher: str
    publisher_fr: str
    publisher_itself: str
    publisher_itself_fr: str
    source_url: str
    source_date: str
    source_strength: str
    offered: bool


class CountedByCase(TypedDict):
    case_id: str
    name: str
    name_fr: str
    unmapped: bool
    actions: int
    share: float
    first_day: dt.date
    last_day: dt.date


class CountedByChannel(TypedDict):
    channel: str
    actions: int
    share: float
    first_day: dt.date
    last_day: dt.date


class CountedByDay(TypedDict):
    day: dt.date
    day_of_campaign: int
    actions: int
    cumulative: int


class CountedBySection(TypedDict):
    section: str
    actions: int
    share: float
    first_day: dt.date
    last_day: dt.date


class CountedByType(TypedDict):
    action_type: str
    actions: int
    share: float
    first_day: dt.date
    last_day: dt.date


class CountedDaily(TypedDict):
    part: str
    member: str
    day: dt.date
    actions: int


class DatesBySection(TypedDict):
    edition_year: int
    section: str
    section_fr: str
    starts_on: dt.date
    ends_on: dt.date
    source_url: str
    source_date: str
    source_strength: str
    checked_on: dt.date
    checked_how: str


class Editions(TypedDict):
    edition_year: int
    starts_on: dt.date
    ends_on: dt.date
    actions: int
    qualifier: str
    actions_counted: str
    cases_featured: int
    cases_named: int
    source_name: str
    source_name_fr: str
    source_url: str
    source_date: str
    source_strength: str
    checked_on: dt.date
    checked_how: str


class JusticeOfEdition(TypedDict):
    case_id: str
    track: str
    from_day: dt.date
    to_day: dt.date
    standing: str


class LateSections(TypedDict):
    section: str
    last_sent_on: dt.date
    usual_days: float
    silent_days: int
    late: bool


class LikeForLike(TypedDict):
    section: str
    actions_now: int
    through_day: dt.date
    actions_before: int
    change: float


class Missing(TypedDict):
    gap: str
    rows: int
    which: str


class OutcomesByType(TypedDict):
    outcome_type: str
    direction: str
    events: int
    cases: int


class OutcomesNewest(TypedDict):
    outcome_id: str
    case_id: str
    person_id: str
    edition_year: int
    name: str
    name_fr: str
    country_code: str
    event_date: str
    date_precision: str
    outcome_type: str
    direction: str
    before_launch: bool
    summary: str
    summary_fr: str
    source_url: str
    source_date: str
    source_strength: str
    checked_on: dt.date
    checked_how: str


class Pace(TypedDict):
    edition_year: int
    day_of_campaign: int
    cumulative: int


class PaceAlike(TypedDict):
    edition_year: int
    day_of_campaign: int
    cumulative: int


class PaceToday(TypedDict):
    edition_year: int
    day_of_campaign: int
    so_far: int
    final: int
    share: float
    ratio: float
    undated: int


class Preparation(TypedDict):
    step: str
    found: int
    done: bool
    needed: bool


class ProgressOfEdition(TypedDict):
    case_id: str
    from_day: dt.date
    to_day: dt.date
    standing: str


class Projection(TypedDict):
    edition_year: int
    status: str
    sections: int
    day_of_campaign: int
    passed: float
    so_far: int
    earlier_editions: int
    low: int
    middle: int
    high: int
    error_largest: float
    error_median: float


class ProjectionPast(TypedDict):
    edition_year: int
    so_far: int
    said: int
    came: int
    error: float


class Reconciliation(TypedDict):
    edition_year: int
    counted: int
    published: int
    qualifier: str
    difference: int
    share: float
    sections: int
    source_name: str
    source_name_fr: str
    source_url: str
    source_date: str
    source_strength: str


class ReleasesDocumented(TypedDict):
    year: int
    people: int
    free_now: int
    under_conditions_now: int
    held_now: int
    died: int
    died_held: int
    not_known_now: int
    ever_held_again: int
    to_date: int
    out_to_date: int


class ReleasesDocumentedPeople(TypedDict):
    event_date: str
    case_id: str
    edition_year: int
    name: str
    name_fr: str
    country_code: str
    people: int
    person: str
    standing: str
    free_now: int
    under_conditions_now: int
    held_now: int
    died: int
    died_held: int
    not_known_now: int
    ever_held_again: int
    outcome_type: str
    summary: str
    summary_fr: str
    source_url: str
    source_date: str
    source_strength: str
    checked_on: dt.date
    checked_how: str


class ReleasesDocumentedTotal(TypedDict):
    people: int
    qualifier: str
    free_now: int
    under_conditions_now: int
    held_now: int
    died: int
    died_held: int
    not_known_now: int
    ever_held_again: int
    cases: int
    first_year: int
    last_year: int


class ReleasesPublished(TypedDict):
    claim_id: str
    subject: str
    since_year: int
    printed: str
    printed_by: dt.date
    value: int
    unit: str
    qualifier: str
    of_cases: int
    publisher: str
    publisher_fr: str
    publisher_itself: str
    publisher_itself_fr: str
    source_url: str
    source_date: str
    source_strength: str


class ReleasesPublishedHeadline(TypedDict):
    value: int
    times_printed: int
    first_printed: str
    first_since_year: int
    of_cases: int
    since_2001: str
    as_first: int
    as_since_2001: int
    publishers: int
    last_printed: str
    qualifier: str
    lowest: int
    highest: int
    others_of_publisher: int
    publisher: str
    publisher_fr: str
    source_url: str
    source_date: str
    source_strength: str


class ResultsByCountry(TypedDict):
    country_code: str
    standing: str
    cases: int


class ResultsByIssue(TypedDict):
    issue: str
    standing: str
    cases: int


class SectionsSending(TypedDict):
    section: str
    exports: int
    sends: int
    first_received: dt.date
    last_received: dt.date
    last_day: dt.date
    actions: int
    days_without: int


class SourcesByStrength(TypedDict):
    file: str
    good: int
    fair: int
    weak: int
    without: int


class Spikes(TypedDict):
    section: str
    day: dt.date
    actions: int
    usual: float
    ratio: float


class StandingsByEdition(TypedDict):
    edition_year: int
    standing: str
    cases: int


class Targets(TypedDict):
    section: str
    case_id: str
    name: str
    name_fr: str
    target: int
    actions: int
    share: float
    expected_share: float
    expected_by_now: int
    ahead_or_behind: int
    measured_by: str


class TimeToRelease(TypedDict):
    month: int
    at_risk: int
    released: int
    share_out: float


class TimelineOfCase(TypedDict):
    outcome_id: str
    case_id: str
    event_date: str
    date_precision: str
    outcome_type: str
    direction: str
    before_launch: bool
    people: int
    custody_after: str
    summary: str
    summary_fr: str
    source_url: str
    source_date: str
    source_strength: str
    checked_on: dt.date
    checked_how: str
