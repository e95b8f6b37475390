"""What a visitor takes along of a figure: its rows for a spreadsheet, its chart as picture, slide or copy.

Each file is made when it is asked for, by functions that know no visitor: a download is written after the
page's run has ended.
"""

from __future__ import annotations

import base64
import ipaddress
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from impact import briefs, pictures
from impact.dashboard.address import permalink
from impact.dashboard.visitor import lang, palette, state, t
from impact.figures import Figure, cells, workbook
from impact.i18n.words import LANGUAGES, language, number
from impact.presentation.palette import DARK
from impact.presentation.panel import Shape
from impact.presentation.view import View
from impact.settings import value

SHAPES: tuple[Shape, ...] = ("wide", "square", "tall")
_COPIED = 1200  # pixels of a picture that is put on the clipboard


def rows_of(
    figure: Figure, rows: Sequence[Mapping[str, Any]], name: str, beside: cells.Beside
) -> None:
    """The rows as a CSV for the reader's spreadsheet, and as a workbook, with what a page shows beside them."""
    spoken = lang()
    _button(
        t("under.csv"), lambda: cells.csv(figure, rows, spoken, beside),
        f"{name}.csv", "text/csv", f"csv_{figure.name}",
    )  # fmt: skip
    _button(
        t("under.xlsx"), lambda: workbook.workbook(figure, rows, spoken, beside),
        f"{name}.xlsx", workbook.MEDIA, f"xlsx_{figure.name}",
    )  # fmt: skip


def picture_of(figure: Figure, name: str, given: Mapping[str, Any]) -> None:
    """The chart in a shape, theme, language and size that are chosen, as a file, a slide or a copy."""
    box = opened(t("picture.download"), "image", f"picture_{figure.name}")
    if box is not None:
        with box:
            _choices(figure, name, given)


def opened(label: str, icon: str, key: str) -> Any | None:
    """A popover under a figure, if it is open: what is in a closed one is neither made nor sent."""
    box = st.popover(label, icon=f":material/{icon}:", type="tertiary", key=key, on_change="rerun")
    return box if box.open else None


def _choices(figure: Figure, name: str, given: Mapping[str, Any]) -> None:
    stem, address = f"take_{figure.name}", _printed()
    themes = ("light", "dark")
    shape = _choice(
        t("picture.shape"), SHAPES, f"{stem}_shape", {s: t(f"press.shape_{s}") for s in SHAPES}
    )
    theme = _choice(
        t("picture.theme"), themes, f"{stem}_theme",
        {each: t(f"press.theme_{each}") for each in themes}, themes[palette() is DARK],
    )  # fmt: skip
    spoken = _choice(
        t("nav.language"), LANGUAGES, f"{stem}_lang",
        {each: language(lang(), each) for each in LANGUAGES}, lang(),
    )  # fmt: skip
    width = _choice(
        t("picture.size"), pictures.WIDTHS, f"{stem}_size",
        {each: t("picture.pixels", width=number(lang(), each)) for each in pictures.WIDTHS}, 1200,
    )  # fmt: skip
    view = View(state(), spoken)

    def drawn() -> str:
        dark = theme == "dark"
        return pictures.svg(view, figure.name, shape=shape, dark=dark, address=address, **given)

    stem = f"{name}-{shape}-{theme}-{spoken}"
    with st.container(horizontal=True, gap="small"):
        _button(
            "PNG", lambda: pictures.sized(drawn(), shape, width),
            f"{stem}-{width}.png", "image/png", f"png_{figure.name}",
        )  # fmt: skip
        _button(
            "SVG", lambda: drawn().encode(), f"{stem}.svg", "image/svg+xml", f"svg_{figure.name}"
        )
        _button(
            t("picture.slide"), lambda: briefs.slide(view, figure.name, given),
            f"{name}-{spoken}.pptx", briefs.mime("pptx"), f"pptx_{figure.name}",
        )  # fmt: skip
    _copied(pictures.sized(drawn(), shape, _COPIED), f"copy_{figure.name}")


def _choice(
    label: str, options: Sequence[Any], key: str, said: Mapping[Any, str], default: Any = None
) -> Any:
    return st.segmented_control(
        label,
        options,
        format_func=said.__getitem__,
        default=options[0] if default is None else default,
        key=key,
        required=True,
    )


def _button(label: str, data: Any, file: str, mime: str, key: str) -> None:
    st.download_button(
        label,
        data=data,
        file_name=file,
        mime=mime,
        key=key,
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def _printed() -> str:
    """The address that a picture bears: where the page is found by others; none if it is this machine alone."""
    here = urlsplit(permalink())
    public = value("IMPACT_ADDRESS").strip().rstrip("/")
    if public:
        return f"{public}{here.path}?{here.query}"
    return "" if only_here(here.hostname) else here.geturl()


def only_here(host: str | None) -> bool:
    """Whether a host means the machine that asks, or none at all."""
    if not host or host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _copied(image: bytes, key: str) -> None:
    """A button that puts a picture on the clipboard. The browser allows it at https and on this machine."""
    copy = st.components.v2.component(
        "copy_picture",
        html="<button type='button'></button> <span role='status'></span>",
        css="""
button {
  font: inherit; font-size: 0.875rem; color: inherit; background: none; cursor: pointer;
  border: 1px solid currentColor; padding: 0.3rem 0.8rem;
}
""",
        js="""
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button")
  const told = parentElement.querySelector("span")
  button.textContent = data.label
  button.onclick = async () => {
    try {
      const bytes = Uint8Array.from(atob(data.png), letter => letter.charCodeAt(0))
      const picture = new Blob([bytes], { type: "image/png" })
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })])
      told.textContent = data.done
    } catch {
      told.textContent = data.failed
    }
  }
}
""",
    )
    copy(
        data={
            "png": base64.b64encode(image).decode(),
            "label": t("picture.copy"),
            "done": t("picture.copied"),
            "failed": t("picture.not_copied"),
        },
        key=key,
    )
