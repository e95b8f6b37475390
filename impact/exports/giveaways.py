"""What gives a cell away: the words of totals, dates, numbers that a spreadsheet ruined."""

from __future__ import annotations

import re

# How a row of totals begins, and cells that say nothing else.
_SUM = (
    r"(grand|overall|sub|sous|zwischen|gesamt|tussen)?[\s-]*"
    r"(totals?|totaux|totale[ns]?|totaal|totalt|total g[ée]n[ée]ral|sum|sums|somme|summe|suma|razem"
    r"|celkem|součet|i alt|samtals|итого|всего|合計|总计|總計)"
)
TOTALS = (
    r"^\s*(grand\s+)?(total|totals|sub-?total|sous-total|total général|totaux|gesamtsumme|summe)\b"
)
_SAYS_SUM = rf"^\s*{_SUM}(\s+g[ée]n[ée]ral\w*)?\s*[:=]?\s*$"
TOTAL = re.compile(_SAYS_SUM, re.I)
RUINED = r"^-?\d{1,3}([.,]\d+)?[eE]\+\d+$"
LOST = "\ufffd".encode()
# A cell of nothing but these is a number, a date or a time, and neither a name nor wounded.
FIGURES = b"0123456789:-/., T"
# All of them in one pass over a column; what it finds is then looked at closely.
ODD = f"(?i){TOTALS}|{_SAYS_SUM}|{RUINED}|^'.*'$|^\\s*#[A-Z]|^\\s*Err:|\n"
DATE = re.compile(r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?")
