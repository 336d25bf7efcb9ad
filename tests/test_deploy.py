"""What `deploy/` gives for a server of one's own is what runs here: units, container file, their very commands."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from etl.paths import ROOT
from tests.served import Served, free_port, started

DEPLOY = ROOT / "deploy"
UNITS = sorted(path.name for pattern in ("*.service", "*.timer") for path in DEPLOY.glob(pattern))
ANALYZE = shutil.which("systemd-analyze")
# How open a service is to what it does not need, by systemd's own measure: 0 is shut, 10 is open.
MOST_EXPOSED = 2.5
_PYTHON, _CODE, _STATE = "/opt/en-regard/.venv/bin/python", "/opt/en-regard", "/var/lib/en-regard"
systemd = pytest.mark.skipif(not ANALYZE, reason="there is no systemd-analyze here")


def here(text: str, state: Path, port: int) -> str:
    """What a file of `deploy` says, with its paths and its port on this machine."""
    text = (
        text.replace(_PYTHON, sys.executable).replace(_CODE, str(ROOT)).replace(f"{_STATE}-backups", f"{state}-copies")
    )
    return text.replace(_STATE, str(state)).replace("8501", str(port))


def lines(name: str, key: str) -> list[str]:
    return re.findall(rf"^{key}=(.*)$", (DEPLOY / name).read_text("utf-8"), re.M)


@systemd
def test_systemd_takes_the_units_and_finds_the_services_shut(tmp_path: Path) -> None:
    for name in UNITS:
        (tmp_path / name).write_text(here((DEPLOY / name).read_text("utf-8"), tmp_path, 8501), "utf-8")
    verified = subprocess.run(
        [str(ANALYZE), "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)], capture_output=True, text=True
    )
    assert verified.returncode == 0 and not verified.stderr, verified.stderr
    for name in [one for one in UNITS if one.endswith(".service")]:
        asked = [str(ANALYZE), "security", "--offline=true", "--no-pager", str(tmp_path / name)]
        told = subprocess.run(asked, capture_output=True, text=True, env={**os.environ, "LANG": "C.UTF-8"})
        found = re.search(r"Overall exposure level for \S+ ([\d.]+)", told.stdout)
        assert found and float(found[1]) <= MOST_EXPOSED, told.stdout[-300:]


def is_ready(served: Served) -> bool:
    with urllib.request.urlopen(f"{served.url}/pret", timeout=30) as answer:
        return bool(json.load(answer)["pret"])


@pytest.fixture
def state(database: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    folder.mkdir()
    shutil.copy(database, folder / "en-regard.duckdb")
    return folder


def bare(text: str, state: Path, port: int) -> dict[str, str]:
    """The environment that a file of `deploy` gives, and nothing else."""
    told = [one.split("=", 1) for one in shlex.split(here(text, state, port))]
    return {"PATH": "/usr/bin:/bin", **dict(told)}


def test_the_commands_of_the_service_build_serve_and_copy(state: Path) -> None:
    port = free_port()
    environment = bare(lines("en-regard.service", "Environment")[0], state, port)
    for before in lines("en-regard.service", "ExecStartPre"):
        subprocess.run(shlex.split(here(before, state, port)), cwd=ROOT, env=environment, check=True, timeout=300)
    command = shlex.split(here(lines("en-regard.service", "ExecStart")[0], state, port))
    with started(command, environment, f"http://127.0.0.1:{port}", state.with_name("log")) as served:
        assert is_ready(served)
        copies = Path(f"{state}-copies")
        copies.mkdir()
        for name, days in (("of-today", 0), ("of-last-year", -365), ("ahead", 365)):
            (copies / name).mkdir()
            os.utime(copies / name, times=(time.time() + days * 86_400,) * 2)
        for copy in lines("en-regard-backup.service", "ExecStart"):
            asked = shlex.split(here(copy, state, port).replace("%%", "%"))
            subprocess.run(asked, cwd=ROOT, env=environment, check=True, timeout=60)
    copied = next(path for path in copies.iterdir() if re.fullmatch(r"\d{4}-\d\d-\d\d", path.name))
    assert (copied / "en-regard.duckdb").is_file()
    # A month after now the copy goes that a clock dated ahead; that of a year ago has gone.
    assert {path.name for path in copies.iterdir()} == {copied.name, "of-today", "ahead"}
    assert (copies / "ahead").stat().st_mtime <= time.time()


def instructions(keyword: str) -> list[str]:
    return re.findall(rf"^{keyword} (.*)$", (DEPLOY / "Containerfile").read_text("utf-8"), re.M)


def test_the_command_of_the_container_runs_outside_one(state: Path) -> None:
    port = free_port()
    environment = bare(
        instructions("ENV")[0].replace("/state", str(state)).replace("HOME=/tmp", f"HOME={state}"), state, port
    )
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
    command = json.loads(here(instructions("CMD")[0], state, port).replace("0.0.0.0", "127.0.0.1"))
    with started(command, environment, f"http://127.0.0.1:{port}", state.with_name("log")) as served:
        assert is_ready(served)
        (check,) = re.findall(r"^HEALTHCHECK .*?CMD (.*)$", (DEPLOY / "Containerfile").read_text("utf-8"), re.M)
        asked = json.loads(here(check, state, port))
        assert subprocess.run(asked, env=environment, timeout=30).returncode == 0
    assert subprocess.run(asked, env=environment, capture_output=True, timeout=30).returncode != 0


def test_the_container_takes_what_is_there_and_installs_what_make_installs() -> None:
    for copied in instructions("COPY"):
        *sources, _ = copied.split()
        assert all((ROOT / one).exists() for one in sources), copied
    imported = {"dashboard", "etl", "pages", "sql", "data", "app.py", ".streamlit", "pyproject.toml"}
    assert imported <= {one for copied in instructions("COPY") for one in copied.split()}
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for option in ("--require-hashes --no-deps --only-binary :all:",):
        assert option in makefile and any(option in one for one in instructions("RUN"))
