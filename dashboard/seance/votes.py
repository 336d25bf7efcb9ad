"""Votes: dots that a room's phones spread among the actions or schemes before them, and what they come to.

A phone is told apart by a number that the server gave it and signed; nobody's name or address is asked for or kept.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.seance.database import reading, transaction

# What a dot says of an action or a scheme.
ANSWERS = {"reprendre": "à reprendre ici", "adapter": "à adapter", "non": "pas pour nous"}
QUESTION = "Que reprendre ici ?"
MOST_ITEMS, MOST_DOTS, MOST_VOTERS, MOST_HANDS = 40, 20, 2_000, 10_000
_LONGEST_LABEL, _LONGEST_QUESTION = 300, 200


class VoteRefused(ValueError):
    """A vote or a ballot that cannot be; the message is French and says why."""


# What is voted: item -> answer -> dots.
Dots = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Item:
    """Something that dots are put on."""

    id: str
    label: str
    territory_id: str = ""


@dataclass(frozen=True)
class Ballot:
    """A question to the room about a screen. `hands` voted by raising them (None where nobody did), as in `raised`."""

    id: int
    step: str
    question: str
    dots: int
    items: tuple[Item, ...]
    is_open: bool
    opened_at: float
    hands: int | None
    raised: Dots


@dataclass(frozen=True)
class Tally:
    """What the phones said: how many voted, how many of them blank, and the dots of each item by answer."""

    voters: int
    blank: int
    dots: Dots

    def of(self, item: str) -> dict[str, int]:
        """The dots of an item, answer by answer."""
        return {answer: self.dots.get(item, {}).get(answer, 0) for answer in ANSWERS}


def put_to_the_room(seance: str, step: str, question: str, dots: int, items: Sequence[Item]) -> Ballot:
    """Open a ballot; one that was open in this séance is closed.

    Raises:
        VoteRefused: there is nothing to vote on, or too much.
        ShelfClosed: the server cannot keep it.
    """
    question = question.strip() or QUESTION
    if not 0 < len(items) <= MOST_ITEMS or len({item.id for item in items}) < len(items):
        raise VoteRefused(f"Un vote porte sur {MOST_ITEMS} lignes au plus, et au moins une.")
    if not 0 < dots <= MOST_DOTS or len(question) > _LONGEST_QUESTION:
        raise VoteRefused(f"Un vote donne de 1 à {MOST_DOTS} points, et sa question tient {_LONGEST_QUESTION} lettres.")
    written = [{"id": one.id, "label": one.label[:_LONGEST_LABEL], "territory_id": one.territory_id} for one in items]
    with transaction() as connection:
        now = time.time()
        _not_over(connection, seance)
        _close(connection, seance, now)
        row = connection.execute(
            "INSERT INTO ballot (seance, step, question, dots, items, is_open, opened_at) "
            "VALUES (?, ?, ?, ?, ?, 1, ?) RETURNING *",
            (seance, step, question, dots, json.dumps(written, ensure_ascii=False), now),
        ).fetchone()
    return _ballot(row)


def close(seance: str) -> None:
    """No phone changes its vote any more."""
    with transaction() as connection:
        _close(connection, seance, time.time())


def _close(connection: sqlite3.Connection, seance: str, now: float) -> None:
    connection.execute("UPDATE ballot SET is_open = 0, closed_at = ? WHERE seance = ? AND is_open", (now, seance))


def _not_over(connection: sqlite3.Connection, seance: str) -> None:
    """
    Raises:
        VoteRefused: the séance has ended, and no phone would be shown the ballot.
    """
    row = connection.execute("SELECT ended FROM seance WHERE name = ?", (seance,)).fetchone()
    if row and row["ended"] is not None:
        raise VoteRefused("La séance est terminée : la rouvrir (« Terminer… ») avant d’ouvrir un vote.")


def reopen(seance: str, ballot: int) -> None:
    """Phones may change their votes again; any other ballot of the séance is closed.

    Raises:
        VoteRefused: the séance has ended.
    """
    with transaction() as connection:
        _not_over(connection, seance)
        _close(connection, seance, time.time())
        connection.execute(
            "UPDATE ballot SET is_open = 1, closed_at = NULL WHERE seance = ? AND id = ?", (seance, ballot)
        )


def raise_hands(seance: str, ballot: int, hands: int | None, raised: Dots) -> None:
    """What was counted in the room, for those without a phone; None takes it back.

    Raises:
        VoteRefused: the numbers cannot be.
    """
    found = take(seance, ballot)
    if found is None:
        raise VoteRefused("Ce vote n’existe plus.")
    kept = _checked(raised, found, MOST_HANDS)
    # Each hand is raised once for an answer to an item.
    if hands is not None and any(number > hands for of_item in kept.values() for number in of_item.values()):
        raise VoteRefused("Plus de mains que de personnes : compter d’abord les personnes.")
    if hands is not None and not 0 <= hands <= MOST_HANDS:
        raise VoteRefused(f"De 0 à {MOST_HANDS} personnes.")
    with transaction() as connection:
        connection.execute(
            "UPDATE ballot SET hands = ?, raised = ? WHERE seance = ? AND id = ?",
            (hands, json.dumps(kept if hands is not None else {}), seance, ballot),
        )


def vote(ballot: Ballot, voter: str, number: int, dots: Dots) -> int:
    """Count a phone's dots in the place of those before, none being a blank vote; gives the number that is counted.

    An older change that arrives late is left aside.

    Raises:
        VoteRefused: the ballot is closed, or there are more dots than it gives.
        ShelfClosed: the vote is not counted.
    """
    kept = _checked(dots, ballot, ballot.dots)
    if sum(put for of_item in kept.values() for put in of_item.values()) > ballot.dots:
        raise VoteRefused(f"{ballot.dots} points au plus.")
    with transaction() as connection:
        is_open = connection.execute("SELECT is_open FROM ballot WHERE id = ?", (ballot.id,)).fetchone()
        if not is_open or not is_open["is_open"]:
            raise VoteRefused("Ce vote est clos.")
        there = connection.execute(
            "SELECT number FROM voter WHERE ballot = ? AND voter = ?", (ballot.id, voter)
        ).fetchone()
        if there and there["number"] >= number:
            return int(there["number"])
        if not there:
            voters = connection.execute("SELECT count(*) FROM voter WHERE ballot = ?", (ballot.id,)).fetchone()[0]
            if voters >= MOST_VOTERS:
                raise VoteRefused("Trop de téléphones votent déjà.")
        connection.execute(
            "INSERT INTO voter VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET number = excluded.number",
            (ballot.id, voter, number),
        )
        connection.execute("DELETE FROM vote WHERE ballot = ? AND voter = ?", (ballot.id, voter))
        connection.executemany(
            "INSERT INTO vote VALUES (?, ?, ?, ?, ?)",
            [
                (ballot.id, voter, item, answer, put)
                for item, of_item in kept.items()
                for answer, put in of_item.items()
            ],
        )
    return number


def _checked(dots: object, ballot: Ballot, most: int) -> dict[str, dict[str, int]]:
    """Dots on items of the ballot, zeros aside.

    Raises:
        VoteRefused: they are none.
    """
    items = {item.id for item in ballot.items}
    if not isinstance(dots, dict):
        raise VoteRefused("Un vote donne ses points.")
    kept: dict[str, dict[str, int]] = {}
    for item, of_item in dots.items():
        if item not in items or not isinstance(of_item, dict):
            raise VoteRefused("Ce vote porte sur autre chose que ce qui est à l’écran.")
        for answer, put in of_item.items():
            is_number = isinstance(put, int) and not isinstance(put, bool) and 0 <= put <= most
            if answer not in ANSWERS or not is_number:
                raise VoteRefused("Ce vote ne se lit pas.")
            if put:
                kept.setdefault(item, {})[answer] = put
    return kept


def take(seance: str, ballot: int) -> Ballot | None:
    """A ballot of the séance; None where it has none of this number."""
    return next((one for one in ballots(seance) if one.id == ballot), None)


def open_ballot(seance: str) -> Ballot | None:
    """The ballot that phones vote on now."""
    return next((one for one in ballots(seance) if one.is_open), None)


def ballots(seance: str) -> list[Ballot]:
    """All ballots of the séance, in their order."""
    with reading() as connection:
        rows = connection.execute("SELECT * FROM ballot WHERE seance = ? ORDER BY id", (seance,)).fetchall()
    return [_ballot(row) for row in rows]


def _ballot(row: sqlite3.Row) -> Ballot:
    return Ballot(
        row["id"],
        row["step"],
        row["question"],
        row["dots"],
        tuple(Item(**one) for one in json.loads(row["items"])),
        bool(row["is_open"]),
        row["opened_at"],
        row["hands"],
        json.loads(row["raised"]),
    )


def own(ballot: int, voter: str) -> tuple[int, dict[str, dict[str, int]]]:
    """What a phone's vote is now: the number of its change (0 where it has not voted), and its dots."""
    with reading() as connection:
        row = connection.execute("SELECT number FROM voter WHERE ballot = ? AND voter = ?", (ballot, voter)).fetchone()
        cast = connection.execute("SELECT * FROM vote WHERE ballot = ? AND voter = ?", (ballot, voter)).fetchall()
    dots: dict[str, dict[str, int]] = {}
    for one in cast:
        dots.setdefault(one["item"], {})[one["answer"]] = one["dots"]
    return (row["number"] if row else 0), dots


def tally(ballot: int) -> Tally:
    """What a ballot came to so far."""
    with reading() as connection:
        voters = connection.execute("SELECT count(*) FROM voter WHERE ballot = ?", (ballot,)).fetchone()[0]
        with_dots = connection.execute("SELECT count(DISTINCT voter) FROM vote WHERE ballot = ?", (ballot,)).fetchone()
        rows = connection.execute(
            "SELECT item, answer, sum(dots) AS dots FROM vote WHERE ballot = ? GROUP BY item, answer", (ballot,)
        ).fetchall()
    dots: dict[str, dict[str, int]] = {}
    for row in rows:
        dots.setdefault(row["item"], {})[row["answer"]] = row["dots"]
    return Tally(voters, voters - with_dots[0], dots)


# Phones


def new_voter(secret: str) -> str:
    """What tells a phone apart from now on: a number of chance, signed by the séance."""
    chance = secrets.token_hex(8)
    return f"{chance}.{_signature(secret, chance)}"


def is_voter(secret: str, text: str) -> bool:
    """Whether this is what this séance gave a phone."""
    chance, _, signature = text.partition(".")
    return bool(chance) and hmac.compare_digest(signature.encode(), _signature(secret, chance).encode())


def _signature(secret: str, chance: str) -> str:
    return hmac.new(bytes.fromhex(secret), chance.encode("utf-8"), hashlib.sha256).hexdigest()[:32]
