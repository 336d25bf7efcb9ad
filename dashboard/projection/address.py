"""The address by which the phones of the room reach this server, found without asking any other host."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import segno

# An address of documentation: nothing answers there, and a datagram socket that is "connected" sends nothing.
_NOWHERE = ("203.0.113.1", 9)
_LONGEST = 200
_HOST = re.compile(r"\[?[A-Za-z0-9.:_-]+\]?(:\d{1,5})?")


class AddressRefused(ValueError):
    """What was given is no address of a server; the message is French."""


@dataclass(frozen=True)
class Address:
    """`base` ends with a slash; `warning` says, in French, why phones may not reach it."""

    base: str
    warning: str = ""


def checked(text: str) -> str:
    """An address that a facilitator typed, as `http://host:port/path/`; empty for none.

    Raises:
        AddressRefused: it is none.
    """
    text = text.strip()
    if not text:
        return ""
    if "://" not in text:
        text = f"http://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    good = parts.scheme in ("http", "https") and parts.hostname and _HOST.fullmatch(parts.netloc)
    if not good or parts.query or parts.fragment or len(text) > _LONGEST or not text.isprintable() or " " in text:
        raise AddressRefused("Cette adresse ne se lit pas : l’écrire comme « http://192.168.1.20:8501 ».")
    host = f"[{parts.hostname}]" if ":" in str(parts.hostname) else parts.hostname
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{path}"


def reached(scheme: str, host: str, path: str = "/", chosen: str = "") -> Address:
    """Where phones find this server: as chosen in the room, else EN_REGARD_ADDRESS, else as this request did.

    A request of this very machine says nothing to a phone: this machine's address on its network stands for it.
    """
    for given in (chosen, os.environ.get("EN_REGARD_ADDRESS", "")):
        if given:
            return Address(checked(given))
    name, port = _parted(host)
    if name and not _is_this_machine(name):
        return Address(f"{scheme}://{host}{path}")
    own, port = on_network(), port or (443 if scheme == "https" else 80)
    if own is None:
        return Address(
            f"{scheme}://{host if name else 'localhost'}{path}",
            "Cet ordinateur n’est sur aucun réseau : les téléphones ne l’atteindront pas.",
        )
    warning = (
        ""
        if _answers(own, port)
        else (
            "Le serveur n’écoute que cet ordinateur : le relancer avec « make run ADDRESS=0.0.0.0 » pour que les "
            "téléphones l’atteignent."
        )
    )
    return Address(f"{scheme}://{own}:{port}{path}", warning)


def _parted(host: str) -> tuple[str, int | None]:
    """The name and the port by which a request calls the server; no name where it says none that can be."""
    try:
        parts = urlsplit(f"//{host}" if _HOST.fullmatch(host) and len(host) <= _LONGEST else "")
        return parts.hostname or "", parts.port
    except ValueError:
        return "", None


def on_network() -> str | None:
    """This machine's address on its network, as its own routes give it; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(_NOWHERE)
            found = str(asked.getsockname()[0])
        except OSError:
            return None
    return None if _is_this_machine(found) or found == "0.0.0.0" else found


def qr(url: str) -> str:
    """The address as a QR code: inline SVG without a size, black on white in any theme, as readers want it."""
    return str(
        segno.make(url, micro=False, error="m").svg_inline(
            border=4, dark="#000000", light="#ffffff", omitsize=True, svgclass="qr", lineclass=None
        )
    )


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _answers(host: str, port: int) -> bool:
    """Whether this machine listens at its own address on the network."""
    try:
        with socket.create_connection((host, port), timeout=0.5):
            return True
    except OSError:
        return False
