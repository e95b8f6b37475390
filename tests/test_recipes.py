"""The recipes of CONTRIBUTING, followed in a copy of the house: what they name is all that it takes."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import files
from tests.copies import copied, said

NEW = {
    "queries/metrics/cases_by_demand.sql": """
-- How many cases asked for what.
-- One row per demand, the most frequent first.
select
    demand,
    demand as asked,
    count(*)::bigint as cases
from cases
group by demand
order by count(*) desc, demand
""",
    "queries/metrics/cases_by_demand.toml": """
key = ["demand"]
value = "cases"
better = "neither"
counts = "cases"
evidence = "cases"
number_of = "cases_total"
hard = ["how_you"]
column.asked = { en = "Asked", fr = "Demandé" }
label = { en = "Cases by demand", fr = "Cas par demande" }
unit = { en = "cases", fr = "cas" }
definition = { en = "How many cases asked for what.", fr = "Combien de cas demandaient quoi." }
caveat = { en = "One demand a case.", fr = "Une demande par cas." }
headline = { en = "Most asked for: {demand}", fr = "Le plus demandé : {demand}" }
file_name = { en = "demands-{date}", fr = "demandes-{date}" }
""",
    "pages/demands.py": """
from impact.dashboard import ui

ui.title("nav.demands")
ui.drawn("cases_by_demand", ["demand", "cases"])
""",
}
ADDED = {
    "impact/presentation/cases.py": (
        "",
        """

@picture
def cases_by_demand(view: View, figure: Figure, _look: Look) -> Panel:
    rows = figure.rows[::-1]
    bars = Bars(
        at=[view.term("demand", row["demand"]) for row in rows],
        values=[row["cases"] for row in rows],
        roles=["quiet"] * len(rows),
        labels=[view.number(row["cases"]) for row in rows],
        lying=True,
    )
    chart = Chart(marks=[bars], height=300, x=Axis(visible=False), y=Axis(kind="category"))
    first = view.term("demand", figure.rows[0]["demand"])
    headline = view.say("metric.cases_by_demand.headline", demand=first)
    return panel(view, figure, headline, figure.definition, headline, chart)
""",
    ),
    "impact/routes.py": ("PAGES = (\n", '    Page("demands", "/demands", "flag", "figures"),\n'),
    "impact/routes.py#": ("ADDRESSES = (\n", '    Address("hours", "/hours"),\n'),
    "impact/press/resources.py": (
        "_MAKERS: Mapping[str, Callable[..., Resource]] = {\n",
        '    "hours": lambda: Resource("text/plain", _only(LANG), lambda query: b"9 to 5"),\n',
    ),
    "impact/i18n/words.toml": (
        "[nav]\n",
        'demands = { en = "What was asked", fr = "Ce qui était demandé" }\n'
        'demands_help = { en = "Each demand.", fr = "Chaque demande." }\n',
    ),
}
FACES = """
import json
from impact.cli.main import main
from impact.press.sitemap import addresses
from impact.press.service import Service
from impact.press.static_site import file_of
from tests.pages import shown, visit

def get(path):
    answer = Service().answer(*(part.encode() for part in (path + "?").split("?")[:2]))
    assert answer.status == 200, (path, answer.status)
    return answer.body.decode()

for lang in ("en", "fr"):
    print(shown(visit("demands", lang)))
    assert main(["questions", "cases_by_demand", "--lang", lang]) == 0
    assert main(["figures", "cases_by_demand", "--lang", lang, "--format", "csv"]) == 0
api = json.loads(get("/api/v1/openapi.json"))
assert any("cases_by_demand" in path for path in api["paths"]), "OpenAPI"
for path in (
    "/api/v1/figures/cases_by_demand.json",
    "/api/v1/figures/cases_by_demand.svg?theme=dark&shape=tall",
    "/press/cases_by_demand",
    "/fr/presse/cases_by_demand",
    "/embed/cases_by_demand",
):
    print(get(path))
assert "cases_by_demand" in get("/api/v1/figures")
assert get("/hours") == "9 to 5"
everything = list(addresses())
assert any("/fr/presse/cases_by_demand" in each for each in everything), "the bulletin"
"""


def test_a_figure_with_its_chart_a_page_and_an_address_take_what_the_recipes_name(
    tmp_path: Path,
) -> None:
    """Four files for the figure with its chart, one of them a page; two lines more for a page of its own, two
    for an address."""
    record = files(cases=[{"demand": "release"}, {"case_id": "2020-b", "demand": "justice"}])
    told = said(copied(tmp_path, record=record, new=NEW, more=ADDED), FACES)
    for text in (
        "Most asked for: ",
        "Le plus demandé\u00a0: ",
        "What was asked",
        "Ce qui était demandé",
    ):
        assert text in told, text
    assert "One demand a case." in told and "Une demande par cas." in told
