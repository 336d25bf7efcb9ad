"""Séances as they are kept: where each stands, what was said in it, what the room looked at."""

from __future__ import annotations

import datetime
import json
import secrets
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from dashboard import queries
from dashboard.dossier import ages, store
from dashboard.dossier.model import UNTITLED, Dossier
from dashboard.operations import keeping
from dashboard.seance.database import path, reading, transaction
from etl.paths import workspaces_path

# Kinds of what is said, in the order in which minutes give them.
KINDS = {"decision": "Décision", "question": "Question", "verifier": "À vérifier", "remarque": "Remarque"}
LONGEST, LONGEST_WHO, MOST_ENTRIES, MOST_WAITING = 2_000, 80, 2_000, 300
# Neither 0 and O nor 1, I and L: a code is read from a screen and typed with a thumb.
_LETTERS, _CODE_LENGTH = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", 8
_LONGEST_TITLE, _LONGEST_PLACE, _LONGEST_DATE = 300, 200, 60


class EntryRefused(ValueError):
    """What was said cannot be kept; the message is French and says why."""


@dataclass(frozen=True)
class Seance:
    """A séance; `name` drives it, `code` follows it. `held_on` is a day (2026-11-28), or as somebody wrote it; `ended`
    is None while it goes on."""

    name: str
    code: str
    secret: str
    title: str
    held_on: str
    place: str
    source: str
    participants: int | None
    begun: float
    ended: float | None
    state: str
    base: str = ""

    @property
    def own_base(self) -> Path | None:
        """The file that its screens are made of, where it is another than the public base."""
        if not self.base:
            return None
        kept = Path(self.base)
        # A plan is known by its name: the folder that holds all of them may have been moved since.
        return workspaces_path() / kept.parent.name / kept.name if store.is_name(kept.parent.name) else kept


@dataclass(frozen=True)
class Entry:
    """Something said about a screen, as it stands; each change makes `version` one higher."""

    id: int
    client: str
    step: str
    kind: str
    text: str
    who: str
    origin: str
    status: str
    said_at: float
    version: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Shown:
    """A screen as the room saw it: its step, and what was chosen live, as it was told."""

    step: str
    override: Mapping[str, Any]
    first_at: float


def begin(dossier: Dossier, title: str = "", held_on: str = "", place: str = "", source: str = "") -> Seance:
    """A new séance of a dossier, which it has a copy of, without what was said before.

    Raises:
        ShelfClosed: the server cannot keep it.
    """
    name = store.new_name()
    store.put(name, without_remarks(dossier))
    return _row(name, title or dossier.title, held_on, place, source)


def without_remarks(dossier: Dossier) -> Dossier:
    return replace(dossier, entries=tuple(replace(entry, remarks="") for entry in dossier.entries))


def _row(name: str, title: str, held_on: str = "", place: str = "", source: str = "") -> Seance:
    with transaction() as connection:
        _let_go(connection)
        connection.execute(
            "INSERT OR IGNORE INTO seance (name, code, secret, title, held_on, place, source, begun, base) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                name,
                "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH)),
                secrets.token_hex(32),
                title[:_LONGEST_TITLE] or UNTITLED,
                held_on[:_LONGEST_DATE] or datetime.date.today().isoformat(),
                place[:_LONGEST_PLACE],
                source,
                time.time(),
                # Phones and co-facilitators come by addresses that do not say it.
                str(queries.own_path() or ""),
            ),
        )
    found = take(name)
    if found is None:
        raise store.ShelfClosed("La séance n’a pas pu être gardée.")
    return found


def _let_go(connection: sqlite3.Connection) -> None:
    """Séances whose dossier left the shelf go with it."""
    names = [row["name"] for row in connection.execute("SELECT name FROM seance").fetchall()]
    gone = [(name,) for name in names if not store.changed_at(name)]
    connection.executemany("DELETE FROM seance WHERE name = ?", gone)


def opened(name: str, dossier: Dossier) -> Seance:
    """The séance of this name; a dossier that is projected by its own address has one from then on.

    Raises:
        ShelfClosed: the server cannot keep it.
    """
    found = take(name)
    if found is None:
        found = _row(name, dossier.title)
        for entry in dossier.entries:
            # What was noted in the dossier before its séances had entries of their own.
            if entry.remarks.strip():
                say(name, f"avant-{entry.key}", entry.key, "remarque", entry.remarks[:LONGEST])
    return found


def take(name: str) -> Seance | None:
    """The séance of this name; None where there is none."""
    return _found("SELECT * FROM seance WHERE name = ?", name)


def own_base(name: str) -> Path | None:
    """The file that the screens of a séance are made of, where it is another than the public base."""
    found = take(name)
    return found.own_base if found else None


def by_code(code: str) -> Seance | None:
    """The séance that phones reach by this code, however it was typed."""
    typed = "".join(one for one in code.upper() if one.isalnum())
    return _found("SELECT * FROM seance WHERE code = ?", typed)


def _found(query: str, key: str) -> Seance | None:
    with reading() as connection:
        row = connection.execute(query, (key,)).fetchone()
    return Seance(**dict(row)) if row else None


def put_state(name: str, state: str) -> None:
    """Keep where the séance stands."""
    with transaction() as connection:
        connection.execute("UPDATE seance SET state = ? WHERE name = ?", (state, name))


def describe(name: str, title: str, held_on: str, place: str, participants: int | None) -> None:
    """What its minutes say of the séance."""
    with transaction() as connection:
        connection.execute(
            "UPDATE seance SET title = ?, held_on = ?, place = ?, participants = ? WHERE name = ?",
            (title[:_LONGEST_TITLE] or UNTITLED, held_on[:_LONGEST_DATE], place[:_LONGEST_PLACE], participants, name),
        )


def end(name: str, is_over: bool = True) -> None:
    """The séance is over, or goes on."""
    with transaction() as connection:
        connection.execute("UPDATE seance SET ended = ? WHERE name = ?", (time.time() if is_over else None, name))
        if is_over:
            connection.execute(
                "UPDATE ballot SET is_open = 0, closed_at = ? WHERE seance = ? AND is_open", (time.time(), name)
            )


def delete(name: str) -> None:
    """Nothing of the séance stays, nor in the file's log: neither its screens nor what was said and voted."""
    with transaction() as connection:
        connection.execute("DELETE FROM seance WHERE name = ?", (name,))
    store.remove(name)
    with reading() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def names() -> set[str]:
    """Of all séances that are kept."""
    with reading() as connection:
        return {str(row["name"]) for row in connection.execute("SELECT name FROM seance").fetchall()}


def tidy() -> int:
    """Let go of séances in which nothing was said, shown or voted for as long as they are kept; how many went.

    Raises:
        ShelfClosed: the server cannot write.
    """
    if not path().exists() or not ages.is_clock_right():
        return 0
    _set_right()
    with reading() as connection:
        rows = connection.execute(_LAST).fetchall()
    # All are looked at: a time that cannot be believed is set right.
    past = [str(row["name"]) for row in rows if _is_left(row["name"]) and row["last"] < keeping.SEANCES.oldest]
    for name in past:
        delete(name)
    return len(past)


def _is_left(name: str) -> bool:
    """Whether nobody changed the dossier of a séance for as long as it is kept; so where it has none any more."""
    try:
        return store.is_left(name, keeping.SEANCES.days)
    except FileNotFoundError:
        return True


def _set_right() -> None:
    """Times that no clock can have told are those of now."""
    with transaction() as connection:
        told = {"now": time.time(), "first": ages.FIRST, "latest": ages.latest()}
        wrong = sum(connection.execute(statement, told).rowcount for statement in _RIGHT)
    if wrong:
        ages.tell_set_right(wrong, "times of séances")


_RIGHT = (
    "UPDATE seance SET begun = :now WHERE NOT begun BETWEEN :first AND :latest",
    "UPDATE seance SET ended = :now WHERE NOT ended BETWEEN :first AND :latest",
    "UPDATE entry SET said_at = :now WHERE NOT said_at BETWEEN :first AND :latest",
    "UPDATE shown SET first_at = :now WHERE NOT first_at BETWEEN :first AND :latest",
    "UPDATE ballot SET opened_at = :now WHERE NOT opened_at BETWEEN :first AND :latest",
    "UPDATE ballot SET closed_at = :now WHERE NOT closed_at BETWEEN :first AND :latest",
)
_LAST = """
    SELECT name, max(
        begun,
        coalesce(ended, 0),
        coalesce((SELECT max(said_at) FROM entry WHERE seance = name), 0),
        coalesce((SELECT max(first_at) FROM shown WHERE seance = name), 0),
        coalesce((SELECT max(coalesce(closed_at, opened_at)) FROM ballot WHERE seance = name), 0)
    ) AS last
    FROM seance
"""

# What was said


def say(
    name: str, client: str, step: str, kind: str, text: str, who: str = "", by_phone: bool = False, version: int = 0
) -> Entry:
    """Keep what was said: new, or (with the version that it was changed from) in other words.

    Where somebody else changed it meanwhile, both stay: this one becomes an entry of its own.

    Raises:
        EntryRefused: it is empty or too long, or there is no room for more.
        ShelfClosed: the server cannot keep it.
    """
    text, who = text.strip(), who.strip()
    if kind not in KINDS:
        raise EntryRefused("Cette sorte de remarque n’existe pas.")
    if not text or len(text) > LONGEST or len(who) > LONGEST_WHO:
        raise EntryRefused(f"Une remarque a {LONGEST} caractères au plus, et au moins un ; un nom, {LONGEST_WHO}.")
    if not 0 < len(client) <= 40:
        raise EntryRefused("Cette remarque n’est pas désignée comme il faut.")
    with transaction() as connection:
        there = connection.execute("SELECT * FROM entry WHERE seance = ? AND client = ?", (name, client)).fetchone()
        if there and there["text"] == text and there["kind"] == kind and there["who"] == who:
            return _entry(there)
        if there and there["version"] == version:
            connection.execute(
                "UPDATE entry SET kind = ?, text = ?, who = ?, version = version + 1 WHERE id = ?",
                (kind, text, who, there["id"]),
            )
            return _entry(connection.execute("SELECT * FROM entry WHERE id = ?", (there["id"],)).fetchone())
        _room_left(connection, name, by_phone)
        inserted = connection.execute(
            "INSERT INTO entry (seance, client, step, kind, text, who, origin, status, said_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
            (
                name,
                f"{client[:20]}-{secrets.token_hex(4)}" if there else client,
                step,
                kind,
                text,
                who,
                "telephone" if by_phone else "animation",
                "waiting" if by_phone else "kept",
                time.time(),
            ),
        ).fetchone()
        return _entry(inserted)


def _room_left(connection: sqlite3.Connection, name: str, by_phone: bool) -> None:
    every, waiting = connection.execute(
        "SELECT count(*), coalesce(sum(status = 'waiting'), 0) FROM entry WHERE seance = ?", (name,)
    ).fetchone()
    if every >= MOST_ENTRIES or (by_phone and waiting >= MOST_WAITING):
        raise EntryRefused("Trop de remarques attendent déjà : les dire de vive voix.")


def judge(name: str, entry: int, status: str) -> Entry | None:
    """Keep or refuse what a phone sent, or take back what was noted; None where there is no such entry."""
    if status not in ("kept", "refused"):
        raise EntryRefused("Une remarque est gardée ou écartée.")
    with transaction() as connection:
        row = connection.execute(
            "UPDATE entry SET status = ?, version = version + 1 WHERE seance = ? AND id = ? RETURNING *",
            (status, name, entry),
        ).fetchone()
    return _entry(row) if row else None


def entries(name: str) -> list[Entry]:
    """All that was said in the séance, refused entries included, in the order in which it was: the clock may be set."""
    with reading() as connection:
        rows = connection.execute("SELECT * FROM entry WHERE seance = ? ORDER BY id", (name,)).fetchall()
    return [_entry(row) for row in rows]


def _entry(row: sqlite3.Row) -> Entry:
    values = dict(row)
    values.pop("seance")
    return Entry(**values)


# What the room looked at


def put_shown(name: str, step: str, override: Mapping[str, Any]) -> None:
    """The room looks at this screen, with this chosen live; the first time counts."""
    with transaction() as connection:
        connection.execute(
            # A séance that was deleted meanwhile, by another process, is shown nowhere.
            "INSERT OR IGNORE INTO shown SELECT name, ?, ?, ? FROM seance WHERE name = ?",
            (step, override_text(override), time.time(), name),
        )


def override_text(override: Mapping[str, Any]) -> str:
    """What was chosen live, as it is kept: the same choice has the same text."""
    return json.dumps(override, ensure_ascii=False, sort_keys=True)


def shown(name: str) -> list[Shown]:
    """The screens that the room looked at, each once for what was chosen live, in their order."""
    with reading() as connection:
        rows = connection.execute("SELECT * FROM shown WHERE seance = ? ORDER BY rowid", (name,)).fetchall()
    return [Shown(row["step"], json.loads(row["override"]), row["first_at"]) for row in rows]
