"""What gives a cell away: the words of totals, dates, numbers that a spreadsheet ruined."""

from __future__ import annotations

import re

# How a row of totals begins that has no date; the words of other languages are in `summing`.
TOTALS = (
    r"^\s*(grand\s+)?(total|totals|sub-?total|sous-total|total général|totaux|gesamtsumme|summe)\b"
)
RUINED = r"^-?\d{1,3}([.,]\d+)?[eE]\+\d+$"
LOST = "\ufffd".encode()
# A cell of nothing but these is a number, a date or a time, and neither a name nor wounded.
FIGURES = b"0123456789:-/., T"
# All of them in one pass over a column; what it finds is then looked at closely.
ODD = f"(?i){RUINED}|^'.*'$|^\\s*#[A-Z¡¿]|^\\s*Err:|\n"
DATE = re.compile(r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?")
