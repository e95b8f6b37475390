"""What is shipped to run it as a service: closed as it comes, with a way in for what it needs, and for nothing else."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from benchmarks.server import HOST, free_port, healthy
from impact.faults import Fault
from impact.server import checkup
from impact.settings import ROOT
from tests.test_provider import ADDRESS, Visitor, provided

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


# Its steps, run


@dataclass
class Shipped:
    """What is shipped to run the server, as it is run here: commands before it and the server's, and their settings."""

    before: list[list[str]]
    server: list[str]
    health: list[str]
    settings: dict[str, str]


def image(folder: Path) -> Path:
    """What gets into the image."""
    kept_out = (ROOT / ".dockerignore").read_text("utf-8").split()

    def ignored(within: str, names: list[str]) -> set[str]:
        below = {name: str(Path(within, name).relative_to(ROOT)) for name in names}
        return {
            name
            for name, path in below.items()
            if any(fnmatch(path, each) or f"**/{name}" == each for each in kept_out)
        }

    shutil.copytree(ROOT, folder, ignore=ignored)
    return folder


def shipped(runs: str, folder: Path, port: int) -> Shipped:
    """The steps of a Dockerfile or a unit, with its places below a folder and its port here."""
    text = (DEPLOY / runs).read_text("utf-8").replace("\\\n", "").replace("0.0.0.0", HOST)
    places = {
        "/var/lib/impact": f"{folder}/state", "/etc/impact": str(folder), "%d": str(folder),
        "/run/impact": f"{folder}/run", "/srv/impact": f"{folder}/image", "8501": str(port),
    }  # fmt: skip
    for there, here in places.items():
        text = text.replace(there, here)
    given = settings((DEPLOY / "impact.env.example").read_text("utf-8")) | settings(text)
    if runs == "Dockerfile":
        health, server = (json.loads(each) for each in re.findall(r"CMD (\[.*\])", text))
        before = [shlex.split(each) for each in re.findall(r"mkdir -p \S+", text)]
    else:
        before = [shlex.split(each) for each in re.findall(r"^ExecStartPre=(.+)$", text, re.M)]
        (server,) = (shlex.split(each) for each in re.findall(r"^ExecStart=(.+)$", text, re.M))
        health = ["true"]
    return Shipped(before, [sys.executable, "-m", "uvicorn", *server[1:]], health, given)


@pytest.mark.parametrize("runs", ["Dockerfile", "impact.service"])
def test_the_steps_that_are_shipped_were_never_run(runs: str, tmp_path: Path) -> None:
    port, people = free_port(), {"ada": {"email": "ada@w4r.example", "email_verified": True}}
    roles = '[[role]]\nrole = "admin"\naddresses = ["ada@w4r.example"]\n'
    place, steps = image(tmp_path / "image"), shipped(runs, tmp_path, port)
    with provided(tmp_path, roles, people):
        if runs == "Dockerfile":  # where compose.yaml hands it in
            shutil.copy(tmp_path / "secrets.toml", place / ".streamlit")
        whole = {path for path in place.rglob("*") if "__pycache__" not in str(path)}
        own = {"PATH": os.environ["PATH"], "HOME": str(tmp_path / "nowhere")}
        env = own | steps.settings | {"IMPACT_ADDRESS": ADDRESS}

        def run(*words: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(words, cwd=place, env=env, capture_output=True, text=True, timeout=300, check=False)  # fmt: skip

        for each in steps.before:
            assert run(*each).returncode == 0, each
        with (tmp_path / "log").open("wb") as log:
            server = subprocess.Popen(steps.server, cwd=place, env=env, stdout=log, stderr=log)
        try:
            while not healthy(port):
                assert server.poll() is None, (tmp_path / "log").read_text("utf-8")
                time.sleep(0.1)
            assert run(*steps.health).returncode == 0
            impact = sys.executable, "-m", "impact"
            doctor = run(*impact, "doctor")
            assert doctor.returncode == 0, doctor.stdout
            assert run(*impact, "publications", "now", "--why", "the start").returncode == 0
            visitor = Visitor(f"http://{HOST}:{port}")
            visitor.log_in("ada")
            visitor.ask("/_stcore/health")
            assert visitor.ask("/_stcore/upload_file/session/file", "PUT").status_code == 400
            for path in ("/press/actions_latest", "/api/v1/figures/actions_latest.png"):
                assert visitor.ask(path).status_code == 200
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)
    lines = (tmp_path / "log").read_text("utf-8").splitlines()
    assert "stopped" in json.loads(lines[-1]).values(), lines[-3:]
    assert {path for path in place.rglob("*") if "__pycache__" not in str(path)} == whole
    assert (tmp_path / "state" / "store").is_dir()
