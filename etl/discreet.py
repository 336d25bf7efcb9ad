"""Logs that name nothing that is secret: the address of a plan, a dossier or a séance is its only key.

Whatever is logged in this process passes here, that of libraries too, with its traces.
"""

from __future__ import annotations

import logging
import re
from typing import Any

# A name with 128 bits of chance, wherever it stands; the code of a room's phones, where it is an address.
_NAME = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])")
_ROOM = re.compile(r"(?<=/salle/)[A-Za-z0-9-]+|(?<=en-regard-voix-)[A-Za-z0-9]+|(?<=[?&]code=)[A-Za-z0-9-]+")
_HIDDEN = "…"
# What uvicorn says of each WebSocket: the visitor's network address, and the whole address that was opened.
_OF_SOCKETS = '%s - "WebSocket %s"'


def masked(text: str) -> str:
    """The text without names that nobody is to learn."""
    return _ROOM.sub(_HIDDEN, _NAME.sub(_HIDDEN, text))


def install() -> None:
    """Let nothing be logged in this process from now on but what is masked."""
    made = logging.getLogRecordFactory()
    if getattr(made, "is_discreet", False):
        return

    def discreet(*args: Any, **named: Any) -> logging.LogRecord:
        record = made(*args, **named)
        said = record.getMessage()
        if masked(said) != said:
            record.msg, record.args = masked(said), ()
        if record.exc_info:
            record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
        return record

    discreet.is_discreet = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(discreet)
    logging.getLogger("uvicorn.error").addFilter(lambda record: not str(record.msg).startswith(_OF_SOCKETS))
