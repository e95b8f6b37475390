"""The bill of materials: what the server is made of, as CycloneDX, from the lock and what is installed.

`python -m tests.bill` writes `deploy/sbom.cdx.json`; a test holds it to `deploy/requirements.lock`. Nothing in it depends
on the day or the machine.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

from impact.settings import ROOT

LOCK, BILL = ROOT / "deploy" / "requirements.lock", ROOT / "deploy" / "sbom.cdx.json"
_SHORT = 60  # letters of a name of a licence; some packages give its whole text


def locked() -> dict[str, tuple[str, list[str]]]:
    """By name of a package its version and the hashes of its files."""
    found: dict[str, tuple[str, list[str]]] = {}
    name = ""
    for line in LOCK.read_text("utf-8").splitlines():
        if pinned := re.match(r"([a-z0-9-]+)==(\S+)", line):
            name = pinned[1]
            found[name] = pinned[2], []
        elif hashed := re.search(r"--hash=sha256:([0-9a-f]{64})", line):
            found[name][1].append(hashed[1])
    return found


def _licence(name: str) -> list[dict[str, Any]]:
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return []
    said = [*(told.get_all("License-Expression") or []), *(told.get_all("License") or []), ""]
    text = str(said[0]).strip()
    if text and len(text) <= _SHORT:
        return [{"license": {"name": text}}]
    classed = [each for each in told.get_all("Classifier") or [] if each.startswith("License")]
    return [{"license": {"name": classed[0].split(" :: ")[-1]}}] if classed else []


def bill() -> str:
    components = [
        {
            "type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{name}@{version}",
            "bom-ref": f"pkg:pypi/{name}@{version}", "licenses": _licence(name),
            "hashes": [{"alg": "SHA-256", "content": each} for each in hashes[:1]] if len(hashes) == 1 else [],
        }
        for name, (version, hashes) in sorted(locked().items())
    ]  # fmt: skip
    whole = {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": {"type": "application", "name": "write-for-rights-impact"}},
        "components": [{key: value for key, value in each.items() if value} for each in components],
    }  # fmt: skip
    return json.dumps(whole, indent=1) + "\n"


if __name__ == "__main__":
    BILL.write_text(bill(), "utf-8")
