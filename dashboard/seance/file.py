"""A séance as a file: what it showed, what was said and voted in it, to be opened on another server.

It holds neither the séance's name nor its code, and of phones nothing but what they voted.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Mapping
from typing import Any

from dashboard.dossier import store
from dashboard.dossier.model import Dossier, DossierRefused, from_file, to_file
from dashboard.dossier.received import NotJson, received
from dashboard.seance import register, votes
from dashboard.seance.database import reading, transaction

FORMAT, VERSION = "en-regard/seance", 1
LARGEST = 10_000_000
_MOST_SHOWN = 5_000
_CHANGED = "Ce fichier a été changé à la main : des paroles ou des votes ne s’y lisent pas. En prendre un autre."


class SeanceRefused(ValueError):
    """A file that is no séance; the message is French and says where and what to do."""


def written(seance: register.Seance, dossier: Dossier) -> bytes:
    """The séance as its file: JSON in UTF-8."""
    with reading() as connection:
        ballots = [dict(row) for row in connection.execute("SELECT * FROM ballot WHERE seance = ?", (seance.name,))]
        for ballot in ballots:
            cast: dict[str, list[Any]] = {
                row["voter"]: []
                for row in connection.execute("SELECT voter FROM voter WHERE ballot = ?", (ballot["id"],))
            }
            for row in connection.execute("SELECT * FROM vote WHERE ballot = ?", (ballot["id"],)):
                cast[row["voter"]].append([row["item"], row["answer"], row["dots"]])
            ballot["votes"] = list(cast.values())
            ballot["items"], ballot["raised"] = json.loads(ballot["items"]), json.loads(ballot["raised"])
            del ballot["id"], ballot["seance"]
    content = {
        "format": FORMAT,
        "version": VERSION,
        "titre": seance.title,
        "date": seance.held_on,
        "lieu": seance.place,
        "participants": seance.participants,
        "debut": seance.begun,
        "fin": seance.ended,
        "etat": seance.state,
        "dossier": json.loads(to_file(dossier)),
        "paroles": [
            {"ecran": one.step, "sorte": one.kind, "texte": one.text, "qui": one.who, "origine": one.origin,
             "statut": one.status, "heure": one.said_at}
            for one in register.entries(seance.name)
        ],
        "ecrans": [
            {"ecran": one.step, "choix": dict(one.override), "heure": one.first_at}
            for one in register.shown(seance.name)
        ],
        "votes": ballots,
    }  # fmt: skip
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def opened(content: bytes) -> str:
    """Keep the séance of a file under a new name, which is given.

    Raises:
        SeanceRefused, DossierRefused: it is none.
        ShelfClosed: the server cannot keep it.
    """
    if len(content) > LARGEST:
        raise SeanceRefused("Ce fichier dépasse 10 Mo : celui d’une séance est bien plus petit.")
    try:
        told = received(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, NotJson):
        raise SeanceRefused("Ce fichier n’est pas du JSON : choisir le fichier « .json » d’une séance.") from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise SeanceRefused(
            f"Ce fichier n’est pas celui d’une séance (« format » ne vaut pas « {FORMAT} ») : choisir celui que "
            "« Terminer » donne."
        )
    if told.get("version") != VERSION:
        raise SeanceRefused("Cette séance vient d’une autre version d’En regard : mettre celle-ci à jour.")
    dossier = from_file(json.dumps(told.get("dossier"), ensure_ascii=False).encode("utf-8"))
    if not dossier.entries:
        raise DossierRefused("Cette séance n’a aucun écran : prendre le fichier d’une autre.")
    try:
        rows = _rows(told)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise SeanceRefused(_CHANGED) from None
    texts = [told.get(name) if isinstance(told.get(name), str) else "" for name in ("titre", "date", "lieu")]
    seance = register.begin(dossier, str(texts[0]), str(texts[1]), str(texts[2]))
    try:
        _fill(seance, told, rows)
    except (sqlite3.IntegrityError, OverflowError):
        # Numbers that a base does not hold, or one thing said twice: nothing of the file stays.
        register.delete(seance.name)
        raise SeanceRefused(_CHANGED) from None
    except store.ShelfClosed:
        register.delete(seance.name)
        raise
    return seance.name


def _fill(seance: register.Seance, told: Mapping[str, Any], rows: Mapping[str, list[tuple[Any, ...]]]) -> None:
    """What the file says of a séance that was begun."""
    participants = told.get("participants")
    register.describe(
        seance.name, seance.title, seance.held_on, seance.place, participants if isinstance(participants, int) else None
    )
    _put(seance.name, rows)
    if isinstance(told.get("etat"), str):
        register.put_state(seance.name, told["etat"])
    if told.get("fin") is not None:
        register.end(seance.name)


def _rows(told: Mapping[str, Any]) -> dict[str, list[tuple[Any, ...]]]:
    """What was said, shown and voted, each checked."""
    entries = []
    for one in told["paroles"][: register.MOST_ENTRIES]:
        kind, status, origin = str(one["sorte"]), str(one["statut"]), str(one["origine"])
        text = str(one["texte"])
        if kind not in register.KINDS or status not in ("kept", "waiting", "refused"):
            raise ValueError
        if origin not in ("animation", "telephone") or not 0 < len(text) <= register.LONGEST:
            raise ValueError
        who = str(one["qui"])[: register.LONGEST_WHO]
        entries.append((str(one["ecran"])[:40], kind, text, who, origin, status, float(one["heure"])))
    shown = [
        (
            str(one["ecran"])[:40],
            register.override_text(dict(one["choix"])),
            float(one["heure"]),
        )
        for one in told["ecrans"][:_MOST_SHOWN]
    ]
    return {"entries": entries, "shown": shown, "ballots": [_ballot(one) for one in told["votes"]]}


def _ballot(told: Mapping[str, Any]) -> tuple[Any, ...]:
    """A ballot as its row, and the dots of each phone."""
    items = [votes.Item(str(one["id"]), str(one["label"]), str(one["territory_id"])) for one in told["items"]]
    ids, dots = {item.id for item in items}, int(told["dots"])
    raised = {
        str(item): {str(answer): int(number) for answer, number in of_item.items()}
        for item, of_item in told["raised"].items()
    }
    if not 0 < len(items) <= votes.MOST_ITEMS or not 0 < dots <= votes.MOST_DOTS:
        raise ValueError
    cast = [[(str(item), str(answer), int(put)) for item, answer, put in one] for one in told["votes"]]
    if len(cast) > votes.MOST_VOTERS or any(
        sum(put for _, _, put in one) > dots
        or any(item not in ids or answer not in votes.ANSWERS or put <= 0 for item, answer, put in one)
        for one in cast
    ):
        raise ValueError
    row = (
        str(told["step"])[:40],
        str(told["question"])[:200],
        dots,
        json.dumps([vars(item) for item in items], ensure_ascii=False),
        float(told["opened_at"]),
        time.time(),
        None if told["hands"] is None else int(told["hands"]),
        json.dumps(raised, ensure_ascii=False),
    )
    return (row, cast)


def _put(name: str, rows: Mapping[str, list[tuple[Any, ...]]]) -> None:
    with transaction() as connection:
        connection.executemany(
            "INSERT INTO entry (seance, client, step, kind, text, who, origin, status, said_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(name, f"fichier-{at}", *row) for at, row in enumerate(rows["entries"])],
        )
        connection.executemany(
            "INSERT OR IGNORE INTO shown VALUES (?, ?, ?, ?)", [(name, *row) for row in rows["shown"]]
        )
        for row, cast in rows["ballots"]:
            ballot = connection.execute(
                "INSERT INTO ballot "
                "(seance, step, question, dots, items, is_open, opened_at, closed_at, hands, raised) "
                "VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?) RETURNING id",
                (name, *row),
            ).fetchone()[0]
            for number, of_phone in enumerate(cast):
                connection.execute("INSERT INTO voter VALUES (?, ?, 1)", (ballot, f"fichier-{number}"))
                connection.executemany(
                    "INSERT INTO vote VALUES (?, ?, ?, ?, ?)",
                    [(ballot, f"fichier-{number}", *one) for one in of_phone],
                )
