"""What was voted in a séance and what phones wrote, as its windows are told."""

from __future__ import annotations

from typing import Any

from dashboard.seance import register, votes


def voices_of(name: str) -> dict[str, Any]:
    """What was voted in a séance, and what phones wrote: the state of each ballot, entries that wait."""
    ballots = []
    for one in votes.ballots(name):
        found = votes.tally(one.id)
        ballots.append(
            {
                "id": one.id,
                "step": one.step,
                "question": one.question,
                "dots": one.dots,
                "is_open": one.is_open,
                "items": [{"id": item.id, "label": item.label} for item in one.items],
                "voters": found.voters,
                "blank": found.blank,
                "counted": {item.id: found.of(item.id) for item in one.items},
                "hands": one.hands,
                "raised": one.raised,
            }
        )
    return {"ballots": ballots, "waiting": [one.as_json() for one in register.entries(name) if one.status == "waiting"]}
