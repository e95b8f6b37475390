"""The files that people send to be checked: read, or refused by name, and never passed over in silence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

import docx
import pptx
import pypdf
import pytest
import typst

from impact.factcheck import files
from impact.factcheck.text import sentences
from impact.faults import Fault

FIRST, SECOND = "En 2020, 4\u202f496\u202f875 actions", "Zhang Zhan was freed"


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph(FIRST)
    document.add_table(1, 1).cell(0, 0).text = SECOND
    return saved(document.save)


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def packed(**parts: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def opendocument(body: str) -> bytes:
    content = f'<d xmlns:text="urn:t" xmlns:office="urn:o">{body}</d>'
    return packed(**{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def slides() -> bytes:
    deck = pptx.Presentation()
    for text in (FIRST, SECOND):
        deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = text
    return saved(deck.save)


def pdf() -> bytes:
    return bytes(typst.compile(f"{FIRST}\n#pagebreak()\n{SECOND}".encode(), format="pdf"))


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = SECOND
    message.set_content(FIRST)
    message.add_alternative(f"<p>{FIRST}</p>", subtype="html")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="speech.pdf")
    return message.as_bytes()


READ: dict[str, Callable[[], bytes]] = {
    "speech.docx": word,
    "speech.odt": lambda: opendocument(
        f"<text:p>En<text:s/>2020, 4\u202f496\u202f875 <b>actions</b><office:annotation>9 people</office:annotation></text:p><text:h>{SECOND}</text:h>"
    ),
    "speech.pptx": slides,
    "speech.pdf": pdf,
    "speech.eml": mail,
    "speech.txt": lambda: f"{FIRST}\n\n{SECOND}".encode("utf-16"),
    "without a mark.txt": lambda: f"{SECOND}\n\nEn 2020, 4 496 875 actions".encode("utf-16-le"),
}


@pytest.mark.parametrize("name", READ)
def test_a_document_is_read_each_paragraph_a_sentence_of_its_own(name: str) -> None:
    found = files.read(name, READ[name]())
    said = {sentence.flat.strip() for sentence in sentences(found.text, None)}
    assert {"en 2020, 4 496 875 actions", "zhang zhan was freed"} <= said
    assert "9 people" not in found.text
    assert found.unread == (("speech.pdf",) if name.endswith(".eml") else ())


def test_the_name_of_a_file_does_not_decide_what_it_is() -> None:
    assert "Zhang Zhan" in files.read("speech.txt", word()).text


def locked() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("secret")
    return saved(writer.write)


def scanned() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    return saved(writer.write)


deep = "<text:p>" * 20_000 + "</text:p>" * 20_000
REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "old.doc": ("text_old", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "old.rtf": ("text_rtf", lambda: b"{\\rtf1 127 people}"),
    "a.zip": ("text_archive", lambda: packed(**{"speech.txt": SECOND})),
    "photo.jpg": ("text_binary", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)) * 9),
    "locked.pdf": ("text_locked", locked),
    "scan.pdf": ("text_none", scanned),
    "cut.pdf": ("text_damaged", lambda: pdf()[:300]),
    "cut.docx": ("text_damaged", lambda: word()[:-200]),
    "empty.odt": ("text_none", lambda: opendocument("<text:p/>")),
    "broken.odt": ("text_damaged", lambda: opendocument("<text:p>")),
    "deep.odt": ("text_damaged", lambda: opendocument(deep)),
    "entities.odt": ("text_damaged", lambda: opendocument("<!ENTITY a 'b'>")),
    "bomb.docx": ("text_too_large", lambda: packed(**{"word/document.xml": b" " * 65_000_000})),
    "large.txt": ("text_too_large", lambda: b"x" * (files.LARGEST + 1)),
    "empty.eml": ("text_none", lambda: b"Subject: \n\n"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_by_name(name: str) -> None:
    key, made = REFUSED[name]
    with pytest.raises(Fault) as fault:
        files.read(name, made())
    assert fault.value.key == key
    assert name in fault.value.sentence("en")
    assert name in fault.value.sentence("fr")
