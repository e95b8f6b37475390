"""The text of a file, as people send them: plain text, HTML, Word, OpenDocument, slides, PDF, e-mail.

What a file is its bytes tell, not its name. What cannot be read is refused by name: bytes that nobody has read
must never look like a text that claims nothing.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from xml.etree import ElementTree

from impact.factcheck.patterns import lazy
from impact.factcheck.text import BREAK
from impact.faults import Fault, Place

LARGEST = 8_000_000  # bytes of a file, and characters of its text; a speech has some ten thousand
UNPACKED = 64_000_000  # bytes of what a packed file is read from
PAGES = 600


@dataclass(frozen=True)
class Read:
    """A file's text, and the names of what came with it and was not read."""

    text: str
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Form:
    """Where in a packed document its sentences stand, by the local names of its elements."""

    parts: re.Pattern[str]
    paragraphs: Collection[str]
    texts: Collection[str] | None  # None: whatever stands in a paragraph
    signs: Mapping[str, str]
    skipped: Collection[str]


_FORMS = {
    "word": _Form(
        lazy(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml"),
        {"p"}, {"t"}, {"tab": " ", "br": "\n", "noBreakHyphen": "-"}, {"Fallback", "del", "moveFrom"},
    ),
    "opendocument": _Form(
        lazy(r"content\.xml"),
        {"p", "h"}, None, {"tab": " ", "line-break": "\n", "s": " "}, {"annotation", "tracked-changes", "meta"},
    ),
    "slides": _Form(lazy(r"ppt/slides/slide\d+\.xml"), {"p"}, {"t"}, {"tab": " ", "br": "\n"}, {"Fallback"}),
}  # fmt: skip


def read(name: str, data: bytes) -> Read:
    """The text of a file. Raises `Fault` where it is too large, damaged, locked, or of a kind that is not read."""
    if len(data) > LARGEST:
        raise Fault("text_too_large", Place(name))
    found = _read(name, data)
    if len(found.text) > LARGEST:
        raise Fault("text_too_large", Place(name))
    return found


def _read(name: str, data: bytes) -> Read:
    if b"%PDF-" in data[:1024]:
        return Read(_pdf(name, data))
    if data[:4] == b"PK\x03\x04":
        return Read(_packed(name, data))
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Fault("text_old", Place(name))
    if data[:5] == b"{\\rtf":
        raise Fault("text_rtf", Place(name))
    if name.lower().endswith(".eml"):
        return _mail(name, data)
    return Read(_plain(name, data))


def _plain(name: str, data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data and data[1::2].count(0) > 0.4 * len(data):
        return data.decode("utf-16-le", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    unseen = len(re.findall(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]", text))
    if unseen > 0.01 * len(text) and unseen > 10:
        raise Fault("text_binary", Place(name))
    return text


def _packed(name: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            form = _form(archive, names)
            if form is None:
                raise Fault("text_archive", Place(name))
            wanted = [archive.getinfo(each) for each in names if form.parts.fullmatch(each)]
            if any(part.flag_bits & 1 for part in wanted):
                raise Fault("text_locked", Place(name))
            if sum(part.file_size for part in wanted) > UNPACKED:
                raise Fault("text_too_large", Place(name))
            said: list[str] = []
            for part in sorted(wanted, key=lambda part: _in_order(part.filename)):
                with archive.open(part) as stream:
                    _walk(_parsed(name, stream.read(UNPACKED)), form, said)
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, RecursionError, KeyError,
            EOFError, NotImplementedError, OSError):  # fmt: skip
        raise Fault("text_damaged", Place(name)) from None
    text = "".join(said)
    if not text.strip():
        raise Fault("text_none", Place(name))
    return text


def _form(archive: zipfile.ZipFile, names: list[str]) -> _Form | None:
    if "word/document.xml" in names:
        return _FORMS["word"]
    if "ppt/presentation.xml" in names:
        return _FORMS["slides"]
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as stream:
            kind = stream.read(200)
        if kind.startswith(b"application/vnd.oasis.opendocument."):
            return _FORMS["opendocument"]
    return None


def _in_order(part: str) -> tuple[bool, int, str]:
    """The document before its notes, slide 2 before slide 10."""
    digits = re.search(r"\d+", part)
    return "document" not in part, int(digits.group()) if digits else 0, part


def _parsed(name: str, data: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Fault("text_damaged", Place(name))  # no office writes them; they only blow a file up
    return ElementTree.fromstring(data)


def _walk(element: ElementTree.Element, form: _Form, said: list[str]) -> None:
    """Every word in the order of the document, each paragraph on a line of its own."""
    kind = element.tag.rpartition("}")[2]
    if kind in form.skipped:
        return
    if kind in form.signs:
        said.append(form.signs[kind])
    if element.text and (form.texts is None or kind in form.texts):
        said.append(element.text)
    for child in element:
        _walk(child, form, said)
        if child.tail and form.texts is None:
            said.append(child.tail)
    if kind in form.paragraphs:
        said.append(f"{BREAK}\n")


def _pdf(name: str, data: bytes) -> str:
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Fault("text_locked", Place(name))
        if len(reader.pages) > PAGES:
            raise Fault("text_too_large", Place(name))
        pages = [page.extract_text() for page in reader.pages]
    except Fault:
        raise
    except Exception:
        raise Fault("text_damaged", Place(name)) from None
    if not "".join(pages).strip():
        raise Fault("text_none", Place(name))
    # A word that was cut at the end of its line is one word.
    return f"{BREAK}\n".join(
        re.sub(r"(?<=[a-zà-ÿ])[-\u2010\u00ad]\n(?=[a-zà-ÿ])", "", page) for page in pages
    )


def _mail(name: str, data: bytes) -> Read:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    try:
        content = body.get_content() if body is not None else ""
    except (LookupError, ValueError):
        raise Fault("text_damaged", Place(name)) from None
    text = f"{message['subject'] or ''}{BREAK}\n{content}"
    if not text.strip(f"{BREAK}\n "):
        raise Fault("text_none", Place(name))
    unread = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    return Read(text, tuple(unread))
