"""Installing takes what the locks say and nothing else, whatever was released since and whichever pip does it.

The Makefile's own targets are run on small locks of invented packages, with a folder of wheels for an index.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from etl.paths import ROOT

MAKEFILE, README = ROOT / "Makefile", ROOT / "README.md"
RUNTIME, DEV, UV, SPARK = (ROOT / f"requirements{which}.lock" for which in ("", "-dev", "-uv", "-spark"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# The pip that comes with this Python, and others where there are any: a folder of their wheels, which .ci/run fills.
PIPS = [None, *sorted(Path(os.environ.get("EN_REGARD_PIPS", "no such folder")).glob("pip-*.whl"))]
PIP_OPTIONS = r"-m pip\b.*? install\b(.*?)-r (\S+)$"


def make(folder: Path, *words: str, pip: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the Makefile in a folder of one's own, outside of the `make test` that runs this and of the user's pip."""
    around = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "MAKE", "MFLAGS"))}
    around |= {"PIP_CONFIG_FILE": os.devnull, "PYTHONPATH": str(pip or ""), **environment}
    command = ["make", "--no-print-directory", "-f", str(MAKEFILE), *words]
    return subprocess.run(command, cwd=folder, env=around, capture_output=True, text=True, timeout=120)


@dataclass(frozen=True)
class Index:
    """A clone with locks to install, and the folder of wheels that it installs from."""

    clone: Path
    wheels: Path

    def release(self, name: str, version: str, *headers: str) -> str:
        """Make a wheel. Returns its line in a lock."""
        path = self.wheels / f"{name}-{version}-py3-none-any.whl"
        info = f"{name}-{version}.dist-info"
        files = {
            f"{name}.py": f"version = {version!r}\n",
            f"{info}/METADATA": "\n".join(("Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *headers)),
            f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        record = "".join(f"{file},{_record_of(content)},{len(content)}\n" for file, content in files.items())
        with zipfile.ZipFile(path, "w") as wheel:
            for file, content in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
                wheel.writestr(file, content)
        return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"

    def lock(self, lock: Path, *lines: str) -> None:
        (self.clone / lock.name).write_text("".join(lines), "utf-8")

    def make(self, target: str, pip: Path | None = None) -> subprocess.CompletedProcess[str]:
        python = f"PYTHON={sys.executable}"
        return make(self.clone, target, python, pip=pip, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(self.wheels))

    def installed(self) -> set[str]:
        """What the environment holds, beside what any new one holds."""
        found = {path.name.removesuffix(".dist-info") for path in (self.clone / ".venv").glob("lib/*/*/*.dist-info")}
        return {name for name in found if not name.startswith(("pip-", "setuptools-"))}


def _record_of(content: str) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest()).rstrip(b"=")
    return f"sha256={digest.decode()}"


def _version_used(environment: Path, pip: Path) -> str:
    """Which pip it is that installs when a wheel of one stands first on Python's path."""
    command = [environment / "bin" / "python", "-m", "pip", "--version"]
    shown = subprocess.run(command, env={"PYTHONPATH": str(pip)}, capture_output=True, text=True, check=True)
    return shown.stdout.split()[1]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    made = Index(tmp_path / "clone", tmp_path / "wheels")
    made.clone.mkdir()
    made.wheels.mkdir()
    return made


@pytest.mark.parametrize("pip", PIPS, ids=lambda pip: pip.name.split("-py")[0] if pip else "own pip")
def test_what_is_installed_is_what_the_lock_says_when_newer_releases_are_out(pip: Path | None, index: Index) -> None:
    extra = ("Provides-Extra: toml", 'Requires-Dist: reader>=1; extra == "toml"')
    reader = index.release("reader", "1.0")
    plain, asked = (index.release(name, "1.0", *extra) for name in ("plain", "asked"))
    for name in ("reader", "plain", "asked"):
        index.release(name, "1.1", *extra)
    top = index.release("top", "1.0", "Requires-Dist: plain[toml]>=1", "Requires-Dist: asked[toml]>=1")
    # One is locked with the extra that is asked of it, one without, as compilers by default leave it.
    runtime = [reader, asked.replace("==", "[toml]==")]
    index.lock(RUNTIME, *runtime)
    index.lock(DEV, *runtime, plain, top)

    served = index.make(".venv/.runtime", pip)
    assert pip is None or _version_used(index.clone / ".venv", pip) == pip.name.split("-")[1]
    assert served.returncode == 0, served.stderr
    assert index.installed() == {"reader-1.0", "asked-1.0"}
    tested = index.make(".venv/.dev", pip)
    assert tested.returncode == 0, tested.stderr
    assert index.installed() == {"reader-1.0", "asked-1.0", "plain-1.0", "top-1.0"}


def test_a_lock_that_forgot_a_package_fails_loudly_and_what_it_dropped_is_gone_once_it_is_mended(index: Index) -> None:
    forgotten, top = index.release("forgotten", "1.0"), index.release("top", "1.0", "Requires-Dist: forgotten")
    dropped = index.release("dropped", "1.0")
    index.lock(RUNTIME, top)
    index.lock(DEV, top, dropped)
    failed = index.make(".venv/.dev")
    assert failed.returncode != 0
    assert "top 1.0 requires forgotten, which is not installed" in failed.stdout
    assert index.installed() == {"top-1.0", "dropped-1.0"}

    index.lock(RUNTIME, top, forgotten)
    index.lock(DEV, top, forgotten)
    assert index.make(".venv/.dev").returncode == 0
    assert index.installed() == {"top-1.0", "forgotten-1.0"}
    assert index.make(".venv/.runtime").stdout.endswith("'.venv/.runtime' is up to date.\n"), "installed twice"


def test_help_needs_no_python_and_installs_nothing(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_bytes(MAKEFILE.read_bytes())
    shown = make(tmp_path, "help", "PYTHON=no-such-python")
    assert shown.returncode == 0, shown.stderr
    assert re.search(r"^ +make lock ", shown.stdout, re.M)
    assert [path.name for path in tmp_path.iterdir()] == ["Makefile"]


def test_the_locks_are_recompiled_without_being_installed(tmp_path: Path) -> None:
    (tmp_path / UV.name).write_bytes(UV.read_bytes())
    planned = make(tmp_path, "--dry-run", "lock")
    assert planned.returncode == 0, planned.stderr
    assert [lock for _, lock in re.findall(PIP_OPTIONS, planned.stdout, re.M)] == [UV.name]
    assert ".venv/" not in planned.stdout
    compiled = re.findall(r"uv pip compile .*--output-file (\S+)$", planned.stdout, re.M)
    assert compiled == [RUNTIME.name, DEV.name, UV.name, SPARK.name]


def test_the_commands_for_windows_install_as_the_makefile_does(tmp_path: Path) -> None:
    for lock in (RUNTIME, DEV):
        (tmp_path / lock.name).write_bytes(lock.read_bytes())
    planned = make(tmp_path, "--dry-run", ".venv/.runtime").stdout
    ours, theirs = (re.findall(PIP_OPTIONS, text, re.M) for text in (planned, README.read_text("utf-8")))
    assert len(theirs) == 1 and theirs[0][1] == RUNTIME.name
    assert theirs[0][0].split() == [option for option in ours[0][0].split() if option != "--quiet"]
    for checks in (planned, README.read_text("utf-8")):
        assert re.search(r"-m pip\b.* check$", checks, re.M)


def test_the_readme_names_the_versions_of_python_that_the_makefile_takes() -> None:
    makefile = MAKEFILE.read_text("utf-8")
    ((least, most),) = re.findall(r"\(3, (\d+)\) <= sys\.version_info\[:2\] <= \(3, (\d+)\)", makefile)
    assert PROJECT["project"]["requires-python"] == f">=3.{least}"
    assert f"Python 3.{least} à 3.{most}" in README.read_text("utf-8")
    assert set(re.findall(r"needs Python (.*?),", makefile)) == {f"3.{least} to 3.{most}"}


def pins(lock: Path) -> list[Requirement]:
    """Every requirement of a lock: name, extras, version, and the marker of the platforms and Pythons it is for."""
    lines = lock.read_text("utf-8").splitlines()
    return [Requirement(line.removesuffix("\\")) for line in lines if re.match(r"\w", line)]


def named(name: str, pinned: list[Requirement]) -> list[Requirement]:
    return [pin for pin in pinned if canonicalize_name(pin.name) == canonicalize_name(name)]


@pytest.mark.parametrize("lock", [RUNTIME, DEV, UV, SPARK], ids=lambda path: path.name)
def test_every_line_of_a_lock_has_one_version_and_its_hashes(lock: Path) -> None:
    entries = re.split(r"^(?=\w)", lock.read_text("utf-8"), flags=re.M)[1:]
    assert entries
    for entry in entries:
        assert re.match(r"\S+==[\w.]+(?: ; [^\\\n]+)? \\\n    --hash=sha256:[0-9a-f]{64}\b", entry), entry[:100]


def test_what_is_tested_is_what_is_served() -> None:
    served, tested = ({(pin.name, str(pin.specifier)) for pin in pins(lock)} for lock in (RUNTIME, DEV))
    assert served and served <= tested


def test_spark_is_installed_by_nobody_who_does_not_ask_for_it() -> None:
    assert named("pyspark", pins(SPARK))
    assert not {pin.name for pin in pins(SPARK)} & {pin.name for lock in (RUNTIME, DEV, UV) for pin in pins(lock)}


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        (RUNTIME, PROJECT["project"]["dependencies"]),
        (DEV, PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
        (UV, PROJECT["dependency-groups"]["lock"]),
        (SPARK, PROJECT["dependency-groups"]["spark"]),
    ],
    ids=["runtime", "dev", "uv", "spark"],
)
def test_each_lock_answers_what_the_project_asks_for(lock: Path, asked: list[str]) -> None:
    for wanted in map(Requirement, asked):
        answers = named(wanted.name, pins(lock))
        assert answers, f"run `make lock`: no {wanted}"
        for pin in answers:
            (version,) = (specifier.version for specifier in pin.specifier)
            assert version in wanted.specifier and wanted.extras <= pin.extras, f"run `make lock`: {wanted}, {pin}"


def test_the_dev_lock_holds_every_package_and_extra_that_its_packages_ask_of_each_other() -> None:
    here = [pin for pin in pins(DEV) if pin.marker is None or pin.marker.evaluate()]
    asked = [
        (pin.name, wanted)
        for pin in here
        for wanted in map(Requirement, metadata.requires(pin.name) or ())
        if not wanted.marker or any(wanted.marker.evaluate({"extra": extra}) for extra in ("", *pin.extras))
    ]
    assert any(wanted.extras for _, wanted in asked), "no package asks for an extra: this test sees nothing"
    for name, wanted in asked:
        (answer,) = named(wanted.name, here)
        assert wanted.extras <= answer.extras, f"{name} asks for {wanted}"
