"""A disk of its own that fills up: a small tmpfs where this machine lets one be mounted, else the test is skipped."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def little_disk(where: Path, size: str = "2m") -> Iterator[Path]:
    """A folder that holds no more than this."""
    where.mkdir(parents=True, exist_ok=True)
    try:
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(where)], capture_output=True, text=True
        )
    except FileNotFoundError:
        pytest.skip("no mount on this machine: a full disk cannot be tried")
    if made.returncode:
        pytest.skip(f"this user may mount no small disk, so that a full one cannot be tried ({made.stderr.strip()})")
    try:
        yield where
    finally:
        subprocess.run(["umount", "--lazy", str(where)], check=True, capture_output=True)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Not a byte is left on the disk until the block ends."""
    stone = disk / "stone"
    with stone.open("wb", buffering=0) as file:
        for block in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    file.write(b"\0" * block)
            except OSError:
                continue
    try:
        yield
    finally:
        stone.unlink()


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """Nothing on the disk can be changed until the block ends."""
    made = subprocess.run(["mount", "-o", "remount,ro", str(disk)], capture_output=True, text=True)
    if made.returncode:  # a file that is open to be written keeps it from being so
        pytest.skip(f"the small disk cannot be made read-only ({made.stderr.strip()})")
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True, capture_output=True)
