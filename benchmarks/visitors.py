"""Visitors of the real server, through its own protocol: each opens a page and changes its filters."""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from dashboard import queries
from dashboard.selection import Selection
from etl.paths import ROOT

_THINKING = 1.0
_START_SECONDS, _LONGEST_RUN, _KITS = 60, 120, 2


def _visitors() -> dict[str, list[Selection]]:
    """A visitor a page: what each looks at, one after the other."""
    theme, other = queries.themes()["theme_id"].tolist()[:2]
    first, second = queries.territories()["territory_id"].tolist()[:2]
    return {
        "": [Selection(), Selection(territories=(first,)), Selection(measure="nombre")],
        "themes": [Selection(themes=(theme,)), Selection(), Selection(themes=(theme, other))],
        "financements": [Selection(), Selection(territories=(second,))],
    }


def reruns(seconds: float) -> tuple[list[float], list[float]]:
    """How long reruns take, in seconds: for so long in the calm, then while kits are made one after the other."""
    with serving(ROOT / "benchmarks" / "served.py") as (port, _), ThreadPoolExecutor() as crowd:
        spent: list[tuple[float, float]] = []
        over = threading.Event()
        # The browser of the pictures is started, and what is made once is made.
        _kit(port)
        visits = [crowd.submit(_visit, port, page, seen, spent, over) for page, seen in _visitors().items()]
        time.sleep(5)
        calm_from = time.perf_counter()
        time.sleep(seconds)
        busy_from = time.perf_counter()
        for _ in range(_KITS):
            _kit(port)
        busy_to = time.perf_counter()
        over.set()
        done, _ = wait(visits)
        for visit in done:
            visit.result()
    calm = [took for start, took in spent if calm_from <= start and start + took <= busy_from]
    busy = [took for start, took in spent if busy_from <= start <= busy_to]
    return calm, busy


def _visit(
    port: int, page: str, seen: list[Selection], spent: list[tuple[float, float]], over: threading.Event
) -> None:
    with opened(port) as session:
        for selection in itertools.cycle(seen):
            if over.is_set():
                return
            start = time.perf_counter()
            rerun(session, page, urlsplit(selection.url(page)).query)
            spent.append((start, time.perf_counter() - start))
            time.sleep(_THINKING)


def opened(port: int) -> ClientConnection:
    """A visitor's session."""
    return connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        ping_interval=None,
    )


def rerun(session: ClientConnection, page: str, query: str) -> bytes:
    """Ask for a page at an address, and read all that its script sends."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = page
    session.send(asked.SerializeToString())
    return _until_finished(session)


def _until_finished(session: ClientConnection) -> bytes:
    """Reads all that a run of the script sends; a page that could not be shown is no page that was shown quickly."""
    told, messages = ForwardMsg(), []
    while True:
        messages.append(session.recv(timeout=_LONGEST_RUN, decode=False))
        told.ParseFromString(messages[-1])
        kind = told.WhichOneof("type")
        if kind == "delta" and told.delta.new_element.WhichOneof("type") in ("exception", "alert"):
            raise RuntimeError(f"a page shows an error: {told.delta.new_element}")
        if kind == "script_finished":
            if told.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                raise RuntimeError(f"the script ended with {told.script_finished}")
            return b"".join(messages)


def _kit(port: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/benchmark/kit", timeout=300) as answer:
        if not answer.read(2) == b"PK":
            raise RuntimeError("the server made no kit")


@contextmanager
def serving_many(workers: int) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Serve the dashboard by several processes behind the proxy; gives the port, and the process that keeps them."""
    port = _free_port()
    command = [sys.executable, "-m", "dashboard.serve", "--workers", str(workers), "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for at in range(workers + 1):
            _wait_for(port + at, process)
        time.sleep(3)  # the proxy has seen them all
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the dashboard did not start") from None
            time.sleep(0.1)


@contextmanager
def serving(script: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Serve a script of Streamlit on a free port of this machine; gives the port and the process."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += ["--server.headless", "true", "--server.address", "127.0.0.1", "--server.port", str(port)]
    command += ["--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false"]
    process = subprocess.Popen(
        command, cwd=script.parent, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=20)
