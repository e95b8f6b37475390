"""Words, numbers and dates: whole in both languages, typeset as each language is."""

from __future__ import annotations

import datetime as dt
import re
import string
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from impact import database, figures
from impact.exports import mapping
from impact.figures import cells
from impact.figures.live import State
from impact.i18n import words
from impact.i18n.words import LANGUAGES, Language, sentences
from impact.record import schema
from impact.settings import ROOT

FILES = ("words.toml", "talking.toml", "commands.toml", "commands.toml")
KNOWN: Mapping[str, object] = {
    **figures.DEFAULTS,
    "edition": 2021,
    "case_id": "2011-filep-karma",
    "checked_on": dt.date(2026, 1, 1),
}


def leaves(branch: Mapping[str, Any], path: str = "") -> Iterable[tuple[str, dict[str, Any]]]:
    """Every table that has a text in some language, by its key."""
    for key, value in branch.items():
        if isinstance(value, dict):
            if set(value) & set(LANGUAGES):
                yield f"{path}{key}", value
            else:
                yield from leaves(value, f"{path}{key}.")


def written() -> dict[str, dict[str, Any]]:
    """What the files say, read without the code that is tested."""
    found: dict[str, dict[str, Any]] = {}
    for name in FILES:
        read = tomllib.loads((ROOT / "impact" / "i18n" / name).read_text(encoding="utf-8"))
        found |= dict(leaves(read))
    for kind in ("metric", "check"):
        for path in (ROOT / "queries" / f"{kind}s").glob("*.toml"):
            own = tomllib.loads(path.read_text(encoding="utf-8"))
            columns = dict(leaves({"column": own.pop("column", {})}))
            assert not set(columns) & set(found), f"{path.name}: said already"
            found |= columns | dict(leaves(own, f"{kind}.{path.stem}."))
    return found


def holes(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def without_quotes(text: str) -> str:
    return re.sub(r"“[^”]*”|«[^»]*»|\"[^\"]*\"", "", text)


# The catalogue


def test_every_text_that_is_written_is_known_and_the_other_way_round() -> None:
    assert set(written()) == set(sentences())
    assert len(sentences()) > 300


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_has_a_text(lang: Language) -> None:
    assert [key for key, texts in written().items() if not str(texts.get(lang, "")).strip()] == []


def test_no_key_has_a_third_language() -> None:
    assert {frozenset(texts) for texts in written().values()} == {frozenset(LANGUAGES)}


def test_both_languages_have_the_same_placeholders() -> None:
    differing = {
        key: texts
        for key, texts in sentences().items()
        # "Of a name" is one word in one language and two in the other.
        if len(
            {
                tuple(
                    sorted(
                        {
                            hole.replace("of", "name") if key.startswith("spoken.") else hole
                            for hole in holes(texts[lang])
                        }
                    )
                )
                for lang in LANGUAGES
            }
        )
        > 1
    }
    assert differing == {}


def test_plural_forms_come_in_pairs() -> None:
    stems: dict[str, set[str]] = {}
    for key in sentences():
        stem, _, form = key.rpartition(".")
        if form in ("one", "other"):
            stems.setdefault(stem, set()).add(form)
    assert stems
    odd = {stem for stem, forms in stems.items() if forms != {"one", "other"}}
    terms = {*VOCABULARIES, "tally_word.action_type"}
    assert odd - terms == set()  # "other" may be a term as well


ATTRIBUTION = {
    "en": ("thanks to", "freed by", "because of", "due to", "owing to", "our letters"),
    "fr": ("grâce à", "grâce aux", "à cause de", "libéré par", "libérée par", "en raison de"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_says_that_letters_caused_what_came_after(lang: Language) -> None:
    said = {key: without_quotes(texts[lang]).lower() for key, texts in sentences().items()}
    for words_of_cause in ATTRIBUTION[lang]:
        assert [key for key, text in said.items() if words_of_cause in text] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_shouts(lang: Language) -> None:
    assert [key for key, texts in sentences().items() if "!" in texts[lang]] == []


def test_no_text_breaks_before_a_french_sign() -> None:
    loose = re.compile(r" [:;!?%»]|« |\d \d{3}\b")
    assert [key for key, texts in sentences().items() if loose.search(texts["fr"])] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_has_a_straight_apostrophe_inside_a_word(lang: Language) -> None:
    assert [key for key, texts in sentences().items() if re.search(r"\w'\w", texts[lang])] == []


# What the code asks for

VOCABULARIES: Mapping[str, Iterable[str]] = {
    "qualifier": schema.QUALIFIERS,
    "qualified": schema.QUALIFIERS,
    "stage": schema.STAGES,
    "strength": schema.STRENGTHS,
    "strength_word": schema.STRENGTHS,
    "precision": schema.PRECISIONS,
    "direction": schema.DIRECTIONS,
    "actions_counted": schema.ACTIONS_COUNTED,
    "unit": schema.CASE_UNITS + schema.CLAIM_UNITS,
    "subject": schema.SUBJECTS,
    "scope": schema.SCOPES,
    "issue": schema.ISSUES,
    "demand": schema.DEMANDS,
    "status": [status.name for status in schema.STATUSES],
    "outcome": [outcome.name for outcome in schema.OUTCOME_TYPES],
    "liberty": schema.LIBERTY_STANDINGS + schema.CUSTODY,
    "liberty_note": schema.LIBERTY_STANDINGS,
    "justice": schema.JUSTICE_STANDINGS,
    "justice_note": schema.JUSTICE_STANDINGS,
    "publisher_class": [each.name for each in schema.PUBLISHER_CLASSES],
    "checked_how": schema.CHECKED_HOW,
    "file": [table.name for table in schema.TABLES],
    "track": ("liberty", "justice"),
    "action_type": mapping.ACTION_TYPES,
    "channel": mapping.CHANNELS,
    "projection": ("projected", "without_error", "over", "too_early", "no_earlier"),
    "measured_by": ("earlier_editions", "days"),
    "claim_status": schema.CLAIM_STATUSES,
    "publish_level": schema.PUBLISH_LEVELS,
    "claim_family": ("releases", "actions", "taking_part", "cases", "messages"),
}


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_every_term_of_the_contract_has_a_word(vocabulary: str) -> None:
    terms = VOCABULARIES[vocabulary]
    assert [value for value in terms if not words.known(f"{vocabulary}.{value}")] == []


def test_every_vocabulary_of_the_contract_is_looked_at() -> None:
    seen = {frozenset(terms) for terms in VOCABULARIES.values()}
    columns = [column for table in schema.TABLES for column in table.columns]
    told = {"unit", "custody_after"}  # inside larger ones above
    told |= {"pronoun", "agreement_fr", "fate"}  # words of a language themselves
    missed = {
        column.name
        for column in columns
        if column.vocabulary and frozenset(column.vocabulary) not in seen
    }
    assert missed <= told


@pytest.mark.parametrize(
    "vocabulary", ["liberty", "justice", "issue", "status", "outcome", "scope"]
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_terms_of_a_vocabulary_share_a_word(vocabulary: str, lang: Language) -> None:
    said = [words.term(lang, vocabulary, value) for value in set(VOCABULARIES[vocabulary])]
    assert len(said) == len(set(said))


def test_no_value_is_no_word() -> None:
    assert words.term("en", "stage", None) == ""
    assert words.term("fr", "stage", "") == ""


@pytest.mark.parametrize("layer", ["metrics", "checks"])
def test_every_column_of_every_query_has_a_heading(shipped: State, layer: str) -> None:
    missed: dict[str, list[str]] = {}
    for name in database.names(layer):
        given = {key: KNOWN[key] for key in figures.parameters(name, layer)}
        columns, _ = shipped.database.answer(name, layer, **given)
        shown = [key for key in columns if not key.endswith("_fr") and key != "searchable"]
        missed[name] = [key for key in shown if not words.known(f"column.{key}")]
    assert len(missed) > 5
    assert {name: keys for name, keys in missed.items() if keys} == {}


def test_every_gap_of_the_record_has_a_name(shipped: State) -> None:
    gaps = [row["gap"] for row in shipped.database.rows("missing")]
    assert [gap for gap in gaps if not words.known(f"gap.{gap}")] == []
    assert len(gaps) == 6


@pytest.mark.parametrize("part", ["label", "unit", "definition", "caveat"])
def test_every_metric_is_described(part: str) -> None:
    names = database.names("metrics")
    assert [name for name in names if not words.known(f"metric.{name}.{part}")] == []


def test_every_description_has_a_query() -> None:
    described = {key.split(".")[1] for key in sentences() if key.startswith("metric.")}
    checked = {key.split(".")[1] for key in sentences() if key.startswith("check.")}
    assert described == set(database.names("metrics"))
    assert checked == set(database.names("checks"))


def sources() -> list[Path]:
    return sorted([*(ROOT / "impact").rglob("*.py"), *(ROOT / "pages").glob("*.py")])


def test_every_key_that_the_code_names_is_written() -> None:
    asked = re.compile(r"""(?:\bsay\(\s*\w+,|\bt\(|\bsay\(\s*"en",)\s*"([a-z_0-9.]+)"[,)]""")
    found = {key for path in sources() for key in asked.findall(path.read_text(encoding="utf-8"))}
    assert len(found) > 40
    missed = [key for key in found if not (words.known(key) or words.known(f"{key}.other"))]
    assert missed == []


def test_every_fault_that_the_code_raises_has_a_sentence() -> None:
    raised = re.compile(r"""\bFault\(\s*"(\w+)\"""")
    found = {key for path in sources() for key in raised.findall(path.read_text(encoding="utf-8"))}
    kinds = {f"not_{kind.name.lower()}" for kind in schema.Kind}
    assert len(found) > 10
    assert [key for key in found | kinds if not words.known(f"fault.{key}")] == []


# Saying it


@pytest.mark.parametrize(
    ("lang", "count", "text"),
    [
        ("en", 0, "0 people"),
        ("en", 1, "1 person"),
        ("en", 2, "2 people"),
        ("en", 1234, "1,234 people"),
        ("fr", 0, "0 personne"),
        ("fr", 1, "1 personne"),
        ("fr", 2, "2 personnes"),
        ("fr", 1234, "1\u202f234 personnes"),
    ],
)
def test_the_plural_is_that_of_the_language(lang: Language, count: int, text: str) -> None:
    assert words.say(lang, "releases.people", count=count) == text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_below_nothing_had_a_hyphen_for_its_minus(lang: Language) -> None:
    """ "-113" in a column of targets: shorter than a digit, and the end of a line where it is narrow."""
    assert words.number(lang, -113) == "−113"
    assert words.percent(lang, -0.2)[:3] == "−20"
    assert cells.cell("change", {"change": -0.125}, lang).startswith("−12")


def test_a_year_is_never_grouped() -> None:
    assert words.say("en", "claim.since", subject="x", year=2001) == "x, since 2001"
    assert words.say("fr", "claim.since", subject="x", year=2001) == "x, depuis 2001"


def test_an_unknown_key_or_a_missing_value_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        words.say("en", "nothing.of_the_kind")
    with pytest.raises(KeyError):
        words.say("en", "source.line")


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (2326, "2,326", "2\u202f326"),
        (4_662_638, "4,662,638", "4\u202f662\u202f638"),
        (4.66, "4.66", "4,66"),
    ],
)
def test_numbers_are_grouped_as_the_language_does(value: float, english: str, french: str) -> None:
    assert words.number("en", value) == english
    assert words.number("fr", value) == french


@pytest.mark.parametrize(
    ("share", "english", "french"),
    [(0.2, "20%", "20\u00a0%"), (1, "100%", "100\u00a0%"), (0.004, "0%", "0\u00a0%")],
)
def test_a_share_is_a_whole_percentage(share: float, english: str, french: str) -> None:
    assert words.percent("en", share) == english
    assert words.percent("fr", share).replace("\u202f", "\u00a0") == french


@pytest.mark.parametrize(
    ("value", "qualifier", "english", "french"),
    [
        (4_662_638, "exact", "4,662,638", "4\u202f662\u202f638"),
        (4_662_638, None, "4,662,638", "4\u202f662\u202f638"),
        (127, "at_least", "at least 127", "au moins 127"),
        (127, "about", "about 127", "environ 127"),
        (0, "exact", "0", "0"),
        (None, "exact", "no total found", "aucun total trouvé"),
        (None, None, "no total found", "aucun total trouvé"),
    ],
)
def test_a_number_keeps_its_qualifier_and_no_number_is_not_zero(
    value: int | None, qualifier: str | None, english: str, french: str
) -> None:
    assert words.qualified("en", value, qualifier) == english
    assert words.qualified("fr", value, qualifier) == french


@pytest.mark.parametrize(
    ("iso", "english", "french"),
    [
        ("2020-12-01", "1 December 2020", "1er décembre 2020"),
        ("2020-12-11", "11 December 2020", "11 décembre 2020"),
        ("2020-12-31", "31 December 2020", "31 décembre 2020"),
        ("2020-08", "August 2020", "août 2020"),
        ("2020", "2020", "2020"),
        (dt.date(2021, 2, 1), "1 February 2021", "1er février 2021"),
        ("", "date not known", "date inconnue"),
        (None, "date not known", "date inconnue"),
    ],
)
def test_a_date_is_told_as_precisely_as_it_is_known(
    iso: str | dt.date | None, english: str, french: str
) -> None:
    assert words.date("en", iso) == english
    assert words.date("fr", iso) == french


@pytest.mark.parametrize(
    ("items", "english", "french"),
    [
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a et b"),
        (["a", "b", "c"], "a, b and c", "a, b et c"),
    ],
)
def test_a_list_ends_with_and(items: list[str], english: str, french: str) -> None:
    assert words.listing("en", items) == english
    assert words.listing("fr", items) == french


@pytest.mark.parametrize(
    ("code", "english", "french"),
    [
        ("CL", "Chile", "Chili"),
        ("MM", "Myanmar", "Myanmar"),
        ("HK", "Hong Kong", "Hong Kong"),
        ("TR", "Türkiye", "Turquie"),
        ("", "Country not known", "Pays inconnu"),
        (None, "Country not known", "Pays inconnu"),
    ],
)
def test_a_country_has_its_common_name(code: str | None, english: str, french: str) -> None:
    assert words.country("en", code) == english
    assert words.country("fr", code) == french


def test_every_country_of_the_record_has_a_name(shipped: State) -> None:
    codes = [row["country_code"] for row in shipped.database.rows("cases_by_country")]
    for lang in LANGUAGES:
        assert [code for code in codes if code and words.country(lang, code) == code] == []


@pytest.mark.parametrize(
    ("text", "set_in_french"),
    [
        ("Attention : oui", "Attention\u00a0: oui"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("4 662 638 actions", "4\u202f662\u202f638 actions"),
        ("20 %", "20\u00a0%"),
        ("l'édition d'avant", "l’édition d’avant"),
    ],
)
def test_french_is_typeset_from_plain_spaces(text: str, set_in_french: str) -> None:
    assert words.typeset("fr", text) == set_in_french


def test_english_is_left_as_it_is_but_for_the_apostrophe() -> None:
    assert words.typeset("en", "It's so : 4 662") == "It’s so : 4 662"


@pytest.mark.parametrize(
    ("wish", "lang"),
    [("fr", "fr"), ("fr-CA", "fr"), ("FR_ca.UTF-8", "fr"), ("en-GB", "en"), ("de", "en")],
)
def test_the_nearest_language_is_chosen_and_else_english(wish: str, lang: Language) -> None:
    assert words.choose(wish) == lang
    assert words.choose(None) == "en"


# Sentences that are said of several alone: there is no such sentence of one.
OF_SEVERAL = {
    "warning.totals_so_far", "warning.totals_so_far_each", "fault.export_members", "feed.several", "metric.actions_claims_of_edition.headline_differ",
    "metric.time_to_release.headline_few",
}  # fmt: skip


def test_no_sentence_counts_one_thing_as_many() -> None:
    many = re.compile(
        r"\{count\} (?:\w+s|people) |\{count\} (?:\w+s|people)[,.;:)]|\{count\} \w+s$"
    )
    wrong = [
        key
        for key, texts in sentences().items()
        if not key.endswith((".one", ".other")) and many.search(texts["en"])
        if key not in OF_SEVERAL and not re.search(r"\{count\} (?:is|was|has) ", texts["en"])
    ]
    assert wrong == []


def test_every_word_of_streamlits_that_is_exchanged_is_one_that_it_has() -> None:
    """A word that a newer Streamlit calls otherwise would stay English without anybody noticing."""
    import streamlit

    scripts = Path(streamlit.__file__).parent / "static" / "static" / "js"
    bundle = "".join(path.read_text("utf-8") for path in scripts.glob("*.js"))
    keys = [key for key in sentences() if key.startswith("chrome.")]
    assert len(keys) > 30
    gone = [key for key in keys if words.say("en", key).rstrip("…").rstrip(": ") not in bundle]
    assert gone == []
