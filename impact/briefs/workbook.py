"""The workbook inside a slide's chart: what opens when somebody edits the chart.

Written here and not by python-pptx, which would take a name that begins with “=” for a formula and
note the hour at which it wrote.
"""

from __future__ import annotations

import datetime as dt
import io

from xlsxwriter import Workbook

from impact.briefs.exhibit import OfficeChart
from impact.briefs.reproducible import sealed


def workbook(plot: OfficeChart, day: dt.date) -> bytes:
    """Categories in the first column, a series in each further one, as a chart of python-pptx refers to them."""
    data = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(data, {"in_memory": True, **plain})
    book.set_properties({"created": dt.datetime.combine(day, dt.time())})
    sheet = book.add_worksheet("Sheet1")
    for row, name in enumerate(plot.categories, 1):
        sheet.write_string(row, 0, name)
    for column, series in enumerate(plot.series, 1):
        sheet.write_string(0, column, series.name)
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, value)
    book.close()
    return sealed(data.getvalue())
