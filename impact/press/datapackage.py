"""The whole record at once: its tables as CSV with their schema, as files and as one ZIP.

Nothing but the snapshot goes in: no clock, no address of a server. The ZIP holds its files as they
are, because a compressor of another version would make other bytes; HTTP compresses it on its way.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from impact.figures import safe
from impact.figures.live import State
from impact.i18n.locales import FIRST, LANGUAGES
from impact.i18n.words import known, say
from impact.presentation.view import View
from impact.press.citation import LICENCE
from impact.press.formats import MEDIA
from impact.record.publishers import host, publisher
from impact.record.reader import Cell
from impact.record.schema import TABLE, TOLD, Column, Kind, Table

NAME = "write-for-rights"
ZIP = f"{NAME}.zip"
TEXT = "text/plain; charset=utf-8"
CSV = MEDIA["csv"]
SUMS = "SHA256SUMS"
# The files in the order in which the ZIP holds them, each with its media type.
FILES: Mapping[str, str] = {
    "README.md": "text/markdown; charset=utf-8",
    "datapackage.json": "application/json",
    "csv-metadata.json": "application/csvm+json",
    **{table.file: CSV for table in TOLD},
    "CITATION.cff": TEXT,
    "LICENSE.txt": TEXT,
    SUMS: TEXT,
}
_PARTIAL = r"\d{4}(-\d\d(-\d\d)?)?"
# The type of a cell in Table Schema and in CSVW, with what holds for each value of it.
_FIELD: Mapping[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.WHOLE: {"type": "integer"},
    Kind.DATE: {"type": "date"},
    Kind.PARTIAL_DATE: {"type": "string"},
    Kind.URL: {"type": "string", "format": "uri"},
    Kind.YEAR: {"type": "year"},
}
_CONSTRAINT: Mapping[Kind, dict[str, Any]] = {
    Kind.WHOLE: {"minimum": 0},
    Kind.PARTIAL_DATE: {"pattern": _PARTIAL},
}
_DATATYPE: Mapping[Kind, Any] = {
    Kind.TEXT: "string",
    Kind.WHOLE: {"base": "integer", "minimum": 0},
    Kind.DATE: "date",
    Kind.PARTIAL_DATE: {"base": "string", "format": _PARTIAL},
    Kind.URL: "anyURI",
    Kind.YEAR: "gYear",
}


def contents(state: State) -> dict[str, bytes]:
    """Every file of the package, in order."""
    tables = {table.file: _csv(table, state) for table in TOLD}
    files = {
        "README.md": _readme(state),
        "datapackage.json": _json(_datapackage(state, tables)),
        "csv-metadata.json": _json(_csvw(state)),
        **tables,
        "CITATION.cff": _citation_file(state),
        "LICENSE.txt": _both("package.licence", **LICENCE),
    }
    files[SUMS] = "".join(f"{digest(body)}  {name}\n" for name, body in files.items()).encode()
    return {name: files[name] for name in FILES}


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def zipped(state: State) -> bytes:
    """The package as a ZIP: the same bytes for the same snapshot, on any machine."""
    buffer = io.BytesIO()
    day = state.as_of
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, body in contents(state).items():
            entry = zipfile.ZipInfo(f"{NAME}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = 3  # else it says on which system it was made
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, body)
    return buffer.getvalue()


def citation(view: View) -> str:
    return view.say(
        "package.citation",
        title=title(view),
        date=view.date(view.state.as_of),
        snapshot=view.state.snapshot,
        licence=LICENCE["name"],
    )


def title(view: View) -> str:
    """The name of the record; it says so if invented exports changed it."""
    name = view.say("package.title")
    return f"{view.say('mark.column')}: {name}" if view.state.sample else name


def _csv(table: Table, state: State) -> bytes:
    """One table by RFC 4180, lines ended by \\n, its cells as they are: a program reads them back. A text that a
    spreadsheet would run is behind an apostrophe, for people open these files too."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    names = [column.name for column in table.told]
    writer.writerow(names)
    for row in state.record.tables[table.name]:
        writer.writerow([safe(_text(row[name])) for name in names])
    return buffer.getvalue().encode()


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def _json(values: object) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def _both(key: str, **given: Any) -> bytes:
    """A text in English, then in French."""
    return "\n".join(say(lang, key, **given).strip() + "\n" for lang in LANGUAGES).encode()


# Frictionless


def _datapackage(state: State, tables: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": title(View(state, FIRST)),
        "description": say("en", "package.about"),
        "version": state.snapshot,
        "created": f"{state.as_of.isoformat()}T00:00:00Z",
        "licenses": [
            {
                "name": LICENCE["name"].replace(" ", "-"),
                "title": LICENCE["name"],
                "path": LICENCE["url"],
            }
        ],
        "resources": [_resource(table, state, tables[table.file]) for table in TOLD],
    }


def _resource(table: Table, state: State, body: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(body),
        "hash": f"sha256:{digest(body)}",
        "description": table.one_row,
        "sources": [{"title": _title(page, state), "path": page} for page in _pages(table, state)],
        "schema": {
            "fields": [_field(column) for column in table.told],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": [column.name],
                    "reference": {
                        # an empty name is the table itself
                        "resource": "" if column.refers_to == table.name else column.refers_to,
                        "fields": [TABLE[column.refers_to].key[0]],
                    },
                }
                for column in table.told
                if column.refers_to
            ],
        },
    }


def _pages(table: Table, state: State) -> list[str]:
    """The pages at which the facts of a table were seen."""
    found = {row.get("source_url") for row in state.record.tables[table.name]}
    return sorted(str(url) for url in found if url)


def _title(page: str, state: State) -> str:
    found = publisher(page, state.record.publishers)
    return found.name if found else host(page)


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = dict(_CONSTRAINT.get(column.kind, {}))
    if column.required:
        constraints["required"] = True
    if column.vocabulary:
        constraints["enum"] = list(column.vocabulary)
    field = {"name": column.name, **_FIELD[column.kind], "description": column.meaning}
    return field | ({"constraints": constraints} if constraints else {})


# CSV on the Web


def _csvw(state: State) -> dict[str, Any]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": title(View(state, FIRST)),
        "dc:license": {"@id": LICENCE["url"]},
        "dc:modified": {"@value": state.as_of.isoformat(), "@type": "xsd:date"},
        "tables": [_csvw_table(table) for table in TOLD],
    }


def _csvw_table(table: Table) -> dict[str, Any]:
    return {
        "url": table.file,
        "dc:description": table.one_row,
        "dialect": {"lineTerminators": ["\n"]},
        "tableSchema": {
            "columns": [_csvw_column(column) for column in table.told],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "columnReference": column.name,
                    "reference": {
                        "resource": TABLE[column.refers_to].file,
                        "columnReference": TABLE[column.refers_to].key[0],
                    },
                }
                for column in table.told
                if column.refers_to
            ],
        },
    }


def _csvw_column(column: Column) -> dict[str, Any]:
    datatype = _DATATYPE[column.kind]
    if column.vocabulary:
        datatype = {"base": "string", "format": "|".join(column.vocabulary)}
    found = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": datatype,
        "null": "",
    }
    return found | ({"required": True} if column.required else {})


# For people


def _readme(state: State) -> bytes:
    return "\n".join(_readme_in(View(state, lang)) for lang in LANGUAGES).encode()


def _readme_in(view: View) -> str:
    state = view.state
    parts = [
        f"# {title(view)}",
        view.say("package.dated", date=view.date(state.as_of), snapshot=state.snapshot),
        view.say("package.about"),
        "\n".join(f"- `{table.file}`: {files_of(table, view)}" for table in TOLD),
        view.say("package.readme").strip(),
        citation(view),
    ]
    return "\n\n".join(parts) + "\n"


def files_of(table: Table, view: View) -> str:
    """What one file of the record holds, in a line."""
    return view.say(
        "package.rows",
        count=len(view.state.record.tables[table.name]),
        text=view.say(f"package.table.{table.name}"),
    )


def _citation_file(state: State) -> bytes:
    lines = [
        "cff-version: 1.2.0",
        f"message: {json.dumps(say('en', 'package.cite'))}",
        "type: dataset",
        f"title: {json.dumps(title(View(state, FIRST)))}",
        "authors:",
        f"  - name: {json.dumps(say('en', 'package.author'))}",
        f"version: {json.dumps(state.snapshot)}",
        f"date-released: {state.as_of.isoformat()}",
        "license: CC-BY-4.0",
    ]
    return ("\n".join(lines) + "\n").encode()


def explained(name: str, view: View) -> str:
    """What a file of the package is, for the page that lists them."""
    table = TABLE.get(name.removesuffix(".csv"))
    if table is not None:
        return files_of(table, view)
    key = f"package.file.{name.replace('.', '_')}"
    return view.say(key) if known(key) else ""
