"""Asking for a figure by its name, with the type of its rows; `python -m tests.rows` writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Protocol, overload

from impact.figures import FigureOf, rows

Where = Mapping[str, str] | None


class Ask(Protocol):
    """A figure by its name; `where` keeps the rows that have these texts."""

    @overload
    def __call__(
        self, name: Literal["actions_by_edition"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ActionsByEdition]: ...
    @overload
    def __call__(
        self, name: Literal["actions_by_section"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ActionsBySection]: ...
    @overload
    def __call__(
        self, name: Literal["actions_claims_of_edition"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ActionsClaimsOfEdition]: ...
    @overload
    def __call__(
        self, name: Literal["actions_counted"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ActionsCounted]: ...
    @overload
    def __call__(
        self, name: Literal["actions_latest"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ActionsLatest]: ...
    @overload
    def __call__(
        self, name: Literal["actions_of_case"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ActionsOfCase]: ...
    @overload
    def __call__(
        self, name: Literal["case"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.Case]: ...
    @overload
    def __call__(
        self, name: Literal["cases"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.Cases]: ...
    @overload
    def __call__(
        self, name: Literal["cases_by_country"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.CasesByCountry]: ...
    @overload
    def __call__(
        self, name: Literal["cases_by_standing"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.CasesByStanding]: ...
    @overload
    def __call__(
        self, name: Literal["cases_of_edition"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.CasesOfEdition]: ...
    @overload
    def __call__(
        self, name: Literal["cases_total"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.CasesTotal]: ...
    @overload
    def __call__(
        self, name: Literal["cases_withheld"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.CasesWithheld]: ...
    @overload
    def __call__(
        self, name: Literal["claims_ledger"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ClaimsLedger]: ...
    @overload
    def __call__(
        self, name: Literal["counted_by_case"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.CountedByCase]: ...
    @overload
    def __call__(
        self, name: Literal["counted_by_channel"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.CountedByChannel]: ...
    @overload
    def __call__(
        self, name: Literal["counted_by_day"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.CountedByDay]: ...
    @overload
    def __call__(
        self, name: Literal["counted_by_section"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.CountedBySection]: ...
    @overload
    def __call__(
        self, name: Literal["counted_by_type"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.CountedByType]: ...
    @overload
    def __call__(
        self, name: Literal["counted_daily"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.CountedDaily]: ...
    @overload
    def __call__(
        self, name: Literal["dates_by_section"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.DatesBySection]: ...
    @overload
    def __call__(
        self, name: Literal["editions"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.Editions]: ...
    @overload
    def __call__(
        self, name: Literal["justice_of_edition"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.JusticeOfEdition]: ...
    @overload
    def __call__(
        self, name: Literal["late_sections"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.LateSections]: ...
    @overload
    def __call__(
        self, name: Literal["like_for_like"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.LikeForLike]: ...
    @overload
    def __call__(
        self, name: Literal["missing"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.Missing]: ...
    @overload
    def __call__(
        self, name: Literal["outcomes_by_type"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.OutcomesByType]: ...
    @overload
    def __call__(
        self, name: Literal["outcomes_newest"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.OutcomesNewest]: ...
    @overload
    def __call__(
        self, name: Literal["pace"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.Pace]: ...
    @overload
    def __call__(
        self, name: Literal["pace_alike"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.PaceAlike]: ...
    @overload
    def __call__(
        self, name: Literal["pace_today"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.PaceToday]: ...
    @overload
    def __call__(
        self, name: Literal["preparation"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.Preparation]: ...
    @overload
    def __call__(
        self, name: Literal["progress_of_edition"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ProgressOfEdition]: ...
    @overload
    def __call__(
        self, name: Literal["projection"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.Projection]: ...
    @overload
    def __call__(
        self, name: Literal["projection_past"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ProjectionPast]: ...
    @overload
    def __call__(
        self, name: Literal["reconciliation"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.Reconciliation]: ...
    @overload
    def __call__(
        self, name: Literal["releases_documented"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ReleasesDocumented]: ...
    @overload
    def __call__(
        self, name: Literal["releases_documented_people"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ReleasesDocumentedPeople]: ...
    @overload
    def __call__(
        self, name: Literal["releases_documented_total"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ReleasesDocumentedTotal]: ...
    @overload
    def __call__(
        self, name: Literal["releases_published"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ReleasesPublished]: ...
    @overload
    def __call__(
        self, name: Literal["releases_published_headline"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ReleasesPublishedHeadline]: ...
    @overload
    def __call__(
        self, name: Literal["results_by_country"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ResultsByCountry]: ...
    @overload
    def __call__(
        self, name: Literal["results_by_issue"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.ResultsByIssue]: ...
    @overload
    def __call__(
        self, name: Literal["sections_sending"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.SectionsSending]: ...
    @overload
    def __call__(
        self, name: Literal["sources_by_strength"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.SourcesByStrength]: ...
    @overload
    def __call__(
        self, name: Literal["spikes"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.Spikes]: ...
    @overload
    def __call__(
        self, name: Literal["standings_by_edition"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.StandingsByEdition]: ...
    @overload
    def __call__(
        self, name: Literal["targets"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.Targets]: ...
    @overload
    def __call__(
        self, name: Literal["time_to_release"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.TimeToRelease]: ...
    @overload
    def __call__(
        self, name: Literal["timeline_of_case"], where: Where = None, /, **given: object
    ) -> FigureOf[rows.TimelineOfCase]: ...
    @overload
    def __call__(self, name: str, where: Where = None, /, **given: object) -> FigureOf[Any]: ...


class One(Protocol):
    """The single row of a figure by its name, or None if it has none."""

    @overload
    def __call__(
        self, name: Literal["actions_by_edition"], /, **given: object
    ) -> rows.ActionsByEdition | None: ...
    @overload
    def __call__(
        self, name: Literal["actions_by_section"], /, **given: object
    ) -> rows.ActionsBySection | None: ...
    @overload
    def __call__(
        self, name: Literal["actions_claims_of_edition"], /, **given: object
    ) -> rows.ActionsClaimsOfEdition | None: ...
    @overload
    def __call__(
        self, name: Literal["actions_counted"], /, **given: object
    ) -> rows.ActionsCounted | None: ...
    @overload
    def __call__(
        self, name: Literal["actions_latest"], /, **given: object
    ) -> rows.ActionsLatest | None: ...
    @overload
    def __call__(
        self, name: Literal["actions_of_case"], /, **given: object
    ) -> rows.ActionsOfCase | None: ...
    @overload
    def __call__(self, name: Literal["case"], /, **given: object) -> rows.Case | None: ...
    @overload
    def __call__(self, name: Literal["cases"], /, **given: object) -> rows.Cases | None: ...
    @overload
    def __call__(
        self, name: Literal["cases_by_country"], /, **given: object
    ) -> rows.CasesByCountry | None: ...
    @overload
    def __call__(
        self, name: Literal["cases_by_standing"], /, **given: object
    ) -> rows.CasesByStanding | None: ...
    @overload
    def __call__(
        self, name: Literal["cases_of_edition"], /, **given: object
    ) -> rows.CasesOfEdition | None: ...
    @overload
    def __call__(
        self, name: Literal["cases_total"], /, **given: object
    ) -> rows.CasesTotal | None: ...
    @overload
    def __call__(
        self, name: Literal["cases_withheld"], /, **given: object
    ) -> rows.CasesWithheld | None: ...
    @overload
    def __call__(
        self, name: Literal["claims_ledger"], /, **given: object
    ) -> rows.ClaimsLedger | None: ...
    @overload
    def __call__(
        self, name: Literal["counted_by_case"], /, **given: object
    ) -> rows.CountedByCase | None: ...
    @overload
    def __call__(
        self, name: Literal["counted_by_channel"], /, **given: object
    ) -> rows.CountedByChannel | None: ...
    @overload
    def __call__(
        self, name: Literal["counted_by_day"], /, **given: object
    ) -> rows.CountedByDay | None: ...
    @overload
    def __call__(
        self, name: Literal["counted_by_section"], /, **given: object
    ) -> rows.CountedBySection | None: ...
    @overload
    def __call__(
        self, name: Literal["counted_by_type"], /, **given: object
    ) -> rows.CountedByType | None: ...
    @overload
    def __call__(
        self, name: Literal["counted_daily"], /, **given: object
    ) -> rows.CountedDaily | None: ...
    @overload
    def __call__(
        self, name: Literal["dates_by_section"], /, **given: object
    ) -> rows.DatesBySection | None: ...
    @overload
    def __call__(self, name: Literal["editions"], /, **given: object) -> rows.Editions | None: ...
    @overload
    def __call__(
        self, name: Literal["justice_of_edition"], /, **given: object
    ) -> rows.JusticeOfEdition | None: ...
    @overload
    def __call__(
        self, name: Literal["late_sections"], /, **given: object
    ) -> rows.LateSections | None: ...
    @overload
    def __call__(
        self, name: Literal["like_for_like"], /, **given: object
    ) -> rows.LikeForLike | None: ...
    @overload
    def __call__(self, name: Literal["missing"], /, **given: object) -> rows.Missing | None: ...
    @overload
    def __call__(
        self, name: Literal["outcomes_by_type"], /, **given: object
    ) -> rows.OutcomesByType | None: ...
    @overload
    def __call__(
        self, name: Literal["outcomes_newest"], /, **given: object
    ) -> rows.OutcomesNewest | None: ...
    @overload
    def __call__(self, name: Literal["pace"], /, **given: object) -> rows.Pace | None: ...
    @overload
    def __call__(
        self, name: Literal["pace_alike"], /, **given: object
    ) -> rows.PaceAlike | None: ...
    @overload
    def __call__(
        self, name: Literal["pace_today"], /, **given: object
    ) -> rows.PaceToday | None: ...
    @overload
    def __call__(
        self, name: Literal["preparation"], /, **given: object
    ) -> rows.Preparation | None: ...
    @overload
    def __call__(
        self, name: Literal["progress_of_edition"], /, **given: object
    ) -> rows.ProgressOfEdition | None: ...
    @overload
    def __call__(
        self, name: Literal["projection"], /, **given: object
    ) -> rows.Projection | None: ...
    @overload
    def __call__(
        self, name: Literal["projection_past"], /, **given: object
    ) -> rows.ProjectionPast | None: ...
    @overload
    def __call__(
        self, name: Literal["reconciliation"], /, **given: object
    ) -> rows.Reconciliation | None: ...
    @overload
    def __call__(
        self, name: Literal["releases_documented"], /, **given: object
    ) -> rows.ReleasesDocumented | None: ...
    @overload
    def __call__(
        self, name: Literal["releases_documented_people"], /, **given: object
    ) -> rows.ReleasesDocumentedPeople | None: ...
    @overload
    def __call__(
        self, name: Literal["releases_documented_total"], /, **given: object
    ) -> rows.ReleasesDocumentedTotal | None: ...
    @overload
    def __call__(
        self, name: Literal["releases_published"], /, **given: object
    ) -> rows.ReleasesPublished | None: ...
    @overload
    def __call__(
        self, name: Literal["releases_published_headline"], /, **given: object
    ) -> rows.ReleasesPublishedHeadline | None: ...
    @overload
    def __call__(
        self, name: Literal["results_by_country"], /, **given: object
    ) -> rows.ResultsByCountry | None: ...
    @overload
    def __call__(
        self, name: Literal["results_by_issue"], /, **given: object
    ) -> rows.ResultsByIssue | None: ...
    @overload
    def __call__(
        self, name: Literal["sections_sending"], /, **given: object
    ) -> rows.SectionsSending | None: ...
    @overload
    def __call__(
        self, name: Literal["sources_by_strength"], /, **given: object
    ) -> rows.SourcesByStrength | None: ...
    @overload
    def __call__(self, name: Literal["spikes"], /, **given: object) -> rows.Spikes | None: ...
    @overload
    def __call__(
        self, name: Literal["standings_by_edition"], /, **given: object
    ) -> rows.StandingsByEdition | None: ...
    @overload
    def __call__(self, name: Literal["targets"], /, **given: object) -> rows.Targets | None: ...
    @overload
    def __call__(
        self, name: Literal["time_to_release"], /, **given: object
    ) -> rows.TimeToRelease | None: ...
    @overload
    def __call__(
        self, name: Literal["timeline_of_case"], /, **given: object
    ) -> rows.TimelineOfCase | None: ...
    @overload
    def __call__(self, name: str, /, **given: object) -> Mapping[str, Any] | None: ...
