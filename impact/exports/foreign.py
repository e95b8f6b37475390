"""What is no export, told by what it is: its first bytes, or the members of its archive.

Each kind has a sentence of its own, `fault.foreign.KIND`, because the remedy differs: a page that
Excel opens as a sheet wants to be saved again, a login page wants a login.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from impact.faults import Fault, Place

_MARKS = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "word"),
    (b"PAR1", "parquet"),
    (b"ARROW1", "parquet"),
    (b"SQLite format 3\0", "database"),
    (b"\0\1\0\0Standard ", "database"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"BZh", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"[InternetShortcut]", "link"),
    (b"\0\0\xfe\xff", "utf32"),
    (b"\xff\xfe\0\0", "utf32"),
)
# Members of archives that are documents.
_MEMBERS = (
    (r"^word/", "word"),
    (r"^ppt/", "slides"),
    (r"^Index/(Tables/|CalculationEngine)", "numbers"),
    (r"\.iwa$|^Index\.zip$", "iwork"),
)
_MIME = {
    b"application/vnd.oasis.opendocument.text": "word",
    b"application/vnd.oasis.opendocument.presentation": "slides",
    b"application/epub+zip": "word",
}
# What the directory of an old document of Office names, in its letters of two bytes.
_STREAMS = (
    ("WordDocument", "word"),
    ("PowerPoint Document", "slides"),
    ("__substg1.0_", "mail"),
)


def refuse(head: bytes, name: str) -> None:
    """Raises `Fault` if the first kilobytes of a file are of something that is no table of text."""
    for mark, kind in _MARKS:
        if head.startswith(mark):
            raise _fault(kind, name)
    if len(head) > 8 and not head.strip(b"\0"):
        raise _fault("cloud", name)
    if head.startswith(b"bplist00"):
        raise _fault("page" if b"WebMainResource" in head else "cloud", name)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise _fault("image", name)
    if head[257:262] == b"ustar":
        raise _fault("archive", name)
    if kind := _marked_up(_narrowed(head)):
        raise _fault(kind, name)


def refuse_members(names: Collection[str], mime: bytes, name: str) -> None:
    """Raises `Fault` if the members of an archive make a document."""
    if mime in _MIME:
        raise _fault(_MIME[mime], name)
    for pattern, kind in _MEMBERS:
        if any(re.search(pattern, each) for each in names):
            if kind in ("numbers", "iwork"):
                ending = name.lower().rpartition(".")[2]
                kind = {"pages": "pages", "key": "slides"}.get(ending, "numbers")
            raise _fault(kind, name)


def refuse_compound(content: bytes, name: str) -> None:
    """Raises `Fault` if an old document of Office is no workbook."""
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in content:
            raise _fault(kind, name)


def locked(content: bytes) -> bool:
    """Whether a compound file of Office holds a workbook under a password."""
    return "EncryptedPackage".encode("utf-16-le") in content


def _fault(kind: str, name: str) -> Fault:
    return Fault(f"foreign.{kind}", Place(name))


def _narrowed(head: bytes) -> str:
    """The beginning as text, whatever the width of its letters."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "ignore")
    if head[1:2] == b"\0" and head[:1] in b"<{[":
        return head.decode("utf-16-le", "ignore")
    return head.decode("latin-1").removeprefix("ï»¿")


def _marked_up(text: str) -> str:
    text = re.sub(r"^(\s|\ufeff|<!--.*?-->)+", "", text, flags=re.S)
    begins = text[:400].casefold()
    if re.match(r"<\?xml|<!doctype|<[a-z!?/]", begins):
        return _tagged(text.casefold(), begins)
    if re.match(r"\{\s*(\}|\"[^\"\n]{0,200}\"\s*:)", text) or re.match(r"\[\s*[\[{\]]", text):
        if re.search(r'"(doc_id|resource_id)"\s*:', text) and '"url"' in text:
            return "link"  # as the folder of a cloud shows its own sheets
        said = re.search(r'"(error|errors|message|detail|fault|exception|unauthorized)"\s*:', text)
        return "json_error" if said and len(text) < 2000 else "json"
    if re.match(r"(mime-version|from|received|return-path|message-id|delivered-to):\s", begins):
        return "mhtml" if "multipart/related" in text.casefold() else "mail"
    return ""


def _tagged(text: str, begins: str) -> str:
    """What kind of page or sheet a text of tags is; empty if its tag is of none of them."""
    if "schemas-microsoft-com:office:spreadsheet" in text or 'progid="excel.sheet"' in text:
        return "spreadsheetml"
    if re.search(r"<(workbook|ss:workbook)\b", text):
        return "spreadsheetml"
    if re.search(r"type\s*=\s*[\"']?password|<form\b", text):
        return "login"
    if "<table" in text or "urn:schemas-microsoft-com:office:excel" in text or "<tr" in text:
        return "html_table"
    if re.match(r"<(!doctype html|html|head|body|meta|title|script|style)\b", begins):
        return "html"
    return "xml" if re.match(r"<\?xml|<!doctype", begins) else ""
