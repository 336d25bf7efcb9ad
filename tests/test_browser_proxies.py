"""The dashboard behind the proxies that README names, each with the configuration that is given for it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from etl.paths import ROOT
from tests.projected import open_window, press, shows
from tests.served import Served, free_port, serving, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser
CONFIGURATIONS = ROOT / "deploy" / "proxies"
PROXIES = {"nginx": "nginx.conf", "apache2": "apache.conf", "caddy": "Caddyfile"}
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"


def found(name: str) -> str:
    """Where the proxy is; else the test is skipped."""
    path = shutil.which(name, path=_PATH)
    if not path:
        pytest.skip(f"there is no {name} here")
    return path


def configured(name: str, port: int, upstream: str, folder: Path) -> list[str]:
    """The command that runs the proxy with the configuration of the documentation, its ports aside."""
    ours = (CONFIGURATIONS / PROXIES[name]).read_text("utf-8")
    ours = ours.replace("127.0.0.1:8501", upstream.removeprefix("http://")).replace("8080", str(port))
    ours = re.sub(r"/var/log/\w+", str(folder), ours)
    file = folder / PROXIES[name]
    if name == "nginx":
        alone = f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log; events {{}}"
        file.write_text(f"{alone} http {{ {ours} }}", "utf-8")
        return [found(name), "-c", str(file), "-p", str(folder)]
    if name == "apache2":
        modules = Path("/usr/lib/apache2/modules")
        wanted = ("mpm_event", "authz_core", "proxy", "proxy_http", "proxy_wstunnel", "headers")
        loaded = "\n".join(f"LoadModule {one}_module {modules}/mod_{one}.so" for one in wanted)
        own = f"ServerName localhost\nServerRoot {folder}\nPidFile {folder}/pid\nErrorLog {folder}/error.log\n"
        file.write_text(f"{loaded}\n{own}{ours}", "utf-8")
        return [found(name), "-X", "-f", str(file)]
    file.write_text(f"{{\n    admin off\n    auto_https off\n}}\n{ours}", "utf-8")
    return [found(name), "run", "--config", str(file), "--adapter", "caddyfile"]


@contextmanager
def behind(name: str, served: Served, folder: Path) -> Iterator[Served]:
    port = free_port()
    command = configured(name, port, served.url, folder)
    home = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "proxy.log").open("wb") as log:
        process = subprocess.Popen(command, env=home, stdout=log, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, (folder / "proxy.log").read_text("utf-8", "replace")
                assert time.monotonic() < until, "the proxy did not start"
                time.sleep(0.1)
        yield Served(f"http://127.0.0.1:{port}", served.log, served.process)
    finally:
        # It would wait for windows that are still linked.
        process.kill()
        process.wait(timeout=20)


@pytest.mark.parametrize("name", PROXIES)
def test_pages_and_the_projection_work_behind_a_proxy_with_long_cookies(
    browser: Browser, served: Served, name: str, tmp_path: Path
) -> None:
    found(name)
    with behind(name, served, tmp_path) as proxied, visiting(browser, proxied) as visitor:
        # Of another program on the same host: a browser takes 4 kB a cookie.
        for at in range(3):
            visitor.page.context.add_cookies([{"name": f"autre-{at}", "value": "x" * 3900, "url": proxied.url}])
        visitor.open("themes")
        seance = open_window(visitor.page, proxied.url)
        press(visitor.page, "ArrowRight")
        shows(visitor.page, 2)
        expect(visitor.page.locator("#lost")).to_be_hidden()
        assert seance and not visitor.foreign_requests
        visitor.page.goto(f"{proxied.url}/espace/{'x' * 22}/themes")
    for log in tmp_path.glob("*.log"):
        told = log.read_text("utf-8")
        assert not [one for one in (seance, "x" * 22, "themes", "seance=", "127.0.0.1") if one in told], told[:300]
    logged = (tmp_path / "en-regard.log").read_text("utf-8") if name != "caddy" else "GET 200"
    assert "GET 200" in logged, "what was answered, and in how long, is logged all the same"


def test_a_proxy_that_calls_the_server_by_another_name_says_the_one_that_was_typed(
    browser: Browser, served: Served, tmp_path: Path
) -> None:
    """Apache does so by itself where it is not told to keep the name."""
    found("apache2")
    plain = tmp_path / "plain"
    plain.mkdir()
    given = (CONFIGURATIONS / "apache.conf").read_text("utf-8")
    assert "ProxyPreserveHost On" in given
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tests.test_browser_proxies.CONFIGURATIONS", plain)
        (plain / "apache.conf").write_text(given.replace("ProxyPreserveHost On", ""), "utf-8")
        with behind("apache2", served, tmp_path) as proxied, visiting(browser, proxied) as visitor:
            visitor.open("")
            open_window(visitor.page, proxied.url)
            press(visitor.page, "ArrowRight")
            shows(visitor.page, 2)


def test_under_a_path_behind_a_proxy(
    browser: Browser, database: Path, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    found("nginx")
    with (
        serving(database, tmp_path_factory.mktemp("below") / "log", under="plans") as below,
        behind("nginx", Served(below.url.removesuffix("/plans"), below.log, below.process), tmp_path) as proxied,
        visiting(browser, Served(f"{proxied.url}/plans", below.log, below.process)) as visitor,
    ):
        visitor.open("themes")
        open_window(visitor.page, f"{proxied.url}/plans")
        press(visitor.page, "ArrowRight")
        shows(visitor.page, 2)
        with urllib.request.urlopen(f"{proxied.url}/plans/salle", timeout=30) as answer:
            assert "Suivre une séance" in answer.read().decode()
