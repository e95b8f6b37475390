"""The regions by which cases are compared: the five of the regional overviews of Amnesty International's annual report.

Each country lies where its subregion of the United Nations' M49 does (unstats.un.org/unsd/methodology/m49, checked
against github.com/lukes/ISO-3166-Countries-with-Regional-Codes of June 2024): Northern Africa and Western Asia in the
Middle East and North Africa, Central Asia with Europe, the rest of Asia with Oceania. Otherwise than in M49, as that
report has it, Armenia, Azerbaijan, Cyprus, Georgia and Türkiye are with Europe, Iran is in the Middle East and Sudan
in Africa; Greenland is with Denmark; and Kosovo and Taiwan, which M49 places nowhere, are with their neighbours.
Without people, and so in none: Antarctica and islands nobody lives on.
"""

from __future__ import annotations

from collections.abc import Mapping

REGIONS: Mapping[str, str] = {
    "africa": "AO BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW KE KM LR LS MG ML MR MU MW MZ NA NE"
    " NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TZ UG YT ZA ZM ZW",
    "americas": "AG AI AR AW BB BL BM BO BQ BR BS BZ CA CL CO CR CU CW DM DO EC FK GD GF GP GT GY HN HT JM KN KY"
    " LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI",
    "asia_pacific": "AF AS AU BD BN BT CC CK CN CX FJ FM GU HK ID IN JP KH KI KP KR LA LK MH MM MN MO MP MV MY NC"
    " NF NP NR NU NZ PF PG PH PK PN PW SB SG TH TK TL TO TV TW VN VU WF WS",
    "europe_central_asia": "AD AL AM AT AX AZ BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GE GG GI GL GR HR HU IE"
    " IM IS IT JE KG KZ LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM TJ TM TR UA UZ VA XK",
    "middle_east_north_africa": "AE BH DZ EG EH IL IQ IR JO KW LB LY MA OM PS QA SA SY TN YE",
}
REGION = {code: region for region, codes in REGIONS.items() for code in codes.split()}
