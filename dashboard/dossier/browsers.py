"""The dossiers of a browser: their names stand in its cookie, its own dossier's first, where no script reads them.

A page of Streamlit sets no cookie: the server keeps for a while what it is yet to tell each browser, which then asks
for it. Browsers are told apart by the number behind Streamlit's own cookie against forged requests.
"""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.dossier import store
from dashboard.dossier.model import UNTITLED, DossierRefused

COOKIE = "en-regard-dossier"
# Who comes back within a year finds them.
SECONDS = 365 * 86_400
_FORGED, _PARTS = "_streamlit_xsrf", "."
# As many names as a cookie of one kilobyte holds.
_MOST, _MOST_BROWSERS = 40, 5_000
_LOCK = threading.Lock()


@dataclass(frozen=True)
class Listed:
    """A dossier of a list: its title, how many views it keeps, and the day of its last change."""

    name: str
    title: str
    views: int
    day: datetime.date


@dataclass
class _Begun:
    """The dossiers that were begun or opened in a browser since the server runs, and whether its cookie tells them."""

    names: tuple[str, ...]
    is_told: bool = False


_BEGUN: OrderedDict[str, _Begun] = OrderedDict()


def names_in(cookies: Mapping[str, str], more: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of a browser's dossiers, its own first, as this server and its cookie know them; `more` come last."""
    found = _BEGUN.get(number(cookies))
    kept = cookies.get(COOKIE, "").split(_PARTS)
    every = (*(found.names if found else ()), *kept, *more)
    return tuple(dict.fromkeys(one for one in every if store.is_name(one)))[:_MOST]


def own(cookies: Mapping[str, str]) -> str:
    """The name of the browser's own dossier; empty where it has none."""
    return next(iter(names_in(cookies)), "")


def begun(cookies: Mapping[str, str]) -> str:
    """The name of the dossier that was last begun or opened in the browser; empty where this server knows of none."""
    found = _BEGUN.get(number(cookies))
    return found.names[0] if found else ""


def number(cookies: Mapping[str, str]) -> str:
    """What tells a browser from others: the number behind Streamlit's own cookie against forged requests, which is
    written anew, under another mask, with every page. Empty where there is none."""
    kept = str(cookies.get(_FORGED, "")).split("|")
    if len(kept) != 4 or kept[0] != "2":
        return ""
    try:
        mask, masked = bytes.fromhex(kept[1]), bytes.fromhex(kept[2])
    except ValueError:
        return ""
    return bytes(one ^ mask[at % len(mask)] for at, one in enumerate(masked)).hex() if mask else ""


def begin(cookies: Mapping[str, str], name: str) -> None:
    """Make this dossier the browser's own, in all its tabs: those that were opened before know no newer cookie."""
    browser = number(cookies)
    if not browser:
        return
    with _LOCK:
        before = _BEGUN.pop(browser, _Begun(()))
        if before.names[:1] != (name,):
            before = _Begun(tuple(dict.fromkeys((name, *before.names)))[:_MOST])
        _BEGUN[browser] = before
        while len(_BEGUN) > _MOST_BROWSERS:
            _BEGUN.popitem(last=False)


def is_untold(cookies: Mapping[str, str]) -> bool:
    """Whether the browser is yet to be given the cookie that names its dossier."""
    found = _BEGUN.get(number(cookies))
    return found is not None and not found.is_told


def told(cookies: Mapping[str, str], more: Iterable[str] = ()) -> str:
    """What the cookie is to hold from now on, `more` being names that the browser kept elsewhere; empty for nothing."""
    with _LOCK:
        found = _BEGUN.get(number(cookies))
        if found is not None:
            found.is_told = True
        return _PARTS.join(names_in(cookies, more))


def others(names: Iterable[str], shown: str) -> list[Listed]:
    """Of these dossiers those that keep a view and can be opened, but for the one that is shown."""
    found = []
    for name in names:
        try:
            dossier = None if name == shown else store.take(name)
        except (DossierRefused, store.ShelfClosed):
            continue
        if dossier is not None and dossier.entries:
            day = datetime.date.fromtimestamp(store.changed_at(name))
            found.append(Listed(name, dossier.title or UNTITLED, len(dossier.entries), day))
    return found
