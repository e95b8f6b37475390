"""What is shipped to run it as a service: closed as it comes, with a way in for what it needs, and for nothing else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from benchmarks.server import HOST, free_port
from impact.faults import Fault
from impact.server import checkup
from impact.settings import ROOT

DEPLOY = ROOT / "deploy"


def settings(text: str) -> dict[str, str]:
    """What a file of settings, a Dockerfile or a unit sets."""
    lines = [line for line in text.splitlines() if re.match(r"ENV |Environment=|[A-Z_]+=", line)]
    return dict(re.findall(r"\b([A-Z][A-Z_]+)=(\S*)", "\n".join(lines)))


@pytest.mark.parametrize("runs", ["Dockerfile", "impact.service"])
def test_as_it_is_shipped_it_starts_for_nobody_before_there_is_a_login(
    runs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = settings((DEPLOY / runs).read_text("utf-8"))
    for name, value in (shipped | settings((DEPLOY / "impact.env.example").read_text())).items():
        if name.startswith("IMPACT_") and name not in ("IMPACT_STORE", "IMPACT_EXPORTS"):
            monkeypatch.setenv(name, value)
    with pytest.raises(Fault) as fault:
        checkup.refuse(serving=True)
    assert fault.value.key == "roles_unread"


def test_a_start_that_is_refused_says_what_to_write_and_no_lines_of_the_program(
    tmp_path: Path,
) -> None:
    given = {"IMPACT_SERVE": "pubic", "IMPACT_STORE": str(tmp_path / "store")}
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "app:app",
        "--host",
        HOST,
        "--port",
        str(free_port()),
    ]
    tried = subprocess.run(
        command, cwd=ROOT, env=os.environ | given, capture_output=True, text=True, timeout=300, check=False
    )  # fmt: skip
    assert tried.returncode != 0
    assert "IMPACT_SERVE is “pubic”: write local" in tried.stderr
    assert 'File "' not in tried.stderr


def test_what_the_container_is_told_to_read_is_handed_to_it() -> None:
    image = settings((DEPLOY / "Dockerfile").read_text("utf-8"))
    container = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]["impact"]
    handed = {each.split(":")[1]: each.split(":")[0] for each in container["volumes"]}
    assert handed[image["IMPACT_ROLES"]] == "./roles.toml"
    folder = re.search(r"^WORKDIR (\S+)$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.M)
    assert folder is not None  # Streamlit reads its secrets in the project or at home
    assert handed[f"{folder[1]}/.streamlit/secrets.toml"] == "./secrets.toml"


def test_what_is_never_committed_gets_into_no_image() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    private = [each for each in ignored if each.startswith(("deploy/", ".streamlit/"))]
    assert {"deploy/secrets.toml", "deploy/roles.toml", ".streamlit/secrets.toml"} <= {*private}
    kept_out = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert [each for each in private if each.rstrip("/") not in kept_out] == []


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if not verify:
        pytest.skip("systemd is not installed")
    text = (DEPLOY / "impact.service").read_text("utf-8")
    (tmp_path / "impact.service").write_text(
        re.sub(r"/srv/impact/\.venv/bin/\S+", "/bin/true", text)
    )
    tried = subprocess.run(
        [verify, "verify", str(tmp_path / "impact.service")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "impact.service:" not in tried.stderr, tried.stderr
