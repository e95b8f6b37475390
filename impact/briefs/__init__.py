"""Briefs: what a spokesperson takes along, as one page, slides, a letter and an e-mail.

`content` says what stands where, `exhibit` what the chart is; `page` (PDF), `slides` (PowerPoint),
`letter` (Word) and `mail` (text) write it down. Each library is loaded when its form is asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from impact.briefs.content import Brief, alone, brief
from impact.exports import audit
from impact.faults import Fault
from impact.figures.live import State
from impact.i18n.words import say
from impact.presentation.view import View
from impact.settings import folder
from impact.store import Store
from impact.talking.selection import Talk

Form = Literal["pdf", "pptx", "docx", "text"]
FORMS: tuple[Form, ...] = get_args(Form)
_OFFICE = "application/vnd.openxmlformats-officedocument"
_MIME: dict[Form, tuple[str, str]] = {
    "pdf": ("pdf", "application/pdf"),
    "pptx": ("pptx", f"{_OFFICE}.presentationml.presentation"),
    "docx": ("docx", f"{_OFFICE}.wordprocessingml.document"),
    "text": ("txt", "text/plain; charset=utf-8"),
}
_AT_ONCE, _PATIENCE = (
    threading.BoundedSemaphore(2),
    20.0,
)  # files made at a time; seconds to wait for

__all__ = [
    "FORMS",
    "Brief",
    "File",
    "Form",
    "brief",
    "docx",
    "made",
    "mime",
    "named",
    "pdf",
    "pptx",
    "preview",
    "slide",
]
__all__ += ["text"]


@dataclass(frozen=True)
class File:
    """One form of a brief, ready to be handed over."""

    name: str
    mime: str
    data: bytes


def made(state: State, talk: Talk, form: Form) -> File:
    """The brief of a talk in one form. The same state and talk give the same bytes.

    Raises `Fault` if the talk's chart cannot be had.
    """
    said = brief(state, talk)
    return File(named(talk, form), mime(form), written(said, form))


def written(said: Brief, form: Form) -> bytes:
    """A description in one form; who wants several makes it once.

    That it left the house is audited where it is known who takes it. Raises `Fault` if too many are made already.
    """
    if audit.doer().who:
        audit.note(Store(folder("IMPACT_STORE")), "brief", of=f"{form} {said.snapshot}")
    if form == "text":
        return text(said).encode()
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise Fault("brief_busy")
    try:
        return {"pdf": pdf, "pptx": pptx, "docx": docx}[form](said)
    finally:
        _AT_ONCE.release()


def mime(form: Form) -> str:
    return _MIME[form][1]


def named(talk: Talk, form: Form) -> str:
    """The file's name in the language of the brief; a sample's says so first."""
    about = talk.selection
    what = about.case_id if about.occasion == "case" else about.country
    stem = say(
        talk.lang,
        "file_name.brief",
        occasion=say(talk.lang, f"brief.file.{about.occasion}"),
        what=f"-{_plain(what)}" if what else "",
        date=talk.as_of.isoformat(),
    )
    return f"{'SAMPLE-' if talk.sample else ''}{stem}.{_MIME[form][0]}"


def _plain(text: str) -> str:
    """As much of a text as every file system takes."""
    kept = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in text[:60])
    return "-".join(part for part in kept.lower().split("-") if part)


def pdf(said: Brief) -> bytes:
    """One tagged A4 page (PDF/UA-1)."""
    from impact.briefs import page

    return page.pdf(said)


def preview(said: Brief) -> bytes:
    """The page as a PNG."""
    from impact.briefs import page

    return page.picture(said)


def pptx(said: Brief) -> bytes:
    """Slides with one message each, a chart that can be edited, and everything in the notes."""
    from impact.briefs import slides

    return slides.pptx(said)


def slide(view: View, name: str, given: Mapping[str, Any]) -> bytes:
    """One slide with a figure's chart, which can be edited, or its table. Raises `Fault` for one without."""
    from impact.briefs import slides

    return slides.single(alone(view, name, given))


def docx(said: Brief) -> bytes:
    """A letter in real styles."""
    from impact.briefs import letter

    return letter.docx(said)


def text(said: Brief) -> str:
    """Plain text of 72 signs a line."""
    from impact.briefs import mail

    return mail.text(said)
