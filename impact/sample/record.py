"""The record of the sample: invented cases, events and totals, valid by the contract of the real one.

Apart from the exports because nothing here is left to chance. The counts of the exports lie below the
totals, as they do where only some sections send. Each kind of thing that can happen to a case happens.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from impact.i18n.words import typeset
from impact.record.reader import ABOUT
from impact.record.schema import TABLE

Cells = Mapping[str, object]

CHECKED_ON = "2026-11-22"
# Which cases each edition featured. B comes back, so that people are seen to count once.
CASES = {
    2024: tuple(f"2024-sample-{letter}" for letter in "abcde"),
    2025: tuple(f"2025-sample-{letter}" for letter in "fghij"),
    2026: tuple(f"2026-sample-{letter}" for letter in "klmnb"),
}
_PUBLISHERS = {
    1: ("Sample publisher 1", "Éditeur exemple 1"),
    2: ("Sample publisher 2", "Éditeur exemple 2"),
}

# Year, last day, total, its qualifier, cases featured (one was not named in 2025), when printed.
_EDITIONS = (
    (2024, "2025-01-31", 96000, "at_least", 5, "2025-06-30"),
    (2025, "2026-01-31", 104500, "exact", 6, "2026-06-30"),
    (2026, "2027-01-31", "", "", 5, "2026-11-01"),
)

# Subject, edition, since, as of, value, unit, qualifier, stage, publisher, strength.
_CLAIMS = (
    ("actions", 2024, "", "2024-12-20", 58000, "count", "about", "interim", 1, "good"),
    ("actions", 2024, "", "2025-06-30", 96000, "count", "at_least", "final", 1, "good"),
    ("actions", 2024, "", "2025-07", 98200, "count", "exact", "final", 2, "fair"),
    ("actions", 2025, "", "2025-12-19", 66000, "count", "at_least", "interim", 1, "good"),
    ("actions", 2025, "", "2026-06-30", 104500, "count", "exact", "final", 1, "good"),
    ("actions", 2025, "", "2026", 100000, "count", "at_least", "final", 2, "weak"),
    ("cases_featured", 2025, "", "2025-11-01", 6, "cases", "exact", "", 1, "good"),
    ("sections_taking_part", 2025, "", "2026-06-30", 7, "count", "exact", "final", 1, "good"),
    ("people_released", "", 2024, "2025-10-01", 2, "people", "exact", "", 1, "good"),
    ("people_released", "", 2024, "2026-03-31", 4, "people", "exact", "", 1, "good"),
    ("civil_political_cases_presented", "", 2024, "2026-03-31", 8, "cases", "exact", "", 1, "good"),
    ("people_released", "", 2024, "2026-05", 5, "people", "at_least", "", 2, "fair"),
    ("people_released", "", 2024, "2026-06-30", 4, "people", "exact", "", 1, "good"),
    ("situations_improved", "", 2024, "2026-07", 7, "cases", "exact", "", 2, "fair"),
    ("cases_presented", "", 2024, "2026-07", 10, "cases", "exact", "", 2, "fair"),
    ("improved_share", "", 2024, "2026-07", 70, "percent", "about", "", 2, "fair"),
)

# Key, people, country, issue, situation at launch, demand, earlier case, what is told of it.
_CASES = (
    ("2024-sample-a", 1, "IS", "Iceland", "freedom_of_expression", "imprisoned", "release", "",
     "a writer sent to prison for a poem.",
     "une personne envoyée en prison pour un poème."),
    ("2024-sample-b", 1, "UY", "Uruguay", "human_rights_defender", "imprisoned", "release", "",
     "a defender of fishers' rights, held after a march.",
     "une personne qui défend les droits des pêcheurs, détenue après une marche."),
    ("2024-sample-c", 1, "BW", "Botswana", "death_penalty", "death_row", "no_execution", "",
     "a person sentenced to death after a trial of one day.",
     "une personne condamnée à mort après un procès d'un seul jour."),
    ("2024-sample-d", "", "MN", "Mongolia", "land_environment", "community", "law_or_policy_change", "",
     "herders whose wells run dry beside a mine.",
     "des éleveurs dont les puits s'assèchent près d'une mine."),
    ("2024-sample-e", 1, "NZ", "New Zealand", "police_violence", "justice_sought", "justice", "",
     "a family that asks who fired a shot at a demonstration.",
     "une famille qui demande qui a tiré pendant une manifestation."),
    ("2025-sample-f", 3, "PT", "Portugal", "arbitrary_detention", "detained", "release", "",
     "three students held without charge.",
     "trois personnes aux études, détenues sans inculpation."),
    ("2025-sample-g", 1, "CR", "Costa Rica", "lgbti_rights", "on_trial", "drop_charges", "",
     "a person on trial for a parade.",
     "une personne jugée pour un défilé."),
    ("2025-sample-h", 1, "SN", "Senegal", "women_girls_rights", "at_risk", "protection", "",
     "a teacher threatened for a class open to girls.",
     "une personne qui enseigne, menacée pour une classe ouverte aux filles."),
    ("2025-sample-i", 1, "JP", "Japan", "torture_unfair_trial", "imprisoned", "quash_conviction", "",
     "a person convicted on a confession made under torture.",
     "une personne condamnée d'après des aveux faits sous la torture."),
    ("2025-sample-j", 1, "FJ", "Fiji", "enforced_disappearance", "disappeared", "justice", "",
     "a photographer missing since a checkpoint.",
     "une personne qui photographiait, disparue depuis un poste de contrôle."),
    ("2026-sample-k", 1, "CA", "Canada", "housing_evictions", "at_risk", "stop_eviction", "",
     "a tenant told to leave a house that is to be torn down.",
     "une personne qui doit quitter une maison vouée à la démolition."),
    ("2026-sample-l", 2, "GH", "Ghana", "children_and_youth", "detained", "release", "",
     "two young people held after a sit-in at their school.",
     "deux jeunes en détention après une occupation de leur école."),
    ("2026-sample-m", 1, "NO", "Norway", "refugees_displacement", "at_risk", "protection", "",
     "a person who helped at a border and is threatened for it.",
     "une personne qui a aidé à une frontière et que l'on menace pour cela."),
    ("2026-sample-n", "", "ZM", "Zambia", "corporate_accountability", "community", "remedy", "",
     "a village that lives with the spill of a plant.",
     "un village qui vit avec la fuite d'une usine."),
    ("2026-sample-b", 1, "UY", "Uruguay", "human_rights_defender", "imprisoned", "release",
     "2024-sample-b",
     "the same defender of fishers' rights, in prison again.",
     "la même personne qui défend les droits des pêcheurs, de nouveau en prison."),
)  # fmt: skip

# Case, date as well as it is known, type, direction, people, custody after, what is told of it.
_OUTCOMES = (
    ("2024-sample-a", "2025-03-14", "released", "positive", 1, "",
     "the writer left prison.", "la personne est sortie de prison."),
    ("2024-sample-b", "2025-02-02", "released", "positive", 1, "",
     "a court let the defender go.", "un tribunal a remis la personne en liberté."),
    ("2024-sample-b", "2025-09-10", "re_arrested", "negative", 1, "",
     "the defender was taken from home and held again.",
     "la personne a été emmenée de chez elle et de nouveau détenue."),
    ("2024-sample-c", "2025-06-01", "sentence_commuted", "positive", 1, "held",
     "the death sentence became one of ten years.",
     "la peine de mort est devenue une peine de dix ans."),
    ("2024-sample-d", "2025-07", "law_or_policy_change", "positive", "", "",
     "a law put the wells under protection.", "une loi a protégé les puits."),
    ("2024-sample-e", "2024-06-18", "perpetrator_charged", "positive", 1, "",
     "an officer was charged, before the edition began.",
     "un membre de la police a été inculpé, avant le début de l'édition."),
    ("2024-sample-e", "2025-04-08", "perpetrator_convicted", "positive", 1, "",
     "the officer was convicted.", "le membre de la police a été condamné."),
    ("2024-sample-e", "2026-02-17", "perpetrator_acquitted", "negative", 1, "",
     "a higher court acquitted the officer; the success was undone.",
     "une cour supérieure a acquitté le membre de la police ; le succès a été défait."),
    ("2025-sample-f", "2026-02-11", "released_conditionally", "positive", 3, "",
     "the three left custody and must report each week.",
     "les trois sont sorties de détention et doivent se présenter chaque semaine."),
    ("2025-sample-g", "2026-05-05", "charges_dropped", "positive", 1, "",
     "the charges were dropped.", "les charges ont été abandonnées."),
    ("2025-sample-h", "2026", "protection_granted", "positive", 1, "",
     "a court ordered protection for the school.",
     "un tribunal a ordonné la protection de l'école."),
    ("2025-sample-i", "2026-04-21", "detention_extended", "negative", 1, "held",
     "two years were added to the sentence.", "deux ans ont été ajoutés à la peine."),
    ("2025-sample-j", "", "no_result_found", "none", "", "",
     "no later result was found (checked 22 November 2026).",
     "aucun résultat ultérieur n'a été trouvé (vérifié le 22 novembre 2026)."),
    ("2026-sample-l", "2026-11-12", "conditions_improved", "positive", 2, "held",
     "their families may visit them.", "leurs familles peuvent leur rendre visite."),
    ("2026-sample-m", "2026-11-17", "convicted", "negative", 1, "",
     "a court found the helper guilty of crossing a line on a map.",
     "un tribunal a déclaré la personne coupable d'avoir franchi une ligne sur une carte."),
)  # fmt: skip

# Case, count, unit, qualifier, strength.
_CASE_ACTIONS = (
    ("2024-sample-a", 18000, "actions", "at_least", "good"),
    ("2024-sample-c", 6400, "letters", "exact", "fair"),
    ("2025-sample-f", 21000, "signatures", "about", "good"),
    ("2025-sample-f", 9800, "people", "at_least", "weak"),
)

# Edition, section, part of its work, count, qualifier, strength.
_SECTION_ACTIONS = (
    (2024, 1, "whole_section", 16500, "exact", "good"),
    (2024, 1, "schools", 2900, "about", "good"),
    (2025, 1, "whole_section", 18000, "at_least", "good"),
    (2025, 2, "letters_and_cards", 4100, "exact", "fair"),
)

# Edition, section, first and last day.
_SECTION_DATES = (
    (2025, 1, "2025-11-03", "2026-01-31"),
    (2026, 1, "2026-11-02", "2027-01-31"),
    (2026, 2, "2026-11-15", ""),
)

_PRECISION = {0: "unknown", 4: "year", 7: "month", 10: "day"}


def _editions() -> Iterator[Cells]:
    for year, ends_on, actions, qualifier, featured, printed in _EDITIONS:
        yield {
            "edition_year": year,
            "starts_on": f"{year}-11-01",
            "ends_on": ends_on,
            "actions": actions,
            "actions_qualifier": qualifier,
            "actions_counted": "actions" if actions else "",
            "cases_featured": featured,
            "source_name": _PUBLISHERS[1][0],
            "source_name_fr": _PUBLISHERS[1][1],
            "source_url": _page("editions", year),
            "source_date": printed,
            "source_strength": "good",
        }


def _claims() -> Iterator[Cells]:
    names = (
        "subject",
        "edition_year",
        "since_year",
        "as_of",
        "value",
        "unit",
        "qualifier",
        "stage",
    )
    for index, (*told, publisher, strength) in enumerate(_CLAIMS, 1):
        cells = dict(zip(names, told, strict=True))
        yield cells | {
            "claim_id": f"sc{index:02}",
            "publisher": _PUBLISHERS[publisher][0],
            "publisher_fr": _PUBLISHERS[publisher][1],
            "source_url": _page("claims", index),
            "source_date": cells["as_of"],
            "source_strength": strength,
        }


def _cases() -> Iterator[Cells]:
    for case, people, code, country, issue, status, demand, earlier, told, told_fr in _CASES:
        letter = case[-1].upper()
        yield {
            "case_id": case,
            "edition_year": case[:4],
            "name": f"Sample {letter} (invented)",
            "name_fr": f"Exemple {letter} (inventé)",
            "people": people,
            "country_code": code,
            "country": country,
            "issue": issue,
            "status_at_launch": status,
            "demand": demand,
            "same_people_as": earlier,
            **_summaries(told, told_fr),
            "source_url": _page("cases", case),
            "source_strength": "good",
        }


def _outcomes() -> Iterator[Cells]:
    for index, (case, day, kind, direction, people, custody, told, told_fr) in enumerate(
        _OUTCOMES, 1
    ):
        yield {
            "outcome_id": f"so{index:02}",
            "case_id": case,
            "event_date": day,
            "date_precision": _PRECISION[len(day)],
            "outcome_type": kind,
            "direction": direction,
            "people": people,
            "custody_after": custody,
            **_summaries(told, told_fr),
            "source_url": _page("outcomes", index),
            "source_date": day,
            "source_strength": ("good", "fair", "good", "weak")[index % 4],
        }


def _case_actions() -> Iterator[Cells]:
    for index, (case, count, unit, qualifier, strength) in enumerate(_CASE_ACTIONS, 1):
        yield {
            "edition_year": case[:4],
            "case_id": case,
            "count": count,
            "unit": unit,
            "qualifier": qualifier,
            "source_url": _page("case-actions", index),
            "source_strength": strength,
        }


def _section_actions() -> Iterator[Cells]:
    for index, (year, section, scope, actions, qualifier, strength) in enumerate(
        _SECTION_ACTIONS, 1
    ):
        yield {
            "edition_year": year,
            **_section(section),
            "scope": scope,
            "actions": actions,
            "qualifier": qualifier,
            "source_url": _page("section-actions", index),
            "source_strength": strength,
        }


def _section_dates() -> Iterator[Cells]:
    for index, (year, section, starts_on, ends_on) in enumerate(_SECTION_DATES, 1):
        yield {
            "edition_year": year,
            **_section(section),
            "starts_on": starts_on,
            "ends_on": ends_on,
            "source_url": _page("section-dates", index),
            "source_date": f"{year}-10",
            "source_strength": "good",
        }


def _page(table: str, key: object) -> str:
    return f"https://example.org/sample/{table}/{key}"


def _summaries(told: str, told_fr: str) -> dict[str, str]:
    return {
        "summary": _marked(told, "invented"),
        "summary_fr": typeset("fr", _marked(told_fr, "inventé")),
    }


def _marked(text: str, word: str) -> str:
    """Behind the sentence, that it is invented: before it, it would be spoken in place of it."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')} ({word})."


def _section(number: int) -> dict[str, str]:
    return {"section": f"Sample section {number}", "section_fr": f"Section exemple {number}"}


_ROWS = {
    "editions": _editions,
    "claims": _claims,
    "cases": _cases,
    "outcomes": _outcomes,
    "case_actions": _case_actions,
    "section_actions": _section_actions,
    "section_dates": _section_dates,
}


def write(folder: Path) -> None:
    """Write the record's files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in _ROWS.items():
        table = TABLE[name]
        text = io.StringIO()
        names = [column.name for column in table.asked if not column.optional]
        writer = csv.DictWriter(text, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows())
        (folder / table.file).write_text(text.getvalue(), encoding="utf-8")
    (folder / ABOUT).write_text(
        "# Invented like everything in this folder. / Inventé comme tout ce dossier.\n"
        f"checked_on = {CHECKED_ON}\n",
        encoding="utf-8",
    )
