"""What SECURITY.md says is so, and the ways in which data becomes code are not taken."""

from __future__ import annotations

import ast
import itertools
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from impact.settings import ROOT
from tests import bill

MODULES = [
    ROOT / "app.py",
    *sorted((ROOT / "impact").rglob("*.py")),
    *(ROOT / "pages").glob("*.py"),
]
_NEVER = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "telnetlib"}


def dangers(text: str) -> list[str]:
    """What in a program would run data: imports, calls, SQL that is put together."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [each.name for each in node.names if each.name.split(".")[0] in _NEVER]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in _NEVER:
            found.append(str(node.module))
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
            if isinstance(node.func, ast.Name) and name in ("eval", "exec"):
                found.append(name)
            if any(each.arg == "shell" for each in node.keywords):
                found.append("shell")
            whose = ast.unparse(node.func)
            if whose in ("yaml.load", "yaml.unsafe_load", "os.system", "os.popen"):
                found.append(whose)
            made = node.args and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
            if name in ("execute", "executemany", "sql") and made:
                found.append(ast.unparse(node.args[0]))
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import pickle", 1),
        ("from marshal import loads", 1),
        ("eval('1')", 1),
        ("run('x', shell=True)", 1),
        ("c.execute(f'select {x}')", 1),
        ("c.execute('select ' + x)", 1),
        ("c.execute('select $x', {'x': x})\nmodel.eval()", 0),
    ],
)
def test_what_is_looked_for_is_found(text: str, found: int) -> None:
    assert len(dangers(text)) == found


# Names of tables and of files, all ours, for which SQL has no parameters.
_OURS = {"database.py"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_module_runs_what_it_reads(path: Path) -> None:
    found = dangers(path.read_text(encoding="utf-8"))
    if path.name in _OURS:
        found = [each for each in found if not each.startswith(("f'", 'f"'))]
    assert found == []


@pytest.mark.parametrize("document", ["SECURITY.md", "docs/security.md"])
def test_each_line_points_to_a_test_that_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    lines = [*text.splitlines(), ""]
    rows = [
        row
        for row, below in itertools.pairwise(lines)
        if row.startswith("| ") and not below.startswith("|---")
    ]
    assert len(rows) > 10
    for row in rows:
        pointers = re.findall(r"`(tests/[\w./]+\.py)(?:::(\w+))?`", row)
        assert pointers, row
        for file, name in pointers:
            assert not name or f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), row
            assert (ROOT / file).is_file(), row


def test_what_stands_in_front_is_a_configuration_that_nginx_takes(tmp_path: Path) -> None:
    nginx, openssl = shutil.which("nginx"), shutil.which("openssl")
    if not nginx or not openssl:
        pytest.skip("nginx or openssl is not installed")
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    command = [*made, "-keyout", str(key), "-out", str(certificate), "-days", "2"]
    subprocess.run(command, check=True, capture_output=True)
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    text = text.replace("/etc/nginx/tls", str(tmp_path)).replace("/var/cache/nginx", str(tmp_path))
    text = re.sub(r"include .*?;", "", text).replace("listen 80 ", "listen 127.0.0.1:18080 ")
    text = text.replace("listen 443 ", "listen 127.0.0.1:18443 ")
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid;\n{text}", "utf-8")
    tried = subprocess.run(
        [nginx, "-t", "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert tried.returncode == 0, tried.stderr


def test_the_lock_holds_every_package_of_the_server_in_its_version_with_its_hashes() -> None:
    pinned = dict(
        line.lower().replace("_", "-").split("==")
        for name in ("constraints.txt", "requirements.txt")
        for line in re.findall(r"(?m)^[\w.-]+==[\w.]+", (ROOT / name).read_text("utf-8"))
    )
    locked = bill.locked()
    assert [name for name, (version, _) in locked.items() if pinned.get(name) != version] == []
    assert all(hashes for _, hashes in locked.values())
    wanted = re.findall(r"(?m)^([A-Za-z0-9_.-]+)==", (ROOT / "requirements.txt").read_text("utf-8"))
    assert {name.lower().replace("_", "-") for name in wanted} <= locked.keys()
    assert "--require-hashes" in (ROOT / "deploy" / "Dockerfile").read_text("utf-8")


def test_the_bill_of_materials_names_what_is_locked() -> None:
    told = json.loads(bill.BILL.read_text("utf-8"))
    named = {each["name"]: each["version"] for each in told["components"]}
    assert named == {name: version for name, (version, _) in bill.locked().items()}
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
