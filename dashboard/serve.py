"""Several processes of the dashboard on one base and one folder of dossiers, behind an existing proxy.

`python -m dashboard.serve --workers 4`: starts them, starts again one that ends, and stops all together. HAProxy comes
before them where it is installed; else their ports are told, for a proxy of one's own.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from dashboard.operations import shared
from etl.paths import ROOT

_CONFIGURATION = Path(__file__).with_name("haproxy.cfg")
_STREAMLIT = (
    "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.address", "127.0.0.1",
    "--server.fileWatcherType", "none",
)  # fmt: skip
_SOON, _STOPPING = 1.0, 10.0


def configuration(address: str, port: int, ports: Sequence[int]) -> str:
    """What HAProxy reads: the address to serve, before processes on these ports of this machine."""
    servers = [f"    server p{at} 127.0.0.1:{one} check" for at, one in enumerate(ports, 1)]
    return _CONFIGURATION.read_text("utf-8").format(
        address="*" if address == "0.0.0.0" else address,
        port=port,
        pages="\n".join(f"{server} cookie p{at}" for at, server in enumerate(servers, 1)),
        seances="\n".join(servers),
    )


class Served:
    """The processes, each with the command that starts it again."""

    def __init__(self, commands: Sequence[Sequence[str]], folder: Path) -> None:
        self._environment = {
            **os.environ,
            # Cookies that one process signs are read by the others.
            "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32),
            # What is let through is counted of all together.
            shared.FILE: str(folder / "limits.sqlite"),
            shared.KEY: secrets.token_hex(16),
        }
        self._commands = commands
        self._running = [self._started(command) for command in commands]
        self._over = threading.Event()

    def keep(self) -> None:
        """Until told to stop, start again what ends."""
        while not self._over.wait(_SOON):
            for at, process in enumerate(self._running):
                if process.poll() is not None and not self._over.is_set():
                    print(f"A process ended with {process.returncode}, and is started again.", file=sys.stderr)
                    self._running[at] = self._started(self._commands[at])
        self._end()

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Told by a signal."""
        self._over.set()

    def _started(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, cwd=ROOT, env=self._environment)

    def _end(self) -> None:
        for process in self._running:
            process.terminate()
        until = time.monotonic() + _STOPPING
        for process in self._running:
            try:
                process.wait(timeout=max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m dashboard.serve", description=__doc__.split("\n")[0])
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 2, help="how many processes")
    parser.add_argument(
        "--address", default="127.0.0.1", help="what the proxy listens to; 0.0.0.0 is the whole network"
    )
    parser.add_argument("--port", type=int, default=8501, help="the proxy's; the processes take those that follow it")
    asked = parser.parse_args(arguments)
    if asked.workers < 1:
        parser.error("at least one process is wanted")
    ports = [asked.port + at for at in range(1, asked.workers + 1)]
    commands = [
        # The proxy's port is what visitors see.
        [sys.executable, *_STREAMLIT, "--server.port", str(port), "--browser.serverPort", str(asked.port)]
        for port in ports
    ]
    proxy = shutil.which("haproxy") or ("/usr/sbin/haproxy" if os.access("/usr/sbin/haproxy", os.X_OK) else "")
    with tempfile.TemporaryDirectory(prefix="en-regard-") as folder:
        if proxy:
            file = Path(folder) / "haproxy.cfg"
            file.write_text(configuration(asked.address, asked.port, ports), "utf-8")
            commands.append([proxy, "-W", "-db", "-f", str(file)])
            print(f"En regard: http://{asked.address}:{asked.port}, {asked.workers} processes (Ctrl-C stops them)")
        else:
            told = ", ".join(f"127.0.0.1:{port}" for port in ports)
            print(f"There is no HAProxy here: put a proxy before {told} (dashboard/haproxy.cfg shows how)")
        served = Served(commands, Path(folder))
        signal.signal(signal.SIGTERM, served.stop)
        signal.signal(signal.SIGINT, served.stop)
        served.keep()
    return 0


if __name__ == "__main__":
    sys.exit(main())
