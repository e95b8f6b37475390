"""Finds a Chromium for the browser tests, and gets one where there is none.

`python -m tests.browser` makes sure there is one: an installed Chromium or Chrome, else Debian's
package where apt works, else Playwright's own. Where apt works it gets nginx, too, without which the
configuration of the bulletin is read and not run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The shell paints what the whole browser does, for a third less of a processor.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
REMEDY = "No Chromium was found. Run: make browser"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The path of a Chromium or Chrome, or None."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    if mac.exists():
        return str(mac)
    try:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            own = playwright.chromium.executable_path
    except Exception:
        return None
    return own if Path(own).exists() else None


def _run(*command: str) -> bool:
    print("+", *command, flush=True)
    return subprocess.run(command, check=False).returncode == 0


def ensure() -> str | None:
    """Find a browser, or install one; and nginx, if it can be had."""
    wanted = [(SHELL, "chromium")] * (find() is None) + [("nginx-light", "nginx")] * (
        shutil.which("nginx") is None
    )
    if wanted and shutil.which("apt-get"):
        root: tuple[str, ...] = () if os.geteuid() == 0 else ("sudo", "-n")
        _run(*root, "apt-get", "update", "-q")
        get = (*root, "apt-get", "install", "-y", "-q", "--no-install-recommends")
        for packages in wanted:
            any(_run(*get, package) for package in packages)
    if not find():
        _run(sys.executable, "-m", "playwright", "install", "chromium")
    return find()


if __name__ == "__main__":
    path = ensure()
    print(path or "No Chromium could be installed. Install Chromium or Chrome, then run again.")
    sys.exit(0 if path else 1)
